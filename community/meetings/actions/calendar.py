"""The buttons that have to do with when a meeting is: skip it, and what leaves by itself."""

from django.utils.translation import gettext as _

from community.core.errors import BadInput
from community.core.words import when_in_words
from community.meetings import services
from community.meetings.actions.finding import Post, row_in
from community.meetings.forms import NoticeForm, SkipForm
from community.meetings.models import Meeting, Notice
from community.people.models import Person


def skip(person: Person, meeting: Meeting, post: Post) -> str:
    """The meeting is not held."""
    form = SkipForm(post)
    if not form.is_valid():
        raise BadInput(form.first_error())
    services.skip_meeting(meeting, by=person, **form.cleaned_data)
    return _("The meeting is not held. Those invited are told by text.")


def add_notice(person: Person, meeting: Meeting, post: Post) -> str:
    """Have something leave by itself."""
    form = _valid(NoticeForm(post))
    moment = form.moment(person.community)
    services.add_notice(meeting, kind=form.cleaned_data["kind"], due_at=moment, by=person)
    return _("It leaves by itself: %(when)s.") % {"when": when_in_words(moment)}


def move_notice(person: Person, meeting: Meeting, post: Post) -> str:
    """Have it leave at another moment."""
    notice = row_in(Notice.objects.filter(meeting=meeting), post, "notice")
    form = _valid(NoticeForm({"kind": notice.kind, "day": post.get("day"), "hour": post.get("hour")}))
    moment = form.moment(person.community)
    services.move_notice(notice, due_at=moment, by=person)
    return _("It leaves by itself: %(when)s.") % {"when": when_in_words(moment)}


def remove_notice(person: Person, meeting: Meeting, post: Post) -> str:
    """Have it not leave."""
    services.remove_notice(row_in(Notice.objects.filter(meeting=meeting), post, "notice"), by=person)
    return _("It does not leave any more.")


def _valid(form: NoticeForm) -> NoticeForm:
    if not form.is_valid():
        raise BadInput(form.first_error())
    return form


PLANNING = {
    "skip": skip,
    "add_notice": add_notice,
    "move_notice": move_notice,
    "remove_notice": remove_notice,
}
