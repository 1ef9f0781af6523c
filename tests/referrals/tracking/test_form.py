"""The form, whatever is typed into it."""

import datetime
import re

import pytest
import time_machine
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from community.models import Community, Organisation, Person
from referrals.tracking.forms import ReferralForm
from referrals.tracking.rules import third_birthday

ANYTHING = st.text(max_size=40)
COMMUNITY = Community(name="Maple Street", number="+17185550100")
CLINIC = Person(
    community=COMMUNITY,
    display_name="Priya Nair",
    organisation=Organisation(community=COMMUNITY, name="Clinic"),
)


@settings(max_examples=150)
@given(
    child_name=ANYTHING,
    birth_date=st.one_of(ANYTHING, st.dates().map(str)),
    zip_code=st.one_of(ANYTHING, st.from_regex(r"\d{5}(-\d{4})?", fullmatch=True)),
    parent_name=ANYTHING,
    parent_phone=st.one_of(ANYTHING, st.from_regex(r"\+?1?[0-9 ()-]{7,14}", fullmatch=True)),
    consent=st.sampled_from(["on", ""]),
)
def test_it_never_fails_and_never_lets_through_what_cannot_be(**typed):
    form = ReferralForm({**typed, "language": "en", "concerns": ["social"], "source": "parent"}, by=CLINIC)
    form.as_div()
    if not form.is_valid():
        assert form.errors
        return
    clean, today = form.cleaned_data, COMMUNITY.today()
    assert clean["birth_date"] <= today < third_birthday(clean["birth_date"])
    assert re.fullmatch(r"[0-9]{5}", clean["zip_code"])
    assert re.fullmatch(r"\+[1-9][0-9]{6,14}", clean["parent_phone"])
    assert clean["child_name"]
    assert clean["parent_name"]
    assert clean["consent"] is True


@pytest.mark.parametrize("language", ["en", "es", "ht"])
@pytest.mark.parametrize("written", ["2026-03-04", "03/04/2026", "3/4/26", "3-4-2026"])
@time_machine.travel("2026-11-23T17:00:00Z", tick=False)
def test_a_day_typed_by_hand_is_month_first_in_every_language(language, written):
    with translation.override(language):
        form = ReferralForm({"birth_date": written}, by=CLINIC)
        form.is_valid()
    assert form.cleaned_data["birth_date"] == datetime.date(2026, 3, 4)


@pytest.mark.parametrize(
    ("noticed", "told"),
    [("2026-11-20", []), ("", []), ("2026-11-24", ["identified_on"]), ("2026-03-03", ["identified_on"])],
)
@time_machine.travel("2026-11-23T17:00:00Z", tick=False)
def test_it_was_noticed_between_birth_and_referral(noticed, told):
    form = ReferralForm({"birth_date": "2026-03-04", "identified_on": noticed}, by=CLINIC)
    form.is_valid()
    assert [name for name in form.errors if name == "identified_on"] == told
    assert not told or form.opens_folded
