"""What texts cost, and where the month's budget stops them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from community.broadcasts import rules, services
from community.broadcasts.selectors import budget_of, plan_of, progress_of
from community.core.errors import NotAllowed, Refused
from community.models import AuditLine, Message, Thread
from tests.community.broadcasts.conftest import started
from tests.factories.broadcasts import drafted, neighborhood, version_of
from tests.factories.people import staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
NEW_YORK = ZoneInfo("America/New_York")
LONG = {"en": "Hello {first_name}. " + "a" * 150}  # two parts


@pytest.fixture(autouse=True)
def one_cent_a_part(settings):
    settings.SMS_SEGMENT_PRICE = 100


def left(community, *, segments, sent_at, state="sent", **fields):
    thread, _made = Thread.objects.get_or_create(community=community, phone="+12125550001")
    Message.objects.create(
        thread=thread, direction="out", state=state, body="x", segments=segments, sent_at=sent_at, **fields
    )


@pytest.mark.parametrize(
    ("now", "start", "end"),
    [
        (datetime(2026, 11, 1, 3, 59, tzinfo=UTC), (2026, 10, 1, 4), (2026, 11, 1, 4)),
        (datetime(2026, 11, 1, 4, 0, tzinfo=UTC), (2026, 11, 1, 4), (2026, 12, 1, 5)),
        (datetime(2026, 12, 31, 23, tzinfo=UTC), (2026, 12, 1, 5), (2027, 1, 1, 5)),
    ],
)
def test_a_month_is_that_of_the_communitys_clock(now, start, end):
    assert rules.month_of(now, NEW_YORK) == (datetime(*start, tzinfo=UTC), datetime(*end, tzinfo=UTC))


def test_what_left_this_month_and_what_waits_counts():
    luis, _ana, _board = neighborhood(0, texts_budget_cents=1000)
    home, now = luis.community, timezone.now()
    left(home, segments=3, sent_at=now)
    left(home, segments=4, sent_at=now, state="failed")
    left(home, segments=5, sent_at=now - timedelta(days=31))
    left(home, segments=6, sent_at=None, state="queued")
    left(home, segments=7, sent_at=None, state="dropped")
    left(home, segments=2, sent_at=None, state="unknown", claimed_at=now)
    left(home, segments=9, sent_at=None, state="unknown", claimed_at=now - timedelta(days=31))
    elsewhere, _ana, _board = neighborhood(0)
    left(elsewhere.community, segments=8, sent_at=now)
    assert budget_of(home) == (1000, 15)
    assert (budget_of(home).spent, budget_of(home).left) == (15, 985)


def test_the_plan_adds_up_parts_before_it_rounds(settings):
    settings.SMS_SEGMENT_PRICE = 83
    luis, _ana, _board = neighborhood(3)
    plan = plan_of(drafted(luis, version=version_of(luis, LONG)))
    assert (plan.parts, plan.cents) == (6, 5)


def test_what_costs_more_than_is_left_is_refused_with_what_is_left():
    luis, _ana, _board = neighborhood(3, texts_budget_cents=7)
    left(luis.community, segments=2, sent_at=timezone.now())
    draft = drafted(luis, version=version_of(luis, LONG))
    with pytest.raises(Refused, match=r"costs \$0\.06, and \$0\.05 is left"):
        services.send_broadcast(draft, by=luis)
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert not draft.recipients.exists()
    services.set_limits(luis.community, budget_cents=8, approve_above=50, by=_ana)
    assert services.send_broadcast(draft, by=luis).state == "sending"


def test_money_that_went_meanwhile_leaves_the_rest_out(run_jobs, client):
    broadcast = started(5, texts_budget_cents=5)
    left(broadcast.community, segments=3, sent_at=timezone.now())
    run_jobs()
    broadcast.refresh_from_db()
    far = progress_of(broadcast)
    assert broadcast.state == "done"
    assert (far.sent, far.left_out) == (2, {"budget": 3})
    reached = broadcast.recipients.filter(left_out="").values_list("person", flat=True)
    assert list(reached) == list(broadcast.recipients.values_list("person", flat=True).order_by("pk")[:2])


@pytest.mark.usefixtures("small_chunks")
def test_the_rest_is_left_out_whatever_chunk_it_would_be_in(run_jobs):
    broadcast = started(5, texts_budget_cents=5)
    left(broadcast.community, segments=2, sent_at=timezone.now())
    run_jobs()
    assert progress_of(broadcast).left_out == {"budget": 2}


def test_without_a_cap_there_is_no_end(run_jobs):
    broadcast = started(5)
    run_jobs()
    assert (budget_of(broadcast.community).left, progress_of(broadcast).sent) == (None, 5)


def test_only_a_coordinator_sets_the_limits():
    luis, ana, _board = neighborhood(0)
    services.set_limits(ana.community, budget_cents=500, approve_above=3, by=ana)
    ana.community.refresh_from_db()
    assert (ana.community.texts_budget_cents, ana.community.approve_above) == (500, 3)
    assert AuditLine.objects.get(verb="set_limits").actor == ana
    stranger = staff(neighborhood(0)[0].community, "coordinator")
    for other in (luis, stranger):
        with pytest.raises(NotAllowed):
            services.set_limits(ana.community, budget_cents=None, approve_above=999, by=other)
