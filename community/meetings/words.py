"""What meetings say by text. Each is one question, at Grade 6, and says who speaks and what to press.

They are called under the language of the person who gets the text.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.words import (
    calendar,
    day_in_words,
    digits_and_words,
    month_in_words,
    time_in_words,
    when_in_words,
)
from community.meetings.models import ActionItem, AgendaItem, Attendance, Invitation, Meeting, Series
from community.meetings.rules import Lateness, lateness
from community.people.models import Group


def kind_words(group: Group) -> str:
    """What people call a meeting of this group, inside a sentence."""
    return {
        Group.Kind.ADVISORY_BOARD: _("board meeting"),
        Group.Kind.ACTION_TEAM: _("team meeting"),
        Group.Kind.SUBCOMMITTEE: _("small group meeting"),
        Group.Kind.COUNCIL: _("council meeting"),
    }[Group.Kind(group.kind)]


def day_of(meeting: Meeting) -> str:
    """“Thu Nov 26”; the month where a record names no day."""
    return day_in_words(meeting.roster_day) if meeting.roster_day else month_in_words(meeting.month)


def when(meeting: Meeting) -> str:
    """“Thu Nov 26, 6 pm”, in the active time zone."""
    return when_in_words(meeting.starts_at) if meeting.starts_at else day_of(meeting)


def name_of(meeting: Meeting) -> str:
    """“Family Advisory Board, meeting 32”."""
    return _("%(group)s, meeting %(number)s") % {"group": meeting.group.name, "number": meeting.number}


def yes_or_no(numbers: Mapping[str, int]) -> str:
    """“1 yes 2 no”, with the digits that are free on that phone."""
    return digits_and_words([(numbers["yes"], _("yes")), (numbers["no"], _("no"))])


def offers(meeting: Meeting) -> str:
    """What is offered to those who come, as a sentence; "" when nothing is."""
    if meeting.offers_meal and meeting.offers_childcare:
        return _("Dinner and child care.")
    if meeting.offers_meal:
        return _("Dinner.")
    return _("Child care.") if meeting.offers_childcare else ""


def where(meeting: Meeting) -> str:
    """“444 Thomas Boyland St”, “by video”, or both; "" when nobody has written it down."""
    by_video = meeting.mode == Meeting.Mode.REMOTE or (
        meeting.mode == Meeting.Mode.HYBRID and bool(meeting.link)
    )
    if not by_video:
        return meeting.place
    if meeting.mode == Meeting.Mode.REMOTE or not meeting.place:
        return _("by video")
    return _("%(place)s or by video") % {"place": meeting.place}


def when_and_where(meeting: Meeting) -> str:
    """“Thu Nov 26, 6 pm, 444 Thomas Boyland St”."""
    return ", ".join(fact for fact in (when(meeting), where(meeting)) if fact)


def invitation_words(meeting: Meeting, numbers: dict[str, int], link: str) -> str:
    """The invitation."""
    fact = f"{kind_words(meeting.group)} {when_and_where(meeting)}."
    sentences = [fact, offers(meeting)]
    return _("%(community)s: %(facts)s Can you come? %(digits)s %(link)s") % {
        "community": meeting.group.community.name,
        "facts": " ".join(sentence for sentence in sentences if sentence),
        "digits": yes_or_no(numbers),
        "link": link,
    }


def reminder_words(meeting: Meeting, numbers: dict[str, int], link: str) -> str:
    """The same question again, shorter."""
    return _("%(community)s: can you come to the %(meeting)s %(when)s? %(digits)s %(link)s") % {
        "community": meeting.group.community.name,
        "meeting": kind_words(meeting.group),
        "when": when_and_where(meeting),
        "digits": yes_or_no(numbers),
        "link": link,
    }


def moved_words(meeting: Meeting, numbers: dict[str, int], link: str, *, was_at: datetime) -> str:
    """The invitation again, to another time or place than those invited know."""
    return _(
        "%(community)s: the %(meeting)s of %(day)s is now %(when)s. Can you come? %(digits)s %(link)s"
    ) % {
        "community": meeting.group.community.name,
        "meeting": kind_words(meeting.group),
        "day": day_in_words(was_at),
        "when": when_and_where(meeting),
        "digits": yes_or_no(numbers),
        "link": link,
    }


def skipped_words(meeting: Meeting, link: str) -> str:
    """The meeting is not held; the link says why."""
    return _("%(community)s: there will be no %(meeting)s on %(day)s. Why: %(link)s") % {
        "community": meeting.group.community.name,
        "meeting": kind_words(meeting.group),
        "day": day_of(meeting),
        "link": link,
    }


def coming_words(meeting: Meeting, link: str) -> str:
    """To those who come, some time before."""
    return _("%(community)s: see you at the %(meeting)s %(when)s. %(link)s") % {
        "community": meeting.group.community.name,
        "meeting": kind_words(meeting.group),
        "when": when_and_where(meeting),
        "link": link,
    }


def invitation_line(meeting: Meeting, numbers: Mapping[str, int]) -> str:
    """“Board meeting Thu Nov 26: 1 yes 2 no”, or without its digits."""
    name = capfirst(f"{kind_words(meeting.group)} {day_of(meeting)}")
    return f"{name}: {yes_or_no(numbers)}" if numbers else name


def got_it(invitation: Invitation) -> str:
    """An answer said back: “Got it: YES for Thu Nov 26.”"""
    day = day_of(invitation.meeting)
    if invitation.answer == Invitation.Answer.YES:
        return _("Got it: YES for %(day)s.") % {"day": day}
    return _("Got it: NO for %(day)s.") % {"day": day}


WEEKDAYS = [
    *(gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday")),
    *(gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday")),
]


def rule_words(series: Series) -> str:
    """“The second Thursday of the month, 6 pm to 8 pm”."""
    named = {"day": WEEKDAYS[series.weekday], "number": series.every}
    day = {
        1: _("the first %(day)s of the month"),
        2: _("the second %(day)s of the month"),
        3: _("the third %(day)s of the month"),
        4: _("the fourth %(day)s of the month"),
        -1: _("the last %(day)s of the month"),
        None: _("every %(day)s") if series.every == 1 else _("%(day)s, every %(number)s weeks"),
    }[series.nth]
    facts = [capfirst(day % named)]
    if series.nth is not None and series.every > 1:
        facts.append(_("every %(number)s months") % named)
    starts, ends = time_in_words(series.starts), time_in_words(series.ends)
    facts.append(calendar().until.format(start=starts, end=ends))
    return ", ".join(facts)


def lateness_words(lateness: Lateness, grace_minutes: int | None) -> str:
    """How an arrival stands to the charter's rule, in a few words; "" where the charter has none."""
    return {
        Lateness.ON_TIME: _("on time"),
        Lateness.WITHIN_GRACE: _("within the %(minutes)s minutes") % {"minutes": grace_minutes},
        Lateness.AFTER_GRACE: _("late"),
        Lateness.NO_RULE: "",
        Lateness.NOT_RECORDED: _("time not recorded"),
    }[lateness]


def arrival_words(attendance: Attendance, meeting: Meeting) -> str:
    """“6:04 pm, on time”, in the active time zone."""
    found = lateness(attendance.at, meeting.starts_at, meeting.grace_minutes)
    hour = time_in_words(attendance.at) if attendance.at else ""
    return ", ".join(part for part in (hour, lateness_words(found, meeting.grace_minutes)) if part)


def proposal_heard(item: AgendaItem, title: str) -> str:
    """A proposal said back. ``title``: as a text may repeat it, or ""."""
    day = day_of(item.meeting)
    if not title:
        return _("Got it: your item is proposed for %(day)s. We will text you if it is on the agenda.") % {
            "day": day
        }
    return _('Got it: "%(title)s" is proposed for %(day)s. We will text you if it is on the agenda.') % {
        "title": title,
        "day": day,
    }


def proposal_accepted(item: AgendaItem, title: str) -> str:
    """To who proposed it: it is on the agenda."""
    facts = {"community": item.home.name, "title": title, "day": day_of(item.meeting)}
    if not title:
        return _("%(community)s: your item is on the agenda for %(day)s. Thank you.") % facts
    return _('%(community)s: "%(title)s" is on the agenda for %(day)s. Thank you.') % facts


def proposal_dropped(item: AgendaItem, title: str) -> str:
    """To who proposed it: it is not, and why."""
    facts = {
        "community": item.home.name,
        "title": title,
        "day": day_of(item.meeting),
        "why": item.drop_reason,
    }
    if not title:
        return _("%(community)s: your item is not on the agenda for %(day)s: %(why)s") % facts
    return _('%(community)s: "%(title)s" is not on the agenda for %(day)s: %(why)s') % facts


def answers_of_step(numbers: Mapping[str, int]) -> str:
    """“1 done 2 needs time 3 needs help”."""
    words = [("done", _("done")), ("time", _("needs time")), ("help", _("needs help"))]
    return digits_and_words([(numbers[value], label) for value, label in words])


def step_words(item: ActionItem, numbers: Mapping[str, int], *, title: str) -> str:
    """The text before a next step is due; ``title`` is "" where a text may not say it."""
    assert item.due_on is not None  # noqa: S101  only what has a day is asked about
    facts = {
        "community": item.group.community.name,
        "title": Truncator(title).chars(40, truncate="..."),
        "day": day_in_words(item.due_on),
        "digits": answers_of_step(numbers),
    }
    if not title:
        return _("%(community)s: your next step is due %(day)s. Is it done? %(digits)s") % facts
    return _('%(community)s: your next step "%(title)s" is due %(day)s. Is it done? %(digits)s') % facts


def step_line(item: ActionItem, numbers: Mapping[str, int]) -> str:
    """“Next step for Thu Nov 26: 1 done 2 needs time 3 needs help”, or without its digits."""
    assert item.due_on is not None  # noqa: S101  only what has a day is asked about
    name = _("Next step for %(day)s") % {"day": day_in_words(item.due_on)}
    return f"{name}: {answers_of_step(numbers)}" if numbers else name
