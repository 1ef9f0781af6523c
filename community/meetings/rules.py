"""What holds for meetings whoever asks: who may do what, and how a day is said."""

from datetime import date, datetime, tzinfo
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import pgettext

from community.people.rules import has, is_staff, runs_meetings

# Everyone with a place in the community may read its meetings; the boards publish their minutes.
reads_meetings = has("coordinator", "facilitator", "ambassador", "finance", "board", "provider")


def may_run(person: Any, meeting: Any) -> bool:
    """Whether ``person`` may plan, drive and close ``meeting``."""
    return runs_meetings(person) and person.community_id == meeting.group.community_id


def may_follow(person: Any, meeting: Any, *, on_roster: bool) -> bool:
    """Whether ``person`` may watch the live board: a seat on that day's roster, or a post in the staff."""
    return person.community_id == meeting.group.community_id and (on_roster or is_staff(person))


def may_finish(person: Any, item: Any) -> bool:
    """Whether ``person`` may say that an action item is done: its owner, a colleague there, or who runs it."""
    if person.community_id != item.group.community_id:
        return False
    owns = item.owner_id == person.pk
    works_there = item.owner_organisation_id and item.owner_organisation_id == person.organisation_id
    return bool(owns or works_there or runs_meetings(person))


def day_words(day: date) -> str:
    """A day as people say it, in the language in force: “Thu Nov 26”."""
    return date_format(day, pgettext("format of a short day, as in Thu Nov 26", "D M j"))


def hour_words(moment: datetime, zone: tzinfo) -> str:
    """An hour as people say it where they live: “6 pm”, “6:30 pm”."""
    local = moment.astimezone(zone)
    hour = f"{local.hour % 12 or 12}" + (f":{local.minute:02d}" if local.minute else "")
    half = pgettext("after an hour", "am") if local.hour < 12 else pgettext("after an hour", "pm")
    return f"{hour} {half}"
