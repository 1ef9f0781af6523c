"""New passwords, by a link in a mail."""

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from community.people.models import User
from community.people.selectors import people_behind


def mail_password_link(user: User) -> None:
    """Mail ``user`` a link to choose a new password with, in the language of whoever it is.

    The link holds as long as allauth's tokens do: once, and until ``PASSWORD_RESET_TIMEOUT``.
    """
    person = next(iter(people_behind(user)), None)
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    with translation.override(person.language if person else settings.LANGUAGE_CODE):
        about = {"password_reset_url": settings.PUBLIC_URL + path}
        subject = render_to_string("account/email/password_reset_key_subject.txt", about).strip()
        words = render_to_string("account/email/password_reset_key_message.txt", about)
    send_mail(subject, words, settings.DEFAULT_FROM_EMAIL, [user.email or ""])
