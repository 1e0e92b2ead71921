"""Addresses of the desk."""

from django.urls import path

from .views import units, villages
from .views.type_size import set_type_size

app_name = "desk"
urlpatterns = [
    path("type-size/", set_type_size, name="type_size"),
    path("units/", units.tree, name="tree"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("members/<int:pk>/", units.member, name="member"),
    path("villages/", villages.village_list, name="villages"),
    path("villages/import/", villages.import_list, name="village_import"),
    path("me/", units.own_record, name="own_record"),
]
