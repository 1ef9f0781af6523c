"""Changing people: consent, signed links, ways in, the first steps."""

from community.people.services.consent import end_consents, give_consent, withdraw_consent
from community.people.services.forgetting import NOBODY, forget_person, has_ties
from community.people.services.founding import appoint_coordinator, found_community
from community.people.services.links import find_link, hash_token, look_up_link, make_link
from community.people.services.passwords import mail_password_link
from community.people.services.sign_in import (
    give_phone_sign_in,
    give_staff_sign_in,
    has_set_up_second_factor,
    phone_user,
    take_phone_away,
)

__all__ = [
    "NOBODY",
    "appoint_coordinator",
    "end_consents",
    "find_link",
    "forget_person",
    "found_community",
    "give_consent",
    "give_phone_sign_in",
    "give_staff_sign_in",
    "has_set_up_second_factor",
    "has_ties",
    "hash_token",
    "look_up_link",
    "mail_password_link",
    "make_link",
    "phone_user",
    "take_phone_away",
    "withdraw_consent",
]
