"""Every question to a family and all that is said back, in three languages: plain letters, one part."""

import pytest
from django.utils import translation

from community.core.words import to_change
from referrals.family import words
from referrals.family.rules import QUESTIONS, Key, LeadsTo
from tests.architecture.test_texts_fit import ENGLISH, ONE_PART, PLAIN
from tests.factories.people import CommunityFactory, staff


def said(community):
    """All texts; the digits are those of a phone with several questions open."""
    for question in QUESTIONS.values():
        numbers = {value: 15 + at for at, value in enumerate(question.choices)}
        yield words.text(question, community, numbers)
        yield words.line(question, {})
        for value, choice in question.choices.items():
            heard = [words.echo(question, value, community), to_change(16, in_call=False)]
            if choice.leads_to == LeadsTo.HELP:
                heard.append(words.line(QUESTIONS[Key.HELP], {"yes": 17, "no": 18}))
            yield " ".join(heard)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es", "ht"])
@pytest.mark.parametrize("has_ambassador", [True, False])
def test_every_text_to_a_family_is_plain_and_short(language, has_ambassador):
    home = CommunityFactory(name="Brownsville Families")
    if has_ambassador:
        staff(home, "ambassador", display_name="Alexandrina Beaumont")
    with translation.override(language):
        texts = list(said(home))
    assert len(texts) == 4 * len(QUESTIONS)
    assert [(text, set(text) - PLAIN) for text in texts if set(text) - PLAIN] == []
    assert [text for text in texts if len(text) > ONE_PART] == []
    if language != "en":
        assert [text for text in texts if ENGLISH & set(text.lower().split())] == []
