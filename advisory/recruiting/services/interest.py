"""Looking for members, and hearing of those who would like to be one."""

from datetime import date
from enum import StrEnum

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from advisory.boards.selectors import is_member
from advisory.recruiting.models import Applicant, Outreach
from advisory.recruiting.services.steps import check_recruiter, move
from advisory.recruiting.states import OVER
from community.core import audit
from community.core.errors import BadInput, Refused
from community.joining.wordings import agreement_in
from community.messaging.rules import plain_words
from community.people.models import Channel, Consent, Group, Person
from community.people.selectors import people_at
from community.people.services import give_consent


class Outcome(StrEnum):
    """What a word of interest led to."""

    NEW = "new"
    BEFORE = "before"
    AGAIN = "again"
    MEMBER = "member"


@transaction.atomic
def begin_outreach(
    group: Group, *, title: str, place: str, starts_on: date, ends_on: date | None, by: Person
) -> Outreach:
    """Write down where ``group`` looks for members, and from when to when (``ends_on`` None: open)."""
    check_recruiter(by, group)
    title, place = " ".join(title.split()), " ".join(place.split())
    if not title:
        raise BadInput(_("Say in a few words how you look for members."))
    if ends_on is not None and ends_on < starts_on:
        raise BadInput(_("It ends before it begins."))
    outreach = Outreach.objects.create(
        group=group, title=title[:120], place=place[:120], starts_on=starts_on, ends_on=ends_on
    )
    audit.record(outreach, "begin", by=by)
    return outreach


@transaction.atomic
def end_outreach(outreach: Outreach, *, by: Person) -> Outreach:
    """Let today be the last day of looking there. Said twice, the first day stays."""
    check_recruiter(by, outreach.group)
    locked = (
        Outreach.objects.select_for_update(of=("self",))
        .select_related("group__community")
        .get(pk=outreach.pk)
    )
    today = locked.group.community.today()
    if locked.ends_on is None or locked.ends_on > today:
        locked.ends_on = max(today, locked.starts_on)
        locked.save(update_fields=["ends_on"])
        audit.record(locked, "end", by=by)
    return locked


@transaction.atomic
def register_interest(
    group: Group,
    *,
    person: Person,
    channel: str,
    outreach: Outreach | None = None,
    by: Person | None = None,
) -> Outcome:
    """Keep that ``person`` would like to sit in ``group``. Said twice it is kept once.

    Who had stepped back, been turned down, or sat there once is interested again. ``by`` is None where
    they said it themselves.
    """
    if is_member(person, group, group.community.today()):
        return Outcome.MEMBER
    applicant, made = Applicant.objects.select_for_update(of=("self",)).get_or_create(
        group=group, person=person, defaults={"channel": channel, "outreach": outreach}
    )
    if made:
        audit.record(applicant, "come", by=by, to_state=applicant.state, channel=channel)
        return Outcome.NEW
    if applicant.state not in OVER:
        return Outcome.BEFORE
    fresh = {"reason": "", "decision": None, "place": None, "term": None, "without_vote": False}
    move(applicant, "return", by=by, came_at=timezone.now(), channel=channel, outreach=outreach, **fresh)
    return Outcome.AGAIN


@transaction.atomic
def write_down(
    group: Group,
    *,
    name: str,
    phone: str,
    language: str,
    channel: str,
    agrees: bool,
    outreach: Outreach | None,
    by: Person,
) -> Applicant:
    """Somebody said on paper or in person that they would like to join.

    Whoever has this phone (E.164) and this first name already is the same person. ``agrees``: they
    agreed to our texts, in the words of the flyer. Raises Refused when somebody else has the phone.
    """
    check_recruiter(by, group)
    name = " ".join(name.split())
    if not name:
        raise BadInput(_("Write their name."))
    if channel not in (Channel.PAPER, Channel.VOICE):
        raise BadInput(_("Say whether they told you on paper, or in person or by phone."))
    person = _person(group, name=name, phone=phone, language=language)
    standing = Consent.objects.filter(person=person, purpose=Consent.Purpose.TEXTS, withdrawal=None)
    if agrees and not standing.exists():
        give_consent(
            person,
            purpose=Consent.Purpose.TEXTS,
            wording=agreement_in(language, group.community),
            language=language,
            channel=channel,
            recorded_by=by,
        )
    if register_interest(group, person=person, channel=channel, outreach=outreach, by=by) is Outcome.MEMBER:
        raise Refused(_("%(name)s is a member already.") % {"name": person.display_name})
    return Applicant.objects.get(group=group, person=person)


def _person(group: Group, *, name: str, phone: str, language: str) -> Person:
    called = plain_words(name)
    there = people_at(group.community, phone)
    for person in there:
        if plain_words(person.display_name) == called or plain_words(person.first_name) == called:
            return person
    if there:
        raise Refused(
            _("Somebody with another name has this phone. Look at People, or ask for another number.")
        )
    with translation.override(language):
        return Person.objects.create(
            community=group.community, display_name=name[:80], phone=phone, language=language
        )
