"""Addresses of records."""

from django.urls import path

from .views import batch, detail, evidence, export, listing, record

app_name = "activities"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("export/", export.export, name="export"),
    path("villages/", listing.villages, name="villages"),
    path("confirm/", batch.confirm_several, name="confirm_several"),
    path("new/", record.choose_kind, name="choose_kind"),
    path("new/<str:code>/", record.create, name="create"),
    path("<int:pk>/", detail.detail, name="detail"),
    path("<int:pk>/edit/", record.edit, name="edit"),
    path("<int:pk>/hold/", detail.hold, name="hold"),
    path("<int:pk>/confirm/", detail.confirm, name="confirm"),
    path("<int:pk>/cancel/", detail.cancel, name="cancel"),
    path("<int:pk>/sheet/", detail.sign_in_sheet, name="sheet"),
    path("<int:pk>/evidence/", evidence.attach, name="attach"),
    path("<int:pk>/evidence/<int:number>/", evidence.file, name="evidence_file"),
    path("<int:pk>/evidence/<int:number>/withdraw/", evidence.withdraw, name="withdraw"),
]
