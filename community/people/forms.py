"""Forms of the ways in."""

from allauth.account.forms import LoginForm, RequestLoginCodeForm


class SignInForm(LoginForm):
    """E-mail and password."""


class RequestCodeForm(RequestLoginCodeForm):
    """A code by text."""
