"""The inbox renews itself: what rings it, what stays off the way of an answer, and who may watch."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.core import registry
from community.core.registry import Audience
from community.live.entry import ask_again, audience_for, enter_by_session
from community.live.models import LiveBoard
from community.live.panels import snapshot
from community.messaging import services
from community.messaging.services import bell
from community.models import Message, StaffRole, Thread
from tests.factories.messaging import in_an_hour, plugged, tell, text_from
from tests.factories.people import (
    SINCE,
    CommunityFactory,
    GroupFactory,
    PersonFactory,
    member,
    provider,
    signed_in,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return CommunityFactory()


@pytest.fixture
def board(home):
    return services.inbox_board(home)


@pytest.fixture
def cora(home):
    return staff(home, display_name="Cora Ordway")


@pytest.fixture
def thread(home, board):
    rosa = PersonFactory(community=home, display_name="Rosa Diaz")
    text_from(rosa.phone, home, "Can my sister come?")
    return Thread.objects.get(phone=rosa.phone)


def version(board):
    return LiveBoard.objects.values_list("version", flat=True).get(pk=board.pk)


def panels(board, role, language="en"):
    return snapshot(board, Audience(role, language))["panels"]


class TestWhatRings:
    @pytest.fixture
    def rings(self, board, thread):
        """Whether the inbox is rung by some act, once."""

        def rung(act):
            was = version(board)
            act()
            return version(board) - was

        return rung

    def test_a_text_that_is_left_for_a_person(self, rings, home, thread):
        assert rings(lambda: text_from(thread.phone, home, "And my brother?")) == 1
        assert rings(lambda: services.leave_for_staff(thread)) == 1

    def test_what_the_staff_does(self, rings, thread, cora):
        seen = thread.messages.latest("pk").pk
        browser = signed_in(cora)
        assert rings(lambda: browser.get(f"/inbox/{thread.pk}/")) == 1
        assert rings(lambda: browser.get(f"/inbox/{thread.pk}/")) == 0, "it had been opened before"
        assert rings(lambda: services.mark_unread(thread, by=cora)) == 1
        assert rings(lambda: services.add_note(thread, body="Call her", by=cora)) == 1
        assert rings(lambda: services.assign_thread(thread, to=cora, by=cora)) == 1
        assert rings(lambda: services.write_to(thread, body="Yes", by=cora, seen=seen)) == 1
        assert rings(lambda: services.finish_thread(thread, by=cora, seen=seen)) == 1

    def test_what_the_phone_says_of_texts_themselves(self, rings, thread, home):
        for words in ("too many texts", "STOP"):
            assert rings(lambda words=words: text_from(thread.phone, home, words)) == 1, words

    def test_a_decision_about_a_pause(self, rings, thread, cora, home):
        text_from(thread.phone, home, "too many texts")
        thread.refresh_from_db()
        assert rings(lambda: services.resume_texts(thread, by=cora)) == 1
        text_from(thread.phone, home, "too many texts")
        assert rings(lambda: services.stop_for(thread, by=cora)) == 1

    def test_an_answered_digit_with_its_echo_and_not_before(self, rings, home, thread, run_jobs, always_open):
        run_jobs()
        rosa = home.people.get(phone=thread.phone)
        with plugged("test", lambda expectation, value, message: "Got it."):
            services.open_question(
                rosa, handler="test", subject_id=1, values=["yes"], expires_at=in_an_hour()
            )
            with CaptureQueriesContext(connection) as queries:
                assert rings(lambda: text_from(rosa.phone, home, "1")) == 0
            assert sum("community_liveboard" in query["sql"] for query in queries) == 2, "our own two looks"
            assert rings(run_jobs) == 1

    def test_many_texts_that_leave_at_once_ring_once(self, rings, home, run_jobs, always_open):
        run_jobs()
        for who in PersonFactory.create_batch(5, community=home):
            services.send_text(who, lambda: "Hello")
        assert rings(run_jobs) == 1
        assert Message.objects.filter(state="sent", body="Hello").count() == 5

    def test_a_long_batch_rings_on_its_way(self, rings, home, run_jobs, always_open, monkeypatch):
        monkeypatch.setattr(bell, "AT_MOST_EVERY", 0)
        monkeypatch.setattr("community.messaging.services.sending.BATCH", 1)
        run_jobs()
        for who in PersonFactory.create_batch(3, community=home):
            services.send_text(who, lambda: "Hello")
        assert rings(run_jobs) == 3

    def test_a_text_that_fails_later(self, rings, thread, twilio, run_jobs, always_open):
        run_jobs()
        message = Message.objects.filter(direction="out").latest("pk")
        assert rings(lambda: tell(message, "undelivered", error="30003")) == 1
        assert rings(lambda: tell(message, "undelivered", error="30003")) == 0

    def test_only_its_own_communitys(self, rings, thread):
        away = CommunityFactory()
        other = services.inbox_board(away)
        was = version(other)
        assert rings(lambda: text_from(PersonFactory(community=away).phone, away, "Hello?")) == 0
        assert version(other) == was + 1

    def test_before_anybody_has_opened_it_there_is_nothing_to_ring(self):
        away = CommunityFactory()
        text_from(PersonFactory(community=away).phone, away, "Hello?")
        assert not LiveBoard.objects.of(away).exists()
        assert services.inbox_board(away) == services.inbox_board(away)


class TestWhatItShows:
    def test_a_list_and_its_counts(self, board, thread, cora):
        shown = panels(board, "unread-1")
        assert "Can my sister come?" in shown["threads"]
        assert "Unread (1)" in shown["summary"]
        assert "Unread: 1. Waiting for a person: 1." in shown["counts"]
        assert shown["timeline"] == shown["standing"] == shown["newest"] == ""
        services.assign_thread(thread, to=cora, by=cora)
        assert "Rosa Diaz" in panels(board, f"mine-1-{cora.pk}")["threads"]
        assert "Rosa Diaz" not in panels(board, f"mine-1-{cora.pk + 1}")["threads"]

    def test_an_open_thread(self, board, thread, home, cora):
        services.add_note(thread, body="Her sister is Luz", by=cora)
        text_from(thread.phone, home, "And <b>my brother</b>?")
        shown = panels(board, f"thread-{thread.pk}")
        assert "Her sister is Luz" in shown["timeline"]
        assert "And &lt;b&gt;my brother&lt;/b&gt;?" in shown["timeline"]
        assert "And &lt;b&gt;my brother&lt;/b&gt;?" in shown["newest"]
        assert f'form="write" name="seen" value="{thread.messages.latest("pk").pk}"' in shown["timeline"]
        assert shown["threads"] == shown["summary"] == shown["counts"] == ""
        assert "<textarea" not in "".join(shown.values()), "what is half typed is outside of all that renews"
        assert "csrf" not in "".join(shown.values())

    def test_a_page_shows_what_its_board_would_send(self, board, thread, cora):
        browser = signed_in(cora)
        for address, role in ((f"/inbox/{thread.pk}/", f"thread-{thread.pk}"), ("/inbox/", "all-1")):
            page = browser.get(address)
            for html in panels(board, role).values():
                assert html in page.text
            assert f'data-socket="/ws/board/{board.pk}/?as={role}"' in page.text

    def test_watching_keeps_nothing_as_read(self, board, thread):
        panels(board, f"thread-{thread.pk}")
        thread.refresh_from_db()
        assert thread.seen_upto == 0

    @pytest.mark.parametrize(("language", "word"), [("es", "Sin leer"), ("ht", "Poko li")])
    def test_it_speaks_the_language_of_who_watches(self, board, thread, language, word):
        assert word in panels(board, "all-1", language)["summary"]

    def test_a_ring_asks_as_often_for_two_hundred_texts_as_for_one(self, board, thread, home):
        def asked():
            with CaptureQueriesContext(connection) as queries:
                panels(board, f"thread-{thread.pk}")
            return len(queries)

        at_one = asked()
        assert at_one <= 4
        Message.objects.bulk_create(
            Message(thread=thread, direction="in", state="received", body=f"{n}") for n in range(199)
        )
        assert asked() == at_one


class TestWhoMayWatch:
    def test_the_staff_alone(self, board, thread, home):
        table = [
            (staff(home, "ambassador"), True),
            (staff(home, "finance"), True),
            (member(GroupFactory(community=home)), False),
            (provider(home), False),
            (PersonFactory(community=home), False),
            (staff(CommunityFactory()), False),
            (None, False),
        ]
        for person, may in table:
            for claimed in ("all-1", "mine-1", f"thread-{thread.pk}"):
                entered = audience_for(board, person, claimed=claimed)
                assert (entered is not None) == may, (person, claimed)

    def test_what_they_may_ask_for(self, board, thread, cora, home):
        assert audience_for(board, cora, claimed="mine-2").role == f"mine-2-{cora.pk}"
        assert audience_for(board, cora, claimed="failed-1") == Audience("failed-1", "en")
        away = CommunityFactory()
        text_from(PersonFactory(community=away).phone, away, "Hello?")
        foreign = Thread.objects.get(community=away)
        others = ("", "all", "all-0", "x-1", "mine-1-7", "all-1-1", "thread-0", f"thread-{foreign.pk}")
        for claimed in (*others, "thread-" + "9" * 19, "all-١", "thread-1\n"):
            assert audience_for(board, cora, claimed=claimed) is None, claimed

    def test_it_is_asked_again(self, board, cora, home):
        client = signed_in(cora)
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        ticket, audience = enter_by_session(board.pk, claimed="mine-1", cookies=cookies)
        assert ask_again([ticket]) == {ticket: audience}
        StaffRole.objects.filter(person=cora).update(until=SINCE)
        assert ask_again([ticket]) == {ticket: None}

    def test_without_the_second_factor_nobody(self, board, cora):
        client = signed_in(cora, second_factor=False)
        assert client.get(f"/live/{board.pk}/snapshot/?as=all-1").status_code == 404
        assert signed_in(cora).get(f"/live/{board.pk}/snapshot/?as=all-1").status_code == 200

    def test_its_kind_is_plugged_in(self):
        keys = {panel.key for panel in registry.panels if panel.board_kind == "inbox"}
        assert keys == {"summary", "counts", "threads", "standing", "timeline", "newest"}
