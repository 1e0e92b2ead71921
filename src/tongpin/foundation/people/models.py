"""Persons the bureau's work concerns, and the accounts that log in."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext

from tongpin.foundation.kernel import crypto
from tongpin.foundation.kernel.personal import DataClass

from .rules import COMMAND_LINE


class Person(models.Model):
    """Someone on a roll or in a record. Holds the least the work needs; the telephone is encrypted."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60, db_index=True)
    initials = models.CharField(max_length=30, blank=True, db_index=True)  # pinyin initials, for search
    gender = models.CharField(max_length=4, blank=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    birth_month = models.DateField(null=True, blank=True)  # the day is always 1: nothing needs it
    joined_party_on = models.DateField(null=True, blank=True)
    phone_sealed = models.BinaryField(blank=True, default=b"")
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "uid": DataClass.NONE,
        "name": DataClass.PERSONAL,
        "initials": DataClass.PERSONAL,
        "gender": DataClass.PERSONAL,
        "ethnicity": DataClass.SENSITIVE,
        "birth_month": DataClass.PERSONAL,
        "joined_party_on": DataClass.SENSITIVE,
        "phone_sealed": DataClass.SENSITIVE,
        "phone_index": DataClass.SENSITIVE,
    }

    def __str__(self) -> str:
        return self.name

    @property
    def _phone_context(self) -> str:
        return f"people_person/phone/{self.uid}"

    @property
    def phone(self) -> str:
        """The telephone number in clear, or an empty string."""
        if not self.phone_sealed:
            return ""
        return crypto.decrypt(crypto.data_key(), bytes(self.phone_sealed), context=self._phone_context).decode()

    @phone.setter
    def phone(self, value: str) -> None:
        self.phone_sealed = (
            crypto.encrypt(crypto.data_key(), value.encode(), context=self._phone_context) if value else b""
        )
        self.phone_index = crypto.blind_index(crypto.data_key(), value) if value else ""


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts; there is no superuser in this program."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> Account:
        account = self.model(username=self.model.normalize_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Someone who can log in. What they may do is said by grants (foundation.access), never by a flag here."""

    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)  # the first one was made by somebody else
    created_at = models.DateTimeField(auto_now_add=True)
    # Times of log-in are not kept (rules.md §6.2, item 2); failed ones are axes' business.
    last_login = None

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "password": DataClass.SENSITIVE,
        "username": DataClass.PERSONAL,
        "email": DataClass.PERSONAL,
        "person": DataClass.PERSONAL,
        "is_active": DataClass.INTERNAL,
        "must_change_password": DataClass.INTERNAL,
        "created_at": DataClass.INTERNAL,
    }

    def __str__(self) -> str:
        if self.person_id and self.person:
            return self.person.name
        return gettext("The command line") if self.username == COMMAND_LINE else self.username

    def get_full_name(self) -> str:
        """Return the name shown beside what this account did."""
        return str(self)
