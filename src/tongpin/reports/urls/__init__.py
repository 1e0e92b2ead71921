"""Addresses of the desk's report screens; `public` holds those that need no log-in."""

from django.urls import path

from ..views import desk

app_name = "reports"
urlpatterns = [
    path("", desk.report_list, name="list"),
    path("preview/", desk.report_preview, name="preview"),
    path("issue/", desk.report_issue, name="issue"),
    path("<int:pk>/", desk.report_detail, name="detail"),
    path("<int:pk>/docx/", desk.report_docx, name="docx"),
    path("<int:pk>/pdf/", desk.report_pdf, name="pdf"),
    path("<int:pk>/pdf/make/", desk.report_make_pdf, name="make_pdf"),
    path("templates/new/", desk.template_upload, name="template_upload"),
    path("templates/<int:pk>/", desk.template_file, name="template"),
    path("templates/shipped/", desk.shipped_template, name="shipped_template"),
]
