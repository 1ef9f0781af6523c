"""The demo's texts for many keep to the rules that the demo shows."""

import pytest

from community.demo.texts import TEXTS
from community.messaging.merging import fill
from community.messaging.segments import count, plain_twin

NAMES = {"community": "Brownsville Families", "first_name": "Marie-Ange"}
WORDS = [
    (name, language, fill(body, NAMES), language in reviewed)
    for _kind, name, texts, reviewed in TEXTS
    for language, body in texts.items()
]


@pytest.mark.parametrize(("name", "language", "body", "is_reviewed"), WORDS)
def test_each_fits_one_part_as_it_is_or_without_its_costly_letters(name, language, body, is_reviewed):
    assert count(plain_twin(body)).segments == 1
    assert (count(body).encoding == "GSM-7") == is_reviewed
