"""What a group agrees on: texts that are only ever added to, and the dissent beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from advisory.boards.models import Charter, CharterRules, CharterTranslation, CharterVersion, Dissent
from advisory.boards.rules import may_run
from advisory.boards.selectors import deciding, is_member, latest_version
from advisory.boards.services.seats import check_keeper
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.people.models import LANGUAGES, Group, Person

LONGEST = 60_000  # characters, as for minutes


@dataclass(frozen=True)
class Wording:
    """One version as it was adopted. ``rules``: the fields of ``CharterRules``, for a charter only."""

    body: str
    language: str
    adopted_on: date
    review_on: date | None = None
    decision: Any | None = None
    rules: Mapping[str, Any] | None = None


@transaction.atomic
def adopt_text(group: Group, *, kind: str, title: str, wording: Wording, by: Person) -> Charter:
    """Keep the first version of a charter (a group has one) or of another agreement."""
    check_keeper(by, group)
    title = " ".join(title.split())
    if not title:
        raise BadInput(_("Give the text a title."))
    try:
        with transaction.atomic():
            charter = Charter.objects.create(group=group, kind=kind, title=title[:120])
    except IntegrityError as error:
        raise Refused(_("The group has such a text already. Write its next version.")) from error
    _add(charter, 1, wording, why="", by=by)
    return charter


@transaction.atomic
def write_version(charter: Charter, *, after: int, wording: Wording, why: str, by: Person) -> CharterVersion:
    """Add the next version. ``after`` is the number that was on the writer's page.

    Raises BadInput without ``why``, or when it would hold from before the last one; Refused (409) when
    somebody else has written in between.
    """
    check_keeper(by, charter.group)
    locked = (
        Charter.objects.select_for_update(of=("self",)).select_related("group__community").get(pk=charter.pk)
    )
    last = latest_version(locked)
    if last.number != after:
        raise Refused(_("Somebody else wrote here meanwhile. Copy your words, load the page, and add them."))
    if wording.adopted_on < last.adopted_on:
        raise BadInput(_("The version before was adopted later than that."))
    why = " ".join(why.split())
    if not why:
        raise BadInput(_("Say in a few words what changes and why."))
    return _add(locked, after + 1, wording, why=why[:200], by=by)


@transaction.atomic
def translate_version(version: CharterVersion, *, language: str, body: str, by: Person) -> CharterTranslation:
    """Keep ``version`` in another language; of several translations the newest is read."""
    check_keeper(by, version.charter.group)
    if language == version.language or language not in dict(LANGUAGES):
        raise BadInput(_("Choose another language than that of the text itself."))
    translation = CharterTranslation.objects.create(
        version=version, language=language, body=_checked(body), author=by
    )
    audit.record(translation, "translate", by=by)
    return translation


def _checked(body: str) -> str:
    """``body`` tidied; raises BadInput for an empty or endless one."""
    body = body.replace("\r\n", "\n").strip()
    if not body:
        raise BadInput(_("Write what the group agreed on."))
    if len(body) > LONGEST:
        raise BadInput(_("That is too long. Shorten it, please."))
    return body


def _add(charter: Charter, number: int, wording: Wording, *, why: str, by: Person) -> CharterVersion:
    body = _checked(wording.body)
    if wording.language not in dict(LANGUAGES):
        raise BadInput(_("Choose one of the languages."))
    if wording.review_on is not None and wording.review_on <= wording.adopted_on:
        raise BadInput(_("The day to look at it again comes after its adoption."))
    if wording.decision is not None and not deciding(charter.group).filter(pk=wording.decision.pk).exists():
        raise BadInput(_("Choose a decision of this group that passed."))
    version = CharterVersion.objects.create(
        charter=charter,
        number=number,
        language=wording.language,
        body=body,
        adopted_on=wording.adopted_on,
        review_on=wording.review_on,
        decision=wording.decision,
        why=why,
        author=by,
    )
    if charter.kind == Charter.Kind.CHARTER:
        CharterRules.objects.create(version=version, **(wording.rules or {}))
    audit.record(version, "adopt", by=by, why=why)
    return version


@transaction.atomic
def keep_dissent(
    version: CharterVersion, *, words: str, by: Person, is_named: bool, person: Person | None = None
) -> Dissent:
    """Keep the words of somebody who disagreed beside ``version``.

    A member of the group, now or when it was adopted, keeps their own; whoever runs meetings writes down
    what ``person`` said there. Without ``is_named`` neither the row nor the audit says whose words they are;
    the audit names only staff who wrote them down.
    """
    group = version.charter.group
    days = (group.community.today(), version.adopted_on)
    whose = person or by
    if person is not None and not may_run(by, group):
        raise NotAllowed(_("Only a facilitator can write down what somebody said."))
    if not any(is_member(whose, group, day) for day in days):
        raise NotAllowed(_("Dissent is kept for the members of the group."))
    words = words.strip()
    if not words:
        raise BadInput(_("Write what you disagree with."))
    if len(words) > 2000:
        raise BadInput(_("That is too long. Use 2000 letters at most."))
    dissent = Dissent.objects.create(
        version=version, person=whose if is_named else None, words=words, kept_on=group.community.today()
    )
    audit.record(dissent, "dissent", by=by if is_named or person is not None else None)
    return dissent
