"""What the staff does in the inbox beside writing: reading, sharing out, noting, ready answers."""

import datetime
from datetime import timedelta

import pytest
from django.utils import timezone

from community.core.errors import BadInput
from community.messaging import services
from community.messaging.home import todos
from community.models import Message, Template, Thread, ThreadNote
from tests.factories.audit import lines_about
from tests.factories.messaging import ready_answer, text_from
from tests.factories.people import CommunityFactory, GroupFactory, PersonFactory, member, signed_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return CommunityFactory(name="Maple Street")


@pytest.fixture
def cora(home):
    return staff(home, display_name="Cora Ordway")


@pytest.fixture
def finn(home):
    return staff(home, "facilitator", display_name="Finn Adair")


@pytest.fixture
def rosa(home):
    return PersonFactory(community=home, display_name="Rosa Diaz")


@pytest.fixture
def thread(home, rosa):
    text_from(rosa.phone, home, "Can my sister come?")
    return Thread.objects.get(phone=rosa.phone)


def listed(browser, state):
    return [(thread.pk, thread.unread) for thread in browser.get(f"/inbox/?state={state}").context["page"]]


class TestUnread:
    def test_until_one_of_the_staff_has_opened_it(self, cora, finn, thread, home):
        browser = signed_in(cora)
        text_from(thread.phone, home, "And my brother?")
        assert listed(browser, "unread") == [(thread.pk, 2)]
        assert "2 unread" in browser.get("/inbox/").text
        signed_in(finn).get(f"/inbox/{thread.pk}/")
        assert listed(browser, "unread") == []
        assert listed(browser, "all") == [(thread.pk, 0)]
        text_from(thread.phone, home, "And my mother?")
        assert listed(browser, "unread") == [(thread.pk, 1)]

    def test_our_own_texts_are_never_unread(self, cora, home, rosa):
        services.send_text(rosa, lambda: "Hello")
        assert listed(signed_in(cora), "all")[0][1] == 0

    def test_marking_it_as_unread_again(self, cora, thread):
        browser = signed_in(cora)
        browser.get(f"/inbox/{thread.pk}/")
        assert browser.post(f"/inbox/{thread.pk}/unread/").url == "/inbox/"
        assert listed(browser, "unread") == [(thread.pk, 1)]
        assert "mark_unread" in [line.verb for line in lines_about(thread)]

    def test_not_where_they_never_wrote(self, cora, rosa):
        message = services.send_text(rosa, lambda: "Hello")
        page = signed_in(cora).post(f"/inbox/{message.thread_id}/unread/", follow=True).text
        assert "Nothing came from this phone yet." in page

    @pytest.mark.parametrize("do", ["write", "finish"])
    def test_a_text_that_came_into_an_open_page_is_seen_when_something_is_done_there(self, cora, thread, do):
        seen = thread.messages.latest("pk").pk
        if do == "write":
            services.write_to(thread, body="Of course.", by=cora, seen=seen)
        else:
            services.finish_thread(thread, by=cora, seen=seen)
        assert listed(signed_in(cora), "unread") == []

    @pytest.mark.parametrize("do", ["write", "finish"])
    def test_a_page_that_claims_to_have_shown_what_is_to_come(self, cora, thread, do, home):
        path = f"/inbox/{thread.pk}/" + ("done/" if do == "finish" else "")
        signed_in(cora).post(path, {"body": "Of course.", "seen": "9" * 18})
        text_from(thread.phone, home, "And my mother?")
        assert listed(signed_in(cora), "unread") == [(thread.pk, 1)]


class TestSharingOut:
    def test_taking_it_oneself_and_giving_it_back(self, cora, thread):
        browser, path = signed_in(cora), f"/inbox/{thread.pk}/assign/"
        browser.post(path, {"to": "me"})
        assert listed(browser, "mine") == [(thread.pk, 1)]
        assert listed(browser, "unassigned") == []
        assert "with Cora Ordway" in browser.get("/inbox/").text
        assert "Cora Ordway looks after this conversation." in browser.get(f"/inbox/{thread.pk}/").text
        browser.post(path, {"to": ""})
        assert listed(browser, "mine") == []
        moves = [(line.from_state, line.to_state) for line in lines_about(thread) if line.verb == "assign"]
        assert moves == [("", str(cora.pk)), (str(cora.pk), "")]

    def test_to_a_colleague_who_hears_of_it(self, cora, finn, thread):
        browser = signed_in(cora)
        page = browser.get(f"/inbox/{thread.pk}/").text
        assert f'<option value="{finn.pk}">Finn Adair</option>' in page
        answer = browser.post(f"/inbox/{thread.pk}/assign/", {"to": finn.pk}, follow=True)
        assert "Finn Adair looks after this conversation now." in answer.text
        assert [todo.text for todo in todos(finn)][-1] == "1 conversation is yours"
        assert "is yours" not in str([todo.text for todo in todos(cora)])
        assert listed(signed_in(finn), "mine") == [(thread.pk, 0)]

    def test_giving_it_twice_is_one_act(self, cora, finn, thread):
        for _ in range(2):
            services.assign_thread(thread, to=finn, by=cora)
        assert [line.verb for line in lines_about(thread)] == ["assign"]

    def test_nobody_outside_the_team(self, cora, thread, home):
        others = [
            member(GroupFactory(community=home)),
            PersonFactory(community=home),
            staff(CommunityFactory()),
        ]
        for other in others:
            answer = signed_in(cora).post(f"/inbox/{thread.pk}/assign/", {"to": other.pk})
            assert answer.status_code == 400, other
            with pytest.raises(BadInput):
                services.assign_thread(thread, to=other, by=cora)
        assert signed_in(cora).post(f"/inbox/{thread.pk}/assign/", {"to": "x"}).status_code == 400
        thread.refresh_from_db()
        assert thread.assigned_to is None

    def test_what_is_done_is_nobodys(self, cora, thread):
        services.assign_thread(thread, to=cora, by=cora)
        services.finish_thread(thread, by=cora, seen=thread.messages.latest("pk").pk)
        assert list(todos(cora)) == []
        assert listed(signed_in(cora), "mine") == []


class TestNotes:
    def test_it_stands_between_the_texts_and_is_not_sent(self, cora, thread, home):
        browser, sent = signed_in(cora), Message.objects.count()
        answer = browser.post(f"/inbox/{thread.pk}/note/", {"note": "Her sister is <Luz>"})
        assert answer.status_code == 302
        Message.objects.filter(direction="in").update(created_at=timezone.now() - timedelta(hours=1))
        text_from(thread.phone, home, "And my brother?")
        page = browser.get(f"/inbox/{thread.pk}/").text
        assert page.index("Can my sister") < page.index("&lt;Luz&gt;") < page.index("And my brother?")
        assert "Note by Cora Ordway, not sent" in page
        assert Message.objects.filter(direction="out").count() + 2 == sent + 1
        assert "note" in [line.verb for line in lines_about(thread)]

    def test_pressed_twice_it_is_one(self, cora, finn, thread):
        for _ in range(2):
            signed_in(cora).post(f"/inbox/{thread.pk}/note/", {"note": "Call her"})
        assert ThreadNote.objects.count() == 1
        services.add_note(thread, body="Call her", by=finn)
        assert ThreadNote.objects.count() == 2

    @pytest.mark.parametrize("note", ["", "  ", "\x00", "x" * 1601])
    def test_one_that_cannot_be_kept_is_refused_at_the_field(self, cora, thread, note):
        answer = signed_in(cora).post(f"/inbox/{thread.pk}/note/", {"note": note})
        assert answer.status_code == 400
        assert answer.context["note_form"].errors["note"]
        assert not ThreadNote.objects.exists()


class TestReadyAnswers:
    def test_it_fills_the_form_in_the_language_of_the_phone(self, cora, home):
        ana = PersonFactory(community=home, display_name="Ana Luz", language="es")
        text_from(ana.phone, home, "Hola")
        thread, answer = Thread.objects.get(phone=ana.phone), ready_answer(cora)
        browser = signed_in(cora)
        page = browser.get(f"/inbox/{thread.pk}/")
        assert "1 ready answer in Spanish" in page.text
        assert page.context["form"]["body"].value() == ""
        filled = browser.get(f"/inbox/{thread.pk}/?reply={answer.pk}").context["form"]["body"].value()
        assert filled == "es: Ana, Maple Street is on the left."

    def test_only_what_is_reviewed_in_that_language_today(self, cora, thread):
        browser, page = signed_in(cora), f"/inbox/{thread.pk}/"
        answer = ready_answer(cora, reviewed=("es", "ht"))
        assert "No ready answer has been reviewed in English yet." in browser.get(page).text
        assert browser.get(f"{page}?reply={answer.pk}").status_code == 404
        ready_answer(cora)
        assert browser.get(f"{page}?reply={answer.pk}").status_code == 200
        ready_answer(cora, reviewed=())
        assert browser.get(f"{page}?reply={answer.pk}").status_code == 404, "its words of today are not"
        ready_answer(cora)
        Template.objects.update(retired_at=timezone.now())
        assert browser.get(f"{page}?reply={answer.pk}").status_code == 404

    def test_a_message_to_many_and_another_communitys_are_none(self, cora, thread):
        many = ready_answer(cora)
        Template.objects.update(kind="broadcast")
        foreign = ready_answer(staff(CommunityFactory()))
        for template in (many, foreign):
            assert signed_in(cora).get(f"/inbox/{thread.pk}/?reply={template.pk}").status_code == 404
        assert "ready answer" not in signed_in(cora).get(f"/inbox/{thread.pk}/").text

    def test_names_of_a_shared_phone_and_of_nobody(self, cora, rosa, thread, home):
        answer = ready_answer(cora)
        PersonFactory(community=home, display_name="Ana Luz", phone=rosa.phone)
        form = signed_in(cora).get(f"/inbox/{thread.pk}/?reply={answer.pk}").context["form"]
        assert form["body"].value().startswith("en: Rosa, Ana, Maple Street")
        text_from("+13475559999", home, "Who is this?")
        unknown = Thread.objects.get(phone="+13475559999")
        assert signed_in(cora).get(f"/inbox/{unknown.pk}/?reply={answer.pk}").status_code == 404
        PersonFactory(community=home, display_name="{community}", phone="+13475558888")
        text_from("+13475558888", home, "Hi")
        odd = Thread.objects.get(phone="+13475558888")
        form = signed_in(cora).get(f"/inbox/{odd.pk}/?reply={answer.pk}").context["form"]
        assert form["body"].value().startswith("en: {community}, Maple Street")
        plain = ready_answer(cora, name="Plain", body="{community} is on the left.")
        form = signed_in(cora).get(f"/inbox/{unknown.pk}/?reply={plain.pk}").context["form"]
        assert form["body"].value() == "Maple Street is on the left."


class TestHowItStands:
    def page(self, cora, thread, **columns):
        Thread.objects.filter(pk=thread.pk).update(**columns)
        browser = signed_in(cora)
        return browser.get("/inbox/").text, browser.get(f"/inbox/{thread.pk}/").text

    def test_in_doubt(self, cora, thread):
        row, page = self.page(cora, thread, doubted_at=timezone.now())
        assert "number in doubt" in row
        assert "we are not sure that this number is still theirs" in page

    def test_paused(self, cora, thread):
        row, page = self.page(cora, thread, paused_at=timezone.now())
        assert "sounded like STOP" in row
        assert "Nothing is sent until you decide." in page

    @pytest.mark.parametrize(
        ("action", "button", "stopped"),
        [("stop", "They want no more texts", True), ("resume", "Keep texting", False)],
    )
    def test_whoever_has_read_it_decides(self, cora, thread, action, button, stopped):
        Thread.objects.filter(pk=thread.pk).update(paused_at=timezone.now())
        browser, path = signed_in(cora), f"/inbox/{thread.pk}/pause/{action}/"
        page = browser.get(f"/inbox/{thread.pk}/").text
        assert f'formaction="{path}"' in page
        assert button in page
        for _ in range(2):
            assert browser.post(path).status_code == 302
        thread.refresh_from_db()
        assert (thread.paused_at, thread.opted_out_at is not None) == (None, stopped)
        assert [line.verb for line in lines_about(thread)].count(action) == 1
        assert button not in browser.get(f"/inbox/{thread.pk}/").text

    def test_there_is_no_third_way(self, cora, thread):
        assert signed_in(cora).post(f"/inbox/{thread.pk}/pause/maybe/").status_code == 404

    def test_failed_ones_have_a_list(self, cora, thread):
        assert listed(signed_in(cora), "failed") == []
        row, page = self.page(cora, thread, failed_since=timezone.now())
        assert "a text failed" in row
        assert "A text did not arrive" in page
        assert listed(signed_in(cora), "failed") == [(thread.pk, 0)]

    def test_why_a_text_was_not_sent(self, cora, thread):
        Message.objects.filter(direction="out").update(state="dropped", dropped_for="too_late")
        assert "not sent: it came too late to be of use" in self.page(cora, thread)[1]

    def test_words_that_are_no_longer_kept(self, cora, thread):
        long_ago = timezone.now() - datetime.timedelta(days=91)
        Message.objects.update(body="", reduced_at=timezone.now(), created_at=long_ago)
        row, page = self.page(cora, thread)
        assert "no longer kept" in row
        assert page.count("words were deleted after 90 days") == Message.objects.count()


@pytest.mark.parametrize("state", ["x", "", "waiting"])
def test_a_list_that_there_is_not_is_all_of_them(cora, thread, state):
    assert listed(signed_in(cora), state) == [(thread.pk, 1)]


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "9" * 40])
def test_a_page_that_there_is_not_is_one_that_there_is(cora, thread, page):
    assert signed_in(cora).get(f"/inbox/?page={page}").status_code == 200
