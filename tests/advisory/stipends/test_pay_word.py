"""PAY by text: a person reads it."""

import pytest
from django.utils import timezone

from community.messaging.models import Message, Thread
from community.messaging.services import receive_text
from tests.factories.people import GroupFactory, member

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
