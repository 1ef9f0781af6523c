"""Forms of the ways in."""

from typing import Any

from allauth.account.fields import EmailField
from allauth.account.forms import (
    ConfirmLoginCodeForm,
    LoginForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa import app_settings as mfa
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from community.people.models import Community, Group, User


class SignInForm(LoginForm):
    """E-mail and password, for staff and providers.

    allauth would take a phone here too, and without a password field would send a code instead; a
    phone is never a way in for those who need two factors.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField(label=_("E-mail"))
        self.fields["login"].widget.attrs.pop("placeholder")
        self.fields["password"].widget.attrs.pop("placeholder")
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Stay signed in on this device")
        self.order_fields(["login", "password", "remember"])


class NewPasswordForm(ResetPasswordForm):
    """Where to mail a link for a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].widget.attrs.pop("placeholder")


class ChoosePasswordForm(ResetPasswordKeyForm):
    """The new password, twice. Django's own hints are a list, which cannot stand in a line of ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, again = self.fields["password1"], self.fields["password2"]
        first.label, again.label = _("New password"), _("New password again")
        first.help_text = _(
            "At least 12 letters, numbers or signs. "
            "Not your name or e-mail, and nothing that many people use."
        )
        for field in (first, again):
            field.widget.attrs.pop("placeholder")

    def clean(self) -> dict[str, Any]:
        """Both must be the same; allauth says so in other words than ours."""
        given = self.cleaned_data
        if len({given.get("password1"), given.get("password2")} - {None}) > 1:
            self.add_error("password2", _("These two are not the same. Type the new password again."))
        return given


class RequestCodeForm(RequestLoginCodeForm):
    """A code by text. allauth would also mail codes, which would pass by the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"]
        self.fields["phone"].required = True


class CodeForm:
    """Ask for a code so that phones offer it and show their number keys."""

    label = _("The six digits")
    hint: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]  # type: ignore[attr-defined]
        field.label, field.help_text = self.label, self.hint
        field.widget.attrs.pop("placeholder")
        field.widget.attrs["inputmode"] = "numeric"


class ConfirmCodeForm(CodeForm, ConfirmLoginCodeForm):
    """The code from the text."""


class OnceForm(CodeForm):
    """A code of the second factor serves once, for as long as it could be typed.

    allauth forgets a used code after one step of 30 seconds, and takes the steps beside the current
    one as well (RFC 6238 5.2: a step of grace, and never the second attempt of a code).
    """

    user: User

    def clean_code(self) -> str:
        """What was typed; raises ValidationError for a wrong code, and for one that has served."""
        code: str = super().clean_code()  # type: ignore[misc]
        typed = "".join(filter(str.isalnum, code))
        usable = mfa.TOTP_PERIOD * (2 * mfa.TOTP_TOLERANCE + 1)  # seconds: its own step, and those of grace
        if not cache.add(f"second-factor-used:{self.user.pk}:{typed}", True, timeout=usable):
            raise get_adapter().validation_error("incorrect_code")
        return code


class TotpForm(OnceForm, AuthenticateForm):
    """The code of the second factor, at sign-in."""

    label = _("Code from your app")
    hint = _("Lost the phone with the app? Type one of your spare codes.")


class TotpAgainForm(OnceForm, ReauthenticateForm):
    """The same, in the middle of a visit."""

    label, hint = TotpForm.label, TotpForm.hint


class TotpSetUpForm(CodeForm, ActivateTOTPForm):
    """The first code of a new app."""

    label = _("The six digits your app shows now")


class DirectoryForm(forms.Form):
    """Whose names to list: everybody, or one group, on any day."""

    group = forms.ModelChoiceField(
        Group.objects.none(), label=_("Group"), required=False, empty_label=_("Everybody")
    )
    on = forms.DateField(
        label=_("On this day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.of(community).order_by("code")  # type: ignore[attr-defined]
