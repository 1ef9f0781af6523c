"""Who a message is for: any match within a kind, all kinds together, and nobody of another community."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.broadcasts.audience import Filters, people_in
from community.broadcasts.selectors import plan_of
from community.core.errors import BadInput
from community.meetings.services import answer_invitation, invite
from community.models import Attendance, Broadcast, ConsentWithdrawal, Message, Recipient, Thread
from tests.factories.broadcasts import agree, crowd, drafted, neighborhood, version_of
from tests.factories.meetings import planned
from tests.factories.people import GroupFactory, PersonFactory, member, provider, staff

pytestmark = pytest.mark.django_db


def chosen(community, **filters):
    return {person.display_name for person in people_in(community, Filters(**filters))}


@pytest.fixture
def home():
    luis, _ana, _board = neighborhood(0)
    return luis.community


def test_roles(home):
    group = GroupFactory(community=home)
    member(group, display_name="Board")
    provider(home, display_name="Provider")
    PersonFactory(community=home, display_name="Family")
    PersonFactory(display_name="Stranger")
    both = staff(home, "finance", display_name="Both")
    group.memberships.create(person=both, since=home.today(), status="member")
    group.memberships.create(
        person=PersonFactory(community=home, display_name="Candidate"), since=home.today(), status="candidate"
    )
    assert chosen(home, roles=("board",)) == {"Board", "Both"}
    assert chosen(home, roles=("provider",)) == {"Provider"}
    assert chosen(home, roles=("staff",)) == {"Luis Herrera", "Ana Reyes", "Both"}
    assert chosen(home, roles=("family",)) == {"Family", "Candidate"}
    assert chosen(home, roles=("provider", "family")) == {"Provider", "Family", "Candidate"}


def test_members_are_those_of_today(home):
    group = GroupFactory(community=home)
    member(group, display_name="Now")
    gone = member(group, display_name="Gone")
    gone.memberships.update(until=home.today() - timezone.timedelta(days=1))
    assert chosen(home, groups=(group.pk,)) == {"Now"}


def test_kinds_together_must_all_match(home):
    here, there = GroupFactory(community=home), GroupFactory(community=home)
    member(here, display_name="Ana", language="es")
    member(here, display_name="Bea", language="en")
    member(there, display_name="Cleo", language="es")
    assert chosen(home, groups=(here.pk, there.pk)) == {"Ana", "Bea", "Cleo"}
    assert chosen(home, groups=(here.pk, there.pk), languages=("es",)) == {"Ana", "Cleo"}
    assert chosen(home, groups=(here.pk,), languages=("es", "ht")) == {"Ana"}


def test_answers_to_an_invitation(home):
    group = GroupFactory(community=home)
    yes, no, silent = (member(group, display_name=name) for name in ("Yes", "No", "Silent"))
    meeting = planned(group)
    invite(meeting, by=None)
    answer_invitation(meeting.invitations.get(person=yes), "yes", channel="text")
    answer_invitation(meeting.invitations.get(person=no), "no", channel="text")
    PersonFactory(community=home, display_name="Not asked")
    assert chosen(home, asked_to=meeting.pk, answers=("yes",)) == {"Yes"}
    assert chosen(home, asked_to=meeting.pk, answers=("no", "none")) == {"No", silent.display_name}


def test_being_there(home):
    group = GroupFactory(community=home)
    there, away = member(group, display_name="There"), member(group, display_name="Away")
    guest = PersonFactory(community=home, display_name="Guest")
    meeting = planned(group)
    Attendance.objects.create(meeting=meeting, person=there, channel="phone")
    meeting.invitations.create(person=guest)
    assert chosen(home, held=meeting.pk, presence=("there",)) == {"There"}
    assert chosen(home, held=meeting.pk, presence=("away",)) == {away.display_name, "Guest"}
    assert chosen(home, held=meeting.pk, presence=("there", "away")) == {"There", "Away", "Guest"}


def placed(broadcast, name, state="", left_out="", again=""):
    """A person's place in an earlier message, and what became of their text and of its second try."""
    person = PersonFactory(community=broadcast.community, display_name=name)
    thread = Thread.objects.create(community=broadcast.community, phone=person.phone)
    text = first = None
    if state:
        text = first = Message.objects.create(thread=thread, direction="out", state=state, body="x")
    if again:
        Message.objects.create(
            thread=thread, direction="out", state=again, body="x", first_try=first, attempt=2
        )
    Recipient.objects.create(
        broadcast=broadcast, person=person, language="en", message=text, left_out=left_out
    )


def test_what_became_of_an_earlier_message(home):
    earlier = drafted(home.people.get(display_name="Luis Herrera"))
    placed(earlier, "Delivered", "delivered")
    placed(earlier, "Sent", "sent")
    placed(earlier, "Failed", "failed")
    placed(earlier, "Second try", "failed", again="delivered")
    placed(earlier, "Trying still", "failed", again="queued")
    placed(earlier, "Failed twice", "failed", again="failed")
    placed(earlier, "Unknown", "unknown")
    placed(earlier, "Dropped", "dropped")
    placed(earlier, "No phone", left_out="no_phone")
    placed(earlier, "To come")
    got = {"Delivered", "Sent", "Second try"}
    assert chosen(home, earlier=earlier.pk, outcomes=("got",)) == got
    missed = {"Failed", "Failed twice"}
    assert chosen(home, earlier=earlier.pk, outcomes=("missed",)) == missed
    assert chosen(home, earlier=earlier.pk, outcomes=("unreached",)) == {"Dropped", "No phone"}
    assert chosen(home, earlier=earlier.pk, outcomes=("got", "missed")) == got | missed


@pytest.mark.parametrize(
    "data",
    [
        {},
        None,
        [],
        {"groups": []},
        {"groups": ["1"]},
        {"groups": [True]},
        {"groups": [2**70]},
        {"groups": 1},
        {"roles": ["king"]},
        {"roles": "board"},
        {"roles": [["board"]]},
        {"asked_to": 1},
        {"answers": ["yes"]},
        {"asked_to": "1", "answers": ["yes"]},
        {"held": 1, "answers": ["yes"]},
        {"roles": ["board"], "name": "Rosa"},
    ],
)
def test_what_is_no_choice_of_people_is_refused(data):
    with pytest.raises(BadInput):
        Filters.read(data)


def test_filters_are_kept_as_they_were_picked():
    filters = Filters(groups=(3, 4), roles=("board",), held=7, presence=("away",))
    assert Filters.read(filters.as_json()) == filters


@pytest.mark.parametrize("kind", ["groups", "asked_to", "held", "earlier"])
def test_a_row_of_another_community_is_refused(home, kind):
    luis, _ana, _board = neighborhood(1)
    foreign = {
        "groups": lambda: Filters(groups=(GroupFactory(community=luis.community).pk,)),
        "asked_to": lambda: Filters(
            asked_to=planned(GroupFactory(community=luis.community)).pk, answers=("yes",)
        ),
        "held": lambda: Filters(held=planned(GroupFactory(community=luis.community)).pk, presence=("there",)),
        "earlier": lambda: Filters(earlier=drafted(luis).pk, outcomes=("got",)),
    }[kind]()
    foreign.check(luis.community)
    with pytest.raises(BadInput):
        foreign.check(home)


def test_who_is_left_out_and_why(home):
    luis = home.people.get(display_name="Luis Herrera")
    group = GroupFactory(community=home)
    who = {
        name: member(group, display_name=name, language=language, phone=phone)
        for name, language, phone in [
            ("Fine", "en", "+13475550101"),
            ("No phone", "en", None),
            ("Not agreed", "en", "+13475550103"),
            ("Withdrew", "en", "+13475550104"),
            ("Stopped", "en", "+13475550105"),
            ("Unreviewed", "ht", "+13475550106"),
            ("Missing", "es", "+13475550107"),
        ]
    }
    agree(*(person for name, person in who.items() if name != "Not agreed"))
    ConsentWithdrawal.objects.create(consent=who["Withdrew"].consents.get(), channel="paper")
    Thread.objects.create(community=home, phone="+13475550105", opted_out_at=timezone.now())
    elsewhere = PersonFactory()
    Thread.objects.create(community=elsewhere.community, phone="+13475550101", opted_out_at=timezone.now())
    words = {"en": "Hello {first_name}", "ht": "Bonjou {first_name}"}
    plan = plan_of(drafted(luis, version=version_of(luis, words, unreviewed=("ht",))))
    found = {place.person.display_name: place.left_out for place in plan.places}
    assert found == {
        "Fine": "",
        "No phone": "no_phone",
        "Not agreed": "no_consent",
        "Withdrew": "no_consent",
        "Stopped": "stopped",
        "Unreviewed": "no_words",
        "Missing": "no_words",
    }
    assert plan.left_out == {"no_phone": 1, "no_consent": 2, "stopped": 1, "no_words": 2}


def test_two_on_one_phone_each_get_a_text_with_their_name(home):
    luis = home.people.get(display_name="Luis Herrera")
    group = GroupFactory(community=home)
    agree(*(member(group, display_name=name, phone="+13475550101") for name in ("Tia Greene", "Jamal Reid")))
    PersonFactory(community=home, display_name="Tia Brooks", phone="+13475550101")
    plan = plan_of(drafted(luis, version=version_of(luis, {"en": "Hello {first_name}"})))
    assert [place.body for place in plan.reached] == ["Tia Greene: Hello Tia", "Jamal: Hello Jamal"]


def test_a_name_is_never_read_as_a_field(home):
    luis = home.people.get(display_name="Luis Herrera")
    agree(member(GroupFactory(community=home), display_name="{community} Diaz"))
    plan = plan_of(drafted(luis, version=version_of(luis, {"en": "Hello {first_name}"})))
    assert [place.body for place in plan.reached] == ["Hello {community}"]


def test_the_number_of_queries_does_not_hang_on_the_number_of_people(home):
    luis = home.people.get(display_name="Luis Herrera")
    group, meeting = GroupFactory(community=home), planned(GroupFactory(community=home))
    earlier = drafted(luis)
    filters = Filters(
        groups=(group.pk,),
        roles=("board", "family"),
        languages=("en",),
        asked_to=meeting.pk,
        answers=("none",),
        held=meeting.pk,
        presence=("there", "away"),
        earlier=earlier.pk,
        outcomes=("got",),
    )
    draft = drafted(luis, filters)
    everybody = drafted(luis, Filters(roles=("family",)))
    counts = []
    for people in (range(1), range(1, 30)):
        crowd(home, people)
        for broadcast in (draft, everybody):
            with CaptureQueriesContext(connection) as queries:
                plan_of(Broadcast.objects.select_related("community", "version").get(pk=broadcast.pk))
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
