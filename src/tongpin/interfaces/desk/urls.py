"""Addresses of the desk."""

from django.urls import path

from .views import accounts, home, log, units, villages
from .views.type_size import set_type_size

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("relief/", home.relief, name="relief"),
    path("type-size/", set_type_size, name="type_size"),
    path("units/", units.tree, name="tree"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("members/<int:pk>/", units.member, name="member"),
    path("villages/", villages.village_list, name="villages"),
    path("villages/import/", villages.import_list, name="village_import"),
    path("staff/", accounts.account_list, name="accounts"),
    path("staff/new/", accounts.account_new, name="account_new"),
    path("staff/<int:pk>/", accounts.account, name="account"),
    path("staff/<int:pk>/reset/", accounts.account_reset, name="account_reset"),
    path("staff/<int:pk>/close/", accounts.account_close, name="account_close"),
    path("staff/<int:pk>/grant/", accounts.account_grant, name="account_grant"),
    path("staff/grants/<int:pk>/withdraw/", accounts.account_withdraw, name="account_withdraw"),
    path("log/", log.event_list, name="log"),
    path("log/export/", log.export, name="log_export"),
    path("log/verify/", log.verify, name="log_verify"),
    path("me/", units.own_record, name="own_record"),
]
