"""What is pressed around a check, on the board and on the page of the meeting."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.meetings.actions import Post, of_board, running
from community.meetings.models import Meeting
from community.people.models import Person
from community.reality import services
from community.reality.forms import answered_words, scores_in
from community.reality.models import RealityCheck
from community.reality.selectors import check_of, questions_of


def open_check(person: Person, meeting: Meeting, post: Post) -> str:
    """Ask everyone who is here."""
    services.open_check(meeting, by=person)
    return _("The Reality Check is open. Everyone who is here is asked.")


def _check(meeting: Meeting) -> RealityCheck:
    check = check_of(meeting)
    if check is None:
        raise Refused(_("There is no Reality Check of this meeting yet."))
    return check


def close_check(person: Person, meeting: Meeting, post: Post) -> str:
    """Take no more answers, and show what came back."""
    services.close_check(_check(meeting), by=person)
    return _("The Reality Check is closed. Its results stand here and open the next meeting.")


def say_what_changed(person: Person, meeting: Meeting, post: Post) -> str:
    """What the group did about its two lowest."""
    services.say_what_changed(_check(meeting), str(post.get("changed", "")), by=person)
    return _("Kept. The next meeting reads it beside the two lowest.")


def answer_check(person: Person, board_id: int, post: Post) -> str:
    """One's own sheet."""
    check = _check(of_board(person, board_id))
    remark = str(post.get("remark", ""))
    sheet = services.answer(check, person, scores_in(post), channel="page", remark=remark)
    return " ".join([_("Thank you."), answered_words(len(sheet.answered), len(questions_of(check)))])


# On the page of a meeting, for those who run it.
PAGE: dict[str, Callable[[Person, Meeting, Post], str]] = {
    "open": open_check,
    "close": close_check,
    "changed": say_what_changed,
}
BOARD = {
    "open_check": running(open_check),
    "close_check": running(close_check),
    "answer_check": answer_check,
}
