"""Our own referrals: compared, step by step, month by month; and tests of change."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from community.core.errors import BadInput, NotAllowed, Refused
from community.core.models import AuditLine
from community.core.registry import chart_marks
from referrals.equity.models import MonthCount, Trial
from referrals.equity.selectors import own_periods, own_series, own_ways
from referrals.equity.services import begin_trial, finish_trial, fold, plan_trial
from referrals.equity.tables import OWN_DEFINITIONS
from referrals.models import Commitment
from tests.factories.equity import living
from tests.factories.people import CommunityFactory, PersonFactory, provider, signed_in, staff
from tests.factories.referrals import refer
from tests.referrals.equity.test_choosing import options
from tests.referrals.equity.test_page import row_of, words

pytestmark = pytest.mark.django_db
THIS_MONTH = datetime.date(2026, 11, 1)


def months_back(number):
    at = THIS_MONTH.year * 12 + THIS_MONTH.month - 1 - number
    return datetime.date(at // 12, at % 12 + 1, 1)


def counted(community, month, step, children, *, dimension="age", group="1", zip_code="11212"):
    MonthCount.objects.create(
        community=community,
        month=month,
        step=step,
        children=children,
        dimension=dimension,
        group=group,
        zip_code=zip_code,
    )


def year_of(community, groups, *, zip_code="11212", back=12):
    """A year of referrals by race, of whom some were evaluated: {group: (referred, evaluated)}."""
    for dimension in ("race", "age"):
        for group, (referred, evaluated) in groups.items():
            name = group if dimension == "race" else {"black": "0", "white": "1"}.get(group, "2")
            told = {"dimension": dimension, "group": name, "zip_code": zip_code}
            counted(community, months_back(back - 3), "referred", referred, **told)
            for step in ("contacted", "consented", "evaluated"):
                counted(community, months_back(back - 3), step, evaluated, **told)
    if not MonthCount.objects.filter(month=months_back(0), dimension="race").exists():
        counted(community, months_back(0), "referred", 1, dimension="race", group="black")


@pytest.fixture
def page(community, ana):
    """A page as the Ambassador reads it."""
    visitor = signed_in(ana)

    def read(address, **asked):
        answer = visitor.get(address, asked)
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def test_a_share_by_group_beside_all_the_others(community, page):
    year_of(community, {"black": (100, 40), "white": (20, 15), "hispanic": (50, 30)})
    html = page("/equity/own/", what="own-evaluated", by="race")
    here, others, compared = row_of(html, "Black")
    assert here.startswith("40% 40 of 100 children whom our partners referred between 31% and 50%")
    assert others.startswith("64% 45 of 70")
    assert compared.startswith("Less often")
    assert row_of(html, "White")[0].startswith("15 of 20 (75%)"), "few children: their count stands first"
    assert row_of(html, "Native American or Alaska Native")[0].startswith("0")
    assert "For you, not for others" in html


def test_small_counts_of_our_own_are_seen_by_who_follows_the_children_and_nobody_else(community, page):
    year_of(community, {"black": (100, 3), "white": (4, 1)})
    assert row_of(page("/equity/own/", what="own-evaluated"), "White")[0].startswith("1 of 4 (25%)")
    for other in (PersonFactory(community=community), provider(community), staff(community, "facilitator")):
        for address in ("/equity/own/", "/equity/steps/", "/equity/months/", "/equity/tests/"):
            assert signed_in(other).get(address).status_code == 403
    resident = signed_in(PersonFactory(community=community)).get("/equity/", {"what": "own-evaluated"})
    assert "our partners" not in resident.content.decode()


def test_a_rate_of_our_own_has_the_children_of_its_zip_code(community, page):
    year_of(community, {"black": (60, 9), "white": (20, 9)})
    year_of(community, {"black": (7, 1)}, zip_code="11233")
    where = {"place_kind": "zip", "place_code": "11212", "place_name": "Maple Street"}
    living(community, "neighborhood", {"all": 5000, "black": 3000, "white": 2000}, **where)
    html = page("/equity/own/")
    assert options(html, "place") == (
        ["neighborhood-zip-11212", "neighborhood--", "neighborhood-zip-11233"],
        ["neighborhood-zip-11212"],
    )
    assert row_of(html, "Black")[0].startswith("33 per 1,000 60 of 1,800 children under three")
    assert "three fifths of those aged 0 to 4" in html
    assert row_of(page("/equity/own/", place="neighborhood--"), "Black")[0].startswith("67 no rate")


def test_last_year_and_another_zip_code_stand_beside(community, page):
    year_of(community, {"black": (100, 40)})
    year_of(community, {"black": (80, 60)}, back=24)
    year_of(community, {"black": (30, 3)}, zip_code="11233")
    before = row_of(page("/equity/own/", what="own-evaluated", beside="year"), "Black")[1]
    assert before.startswith("75% 60 of 80")
    there = page(
        "/equity/own/", what="own-evaluated", place="neighborhood-zip-11212", beside="neighborhood-zip-11233"
    )
    assert row_of(there, "Black")[1].startswith("10% 3 of 30")


@pytest.mark.parametrize("by", ["race", "language", "zip", "sex", "age", "source", "provider"])
def test_every_dimension_is_there_from_the_referral_on(community, clinic, page, by):
    refer(clinic, days_ago=2, state="evaluated", source="physician")
    fold(community)
    year = f"{community.today().year}-01-01/{community.today().year}-12-31"
    said = {
        "race": "Black",
        "language": "English",
        "zip": "11212",
        "sex": "Not recorded",
        "age": "1 year old",
        "source": "doctor",
        "provider": clinic.organisation.name,
    }[by]
    html = page("/equity/own/", what="own-evaluated", by=by, period=year)
    assert row_of(html, said)[0].startswith("1 of 1 (100%)")
    assert '<title id="funnel-title-all">' in page("/equity/steps/", by=by, period=year)


@pytest.mark.parametrize("address", ["/equity/own/", "/equity/steps/", "/equity/months/"])
def test_the_same_queries_for_few_and_for_many(community, ana, address, django_assert_max_num_queries):
    visitor = signed_in(ana)
    year_of(community, {"black": (100, 40)})
    visitor.get(address)
    with django_assert_max_num_queries(15) as few:
        visitor.get(address)
    for number in range(30):
        year_of(community, {"black": (100, 40), "white": (9, 1)}, zip_code=f"113{number:02d}")
    with django_assert_max_num_queries(len(few)):
        visitor.get(address)


def test_the_funnel_says_where_children_were_lost(community, page):
    for step, children in (("referred", 100), ("contacted", 90), ("consented", 80), ("evaluated", 30)):
        counted(community, months_back(3), step, children, dimension="race", group="black")
    counted(community, months_back(0), "referred", 1, dimension="race", group="black")
    text = words(page("/equity/steps/"))
    assert "Most did not get as far as “evaluated”: 50 of 80 lost (62%)." in text
    assert "Family contacted 90% · 10 of 100 lost (10%)" in text


def test_nothing_yet_says_what_will_be_there(page):
    assert "No referrals yet" in page("/equity/steps/")
    assert "Not enough months yet" in page("/equity/months/")
    assert "No figures yet" in page("/equity/own/")
    assert "Nothing is being tried yet" in page("/equity/tests/")


@pytest.fixture
def nineteen(community, time_machine_now):
    """Twelve months about ten, then seven about twenty."""
    values = [10, 9, 11, 10, 12, 9, 10, 11, 9, 10, 11, 10, 20, 21, 19, 22, 20, 21, 20]
    for place, children in enumerate(reversed(values), start=1):
        counted(community, months_back(place), "referred", children)
    return values


@pytest.fixture
def time_machine_now():
    import time_machine

    with time_machine.travel(datetime.datetime(2026, 11, 20, 15, tzinfo=datetime.UTC), tick=False):
        yield


def test_a_shift_is_said_and_drawn(community, page, nineteen):
    html = page("/equity/months/")
    assert "7 months in a row above that: a shift." in html
    picture = re.search(r'<svg class="run-chart".*?</svg>', html, re.DOTALL)[0]
    assert picture.count("<circle") == len(nineteen)
    assert picture.count('class="signal"') >= 7
    assert "median 11" in picture


def test_a_phase_after_a_change_has_its_own_median(community, page, nineteen):
    series = own_series(community, "referred", changed_on=months_back(8) + datetime.timedelta(days=9))
    assert [chart.median for chart in series.phases] == [10, 20]
    assert not any(chart.has_signal for chart in series.phases)
    assert own_series(community, "referred", changed_on=months_back(60)).changes == ()
    assert own_series(community, "referred", changed_on=THIS_MONTH).changes == ()


def test_a_month_of_nobody_has_no_share_but_a_count(community, time_machine_now):
    counted(community, months_back(3), "referred", 10)
    counted(community, months_back(3), "evaluated", 4)
    counted(community, months_back(1), "referred", 10)
    assert own_series(community, "referred").values == (10, 0, 10)
    assert own_series(community, "evaluated").values == (40, None, 0)


def test_promises_and_tests_stand_on_the_picture_without_being_proof(community, ana, clinic, page, nineteen):
    team = clinic.organisation
    trial = plan_trial(
        hypothesis="If we call at once", measure="referred", starts_on=months_back(7), owner=ana, by=ana
    )
    assert not own_series(community, "referred").marks, "what is only planned changes nothing"
    begin_trial(trial, by=ana)
    html = page("/equity/months/")
    assert "test of change" in html
    assert "a mark on the picture is no proof" in html
    assert options(html, "change") == (["", months_back(7).isoformat()], [""])
    assert "median 20" in page("/equity/months/", change=months_back(7).isoformat())
    assert {"decisions", "teams", "equity"} <= {key for key, _marks in chart_marks.items()}
    assert not Commitment.objects.filter(organisation=team).exists()


def plan(ana, **changes):
    told = {"hypothesis": "Call at once", "measure": "contacted", "starts_on": datetime.date(2026, 10, 1)}
    return plan_trial(**{**told, "owner": ana, "by": ana, **changes})


def test_a_test_is_planned_tried_and_ended_with_what_was_learned(community, ana):
    trial = plan(ana)
    assert plan(ana) == trial, "the same press twice is one plan"
    begin_trial(trial, by=ana)
    with pytest.raises(BadInput):
        finish_trial(trial, learned=" ", act="adopt", by=ana)
    finish_trial(trial, learned="Evenings are better.", act="adapt", by=ana)
    assert (trial.state, trial.ended_on) == ("done", community.today())
    with pytest.raises(Refused):
        begin_trial(trial, by=ana)
    lines = AuditLine.objects.filter(subject_type="referrals.Trial").order_by("pk")
    assert list(lines.values_list("verb", flat=True)) == ["plan", "begin", "finish"]


def test_only_who_follows_the_children_plans(community, clinic, ana):
    with pytest.raises(NotAllowed):
        plan(ana, by=clinic)
    with pytest.raises(BadInput):
        plan(ana, measure="happiness")
    with pytest.raises(BadInput):
        plan(ana, owner=PersonFactory(community=CommunityFactory()))


def test_what_is_done_says_what_was_learned_in_the_database_too(ana):
    trial = plan(ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Trial.objects.filter(pk=trial.pk).update(state="done")
    with pytest.raises(ValidationError):
        Trial(pk=trial.pk, state="running", learned="too early").validate_constraints()


def test_the_pages_of_a_test(community, ana, page):
    visitor = signed_in(ana)
    told = {"hypothesis": "Call at once", "measure": "contacted", "owner": ana.pk, "starts_on": "2026-10-01"}
    assert visitor.post("/equity/tests/", {**told, "owner": "999999"}).status_code == 400
    assert visitor.post("/equity/tests/", told).status_code == 302
    trial = Trial.objects.get()
    assert "Call at once" in page("/equity/tests/")
    for action, sent, answer in (
        ("begin", {}, 302),
        ("finish", {"learned": "", "act": "adopt"}, 400),
        ("finish", {"learned": "It helps.", "act": "adopt"}, 302),
        ("explode", {}, 404),
    ):
        assert visitor.post(f"/equity/tests/{trial.pk}/{action}/", sent).status_code == answer
    assert "It helps." in page(f"/equity/tests/{trial.pk}/")


def test_periods_end_with_whole_months(community):
    counted(community, datetime.date(2024, 5, 1), "referred", 3)
    counted(community, datetime.date(2026, 11, 1), "referred", 3)
    assert own_periods(community)[:3] == [
        (datetime.date(2025, 11, 1), datetime.date(2026, 10, 31)),
        (datetime.date(2024, 11, 1), datetime.date(2025, 10, 31)),
        (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)),
    ]


def test_ways_of_another_community_are_not_ours(community):
    counted(CommunityFactory(), months_back(2), "referred", 30, dimension="race", group="black")
    assert own_ways(community, "race", (months_back(12), THIS_MONTH)) == []
    assert all(own_series(community, key) is None for key in OWN_DEFINITIONS)
