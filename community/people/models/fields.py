"""Phone numbers, languages and time zones as columns."""

from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.people.phones import is_e164

LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("ht", _("Haitian Creole"))]


def check_zone(name: str) -> None:
    """Raise ValidationError unless ``name`` is a time zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValidationError(_("“%(name)s” is not a time zone."), params={"name": name}) from error


def check_phone(number: str) -> None:
    """Raise ValidationError unless ``number`` is a possible number in E.164."""
    if not is_e164(number):
        raise ValidationError(_("That is not a phone number we can text."))


class PhoneField(models.CharField):
    """A phone number in E.164 (ITU-T): a plus sign and up to 15 digits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 16
        super().__init__(*args, **kwargs)
        self.validators.append(check_phone)


def phone_shape(field: str, name: str) -> models.CheckConstraint:
    """The database's own check that ``field`` looks like E.164 where it is set."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__regex": r"^\+[1-9][0-9]{6,14}\Z"}),
        name=name,
    )
