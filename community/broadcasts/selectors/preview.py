"""What a message looks like before it leaves, language by language."""

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import ngettext

from community.broadcasts.models import Broadcast, Recipient
from community.broadcasts.selectors.planning import Plan, filled
from community.core.registry import PrivateName
from community.messaging.lint import Problem, Severity
from community.messaging.models import TemplateText
from community.messaging.previews import Letter, costly_letters
from community.messaging.segments import Count, cheaper, cost, count
from community.messaging.services.templates import check_wording, private_names
from community.people.models import LANGUAGES


class Preview(NamedTuple):
    """One language of a broadcast.

    ``readers`` would get it if it may be sent; ``parts`` and ``cents`` are for all of them, and
    ``price_of_one`` is exact, since a part costs a fraction of a cent more or less. ``text`` is None where
    it is not written; ``body`` is what ``example`` gets, with the fields as they are if nobody reads it.
    ``letters`` make it take more room; ``cheaper`` is its size without them, None where that saves nothing.
    """

    language: str
    text: TemplateText | None
    readers: int
    example: str
    body: str
    size: Count
    parts: int
    cents: int
    price_of_one: str
    letters: list[Letter]
    cheaper: Count | None
    problems: list[Problem]

    @property
    def name(self) -> str:
        """What the language is called."""
        return str(dict(LANGUAGES)[self.language])

    @property
    def blocked(self) -> str:
        """Whom a missing or unreviewed text keeps from getting any, in words."""
        if self.text is None:
            words = ngettext(
                "%(number)d person reads %(language)s: they get nothing until it is written in it.",
                "%(number)d people read %(language)s: they get nothing until it is written in it.",
                self.readers,
            )
        elif self.is_refused:
            words = ngettext(
                "%(number)d person reads %(language)s: they get nothing until its text is changed.",
                "%(number)d people read %(language)s: they get nothing until its text is changed.",
                self.readers,
            )
        else:
            words = ngettext(
                "%(number)d person reads %(language)s: they get nothing until its text is reviewed.",
                "%(number)d people read %(language)s: they get nothing until its text is reviewed.",
                self.readers,
            )
        return words % {"number": self.readers, "language": self.name}

    @property
    def is_refused(self) -> bool:
        """Whether something in its words may not be sent."""
        return any(problem.severity is Severity.REFUSE for problem in self.problems)

    @property
    def may_be_reviewed(self) -> bool:
        """Whether its words wait for somebody who reads them."""
        return self.text is not None and self.text.reviewed_at is None and not self.is_refused

    @property
    def is_blocked(self) -> bool:
        """Whether its readers get nothing."""
        return self.text is None or self.text.reviewed_at is None or self.is_refused


def previews_of(broadcast: Broadcast, plan: Plan) -> list[Preview]:
    """Each language that the message is written in or that somebody it is for reads.

    One query, and those for the names that it may not hold.
    """
    texts = {text.language: text for text in broadcast.version.texts.select_related("reviewed_by")}
    reading = {
        place.person.language for place in plan.places if place.left_out in ("", Recipient.LeftOut.NO_WORDS)
    }
    wanted = {*texts, *reading, *broadcast.community.languages}
    names = private_names(broadcast.community)
    return [
        _preview(broadcast, plan, code, texts.get(code), names) for code, _name in LANGUAGES if code in wanted
    ]


def _preview(
    broadcast: Broadcast, plan: Plan, language: str, text: TemplateText | None, names: list[PrivateName]
) -> Preview:
    reached = ("", Recipient.LeftOut.NO_WORDS)
    readers = [
        place for place in plan.places if place.person.language == language and place.left_out in reached
    ]
    first = readers[0] if readers else None
    body = text.body if text else ""
    if text and first:
        body = first.body or filled(text.body, first.person, broadcast.community)
    size = count(body)
    parts = sum(place.parts for place in readers) or size.segments * len(readers)
    price = settings.SMS_SEGMENT_PRICE
    return Preview(
        language=language,
        text=text,
        readers=len(readers),
        example=first.person.first_name if first else "",
        body=body,
        size=size,
        parts=parts,
        cents=cost(parts, price),
        price_of_one=f"${size.segments * price / 10_000:.4f}",
        letters=costly_letters(body),
        cheaper=cheaper(body),
        problems=check_wording(broadcast.community, text.body, language, names=names) if text else [],
    )
