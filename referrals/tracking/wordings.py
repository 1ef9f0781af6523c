"""What a parent agrees to, in their own language. It is kept word for word with the consent."""

from django.utils import translation
from django.utils.translation import gettext as _

from community.people.models import Community, Organisation


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
