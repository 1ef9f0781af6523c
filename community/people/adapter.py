"""How django-allauth meets our people."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """Families by phone and code, staff and providers by e-mail, password and second factor."""
