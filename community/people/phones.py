"""Phone numbers: what people type, and E.164, which is what we keep."""

import re

import phonenumbers
from django.utils.translation import gettext as _

from community.core.errors import BadInput

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


def is_e164(number: str) -> bool:
    """Whether ``number`` has the shape of ITU-T E.164: a plus sign, then 7 to 15 digits, no leading zero."""
    return bool(_E164.fullmatch(number))


def normalise(typed: str) -> str:
    """``typed`` as E.164. Numbers without a country code are read as American.

    Raises BadInput, in words, for anything that is not a possible number. Numbers that are possible
    but not assigned (555-01xx, kept for fiction) pass: whether one answers is the carrier's to say.
    """
    try:
        parsed = phonenumbers.parse(typed, "US")
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed is None or not _can_be_texted(parsed):
        raise BadInput(
            _("“%(typed)s” is not a phone number we can text. Write it like 718-555-0123.")
            % {"typed": typed[:30]}
        )
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _can_be_texted(parsed: phonenumbers.PhoneNumber) -> bool:
    # A number without its area code is "possible, locally"; nobody can be reached by it from here.
    length = phonenumbers.is_possible_number_with_reason(parsed)
    return length == phonenumbers.ValidationResult.IS_POSSIBLE and not parsed.extension


def for_people(number: str) -> str:
    """``number`` (E.164) the way people of its country write it."""
    parsed = phonenumbers.parse(number)
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if parsed.country_code == 1
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(parsed, style)
