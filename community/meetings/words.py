"""What meetings say by text. Each is one question, at Grade 6, and says who speaks and what to press.

They are called under the language of the person who gets the text.
"""

from django.utils.translation import gettext as _

from community.meetings.models import Invitation, Meeting
from community.meetings.rules import day_words, hour_words
from community.people.models import Group, Person


def kind_words(group: Group) -> str:
    """What people call a meeting of this group, inside a sentence."""
    return {
        Group.Kind.ADVISORY_BOARD: _("board meeting"),
        Group.Kind.ACTION_TEAM: _("team meeting"),
        Group.Kind.SUBCOMMITTEE: _("small group meeting"),
        Group.Kind.COUNCIL: _("council meeting"),
    }[Group.Kind(group.kind)]


def day_of(meeting: Meeting) -> str:
    """“Thu Nov 26”, where the community lives; "" when the record names no day."""
    return day_words(meeting.roster_day) if meeting.roster_day else ""


def when(meeting: Meeting) -> str:
    """“Thu Nov 26, 6 pm”."""
    if meeting.starts_at is None:
        return day_of(meeting)
    return f"{day_of(meeting)}, {hour_words(meeting.starts_at, meeting.group.community.zone)}"


def offers(meeting: Meeting) -> str:
    """What is offered to those who come, as a sentence; "" when nothing is."""
    if meeting.offers_meal and meeting.offers_childcare:
        return _("Dinner and child care.")
    if meeting.offers_meal:
        return _("Dinner.")
    return _("Child care.") if meeting.offers_childcare else ""


def speaker(meeting: Meeting, person: Person, shared: bool) -> str:
    """Who is texting; where several people share the phone, also for whom."""
    name = meeting.group.community.name
    return (
        _("%(community)s, for %(name)s") % {"community": name, "name": person.first_name} if shared else name
    )


def invitation_words(
    meeting: Meeting, person: Person, numbers: dict[str, int], link: str, shared: bool
) -> str:
    """The invitation."""
    facts = [kind_words(meeting.group) + " " + when(meeting), meeting.place]
    return _("%(speaker)s: %(facts)s. %(offers)sCan you come? %(yes)s yes %(no)s no %(link)s") % {
        "speaker": speaker(meeting, person, shared),
        "facts": ", ".join(fact for fact in facts if fact),
        "offers": f"{offers(meeting)} " if offers(meeting) else "",
        "yes": numbers[Invitation.Answer.YES],
        "no": numbers[Invitation.Answer.NO],
        "link": link,
    }


def reminder_words(meeting: Meeting, person: Person, numbers: dict[str, int], link: str, shared: bool) -> str:
    """The same question again, shorter."""
    return _("%(speaker)s: can you come to the %(meeting)s %(when)s? %(yes)s yes %(no)s no %(link)s") % {
        "speaker": speaker(meeting, person, shared),
        "meeting": kind_words(meeting.group),
        "when": when(meeting),
        "yes": numbers[Invitation.Answer.YES],
        "no": numbers[Invitation.Answer.NO],
        "link": link,
    }


def got_it(invitation: Invitation) -> str:
    """An answer said back: “Got it: YES for Thu Nov 26.”"""
    day = day_of(invitation.meeting)
    if invitation.answer == Invitation.Answer.YES:
        return _("Got it: YES for %(day)s.") % {"day": day}
    return _("Got it: NO for %(day)s.") % {"day": day}


def got_childcare(invitation: Invitation) -> str:
    """The answer about child care said back."""
    day = day_of(invitation.meeting)
    if invitation.needs_childcare:
        return _("Got it: child care for %(day)s.") % {"day": day}
    return _("Got it: no child care for %(day)s.") % {"day": day}
