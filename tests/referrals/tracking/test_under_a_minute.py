"""A referral in under a minute: what the form asks of the hands, reckoned by the keystroke-level model.

Card, Moran and Newell, "The keystroke-level model for user performance time with interactive systems",
Communications of the ACM 23 (1980): a key 0.28 s (an average typist), pointing 1.1 s, a press 0.2 s, moving
the hands to the keys or back 0.4 s, one thought before each field 1.35 s.
"""

import re

import pytest
from django.urls import reverse

from tests.factories.people import signed_in
from tests.factories.referrals import refer, typed

pytestmark = pytest.mark.django_db

KEY, POINT, PRESS, HANDS, THOUGHT = 0.28, 1.1, 0.2, 0.4, 1.35
TYPED = ("child_name", "birth_date", "zip_code", "parent_name", "parent_phone")
LEAST = {"concerns": "communication", "consent": "on", "may_text": "on"}


def to_fill_in(page: str) -> set[str]:
    """The fields before the fold that come empty."""
    shown = page.split("<details", 1)[0]
    form = shown[shown.index('class="stack refer"') :]
    names = set(re.findall(r'<(?:input|select)[^>]* name="(\w+)"', form)) - {"csrfmiddlewaretoken"}
    chosen = set(re.findall(r'name="(\w+)"[^>]*\schecked', form))
    for select in re.findall(r"<select.*?</select>", form, re.DOTALL):
        if re.search(r'value="\w+" selected', select):
            chosen.add(re.search(r'name="(\w+)"', select)[1])
    return names - chosen


def test_the_form_of_an_agency_s_second_referral_takes_less_than_a_minute(clinic):
    refer(clinic)
    browser = signed_in(clinic)
    left = to_fill_in(browser.get(reverse("referral_new")).content.decode())
    assert left == {*TYPED, *LEAST}
    told = typed(child_name="Xavier", language="en")
    keys = sum(len(told[name]) + 1 for name in TYPED)  # and Tab
    presses = len(LEAST) + 1  # and the button
    seconds = keys * KEY + presses * (POINT + PRESS) + 2 * HANDS + (len(left) + 1) * THOUGHT
    assert seconds < 60, f"{keys} keys and {presses} presses: {seconds:.0f} s"
    sent = {name: told[name] for name in TYPED} | LEAST | {"language": "en", "source": "clinic"}
    assert browser.post(reverse("referral_new"), sent).status_code == 302
