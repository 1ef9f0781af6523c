"""Putting a referral right: corrections, opening again, passing on, pausing."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from community.core.errors import BadInput, NotAllowed, Refused
from community.models import AuditLine
from referrals.models import Pause, Step
from referrals.tracking import services
from referrals.tracking.life import standing
from tests.factories.people import CommunityFactory, provider, staff
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def referral(clinic):
    """Referred 20 days ago, contacted ten days later, agreed five days later."""
    row = refer(clinic, days_ago=20)
    for after, step in ((10, "contacted"), (15, "consented")):
        services.take_step(row, step, happened_on=row.referred_on + after * DAY, by=clinic)
    return row


def days(row):
    return [(line.happened_on - row.referred_on).days for line in standing(row.steps.all())]


def test_a_wrong_day_is_put_right_and_what_was_said_stays(referral, clinic, ana):
    step = referral.steps.get(state="contacted")
    services.correct_step(step, happened_on=referral.referred_on + 3 * DAY, by=ana)
    assert days(referral) == [0, 3, 15]
    assert referral.steps.count() == 4
    line = referral.steps.last()
    assert (line.replaces, line.recorded_by) == (step, ana)
    assert AuditLine.objects.get(verb="correct_step").actor == ana


def test_the_day_of_the_referral_itself_moves_its_clock(referral, clinic):
    due = referral.due_on
    first = referral.steps.first()
    services.correct_step(first, happened_on=first.happened_on - 4 * DAY, by=clinic)
    referral.refresh_from_db()
    assert referral.due_on == due - 4 * DAY
    assert referral.referred_on == first.happened_on - 4 * DAY


@pytest.mark.parametrize(
    ("after", "words"), [(-1, "can't be earlier"), (16, "can't be later"), (21, "in the future")]
)
def test_a_corrected_day_stays_between_its_neighbours(referral, clinic, after, words):
    step = referral.steps.get(state="contacted")
    with pytest.raises(BadInput, match=words):
        services.correct_step(step, happened_on=referral.referred_on + after * DAY, by=clinic)
    assert days(referral) == [0, 10, 15]


def test_no_referral_before_birth_nor_after_three(clinic):
    today = clinic.community.today()
    newborn = refer(clinic, birth_date=today - 5 * DAY)
    with pytest.raises(BadInput, match="not born yet"):
        services.correct_step(newborn.steps.get(), happened_on=today - 6 * DAY, by=clinic)


def test_the_same_correction_twice_is_one_and_another_of_the_old_line_is_refused(referral, clinic):
    step = referral.steps.get(state="contacted")
    for _press in range(2):
        services.correct_step(step, happened_on=referral.referred_on + 3 * DAY, by=clinic)
    assert referral.steps.count() == 4
    with pytest.raises(Refused, match="corrected already"):
        services.correct_step(step, happened_on=referral.referred_on + 4 * DAY, by=clinic)
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(
            referral=referral,
            number=9,
            state="contacted",
            replaces=step,
            happened_on=step.happened_on,
            recorded_by=clinic,
        )


def test_a_step_that_did_not_happen_goes_and_can_be_taken_again(referral, clinic):
    step = referral.steps.get(state="consented")
    for _press in range(2):
        services.undo_step(step, by=clinic)
    assert (referral.state, days(referral)) == ("contacted", [0, 10])
    services.take_step(referral, "consented", happened_on=referral.referred_on + 18 * DAY, by=clinic)
    assert days(referral) == [0, 10, 18]


def test_only_the_last_step_is_taken_back_and_never_the_referral(referral, clinic):
    with pytest.raises(Refused, match="came after"):
        services.undo_step(referral.steps.get(state="contacted"), by=clinic)
    with pytest.raises(Refused, match="Close it"):
        services.undo_step(referral.steps.first(), by=clinic)


def test_closed_too_early_it_goes_on_and_its_clock_never_stopped(referral, clinic):
    due, today = referral.due_on, clinic.community.today()
    services.close_referral(
        referral, reason="not_found", family_said="moved", happened_on=today - 2 * DAY, by=clinic
    )
    assert referral.due_on is None
    for _press in range(2):
        services.reopen_referral(referral, happened_on=today, by=clinic)
    referral.refresh_from_db()
    assert (referral.state, referral.closed_reason, referral.due_on) == ("consented", "", due)
    assert referral.state_since == today
    assert referral.steps.get(state="closed").family_said == "moved"
    with pytest.raises(Refused, match="open already"):
        services.reopen_referral(referral, happened_on=today - DAY, by=clinic)


def test_a_child_has_one_open_referral_at_a_time(clinic):
    today = clinic.community.today()
    closed = refer(clinic, days_ago=9)
    services.close_referral(closed, reason="refused", happened_on=today - DAY, by=clinic)
    assert refer(clinic, birth_date=closed.child.birth_date).child == closed.child
    with pytest.raises(Refused, match="another open referral"):
        services.reopen_referral(closed, happened_on=today, by=clinic)
    with pytest.raises(Refused, match="another open referral"):
        services.undo_step(closed.steps.last(), by=clinic)


def test_another_reason_is_a_correction_and_fits_the_stage(referral, clinic):
    today = clinic.community.today()
    services.close_referral(referral, reason="not_found", happened_on=today, by=clinic)
    step = referral.steps.get(state="closed")
    with pytest.raises(BadInput, match="does not fit"):
        services.correct_step(step, happened_on=today, reason="resolved", by=clinic)
    services.correct_step(step, happened_on=today, reason="refused", family_said="not_now", by=clinic)
    assert referral.steps.last().family_said == "not_now"
    referral.refresh_from_db()
    assert referral.closed_reason == "refused"


def test_passed_on_it_is_received_there_and_no_clock_starts_again(clinic, community):
    agency, today = provider(community), community.today()
    row = refer(clinic, days_ago=5)
    services.take_step(row, "received", happened_on=today - 4 * DAY, by=clinic)
    due = row.due_on
    for _press in range(2):
        services.transfer_referral(row, receiver=agency.organisation, happened_on=today, by=clinic)
    row.refresh_from_db()
    assert (row.state, row.receiver, row.due_on) == ("referred", agency.organisation, due)
    services.take_step(row, "received", happened_on=today, by=agency)
    services.transfer_referral(row, receiver=clinic.organisation, happened_on=today, by=agency)
    assert row.receiver is None
    with pytest.raises(NotAllowed):
        services.take_step(row, "contacted", happened_on=today, by=agency)


def test_it_is_passed_on_within_the_community_while_open(clinic, community):
    row, today = refer(clinic), community.today()
    elsewhere = provider(CommunityFactory()).organisation
    with pytest.raises(BadInput, match="this community"):
        services.transfer_referral(row, receiver=elsewhere, happened_on=today, by=clinic)
    services.close_referral(row, reason="refused", happened_on=today, by=clinic)
    to = provider(community).organisation
    with pytest.raises(Refused, match="closed"):
        services.transfer_referral(row, receiver=to, happened_on=today, by=clinic)


def pause(row, by, **changes):
    start = row.referred_on + 5 * DAY
    told = {"why": services.Why("family", "hospital"), "from_on": start, "until_on": start + 7 * DAY}
    return services.pause_clock(row, by=by, **(told | changes))


def test_a_pause_moves_the_plan_by_its_days_and_passing_on_keeps_it(referral, clinic, community):
    due = referral.due_on
    assert pause(referral, clinic) == pause(referral, clinic)
    assert referral.due_on == due + 7 * DAY
    to = provider(community).organisation
    services.transfer_referral(referral, receiver=to, happened_on=community.today(), by=clinic)
    referral.refresh_from_db()
    assert referral.due_on == due + 7 * DAY


def test_an_open_pause_is_looked_at_again_until_it_ends(referral, clinic, community):
    due, today = referral.due_on, community.today()
    line = pause(referral, clinic, until_on=None, look_again_on=today + 6 * DAY)
    assert (referral.due_kind, referral.due_on) == ("pause", today + 6 * DAY)
    with pytest.raises(Refused, match="paused already"):
        pause(referral, clinic, until_on=None, look_again_on=today + 9 * DAY)
    ended = services.end_pause(line, until_on=line.from_on + 10 * DAY, by=clinic)
    assert services.end_pause(line, until_on=line.from_on + 10 * DAY, by=clinic) == ended
    referral.refresh_from_db()
    assert (referral.due_kind, referral.due_on) == ("plan", due + 10 * DAY)
    with pytest.raises(Refused, match="changed already"):
        services.void_pause(line, by=clinic)
    services.void_pause(ended, by=clinic)
    referral.refresh_from_db()
    assert referral.due_on == due


def test_missing_consent_pauses_after_two_documented_attempts(referral, clinic):
    start = referral.referred_on + 8 * DAY
    asked = (start - 5 * DAY, start - 2 * DAY)
    for attempts in ((None, None), (asked[0], None), (asked[0], asked[0]), (asked[1], asked[0])):
        with pytest.raises(BadInput, match="two different days"):
            pause(referral, clinic, why=services.Why("consent", "calls", *attempts), from_on=start)
    late = services.Why("consent", "calls", asked[0], start + DAY)
    with pytest.raises(BadInput, match="after you asked twice"):
        pause(referral, clinic, why=late, from_on=start)
    made = pause(referral, clinic, why=services.Why("consent", "calls", *asked), from_on=start)
    assert (made.first_attempt_on, made.last_attempt_on) == asked
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(
            referral=referral,
            kind="consent",
            evidence="calls",
            from_on=start,
            until_on=start + DAY,
            recorded_by=clinic,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(
            referral=referral, kind="family", evidence="calls", from_on=start, recorded_by=clinic
        )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"until_on": None, "look_again_on": None}, "asks again"),
        ({"from_on": datetime.date(2020, 1, 1)}, "can't start before"),
        ({"from_on": datetime.date(2099, 1, 1)}, "in the future"),
        ({"until_on": datetime.date(2020, 1, 1)}, "ends at least a day after"),
    ],
)
def test_what_cannot_be_right_is_said_in_plain_words(referral, clinic, changes, words):
    with pytest.raises(BadInput, match=words):
        pause(referral, clinic, **changes)
    assert not Pause.objects.exists()


def test_with_a_plan_there_is_nothing_to_pause(clinic):
    row = refer(clinic, days_ago=20, state="plan")
    with pytest.raises(Refused, match="before a plan"):
        pause(row, clinic)


def test_who_may_put_it_right(referral, clinic, community):
    line = pause(referral, clinic)
    today = community.today()
    step = referral.steps.last()
    for somebody in (provider(community), staff(community), staff(community, "finance")):
        for act in (
            lambda by: services.correct_step(step, happened_on=today, by=by),
            lambda by: services.undo_step(step, by=by),
            lambda by: services.transfer_referral(referral, receiver=None, happened_on=today, by=by),
            lambda by: services.reopen_referral(referral, happened_on=today, by=by),
            lambda by: pause(referral, by),
            lambda by: services.end_pause(line, until_on=today, by=by),
            lambda by: services.void_pause(line, by=by),
        ):
            with pytest.raises(NotAllowed):
                act(somebody)


def test_lines_are_only_ever_added(referral, clinic):
    line = pause(referral, clinic)
    for table, pk in (("referrals_step", referral.steps.first().pk), ("referrals_pause", line.pk)):
        change = f"UPDATE {table} SET recorded_at = recorded_at WHERE id = %s"  # noqa: S608  our own names
        with (
            pytest.raises(DatabaseError, match="only ever added"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change, [pk])
