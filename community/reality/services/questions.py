"""A group writes its questions; each change is a new version."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.messaging.services import refuse_private
from community.people.models import Group, Person
from community.reality.models import CheckQuestion, QuestionSet
from community.reality.rules import MOST_QUESTIONS
from community.reality.selectors import current_set
from community.reality.words import WRITTEN_IN


@transaction.atomic
def write_questions(
    group: Group,
    *,
    questions: Sequence[Mapping[str, str]],
    is_anonymous: bool,
    open_hours: int,
    by: Person | None,
    after: int | None = None,
) -> QuestionSet:
    """Make the next version. Each question has its words by language; empty ones are left out.

    ``after`` is the version that was on the page (0: none); Refused when another came since.
    """
    locked = Group.objects.select_for_update(no_key=True).select_related("community").get(pk=group.pk)
    written = [{code: row.get(code, "").strip() for code in WRITTEN_IN} for row in questions]
    written = [row for row in written if any(row.values())]
    if not 1 <= len(written) <= MOST_QUESTIONS:
        raise BadInput(_("Write from 1 to %(most)d questions.") % {"most": MOST_QUESTIONS})
    for words in (words for row in written for words in row.values()):
        if len(words) > 70:
            raise BadInput(_("A question has 70 letters at most, so that it fits a text."))
        refuse_private(locked.community, words)
    if not 1 <= open_hours <= 336:
        raise BadInput(_("A check is open from 1 to 336 hours."))
    before = current_set(locked)
    number = before.number if before else 0
    if after is not None and after != number:
        raise Refused(_("Somebody else has changed the questions meanwhile. Load the page again."))
    made = QuestionSet.objects.create(
        group=locked, number=number + 1, is_anonymous=is_anonymous, open_hours=open_hours, made_by=by
    )
    CheckQuestion.objects.bulk_create(
        CheckQuestion(question_set=made, position=place, **row) for place, row in enumerate(written, start=1)
    )
    audit.record(made, "write", by=by)
    return made
