"""Ideas by text and by page: from people we know, and from phones that we do not."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from advisory.budgets import services, words
from advisory.budgets.models import Idea
from advisory.budgets.rules import idea_in
from community.core.errors import BadInput, Refused
from community.models import Consent, Message, Person, Thread
from tests.architecture.test_texts_fit import ONE_PART, PLAIN, TWO_PARTS
from tests.factories.budgets import begun
from tests.factories.messaging import new_sid, text_from
from tests.factories.people import CommunityFactory, GroupFactory, PersonFactory, member, signed_in

pytestmark = pytest.mark.django_db
PHONE = "+13475550199"


@pytest.fixture
def home(db):
    return CommunityFactory(name="Brownsville Families", slug="brownsville", number="+17185550100")


@pytest.fixture
def collects(home):
    found, _by = begun(GroupFactory(community=home))
    return found


def answers(phone=PHONE):
    texts = Message.objects.filter(thread__phone=phone, direction="out").order_by("pk")
    return list(texts.values_list("body", flat=True))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("IDEA more benches at the park", (None, "more benches at the park")),
        ("Idea: more benches!", (None, "more benches!")),
        ("LIDE plis ban nan pak la", ("ht", "plis ban nan pak la")),
        ("idea", (None, "")),
        ("ideas?", None),
        ("no idea what you mean", None),
        ("", None),
    ],
)
def test_what_is_an_idea(body, found):
    assert idea_in(body) == found


def test_somebody_we_know_is_thanked_and_heard_once(home, collects):
    rosa = PersonFactory(community=home, phone=PHONE, display_name="Rosa")
    for body in ("IDEA More benches", "idea more BENCHES."):
        text_from(PHONE, home, body)
    idea = Idea.objects.get()
    assert (idea.proposer, idea.phone, idea.words, idea.state) == (rosa, None, "More benches", "new")
    assert "thank you for your idea" in answers()[0]
    assert "that idea already" in answers()[1]


def test_a_delivery_that_comes_twice_is_one_idea_and_one_answer(home, collects):
    sid = new_sid()
    for _time in range(2):
        text_from(PHONE, home, "IDEA More benches", sid=sid)
    assert len(answers()) == Idea.objects.count() == 1


def test_a_strangers_idea_is_kept_but_is_no_consent(home, collects):
    text_from(PHONE, home, "LIDE plis ban")
    idea = Idea.objects.get()
    assert (idea.proposer, idea.phone) == (None, PHONE)
    assert not Person.objects.filter(phone=PHONE).exists()
    assert not Consent.objects.exists()
    assert "ANTRE" in answers()[0]
    by = collects.group.community.people.get()
    services.turn_down_idea(idea, by=by, why="The city forbids it.")
    assert len(answers()) == 1


def test_who_joins_later_hears_what_came_of_it(home, collects):
    text_from(PHONE, home, "IDEA more benches")
    text_from(PHONE, home, "JOIN Rosa")
    by = collects.group.community.people.exclude(phone=PHONE).get()
    services.turn_down_idea(Idea.objects.get(), by=by, why="The city forbids it.")
    assert "The city forbids it." in answers()[-1]


def test_a_shared_phone_is_asked_who_writes(home, collects):
    for name in ("Ana", "Rosa"):
        PersonFactory(community=home, phone=PHONE, display_name=name)
    text_from(PHONE, home, "IDEA more benches")
    assert not Idea.objects.exists()
    text_from(PHONE, home, "2")
    assert Idea.objects.get().proposer.display_name == "Rosa"


def test_the_word_alone_and_no_round(home):
    text_from(PHONE, home, "IDEA")
    text_from(PHONE, home, "IDEA more benches")
    assert answers()[0] == words.how_to_propose()
    assert "no budget round is collecting" in answers()[1]
    assert Thread.objects.get().waiting_since is not None


def test_a_phone_that_said_stop_is_left_for_a_person(home, collects):
    text_from(PHONE, home, "STOP")
    text_from(PHONE, home, "IDEA more benches")
    assert not Idea.objects.exists()
    assert Thread.objects.get().waiting_since is not None


def test_ideas_end_with_their_day_and_go_to_no_other_community(home):
    group = GroupFactory(community=home)
    found, _by = begun(group, ideas_until=home.today())
    text_from(PHONE, CommunityFactory(), "IDEA more benches")
    assert not Idea.objects.exists()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2), tick=False):
        text_from(PHONE, home, "IDEA more benches")
        with pytest.raises(Refused):
            services.propose(found, words="x", channel="page")
    assert not Idea.objects.exists()


def test_nothing_is_public_before_a_person_has_read_it_and_never_a_diagnosis(home, collects, client):
    by = home.people.get()
    page = reverse("public_round", args=[home.slug, collects.key])
    idea, _new = services.propose(collects, words="Swings for kids with autism", channel="page")
    assert "Swings" not in client.get(page).text
    with pytest.raises(BadInput, match="health"):
        services.show_idea(idea, by=by, words=idea.words)
    services.show_idea(idea, by=by, words="Swings for everybody")
    shown = client.get(page).text
    assert "Swings for everybody" in shown
    assert "autism" not in shown


def test_one_sender_does_not_fill_the_list(collects):
    for at in range(20):
        services.propose(collects, words=f"Idea number {at}", channel="text", phone=PHONE)
    with pytest.raises(Refused, match="many ideas"):
        services.propose(collects, words="One more", channel="text", phone=PHONE)


def test_numbers_of_strangers_are_forgotten(collects):
    services.propose(collects, words="More benches", channel="text", phone=PHONE)
    assert services.forget_phones(timezone.now()) == 0
    assert services.forget_phones(timezone.now() + datetime.timedelta(days=366)) == 1
    assert Idea.objects.get().phone is None


def test_by_page_from_anybody_who_is_signed_in(collects):
    browser = signed_in(member(collects.group), second_factor=False)
    page = reverse("idea_new", args=[collects.pk])
    assert browser.post(page, {"words": ""}).status_code == 400
    answer = browser.post(page, {"words": "More benches"}, follow=True)
    assert "A person reads it first." in answer.text
    assert Idea.objects.get().channel == "page"


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_the_texts_are_plain_and_short(home, collects, language):
    idea = Idea(round=collects)
    with translation.override(language):
        short = [
            words.idea_heard(home, is_new=new, is_known=known, join_word="UNIRME")
            for new, known in ((True, True), (True, False), (False, True))
        ]
        short += [words.how_to_propose(), words.no_round_now(home)]
        long = words.declined(idea, "x" * 120)
    assert [text for text in short if len(text) > ONE_PART] == []
    assert len(long) <= TWO_PARTS
    assert [set(text) - PLAIN for text in [*short, long] if set(text) - PLAIN] == []
