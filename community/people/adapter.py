"""How django-allauth meets our people: families by phone and code, the rest by e-mail and password."""

import time
from datetime import timedelta
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core import jobs, registry
from community.core.errors import BadInput
from community.people import phones
from community.people.models import User
from community.people.selectors import people_at_phone
from community.people.services import phone_user


class PhoneFormField(forms.CharField):
    """A phone number as people type it; cleaned to E.164."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Your phone number"))
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return phones.normalise(typed)
        except BadInput as no:
            raise ValidationError(no.message) from no


class Adapter(DefaultAccountAdapter):
    """The decisions that allauth leaves to us."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("That e-mail and password do not go together. Try again."),
        "incorrect_code": gettext_lazy("That is not the code. Look at the newest text and try again."),
        "invalid_password_reset": gettext_lazy("This link was used already, or it is too old."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait a few minutes, then try again."),
        "rate_limited": gettext_lazy("Too many tries. Wait a few minutes, then try again."),
        "incorrect_password": gettext_lazy("That is not the password. Try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves: people are known before they sign in."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again for the password before something weighty, but not right after signing in."""
        records = get_authentication_records(context.request, context.request.user)
        newest = max((record["at"] for record in records), default=0.0)
        return time.time() - newest > account_settings.REAUTHENTICATION_TIMEOUT

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Leave the mail to a job: talking to a mail server would tell by its time that we know them."""
        jobs.enqueue("community.people.jobs.mail_password_link", user.pk)

    def phone_form_field(self, **kwargs: Any) -> PhoneFormField:
        return PhoneFormField(**kwargs)

    def get_user_by_phone(self, phone: str) -> User | None:
        """The sign-in of a phone we know; made on first use. None for strangers, staff and providers."""
        return phone_user(phone)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        if user.phone == phone and not user.phone_verified:
            user.phone_verified = True
            user.save(update_fields=["phone_verified"])

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """Text the code in the language of whoever has had this phone longest.

        A number nobody has gets no text at all (``send_unknown_account_sms`` stays empty), so that
        the page cannot be used to text strangers.
        """
        person = people_at_phone(phone)[0]

        def words() -> str:
            return _(
                "%(community)s: %(code)s is your code to sign in. It works for 10 minutes. "
                "Give it to nobody; we never ask for it."
            ) % {"community": person.community.name, "code": code}

        until = timezone.now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
        for sender in registry.code_senders:
            sender(person, words, until)
