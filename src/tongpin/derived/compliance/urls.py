"""Addresses of compliance."""

from django.urls import path

from .views import cell, leaders, listing, organisation, year
from .views.open import open_list

app_name = "compliance"
urlpatterns = [
    path("", year.overview, name="overview"),
    path("open/", open_list, name="open"),
    path("list/", listing.duties, name="list"),
    path("export/", listing.export, name="export"),
    path("leaders/", leaders.table, name="leaders"),
    path("leaders/export/", leaders.export, name="leaders_export"),
    path("leaders/<int:pk>/<int:year>/<str:which>/", leaders.records, name="leader_records"),
    path("<int:pk>/", organisation.organisation, name="unit"),
    path("<int:pk>/<str:code>/<str:period>/", cell.cell, name="cell"),
]
