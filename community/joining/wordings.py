"""What somebody agrees to who asks for our texts, and what we text them; all in the language in force.

What must be said where people ask, and what the first text must say: CTIA, Messaging Principles and Best
Practices (2023), 5.1.1 calls to action, 5.1.2 opt-in and its confirmation, 5.1.4 no sharing of opt-in
lists, 5.2.1 privacy policy. Carriers' reviewers turn down a page without the frequency
(https://www.twilio.com/docs/api/errors/30545) or without proof of an opt-in
(https://www.twilio.com/docs/api/errors/30842); the list of what they look for, a box that nobody has ticked
in advance among it: https://help.twilio.com/articles/11847054539547-A2P-10DLC-Campaign-Approval-Best-Practices.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from community.joining.rules import KEYWORD
from community.people.models import LANGUAGES, Community


def agreement(community: Community) -> str:
    """The exact words beside the box on the page, and below the keyword on the flyer."""
    return _(
        "I agree to get texts from %(community)s about meetings, votes and help for families, about 2 to 10 "
        "a month. Message and data rates may apply. I can text STOP to end them and HELP for help. I do not "
        "have to agree in order to get any help or service."
    ) % {"community": community.name}


def agreement_in(language: str, community: Community) -> str:
    """``agreement`` in ``language``."""
    with translation.override(language):
        return agreement(community)


def language_of_agreement(wording: str, community: Community, *, otherwise: str) -> str:
    """The language in which ``wording`` was read; ``otherwise`` where our words have changed since."""
    codes = [otherwise, *(code for code, _name in LANGUAGES)]
    return next((code for code in codes if agreement_in(code, community) == wording), otherwise)


def somebody_asked(community: Community, language: str) -> str:
    """The one text to a number that was typed on the page."""
    return _(
        "%(community)s: somebody asked for our texts to this number. To get them, text %(keyword)s. "
        "If it was not you, do nothing."
    ) % {"community": community.name, "keyword": KEYWORD[language]}


def joined(community: Community) -> str:
    """The confirmation: who texts, about what, how often, what it costs, help, and the way out."""
    return _(
        "%(community)s: you are in. You get texts about meetings, votes and help, about 2 to 10 a month. "
        "Message and data rates may apply. For help, text HELP. To stop, text STOP."
    ) % {"community": community.name}


def joined_before(community: Community) -> str:
    """To somebody who asks a second time."""
    return _("%(community)s: you are in already. For help, text HELP. To stop, text STOP.") % {
        "community": community.name
    }


def thanks_for_now() -> str:
    """To a number that may have passed to somebody else."""
    return _("Thank you. A person will read this and text you.")


def for_the_staff_to_say(names: list[str]) -> str:
    """Why a person has to look: several people have the phone, or somebody else than the one who writes."""
    if len(names) > 1:
        return _(
            "This phone belongs to %(names)s. A person will text you and ask who of you wants our texts."
        ) % {"names": ", ".join(names)}
    return _("We know this phone under another name. A person will read this and text you.")


def neighbor() -> str:
    """The name of somebody who has given none."""
    return _("Neighbor")


def every_neighbor() -> set[str]:
    """``neighbor`` in every language."""
    names = set()
    for code, _name in LANGUAGES:
        with translation.override(code):
            names.add(neighbor())
    return names
