"""What a parent agrees to, in their own language. It is kept word for word with the consent."""

from django.utils import translation
from django.utils.translation import gettext as _

from community.people.models import Community, Consent, Organisation

Purpose = Consent.Purpose


def referral_wording(language: str, *, organisation: Organisation) -> str:
    """Consent to the referral, as read to a parent in ``language``."""
    with translation.override(language):
        return _(
            "I am this child's parent or guardian. I agree that %(organisation)s refers my child to "
            "Early Intervention and shares what is on this form with %(community)s, so that somebody "
            "checks that I am called. I can change my mind at any time, and it costs me nothing."
        ) % {"organisation": organisation.name, "community": organisation.community.name}


def texts_wording(language: str, *, community: Community) -> str:
    """Consent to being asked by text, as read to a parent in ``language``."""
    with translation.override(language):
        return _(
            "%(community)s may text me at this number to ask if I was called. The texts do not name my "
            "child. I can answer STOP at any time."
        ) % {"community": community.name}


def sharing_wording(
    purpose: str, language: str, *, community: Community, organisation: Organisation | None = None
) -> str:
    """Consent to one further purpose, as read to a parent in ``language``. ``organisation`` is the one that
    may hold it, where it is not the community's own team."""
    names = {"community": community.name, "organisation": organisation.name if organisation else ""}
    with translation.override(language):
        if purpose == Purpose.FOLLOW_UP:
            words = _(
                "%(community)s may see how my child's referral goes, and call me if I need help. I can end "
                "this at any time."
            )
        elif purpose == Purpose.CONFERENCE:
            words = _(
                "The agencies that meet at %(community)s each week may speak of my child and plan the next "
                "step. They see a first name and the age. This holds for one year. I can end it at any time."
            )
        elif purpose == Purpose.MEASURES:
            words = _(
                "%(community)s may count my child, without a name, to see if all families get help. I can "
                "end this at any time."
            )
        else:
            words = _(
                "%(organisation)s may have what is on this form, to help my child. This holds for one year. "
                "I can end it at any time."
            )
        return words % names
