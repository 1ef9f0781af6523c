"""What is texted of payments, in three languages: plain letters, and one part."""

import pytest
from django.utils import translation

from advisory.models import Payment, PaymentRun, Stipend
from advisory.payments.words import failed_words, paid_words
from advisory.stipends.rules import Kind
from community.models import Community
from tests.architecture.test_texts_fit import ONE_PART, PLAIN, SATURDAY

MOST = 1_000_50


def texts():
    """Each text with the longest day and a large amount, for every kind of work alone and for several."""
    run = PaymentRun(community=Community(name="Brownsville Families"))
    payment = Payment(run=run, amount_cents=MOST)
    things = [Stipend(kind=kind, day=SATURDAY.date(), amount_cents=MOST) for kind in Kind]
    yield failed_words(payment)
    yield paid_words(payment, things)
    for thing in things:
        yield paid_words(payment, [thing])


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_every_text_of_a_payment_is_plain_and_short(language):
    with translation.override(language):
        said = list(texts())
    assert len(set(said)) == len(Kind) + 2
    assert [(text, set(text) - PLAIN) for text in said if set(text) - PLAIN] == []
    assert [(text, len(text)) for text in said if len(text) > ONE_PART] == []
