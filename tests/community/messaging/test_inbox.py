"""The staff's inbox: who may read it, what comes first, and what a reply does."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from community.messaging import services
from community.messaging.home import todos, way_in
from community.models import Message, Thread
from tests.factories.audit import lines_about
from tests.factories.messaging import last_text_to, text_from
from tests.factories.people import CommunityFactory, GroupFactory, PersonFactory, member, provider, signed_in
from tests.factories.people import staff as staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return CommunityFactory()


@pytest.fixture
def cora(home):
    return staff_of(home, display_name="Cora Ordway")


def wrote(home, body="Can my sister come?", **person):
    """A family that texted; its thread."""
    who = PersonFactory(community=home, **person)
    text_from(who.phone, home, body)
    return Thread.objects.get(phone=who.phone)


def newest(thread):
    """What a page of ``thread`` says that it has shown."""
    return thread.messages.latest("pk").pk


@pytest.mark.parametrize("page", ["/inbox/", "/inbox/{pk}/"])
def test_who_may_read(home, cora, page):
    thread = wrote(home)
    stranger = staff_of(CommunityFactory())
    table = [
        (staff_of(home, "ambassador"), 200),
        (staff_of(home, "facilitator"), 200),
        (cora, 200),
        (member(GroupFactory(community=home)), 403),
        (provider(home), 403),
        (stranger, 404 if "pk" in page else 200),
    ]
    for person, status in table:
        assert signed_in(person).get(page.format(pk=thread.pk)).status_code == status, person.roles
    assert signed_in(cora, second_factor=False).get(page.format(pk=thread.pk)).status_code in (302, 403)


def test_what_waits_comes_first_and_the_one_that_waits_longest_before_all(home, cora):
    first, second, answered = wrote(home, display_name="Ana"), wrote(home, display_name="Bea"), wrote(home)
    services.finish_thread(answered, by=cora, seen=newest(answered))
    page = signed_in(cora).get("/inbox/").content.decode()
    order = [page.index(f"/inbox/{thread.pk}/") for thread in (first, second, answered)]
    assert order == sorted(order)
    assert "waits since" in page
    assert page.count("Can my sister come?") == 2, "what waits is shown, not what we said to it last"


def test_reading_is_kept_in_the_audit(home, cora):
    thread = wrote(home)
    page = signed_in(cora).get(f"/inbox/{thread.pk}/").content.decode()
    assert "Can my sister come?" in page
    assert [(line.verb, line.actor) for line in lines_about(thread)] == [("read", cora)]


def test_a_reply_is_sent_and_nothing_waits_any_more(home, cora):
    thread = wrote(home)
    answer = signed_in(cora).post(
        f"/inbox/{thread.pk}/", {"body": "Of course. See you at 6.", "seen": newest(thread)}
    )
    assert answer.status_code == 302
    thread.refresh_from_db()
    assert thread.waiting_since is None
    message = Message.objects.latest("pk")
    assert (message.body, message.is_reply, message.state) == ("Of course. See you at 6.", True, "queued")
    assert "write" in [line.verb for line in lines_about(thread)]


def test_a_reply_to_an_old_text_waits_for_the_morning_like_any_other(home, cora):
    thread = wrote(home)
    Message.objects.filter(direction="in").update(created_at=timezone.now() - timedelta(hours=2))
    services.write_to(thread, body="Hello", by=cora, seen=newest(thread))
    assert Message.objects.latest("pk").is_reply is False


@pytest.mark.parametrize("body", ["", "   ", "\x00", "x" * 1601])
def test_a_text_that_cannot_be_sent_is_refused_at_the_field(home, cora, body):
    thread = wrote(home)
    sent = Message.objects.count()
    assert signed_in(cora).post(f"/inbox/{thread.pk}/", {"body": body}).status_code == 400
    assert Message.objects.count() == sent


def test_a_phone_that_said_stop_is_not_texted(home, cora):
    thread = wrote(home, "STOP")
    answer = signed_in(cora).post(f"/inbox/{thread.pk}/", {"body": "But why?"})
    assert answer.status_code == 400
    assert "This phone said STOP" in answer.content.decode()
    assert "no more texts" in last_text_to(PersonFactory.build(phone=thread.phone))


def test_done_takes_it_off_the_list(home, cora):
    thread = wrote(home)
    assert signed_in(cora).post(f"/inbox/{thread.pk}/done/", {"seen": newest(thread)}).status_code == 302
    assert list(todos(cora)) == []
    stranger = staff_of(CommunityFactory())
    assert signed_in(stranger).post(f"/inbox/{thread.pk}/done/").status_code == 404


class TestATextThatCameMeanwhile:
    """The page was open when it came, and its button says nothing of it."""

    @pytest.fixture
    def thread(self, home):
        return wrote(home)

    @pytest.fixture
    def seen(self, thread):
        seen = newest(thread)
        text_from(thread.phone, thread.community, "And my mother?")
        return seen

    def test_it_still_waits_after_done(self, thread, seen, cora):
        browser = signed_in(cora)
        page = browser.post(f"/inbox/{thread.pk}/done/", {"seen": seen}, follow=True).content.decode()
        assert "Another text came in meanwhile. Read it first." in page
        thread.refresh_from_db()
        assert thread.waiting_since is not None
        assert "finish" not in [line.verb for line in lines_about(thread)]
        browser.post(f"/inbox/{thread.pk}/done/", {"seen": re.search(r'name="seen" value="(\d+)"', page)[1]})
        thread.refresh_from_db()
        assert thread.waiting_since is None

    def test_it_waits_since_it_came_after_an_answer_to_the_first(self, thread, seen, cora):
        signed_in(cora).post(f"/inbox/{thread.pk}/", {"body": "Of course.", "seen": seen})
        thread.refresh_from_db()
        assert thread.waiting_since == Message.objects.get(body="And my mother?").created_at

    @pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40])
    def test_a_page_that_does_not_say_what_it_showed_ends_no_waiting(self, thread, seen, cora):
        signed_in(cora).post(f"/inbox/{thread.pk}/done/", {"seen": seen})
        thread.refresh_from_db()
        assert thread.waiting_since is not None


def test_a_second_press_of_the_button_texts_nobody_twice(home, cora):
    thread = wrote(home)
    browser, sent = signed_in(cora), {"body": "Of course.", "seen": newest(thread)}
    for _ in range(2):
        assert browser.post(f"/inbox/{thread.pk}/", sent).status_code == 302
    assert Message.objects.filter(body="Of course.").count() == 1
    assert [line.verb for line in lines_about(thread)].count("write") == 1
    browser.post(f"/inbox/{thread.pk}/", sent | {"seen": newest(thread)})
    assert Message.objects.filter(body="Of course.").count() == 2, "said again, on purpose"


def test_today_says_what_waits_and_what_failed(home, cora):
    thread = wrote(home)
    wrote(home)
    assert [todo.text for todo in todos(cora)] == ["2 texts wait for a person"]
    now = timezone.now()
    for state in ("failed", "unknown", "sent"):
        Message.objects.create(thread=thread, direction="out", state=state, body="x", claimed_at=now)
    Thread.objects.filter(pk=thread.pk).update(failed_since=now)
    assert [todo.text for todo in todos(cora)] == ["2 texts wait for a person", "2 texts failed"]
    page = signed_in(cora).get(f"/inbox/{thread.pk}/").content.decode()
    assert "The line broke while it was being sent" in page
    assert list(todos(provider(home))) == []


def test_a_code_to_sign_in_is_not_shown(home, cora):
    thread = wrote(home)
    Message.objects.create(thread=thread, direction="out", state="queued", body="Code 123456", is_secret=True)
    for page in ("/inbox/", f"/inbox/{thread.pk}/"):
        assert "123456" not in signed_in(cora).get(page).content.decode()


def test_a_family_link_is_not_shown_and_not_kept_once_it_has_arrived(home, cora, run_jobs):
    who = PersonFactory(community=home)
    link = "https://stoop.example.org/l/dGhpcyBpcyBzZWNyZXQ/"
    message = services.send_text(who, lambda: f"Your link: {link}", is_reply=True)
    for state in ("queued", "sent"):
        for page in ("/inbox/", f"/inbox/{message.thread_id}/"):
            assert "dGhp" not in signed_in(cora).get(page).content.decode()
        message.refresh_from_db()
        assert (message.state, message.body) == (state, f"Your link: {link}")
        run_jobs()
    services.take_status(sid=message.sid, status="delivered", error_code=None)
    message.refresh_from_db()
    assert (message.state, message.body) == ("delivered", "Your link: https://stoop.example.org/l/••••/")


def test_the_first_page_always_has_a_way_to_the_texts(home, cora):
    def line():
        return next((todo.text, todo.url) for todo in way_in(cora))

    assert line() == ("Texts: all are read", "/inbox/")
    page = signed_in(cora).get("/").content.decode()
    assert 'href="/inbox/"' in page
    wrote(home)
    assert line() == ("Texts: 1 conversation with unread texts", "/inbox/?state=unread")
    assert list(way_in(provider(home))) == []


def test_each_line_leads_to_the_list_that_it_counts(home, cora):
    thread = wrote(home, "leave me alone")
    Thread.objects.update(failed_since=timezone.now(), assigned_to=cora)
    found = {todo.url.partition("=")[2] for todo in todos(cora)}
    assert found == {"paused", "waiting", "mine"}
    for state in (*found, "failed"):
        page = signed_in(cora).get("/inbox/", {"state": state}).content.decode()
        assert f'href="/inbox/{thread.pk}/"' in page
        assert f'href="?state={state}" aria-current="page"' in page


def test_the_list_of_those_who_may_want_no_more_texts_shows_while_there_are_any(home, cora):
    wrote(home)
    assert "state=paused" not in signed_in(cora).get("/inbox/").content.decode()
    wrote(home, "leave me alone")
    assert "Maybe STOP (1)" in signed_in(cora).get("/inbox/").content.decode()


@pytest.mark.parametrize(
    ("role", "sends"),
    [("coordinator", True), ("facilitator", True), ("ambassador", False), ("finance", False)],
)
def test_nobody_is_led_to_messages_to_many_who_may_not_send_them(home, role, sends):
    page = signed_in(staff_of(home, role)).get("/inbox/").content.decode()
    assert ('href="/broadcasts/"' in page) is sends
    assert 'href="/inbox/templates/"' in page
