"""The texts themselves. They name no child, no service and no provider."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from community.core.words import digits_and_words
from community.people.models import Community, StaffRole
from community.people.selectors import staff_of
from referrals.family.rules import WILL_CALL, LeadsTo, Question


def caller(community: Community) -> str:
    """The first name of the Ambassador who follows up, or "" while the post is empty."""
    ambassador = staff_of(community, StaffRole.Role.AMBASSADOR).first()
    return ambassador.first_name if ambassador else ""


def line(question: Question, numbers: Mapping[str, int]) -> str:
    """“Did they call you? 1 yes 2 not yet”, or without its digits, in the language that is active."""
    words = str(question.key.label)
    if not numbers:
        return words
    choices = [(numbers[value], str(choice.says)) for value, choice in question.choices.items()]
    return f"{words} {digits_and_words(choices)}"


def text(question: Question, community: Community, numbers: Mapping[str, int]) -> str:
    """The text that asks, in the language that is active."""
    name = caller(community)
    greeting = _("%(community)s: hello from %(name)s.") if name else _("%(community)s: hello.")
    return f"{greeting % {'community': community.name, 'name': name}} {line(question, numbers)}"


def echo(question: Question, value: str, community: Community) -> str:
    """What was heard and what happens next, in the language that is active."""
    choice = question.choices[value]
    if choice.leads_to not in (LeadsTo.CALL, LeadsTo.UNCALLED):
        return str(choice.echo)
    name = caller(community)
    will_call = str(WILL_CALL[0]) % {"name": name} if name else str(WILL_CALL[1])
    return f"{choice.echo} {will_call}"
