"""PAY by text: a person reads it."""

import pytest
from django.utils import timezone

from advisory.payments.services import mark_paid
from advisory.stipends.services import approve_stipend
from community.meetings.services import check_in, close_meeting
from community.messaging.models import Message, Thread
from community.messaging.services import receive_text
from community.models import Person
from community.people.models import SignedLink
from tests.factories.meetings import opened
from tests.factories.people import GroupFactory, member
from tests.factories.stipends import closed_evening

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "word", "said"),
    [("en", "Pay", "your pay"), ("es", "PAGO", "pago"), ("ht", " peye. ", "lajan")],
)
def test_it_waits_for_the_staff_and_says_so(language, word, said):
    who = member(GroupFactory(), language=language)
    receive_text(community=who.community, phone=who.phone, body=word, sid="SM1")
    assert Thread.objects.get().waiting_since <= timezone.now()
    assert said in Message.objects.get(direction="out").body


def test_a_sentence_with_the_word_is_read_as_any_other():
    who = member(GroupFactory())
    receive_text(community=who.community, phone=who.phone, body="they pay too late", sid="SM1")
    assert "your pay" not in Message.objects.get(direction="out").body


def test_on_a_shared_phone_it_says_whose_pay_it_is_about():
    rosa = member(GroupFactory(), display_name="Rosa Diaz")
    member(rosa.community.groups.get(), display_name="Rosa Luz", phone=rosa.phone)
    for sid, body in enumerate(("PAY", "2")):
        receive_text(community=rosa.community, phone=rosa.phone, body=body, sid=f"SM{sid}")
    asked, said = Message.objects.filter(direction="out").order_by("pk").values_list("body", flat=True)
    assert asked == "Who is writing? 1 Rosa Diaz 2 Rosa Luz"
    assert said == "Rosa Luz: Thank you. A person will text you about your pay."


@pytest.mark.parametrize(
    ("language", "word", "said"),
    [
        ("en", "PAY", "Owed $75, approved $0, on its way $0, paid this year $75."),
        ("es", "PAGO", "$75"),
        ("ht", "PEYE", "$75"),
    ],
)
def test_who_is_paid_reads_what_stands_where_and_a_link_to_it(language, word, said):
    night = closed_evening(1)
    rosa = night.board[0]
    Person.objects.filter(pk=rosa.pk).update(language=language)
    approve_stipend(night.stipends[0], by=night.coordinator)
    mark_paid(night.stipends[0], by=night.finance)
    another = opened(night.meeting.group, number=32)
    check_in(another, rosa, channel="phone")
    close_meeting(another, by=night.coordinator)
    receive_text(community=night.community, phone=rosa.phone, body=word, sid="SM1")
    answer = Message.objects.filter(direction="out").order_by("pk").last().body
    assert said in answer
    assert "/l/" in answer
    assert Thread.objects.get(phone=rosa.phone).waiting_since is not None


def test_on_a_shared_phone_sums_are_for_who_is_known_to_write():
    night = closed_evening(2)
    rosa, luz = night.board
    Person.objects.filter(pk=luz.pk).update(phone=rosa.phone)
    receive_text(community=night.community, phone=rosa.phone, body="PAY", sid="SM1")
    assert "$75" not in Message.objects.filter(direction="out").order_by("pk").last().body
    receive_text(community=night.community, phone=rosa.phone, body="2", sid="SM2")
    answer = Message.objects.filter(direction="out").order_by("pk").last().body
    assert answer.startswith("Rosa 01: Owed $75")
    assert SignedLink.objects.get(purpose="pay").person == luz
