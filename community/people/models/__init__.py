"""People and places: who is here, what they belong to, and what they agreed to."""

from community.people.models.consent import Channel, Consent, ConsentWithdrawal, SignedLink
from community.people.models.fields import LANGUAGES, PhoneField, check_phone, check_zone, phone_shape
from community.people.models.groups import Group, Membership, MembershipQuerySet, StaffRole
from community.people.models.persons import NEED_TWO_FACTORS, Person, User, roles_from
from community.people.models.places import Community, Household, Organisation, Program

__all__ = [
    "LANGUAGES",
    "NEED_TWO_FACTORS",
    "Channel",
    "Community",
    "Consent",
    "ConsentWithdrawal",
    "Group",
    "Household",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "Person",
    "PhoneField",
    "Program",
    "SignedLink",
    "StaffRole",
    "User",
    "check_phone",
    "check_zone",
    "phone_shape",
    "roles_from",
]
