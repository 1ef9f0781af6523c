"""A vote entered for somebody: a raised hand, a sheet of paper, a proxy. It says who entered it and why."""

from django.utils.translation import gettext as _

from advisory.decisions.models import Ballot, Decision, Proxy
from advisory.decisions.rules import may_run
from advisory.decisions.selectors import hands_up
from advisory.decisions.words import entered_words
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.meetings.models import Meeting
from community.messaging.services import send_text
from community.people.models import Person

Channel = Ballot.Channel


def check_entry(decision: Decision, *, voter: Person, entered_by: Person, channel: str, why: str) -> None:
    """Raise unless ``entered_by`` may enter a vote of ``voter`` through ``channel``."""
    if decision.is_secret:
        raise Refused(_("This vote is secret, so everyone votes for themselves."))
    if channel == Channel.PROXY:
        held = Proxy.objects.filter(decision=decision, giver=voter, holder=entered_by)
        if not held.exists():
            raise NotAllowed(_("%(name)s has not asked you to vote for them.") % {"name": voter.display_name})
    elif channel == Channel.PAPER:
        if not may_run(entered_by, decision.group):
            raise NotAllowed(_("Only a facilitator or a coordinator can enter a ballot from paper."))
        if not why.strip():
            raise BadInput(_("Say why this ballot is on paper."))
    else:
        check_hand(decision, voter=voter, entered_by=entered_by)


def check_hand(decision: Decision, *, voter: Person, entered_by: Person) -> None:
    """Only who runs the meeting writes down a raised hand, and only of somebody in the room."""
    if not may_run(entered_by, decision.group):
        raise NotAllowed(_("Only a facilitator can write down a raised hand."))
    if not hands_up(decision).filter(person=voter).exists():
        if decision.meeting is not None and decision.meeting.state == Meeting.State.CLOSED:
            raise Refused(_("This meeting is over."))
        raise Refused(
            _("%(name)s has not checked in, so no hand can be counted.") % {"name": voter.display_name}
        )


def tell_of_entry(ballot: Ballot) -> None:
    """Write in the audit who entered whose vote, and text the voter.

    This comes before the ballot: whoever answers a text holds their phone's row and then writes their
    ballot, so everybody takes the two in that order.
    """
    entry, by = ballot.entry, ballot.entered_by
    if by is None:
        return
    verb = "raise_hand" if ballot.channel == Channel.HAND else "enter_ballot"
    audit.record(entry, verb, by=by, channel=ballot.channel, why=ballot.why)
    channel, option = ballot.channel, ballot.option
    send_text(
        entry.person,
        lambda: entered_words(entry.decision, channel, option, entered_by=by.display_name),
    )
