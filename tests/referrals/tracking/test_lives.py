"""Random lives of referrals, each told a second time the slow way."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from community.core.errors import BadInput, Refused
from referrals.models import Pause, Referral
from referrals.tracking import services
from referrals.tracking.clocks import Stop
from referrals.tracking.life import life_of, standing
from referrals.tracking.rules import third_birthday
from referrals.tracking.services.due import due_columns
from referrals.tracking.states import LIFE, closing_reasons
from tests.factories.people import provider
from tests.factories.referrals import refer
from tests.referrals.tracking.test_clocks import naive_due

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
AGO = 120
VERBS = ("step", "step", "step", "close", "reopen", "undo", "correct", "transfer", "pause", "end", "void")
PRESSES = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(-1, 8), st.integers(0, 5)), min_size=4, max_size=20
)


class Told:
    """The same life as plain lists: what stands, and the days that do not count."""

    def __init__(self, referral):
        self.referral, self.born = referral, referral.child.birth_date
        self.events = [["referred", referral.referred_on, None, ""]]
        self.pauses = {}

    def columns(self):
        state, since, receiver = "", None, None
        for event_state, day, to, _reason in self.events:
            if event_state != state:
                state, since = event_state, day
            if to is not None:
                receiver = to or None
        reason = self.events[-1][3] if state == "closed" else ""
        return (state, since, self.events[0][1], receiver, reason)

    def due(self):
        state, since, referred = self.columns()[:3]
        if state == "closed":
            return None, ""
        birthday = third_birthday(self.born)
        ends = [(birthday, "third_birthday")]
        stops = list(self.pauses.values())
        if state == "plan":
            ends.append((since + 30 * DAY, "services"))
        elif state != "services" and (birthday - referred).days >= 45:
            due = naive_due(referred, 45, stops)
            asks = [(stop.look_again_on, "pause") for stop in stops if stop.look_again_on]
            ends.extend(asks if due is None else [(due, "plan")])
        day, kind = min(ends, key=lambda end: end[0])
        return (day.replace(day=1) if kind == "third_birthday" else day), kind


def press(told, verb, ahead, which, *, by, to):
    """Do ``verb`` by the service and, if that does not refuse, in ``told`` too."""
    row = Referral.objects.get(pk=told.referral.pk)
    day = told.events[-1][1] + ahead * DAY
    held = standing(row.steps.all())
    place = len(held) - 1 - which % min(3, len(held))
    if verb == "step":
        following = [verb for state, verb in LIFE if state == row.state and verb != "close"]
        step = following[which % len(following)] if following else "contacted"
        services.take_step(row, step, happened_on=day, by=by)
        told.events.append([step, day, None, ""])
    elif verb == "close":
        reasons = closing_reasons(row.state) or ("died",)
        services.close_referral(row, reason=reasons[which % len(reasons)], happened_on=day, by=by)
        if row.state == "closed" and told.columns()[0] != "closed":
            told.events.append(["closed", day, None, reasons[which % len(reasons)]])
    elif verb == "reopen":
        services.reopen_referral(row, happened_on=day, by=by)
        if told.columns()[0] == "closed":
            told.events.append([told.events[-2][0], day, None, ""])
    elif verb == "undo":
        services.undo_step(held[place], by=by)
        told.events.pop(place)
    elif verb == "correct":
        services.correct_step(held[place], happened_on=held[place].happened_on + ahead * DAY, by=by)
        told.events[place][1] += ahead * DAY
    elif verb == "transfer":
        receiver = to[which % len(to)]
        to_pk = receiver.pk if receiver and receiver.pk != row.organisation_id else None
        moves = to_pk != row.receiver_id
        services.transfer_referral(row, receiver=receiver, happened_on=day, by=by)
        if moves:
            state = "referred" if told.columns()[0] == "received" else told.columns()[0]
            told.events.append([state, day, to_pk or 0, ""])
    else:
        pause(told, row, verb, (ahead, which), by=by)


def pause(told, row, verb, numbers, *, by):
    ahead, which = numbers
    day = row.referred_on + 6 * ahead * DAY
    if verb == "pause":
        until = day + which * DAY if which else None
        look = by.community.today() + 9 * DAY if until is None else None
        why = services.Why("family", "calls")
        made = services.pause_clock(row, why=why, from_on=day, until_on=until, look_again_on=look, by=by)
        told.pauses[made.pk] = Stop(day, until, look)
    elif told.pauses:
        pk = sorted(told.pauses)[which % len(told.pauses)]
        line = Pause.objects.get(pk=pk)
        if verb == "void":
            services.void_pause(line, by=by)
            del told.pauses[pk]
        else:
            until = line.from_on + 3 * ahead * DAY
            after = services.end_pause(line, until_on=until, by=by)
            del told.pauses[pk]
            told.pauses[after.pk] = Stop(line.from_on, until)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PRESSES, st.integers(20, 900))
@example([("step", 0, 0), ("close", 0, 0), ("reopen", 0, 0), ("reopen", 0, 0)], 20)
def test_the_row_is_what_its_lines_and_a_slow_reckoning_say(clinic, presses, age):
    with transaction.atomic():
        community = clinic.community
        to = [None, clinic.organisation, *(provider(community).organisation for _one in range(2))]
        born = community.today() - (AGO + age) * DAY
        told = Told(refer(clinic, days_ago=AGO, birth_date=born))
        for verb, ahead, which in presses:
            before = Referral.objects.values().get(pk=told.referral.pk)
            try:
                with transaction.atomic():
                    press(told, verb, ahead, which, by=clinic, to=to)
            except (BadInput, Refused):
                assert Referral.objects.values().get(pk=told.referral.pk) == before
            row = Referral.objects.get(pk=told.referral.pk)
            columns = (row.state, row.state_since, row.referred_on, row.receiver_id, row.closed_reason)
            assert columns == told.columns()
            assert (row.due_on, row.due_kind) == told.due()
            assert life_of(row.steps.all()).columns.items() <= vars(row).items()
            again = due_columns(row, state=row.state, state_since=row.state_since)
            assert again == {"due_on": row.due_on, "due_kind": row.due_kind}
        transaction.set_rollback(True)
