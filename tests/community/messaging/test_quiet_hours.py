"""When a text may leave: by day on the clock of those it is for, and not once it is pointless."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from community.messaging import rules, services
from community.messaging.models import Message
from community.messaging.services.outbound import queue
from community.models import Thread
from tests.factories.messaging import text_from
from tests.factories.people import CommunityFactory, PersonFactory

ZONES = [
    ZoneInfo(name)
    for name in ("America/New_York", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kathmandu")
]


def at(moment):
    return time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=UTC), tick=False)


def queued(person, body="Hello", **more):
    return services.send_text(person, lambda: body, **more)


def when(message):
    message.refresh_from_db()
    return message.not_before.strftime("%Y-%m-%d %H:%M") if message.state == "queued" else message.state


@pytest.fixture
def home():
    return CommunityFactory()


@pytest.mark.django_db
@pytest.mark.usefixtures("twilio")
class TestInTheZoneOfWhoeverItIsFor:
    def person(self, home, zone, **more):
        return PersonFactory(community=home, time_zone=zone, **more)

    def test_it_is_night_where_they_are(self, home):
        with at("2026-06-01T13:00"):  # 9 am in New York
            far, near = queued(self.person(home, "America/Los_Angeles")), queued(self.person(home, ""))
            services.send_waiting()
        assert when(far) == "2026-06-01 15:00"
        assert when(near) == "sent"

    def test_it_is_day_where_they_are_and_night_here(self, home):
        with at("2026-06-01T02:00"):  # 10 pm in New York, 7 pm in Los Angeles
            far = queued(self.person(home, "America/Los_Angeles"))
            services.send_waiting()
        assert when(far) == "sent"

    @pytest.mark.parametrize(
        ("now", "leaves"),
        [
            # Clocks go forward on Sunday, March 8, 2026 at 2 am; the rule of the recipient's zone counts.
            ("2026-03-08T07:30", "2026-03-08 15:00"),
            ("2026-03-07T15:30", "2026-03-07 16:00"),
            # They go back on Sunday, November 1, 2026 at 2 am.
            ("2026-11-01T08:30", "2026-11-01 16:00"),
            ("2026-10-31T08:30", "2026-10-31 15:00"),
        ],
    )
    def test_on_the_nights_when_the_clocks_change(self, home, now, leaves):
        with at(now):
            message = queued(self.person(home, "America/Los_Angeles"))
            services.send_waiting()
        assert when(message) == leaves

    def test_where_the_clocks_never_change(self, home):
        with at("2026-11-01T08:30"):
            message = queued(self.person(home, "America/Phoenix"))
            services.send_waiting()
        assert when(message) == "2026-11-01 15:00"

    def test_on_a_shared_phone_every_clock_must_allow_a_text_for_all(self, home):
        rosa = self.person(home, "America/Los_Angeles")
        self.person(home, "", phone=rosa.phone)
        thread = services.reach(rosa)
        with at("2026-06-01T13:00"):
            early = queue(thread, "For all of you")
            services.send_waiting()
            assert when(early) == "2026-06-01 15:00"
        with at("2026-06-02T02:00"):
            late = queue(thread, "Good evening")
            services.send_waiting()
        assert when(late) == "2026-06-02 15:00"

    def test_an_answer_leaves_at_any_hour(self, home):
        rosa = self.person(home, "America/Los_Angeles")
        with at("2026-06-01T09:00"):
            text_from(rosa.phone, home, "HELP")
            services.send_waiting()
        assert set(Message.objects.filter(direction="out").values_list("state", flat=True)) == {"sent"}


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.lists(st.sampled_from(ZONES), min_size=1, max_size=3),
)
def test_the_moment_is_by_day_on_every_clock_or_on_ours(now, zones):
    opens, closes = time(8), time(21)
    moment = rules.next_moment_for_all(now, zones, opens, closes)

    def is_day(when, zone):
        return opens <= when.astimezone(zone).time() < closes

    assert moment >= now
    assert is_day(moment, zones[0])
    quarters = (now + timedelta(minutes=15) * n for n in range(4 * 24 * 3))
    if any(all(is_day(quarter, zone) for zone in zones) for quarter in quarters):
        assert all(is_day(moment, zone) for zone in zones)


@pytest.mark.django_db
@pytest.mark.usefixtures("twilio")
class TestDroppedWithItsReason:
    NIGHT, MORNING = "2026-06-01T04:00", "2026-06-01T13:00"

    def held(self, person, **more):
        with at(self.NIGHT):
            message = queued(person, **more)
            services.send_waiting()
        assert when(message) == "2026-06-01 12:00"
        return message

    def reason(self, message):
        with at(self.MORNING):
            services.send_waiting()
        message.refresh_from_db()
        assert message.state == "dropped"
        return message.dropped_for

    def test_the_phone_said_stop(self, home):
        message = self.held(PersonFactory(community=home))
        Thread.objects.update(opted_out_at=timezone.now())
        assert self.reason(message) == "stopped"

    def test_it_said_stop_by_text(self, home):
        rosa = PersonFactory(community=home)
        message = self.held(rosa)
        text_from(rosa.phone, home, "STOP")
        message.refresh_from_db()
        assert (message.state, message.dropped_for) == ("dropped", "stopped")

    def test_it_is_too_late(self, home):
        until = datetime.fromisoformat(self.NIGHT).replace(tzinfo=UTC) + timedelta(hours=9)
        message = self.held(PersonFactory(community=home), useful_until=until)
        assert self.reason(message) == "too_late"

    def test_its_question_was_closed(self, home):
        rosa = PersonFactory(community=home)
        with at(self.NIGHT):
            asked = [
                services.ask(
                    rosa, str, handler="x", subject_id=number, values=["yes"],
                    expires_at=timezone.now() + timedelta(days=1),
                )
                for number in (1, 2)
            ]  # fmt: skip
            services.close_questions(handler="x", subject_id=1)
        assert self.reason(asked[0]) == "closed"
        assert when(asked[1]) == "sent"

    def test_it_was_taken_back(self, home):
        message = self.held(PersonFactory(community=home), once_key="vote:1")
        services.take_back(home, ["vote:1"])
        assert self.reason(message) == "taken_back"

    def test_the_person_has_another_number_now(self, home):
        rosa = PersonFactory(community=home)
        message = self.held(rosa)
        rosa.phone = "+13475559999"
        rosa.save()
        assert self.reason(message) == "number_gone"

    def test_a_code_does_not_follow_a_number_that_is_gone(self, home):
        rosa = PersonFactory(community=home)
        with at(self.MORNING):
            code = queued(rosa, "123456", is_secret=True, is_reply=True)
            rosa.phone = None
            rosa.save()
            services.send_waiting()
        code.refresh_from_db()
        assert (code.state, code.dropped_for, code.body) == ("dropped", "number_gone", "••••••")


@pytest.mark.django_db
@pytest.mark.usefixtures("twilio", "time_machine_at_noon")
class TestPaused:
    def test_nothing_but_answers_leaves_until_a_person_has_read_it(self, home, twilio):
        rosa = PersonFactory(community=home)
        queued(rosa, "An invitation")
        Thread.objects.update(paused_at=timezone.now())
        queued(rosa, "An answer", is_reply=True)
        services.send_waiting()
        assert twilio.bodies_to(rosa.phone) == ["An answer"]
        Thread.objects.update(paused_at=None)
        services.send_waiting()
        assert twilio.bodies_to(rosa.phone) == ["An answer", "An invitation"]

    def test_what_became_pointless_meanwhile_is_dropped(self, home, time_machine_at_noon):
        message = queued(PersonFactory(community=home), useful_until=timezone.now() + timedelta(hours=1))
        Thread.objects.update(paused_at=timezone.now())
        services.send_waiting()
        time_machine_at_noon.shift(3600)
        Thread.objects.update(paused_at=None)
        services.send_waiting()
        message.refresh_from_db()
        assert message.dropped_for == "too_late"
