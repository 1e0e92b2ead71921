"""Addresses of the desk."""

from django.urls import path

from .views import accounts, contacts, home, log, posts, roll_changes, roll_out, unit_changes, units, villages
from .views.type_size import set_type_size

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("relief/", home.relief, name="relief"),
    path("type-size/", set_type_size, name="type_size"),
    path("units/", units.tree, name="tree"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/edit/", unit_changes.unit_edit, name="unit_edit"),
    path("units/<int:pk>/add/", unit_changes.unit_add, name="unit_add"),
    path("units/<int:pk>/end/", unit_changes.unit_end, name="unit_end"),
    path("units/<int:pk>/names/", unit_changes.unit_names, name="unit_names"),
    path("units/names/<int:pk>/remove/", unit_changes.alias_remove, name="alias_remove"),
    path("units/<int:pk>/roll/", roll_out.roll_print, name="roll_print"),
    path("units/<int:pk>/roll/export/", roll_out.roll_export, name="roll_export"),
    path("units/<int:pk>/members/new/", roll_changes.member_new, name="member_new"),
    path("units/<int:pk>/posts/new/", posts.post_new, name="post_new"),
    path("units/posts/<int:pk>/end/", posts.post_end, name="post_end"),
    path("units/contacts/new/", contacts.contact_new, name="contact_new"),
    path("units/contacts/<int:pk>/end/", contacts.contact_end, name="contact_end"),
    path("members/<int:pk>/", units.member, name="member"),
    path("members/<int:pk>/correct/", roll_changes.member_correct, name="member_correct"),
    path("members/<int:pk>/standing/", roll_changes.member_standing, name="member_standing"),
    path("members/<int:pk>/transfer/", roll_changes.member_transfer, name="member_transfer"),
    path("members/<int:pk>/end/", roll_changes.member_end, name="member_end"),
    path("members/<int:pk>/phone/", roll_out.member_phone, name="member_phone"),
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
