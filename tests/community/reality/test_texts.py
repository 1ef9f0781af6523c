"""The texts of a check: plain letters, one part, in each language."""

import pytest

from community.models import Message
from community.reality.services import close_check
from community.reality.words import DEFAULTS
from tests.architecture.test_texts_fit import ONE_PART, PLAIN
from tests.factories.messaging import text_from
from tests.factories.reality import checked

LONGEST = [{"en": "e" * 70, "es": "e" * 70, "ht": "e" * 70}] * 2


@pytest.mark.django_db
@pytest.mark.parametrize("questions", [DEFAULTS, LONGEST])
@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_every_text_is_plain_and_fits(language, questions, run_jobs):
    check, luis, [rosa] = checked(1, questions=questions, language=language)
    home = check.home
    home.name = "Brownsville Families"
    home.save()
    run_jobs()
    for _question in questions[1:]:
        text_from(rosa.phone, home, "4")
        run_jobs()
    close_check(check, by=luis)
    text_from(rosa.phone, home, "4")
    run_jobs()
    sent = list(Message.objects.filter(direction="out").values_list("body", flat=True))
    assert len(sent) == len(questions) + 1
    assert [text for text in sent if len(text) > ONE_PART or set(text) - PLAIN] == []
