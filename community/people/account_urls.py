"""The addresses of allauth that we serve, each with its door. What is not here is a 404.

Nobody signs up, changes an e-mail or a phone, or confirms one by themselves, so allauth's pages for
that are left out.
"""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as usersessions
from django.urls import path, re_path

from community.core.access import door
from community.people.models import NEED_TWO_FACTORS
from community.people.rules import has
from community.people.views.ways_in import SetUpSecondFactor, taking_even_time

READ, FORM = ("GET", "HEAD"), ("GET", "HEAD", "POST")


def open_door(view: Callable[..., Any], methods: tuple[str, ...] = FORM) -> Any:
    """A page of allauth that anybody may ask for; it looks itself at how far a sign-in has come."""
    return door(None, methods=methods)(view)


def inner_door(view: Callable[..., Any], methods: tuple[str, ...] = FORM) -> Any:
    """A page of allauth for those who sign in with two factors and have shown both."""
    return door(has(*NEED_TWO_FACTORS), second_factor=True, methods=methods)(view)


request_login_code = taking_even_time(account.request_login_code)
password_reset = taking_even_time(account.password_reset)

urlpatterns = [
    path("login/", open_door(account.login), name="account_login"),
    path(
        "login/code/",
        open_door(request_login_code),
        name="account_request_login_code",
    ),
    path("login/code/confirm/", open_door(account.confirm_login_code), name="account_confirm_login_code"),
    path("logout/", open_door(account.logout), name="account_logout"),
    path("inactive/", open_door(account.account_inactive, READ), name="account_inactive"),
    path("reauthenticate/", open_door(account.reauthenticate), name="account_reauthenticate"),
    path("password/reset/", open_door(password_reset), name="account_reset_password"),
    path(
        "password/reset/done/",
        open_door(account.password_reset_done, READ),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        open_door(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        open_door(account.password_reset_from_key_done, READ),
        name="account_reset_password_from_key_done",
    ),
    path("2fa/authenticate/", open_door(mfa.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", open_door(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", open_door(SetUpSecondFactor.as_view()), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", inner_door(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/", inner_door(mfa.index, READ), name="mfa_index"),
    path(
        "2fa/recovery-codes/",
        inner_door(recovery_codes.view_recovery_codes, READ),
        name="mfa_view_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/generate/",
        inner_door(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        inner_door(recovery_codes.download_recovery_codes, READ),
        name="mfa_download_recovery_codes",
    ),
    path("sessions/", open_door(usersessions.list_usersessions), name="usersessions_list"),
]
