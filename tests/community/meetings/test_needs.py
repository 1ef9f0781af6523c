"""What those who come need: one question after the other, by digits and in their own words."""

import contextlib
import datetime

import pytest
import time_machine
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.core.errors import Refused
from community.core.models import AuditLine
from community.meetings import jobs, services
from community.meetings.models import Accommodation, Invitation
from community.meetings.needs import Step, told
from community.meetings.selectors import missed_by, orders_of, replies_to
from community.messaging.services import receive_text
from community.models import Message, Thread
from tests.factories.meetings import EIGHT, THE_WEEK_BEFORE, planned
from tests.factories.people import GroupFactory, member, signed_in, staff

pytestmark = pytest.mark.django_db
ALL = {f"offers_{what}": True for what in ("meal", "childcare", "interpretation", "ride")}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(THE_WEEK_BEFORE, tick=False) as clock:
        yield clock


def text(person, body):
    sid = f"SM{Message.objects.count():032d}"
    receive_text(community=person.community, phone=person.phone, body=body, sid=sid)
    return last_text(person)


def last_text(person):
    return Message.objects.filter(thread__phone=person.phone, direction="out").order_by("pk").last().body


def kept():
    return {row.kind: (row.wanted, row.count, row.detail) for row in Accommodation.objects.all()}


def invited(**plan):
    meeting = planned(**(plan or ALL))
    rosa = member(meeting.group, display_name="Rosa Diaz")
    services.invite(meeting, by=None)
    return meeting, rosa


def waits(person):
    return Thread.objects.get(phone=person.phone).waiting_since is not None


def test_one_question_follows_the_other_until_all_is_known():
    _meeting, rosa = invited()
    assert text(rosa, "1").endswith("Do you want dinner? 3 yes 4 no")
    assert text(rosa, "3").endswith("What can you not eat? Text it, or 5 nothing")
    assert text(rosa, "No pork.") == (
        "Got it, for dinner: No pork. To change, text 3. Need child care? 6 yes 7 no"
    )
    assert text(rosa, "6").endswith("How many children? 10 one 11 two 12 three 13 four 14 five")
    assert text(rosa, "11").endswith("Text it like: 3 and 5 years. Or 8 skip")
    assert text(rosa, "Mia is 5, Leo 18 months").startswith(
        "Got it: 2 children, ages 1, 5. To change, text 6."
    )
    assert "Need an interpreter? 15 Spanish 16 Haitian Creole" in last_text(rosa)
    assert text(rosa, "16").startswith("Got it: interpreter (Haitian Creole) for Thu Nov 26. Need a ride?")
    assert text(rosa, "20").endswith("Where do we pick you up? Text it, or 22 skip")
    assert text(rosa, "Rutland & E 98th") == "Got it: a ride from Rutland & E 98th. To change, text 20."
    assert kept() == {
        "meal": (True, None, "No pork."),
        "childcare": (True, 2, "1, 5"),
        "interpretation": (True, None, "ht"),
        "ride": (True, None, "Rutland & E 98th"),
    }
    assert not waits(rosa)
    assert not AuditLine.objects.filter(why__icontains="pork").exists()


def test_no_takes_everything_back_and_closes_what_is_open():
    _meeting, rosa = invited()
    for body in ("1", "3", "2"):
        text(rosa, body)
    assert kept() == {}
    assert "closed" in text(rosa, "3")
    text(rosa, "No nuts")
    assert (kept(), waits(rosa)) == ({}, True)


def test_answers_may_come_twice_late_or_out_of_order():
    _meeting, rosa = invited(offers_meal=True, offers_childcare=True)
    for body in ("1", "1", "3", "1", "7", "3", "none", "6", "7"):
        text(rosa, body)
    assert kept() == {"meal": (True, None, ""), "childcare": (False, None, "")}
    assert last_text(rosa) == "Got it: no child care for Thu Nov 26. To change, text 6."


@pytest.mark.parametrize(
    "body", ["Can you call me?", "yes", "thanks!", "STOP", "I am running late", "x" * 61, "👍"]
)
def test_what_is_said_to_a_person_is_left_to_a_person(body):
    _meeting, rosa = invited(offers_meal=True)
    text(rosa, "1")
    text(rosa, "3")
    text(rosa, body)
    assert kept() == {"meal": (True, None, "")}
    assert Message.objects.filter(direction="in", body=body).exists()


def test_words_count_once_and_for_a_day(clock):
    _meeting, rosa = invited(offers_meal=True)
    for body in ("1", "3", "No pork", "No fish"):
        text(rosa, body)
    assert (kept()["meal"][2], waits(rosa)) == ("No pork", True)
    text(rosa, "3")
    clock.shift(datetime.timedelta(hours=25))
    text(rosa, "No fish")
    assert kept()["meal"][2] == "No pork"


def test_words_after_a_staff_members_own_are_for_them():
    _meeting, rosa = invited(offers_meal=True)
    for body in ("1", "3"):
        text(rosa, body)
    thread = Thread.objects.get(phone=rosa.phone)
    Message.objects.create(thread=thread, direction="out", state="sent", body="Hi Rosa", once_key="staff:1:1")
    text(rosa, "No pork")
    assert (kept()["meal"][2], waits(rosa)) == ("", True)


def test_on_a_shared_phone_it_is_asked_whose_words_they_are():
    meeting = planned(offers_meal=True)
    ana = member(meeting.group, display_name="Ana Reyes")
    bob = member(meeting.group, display_name="Bob Reyes", phone=ana.phone)
    services.invite(meeting, by=None)
    for body in ("1", "5"):
        text(ana, body)
    assert text(ana, "No milk").startswith("Ana: Got it, for dinner: No milk.")
    assert text(ana, "3").startswith("Bob: Got it: YES")
    assert "What can you not eat?" in text(ana, "10")
    text(ana, "5")
    assert text(ana, "No eggs").startswith("Who is writing?")
    assert text(ana, "Bob").startswith("Bob: Got it, for dinner: No eggs.")
    assert Accommodation.objects.get(invitation__person=bob).detail == "No eggs"
    assert Accommodation.objects.get(invitation__person=ana).detail == "No milk"


@pytest.mark.parametrize(
    ("body", "heard"),
    [
        ("3 and 5 years", ("3, 5", 2)),
        ("tengo 2: 10 años y 8 meses", None),
        ("4 an", ("4", 1)),
        ("20", None),
        ("two", None),
    ],
)
def test_ages_are_numbers_in_years_and_nothing_else(body, heard):
    said = told(Step.AGES, body)
    if heard is not None:
        assert said == heard
    else:
        assert said is None or said.detail == "0, 2, 10"


def test_what_was_needed_is_forgotten_a_month_after_the_evening(clock):
    _meeting, rosa = invited()
    for body in ("1", "3", "No pork"):
        text(rosa, body)
    clock.move_to(EIGHT + datetime.timedelta(days=29))
    jobs.forget_needs()
    assert kept()["meal"] == (True, None, "No pork")
    clock.move_to(EIGHT + datetime.timedelta(days=31))
    jobs.forget_needs()
    assert kept()["meal"] == (True, None, "")


def test_the_staff_writes_down_what_somebody_told_them():
    meeting, rosa = invited()
    ana = staff(meeting.group.community, "coordinator")
    invitation = Invitation.objects.get(person=rosa)
    client = signed_in(ana)
    url = reverse("meeting_invitation", args=[meeting.pk, invitation.pk])
    client.post(url, {"answer": "yes"})
    page = client.post(url, {"needs": "1", "meal": "yes", "diet": "Vegan", "ride": "no"}, follow=True)
    assert "Vegan" in page.content.decode()
    assert kept() == {"meal": (True, None, "Vegan"), "ride": (False, None, "")}
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.channel) == ("yes", "staff")
    assert set(AuditLine.objects.filter(channel="staff").values_list("actor", "verb")) == {
        (ana.pk, "answer_yes"),
        (ana.pk, "meal_yes"),
        (ana.pk, "ride_no"),
    }


def test_a_wrong_age_on_the_page_is_said_and_keeps_nothing():
    meeting, rosa = invited()
    services.answer_invitation(Invitation.objects.get(), "yes", channel="web")
    answer = signed_in(rosa).post(
        reverse("meeting_answer", args=[meeting.pk]), {"needs": "1", "childcare": "yes", "ages": "Mia"}
    )
    assert (answer.status_code, kept()) == (400, {})


def test_the_counts_to_order_from():
    meeting, _rosa = invited()
    people = [Invitation.objects.get(), *(_come(meeting, name) for name in ("Ana", "Bob"))]
    for invitation, diet in zip(people, ["vegan", "Vegan", ""], strict=True):
        services.answer_invitation(invitation, "yes", channel="web")
        services.answer_needs(invitation, {"meal": services.Need(True, detail=diet)}, channel="web")
    care = {"childcare": services.Need(True, 3, "2, 10")}
    services.answer_needs(people[0], care, channel="web")
    meal, children, languages, _rides = orders_of(meeting, replies_to(meeting).yes)
    assert (meal.total, sorted(number for _diet, number in meal.groups), meal.open) == (3, [1, 2], 0)
    assert (children.total, children.ages, children.without_ages, children.open) == (3, "2, 10", 1, 2)
    assert (languages.total, languages.open) == (0, 3)


def _come(meeting, name):
    person = member(meeting.group, display_name=name)
    return Invitation.objects.create(meeting=meeting, person=person)


def test_those_whom_no_text_reached_are_named_with_why_and_texted_again_once():
    meeting, rosa = invited()
    ana = staff(meeting.group.community, "coordinator")
    Message.objects.update(state="failed", error_code=30005)
    url = reverse("meeting", args=[meeting.pk])
    html = signed_in(ana).get(url).content.decode()
    assert "Rosa Diaz: failed. The number does not exist" in html
    for sent in ("1 text goes out again.", "No text goes again"):
        press = signed_in(ana).post(reverse("meeting_plan", args=[meeting.pk, "text_again"]), follow=True)
        assert sent in press.content.decode()
    assert missed_by(meeting, [Invitation.objects.get(person=rosa)]) == []


@pytest.mark.parametrize("name", ["meeting", "meeting_orders"])
def test_the_page_asks_as_often_for_sixty_as_for_one(name, django_assert_max_num_queries):
    meeting = planned(GroupFactory(), **ALL)
    client = signed_in(staff(meeting.group.community, "coordinator"))
    url = reverse(name, args=[meeting.pk])

    def queries(people):
        for _person in range(people):
            member(meeting.group)
        for invitation in services.invite(meeting, by=None):
            services.answer_invitation(invitation, "yes", channel="web")
            care = {"childcare": services.Need(True, 1, "4"), "ride": services.Need(True, detail="Door")}
            services.answer_needs(invitation, care, channel="web")
        Message.objects.update(state="failed")
        with django_assert_max_num_queries(60) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    assert queries(1) == queries(59)


SAID = ["1", "2", "3", "4", "5", "6", "7", "8", "10", "11", "no pork", "3 and 5 years", "none", "yes", "no"]
PAGES = ["web yes", "web no", "web meal", "web no meal", "web care"]
NEEDS = {
    "web meal": {"meal": services.Need(True, detail="Vegan")},
    "web no meal": {"meal": services.Need(False)},
    "web care": {"childcare": services.Need(True, 2, "1, 2")},
}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SAID + PAGES), max_size=12))
def test_any_order_of_answers_leaves_what_is_needed_true(said):
    meeting = planned(offers_meal=True, offers_childcare=True)
    rosa = member(meeting.group)
    [invitation] = services.invite(meeting, by=None)
    for what in said:
        if what in NEEDS:
            with contextlib.suppress(Refused):
                services.answer_needs(invitation, NEEDS[what], channel="web")
        elif what.startswith("web "):
            services.answer_invitation(invitation, what.removeprefix("web "), channel="web")
        else:
            text(rosa, what)
        invitation.refresh_from_db()
        rows = list(invitation.accommodations.all())
        assert invitation.answer == "yes" or not rows
        assert all(row.wanted or (row.count is None and not row.detail) for row in rows)
        open_now = set(rosa.expectations.filter(closed_at=None).values_list("handler", flat=True))
        assert invitation.answer == "yes" or open_now == {"meetings.rsvp"}
    texted = [what for what in said if not what.startswith("web ")]
    came = Message.objects.filter(direction="in", thread__phone=rosa.phone).order_by("pk")
    assert list(came.values_list("body", flat=True)) == texted, "no text is lost"
