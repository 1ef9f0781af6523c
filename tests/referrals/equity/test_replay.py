"""Published indicators come in with the meeting records."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from referrals.equity.models import Indicator
from tests.factories.people import CommunityFactory

RECORDS = settings.ROOT / "data" / "ufb" / "meetings.yaml"
GOOD = (
    "- {id: one, value: 44.5, unit: percent, denominator: children referred, source: 'https://example.org/'}"
)


@pytest.fixture
def replay(db, tmp_path):
    CommunityFactory(slug="maple")

    def run(*lines):
        path = tmp_path / "records.yaml"
        path.write_text("\n".join(["version: 1", "ei_indicators:", *lines]), encoding="utf-8")
        call_command("replay", str(path), community="maple", stdout=StringIO())

    return run


def test_the_published_indicators(db):
    CommunityFactory(slug="maple")
    for _time in range(2):
        call_command("replay", str(RECORDS), community="maple", stdout=StringIO())
    found = {one.key: one for one in Indicator.objects.all()}
    assert len(found) == 3
    enrolled = found["brownsville_referred_to_enrolled"]
    assert (enrolled.value, enrolled.unit, enrolled.group) == (44, "percent", "all children")
    assert (enrolled.n, enrolled.period) == (None, "")
    assert enrolled.published.isoformat() == "2022-04-12"
    assert found["ub_referral_success"].comparator == "typical success rates of under 50%"
    gap = found["referral_gap_closed"]
    assert gap.value is None
    assert gap.claim.startswith("referrals of Black children in Brownsville rose")


def test_a_corrected_value_replaces_the_old_one(replay):
    replay(GOOD)
    replay(GOOD.replace("44.5", "45"))
    assert Indicator.objects.get().value == 45


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (GOOD.replace("44.5", "many"), "line 4: value"),
        (GOOD.replace("44.5", "true"), "line 4: value"),
        (GOOD.replace("44.5", ".nan"), "line 4: value"),
        (GOOD.replace("44.5", "1e99"), "line 4: value"),
        (GOOD.replace("id: one, ", ""), "line 4: id"),
        (GOOD.replace("'https://example.org/'", "a newspaper"), "line 4: source"),
        (GOOD.replace("'https://example.org/'", "'javascript:alert(1)'"), "line 4: source"),
        (GOOD.replace("denominator: children referred, ", ""), "line 4: A percentage must say of what"),
        (GOOD.replace("unit:", "published: 12/04/2022, unit:"), "line 4: published"),
        (GOOD.replace("unit:", "n_referrals: -1, unit:"), "line 4: n_referrals"),
        (GOOD, "line 4: “one” stands in the file twice"),
    ],
)
def test_a_wrong_indicator_is_refused_at_its_line(replay, line, reason):
    with pytest.raises(CommandError, match=f"(?i){reason}"):
        replay(GOOD, line)
    assert not Indicator.objects.exists()
