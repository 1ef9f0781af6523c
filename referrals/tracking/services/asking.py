"""Asking the family, a week later, whether somebody called.

The texts name no child, no provider and no service: a phone lies on a kitchen table.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.words import digits_and_words
from community.messaging.models import Message
from community.messaging.rules import next_moment_to_text
from community.messaging.services import ask, close_questions
from community.people.models import Channel, Community, StaffRole
from community.people.selectors import staff_of
from referrals.tracking import rules
from referrals.tracking.models import FamilyAnswer, Referral
from referrals.tracking.selectors import to_ask

Answer = FamilyAnswer.Answer
# The question by text: "Did they call you?"
CALLED = "tracking.called"


@transaction.atomic
def ask_family(referral: Referral) -> Message | None:
    """Text the parent of ``referral`` the one question. Once; None where it may not be asked now.

    ``selectors.to_ask`` says when it may: a week after logging, with both consents standing. Outside the
    hours for texts it is not asked yet: a question that waits for the morning would still go out after
    the referral has ended, or the child has died.
    """
    # Two workers that hold the same id: the second waits here, then finds the first's row.
    Referral.objects.select_for_update().get(pk=referral.pk)
    if not to_ask().filter(pk=referral.pk).exists():
        return None
    parent = referral.child.parent
    now, home = timezone.now(), parent.community
    if next_moment_to_text(now, home.zone, home.texts_from, home.texts_until) > now:
        return None

    def render(numbers: dict[str, int]) -> str:
        return question(home, numbers)

    message = ask(
        parent,
        render,
        handler=CALLED,
        subject_id=referral.pk,
        values=Answer.values,
        expires_at=now + rules.ANSWER_WITHIN,
        once_key=f"called:{referral.pk}",
    )
    if message is None:
        close_questions(handler=CALLED, subject_id=referral.pk)
        return None
    FamilyAnswer.objects.create(referral=referral, asked_at=now)
    audit.record(referral, "ask_family", by=None, channel=Channel.TEXT)
    return message


def note_answer(referral: Referral, answer: str, *, channel: str) -> FamilyAnswer:
    """Keep what the family said beside the provider's status. They may say something else later."""
    with transaction.atomic():
        said = FamilyAnswer.objects.select_for_update().get(referral=referral)
        said.answer, said.answered_at = answer, timezone.now()
        said.save(update_fields=["answer", "answered_at"])
        audit.record(referral, "family_answer", by=referral.child.parent, to_state=answer, channel=channel)
    return said


def caller(community: Community) -> str:
    """The first name of the Ambassador who follows up, or "" while the post is empty."""
    ambassador = staff_of(community, StaffRole.Role.AMBASSADOR).first()
    return ambassador.first_name if ambassador else ""


def question(community: Community, numbers: dict[str, int]) -> str:
    """The text itself, in the language that is active."""
    words = {
        "community": community.name,
        "name": caller(community),
        "yes": numbers[Answer.CALLED],
        "no": numbers[Answer.NOT_YET],
    }
    if words["name"]:
        return _("%(community)s: hello from %(name)s. Did they call you? %(yes)s yes %(no)s not yet") % words
    return _("%(community)s: hello. Did they call you? %(yes)s yes %(no)s not yet") % words


def line_words(numbers: Mapping[str, int]) -> str:
    """“Did they call you? 1 yes 2 not yet”, or without its digits. It names nobody, as the text itself."""
    question = _("Did they call you?")
    if not numbers:
        return question
    choices = [(numbers[Answer.CALLED], _("yes")), (numbers[Answer.NOT_YET], _("not yet"))]
    return f"{question} {digits_and_words(choices)}"


def echo(community: Community, answer: str) -> str:
    """What happens next, for the family who has just answered, in the language that is active."""
    if answer == Answer.CALLED:
        return _("Thank you, good to know: they called. Text us here if you need help.")
    name = caller(community)
    if name:
        return _("Thank you for telling us: nobody called yet. %(name)s will call you.") % {"name": name}
    return _("Thank you for telling us: nobody called yet. A person will call you.")
