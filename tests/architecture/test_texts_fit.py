"""Every text of an evening, in three languages: plain letters, and short enough to read at a glance."""

import datetime
import re

import pytest
import time_machine
from django.test import Client

from advisory.decisions import services as votes
from advisory.models import Stipend
from advisory.payments.services import mark_paid
from advisory.stipends.services import approve_stipend, set_rate
from community.meetings import services as meetings
from community.messaging import gateway
from community.messaging.services.doubts import doubt
from community.models import StaffRole
from referrals.family.jobs import ask_families
from tests.factories.decisions import drafted
from tests.factories.meetings import NEW_YORK, planned
from tests.factories.messaging import text_from
from tests.factories.people import SINCE, CommunityFactory, GroupFactory, member, provider, staff
from tests.factories.referrals import refer
from tests.factories.stipends import funded

# GSM 03.38: a text of these letters holds 160, or 153 a part; one other letter makes it 70, or 67 a part.
PLAIN = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
ONE_PART, TWO_PARTS = 160, 2 * 153
TITLE = "Saturday hours at the library"
ENGLISH = {"the", "you", "your", "open", "until", "text", "and", "for", "yes", "closed"}


def longest_day():
    """Six o'clock on a Saturday of September to come: no date is longer, and Spanish gives it an accent."""
    day = datetime.datetime.now(NEW_YORK).date() + datetime.timedelta(days=1)
    while not (day.month == 9 and day.day >= 10 and day.weekday() == 5):
        day += datetime.timedelta(days=1)
    return datetime.datetime.combine(day, datetime.time(18), tzinfo=NEW_YORK)


SATURDAY = longest_day()


@pytest.fixture
def sent(settings, monkeypatch):
    """The bodies that left."""
    settings.PUBLIC_URL = "https://stoop.example.org"
    bodies = []

    def send(*, body, **text):
        bodies.append(body)
        return gateway.Receipt(gateway.made_up_sid(), "sent")

    monkeypatch.setattr(gateway, "send", send)
    return bodies


def one_evening(language, run_jobs):
    """A member who is also a parent, from the invitation to the goodbye."""
    home = CommunityFactory(name="Brownsville Families", number="+17185550100")
    board = GroupFactory(community=home)
    rosa = member(board, display_name="Rosa Diaz", language=language)
    luis, ana, grace = (staff(home, role) for role in ("facilitator", "coordinator", "finance"))
    StaffRole.objects.create(person=ana, role=StaffRole.Role.AMBASSADOR, since=SINCE)
    funded(home, 1_000_00, by=grace)
    set_rate(board, amount_cents=7550, since=SINCE, by=ana)

    def says(*bodies):
        for body in bodies:
            text_from(rosa.phone, home, body)
            run_jobs()

    meeting = planned(
        board,
        starts_at=SATURDAY,
        ends_at=SATURDAY + datetime.timedelta(hours=2),
        offers_meal=True,
        offers_childcare=True,
    )
    meetings.invite(meeting, by=luis)
    meetings.remind(meeting, by=luis)
    says("1", "0", "3", "4", "2", "1", "7", "", "PAY", "HELP", meeting.door_code)
    meetings.open_meeting(meeting, by=luis)
    says(meeting.door_code, meeting.door_code)
    decision = votes.open_decision(
        drafted(board, by=luis, meeting=meeting, title=TITLE),
        by=luis,
        closes_at=SATURDAY + datetime.timedelta(days=1),
    )
    run_jobs()
    first = rosa.expectations.get(handler=votes.HANDLER).choices.order_by("number").first().number
    says(str(first), str(first + 1), str(first + 2))
    votes.cast_vote(decision, voter=rosa, option="yes", channel="hand", entered_by=luis)
    votes.close_decision(decision, by=luis)
    says(str(first))
    run_jobs()
    meetings.close_meeting(meeting, by=luis)
    says("1")
    run_jobs()
    stipend = Stipend.objects.get()
    approve_stipend(stipend, by=ana)
    mark_paid(stipend, by=grace)
    refer(provider(home), days_ago=8, parent_phone=rosa.phone, parent_name="Rosa Diaz", language=language)
    ask_families()
    run_jobs()
    says("1", "2")
    Client().post("/accounts/login/code/", {"phone": rosa.phone})
    run_jobs()
    says("STOP", "START", "STOP")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_every_text_is_plain_and_short(language, run_jobs, sent):
    with time_machine.travel(SATURDAY, tick=False):
        one_evening(language, run_jobs)
    assert len(sent) == 33
    assert [(text, set(text) - PLAIN) for text in sent if set(text) - PLAIN] == []
    assert [text for text in sent if len(text) > TWO_PARTS] == []
    assert [text for text in sent if len(text) > ONE_PART and "/l/" not in text] == []


PROJECTS = [
    votes.NewChoice("Benches", 300_00),
    votes.NewChoice("Trees", 200_00),
    votes.NewChoice("Mural", 550_50),
]
DAYS = [votes.NewChoice("Saturday"), votes.NewChoice("Sunday"), votes.NewChoice("Friday evening")]
CHOOSING = [
    ({"method": "irv", "choices": DAYS}, ["3 1 2", "2", "1 9"]),
    ({"method": "approval", "choices": DAYS}, ["1 3", "4"]),
    ({"method": "score", "choices": DAYS, "top_mark": 5}, ["1=5 2=0", "1 2", "1=9"]),
    ({"method": "dots", "choices": DAYS, "top_mark": 4}, ["3=4"]),
    ({"method": "equal_shares", "choices": PROJECTS, "budget_cents": 600_00}, ["A C", "A Z", "4"]),
    ({"method": "consent"}, ["2"]),
    ({"is_secret": True}, []),
    ({"method": "irv", "choices": DAYS, "is_secret": True}, []),
]


def choosing(language, run_jobs):
    """A member who answers each kind of vote, hears what came of it, and of one that was taken back."""
    home = CommunityFactory(name="Brownsville Families", number="+17185550100")
    luis = staff(home, "facilitator", display_name="Luis Herrera")
    for draft, answers in CHOOSING:
        board = GroupFactory(community=home)
        rosa = member(board, display_name="Rosa Diaz", language=language)
        decision = votes.open_decision(
            drafted(board, by=luis, title=TITLE, **draft),
            by=luis,
            closes_at=SATURDAY + datetime.timedelta(days=1),
        )
        run_jobs()
        for body in answers:
            text_from(rosa.phone, home, body)
            run_jobs()
        if draft.get("is_secret"):
            votes.withdraw_decision(decision, by=luis, why="The library closed.")
            continue
        if decision.chooses:
            how = {"channel": "paper", "entered_by": luis, "why": "Without a phone."}
            votes.cast_vote(decision, voter=rosa, option="abstain", **how)
        votes.close_decision(decision, by=luis)
        run_jobs()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_every_text_of_a_vote_that_chooses_is_plain_and_short(language, run_jobs, sent):
    with time_machine.travel(SATURDAY, tick=False):
        choosing(language, run_jobs)
    assert len(sent) > 3 * len(CHOOSING)
    assert [(text, set(text) - PLAIN) for text in sent if set(text) - PLAIN] == []
    assert [text for text in sent if len(text) > TWO_PARTS] == []


def one_phone(language, run_jobs):
    """Two members with one phone, from the list of what is open to the wrong number."""
    home = CommunityFactory(name="Brownsville Families", number="+17185550100")
    board = GroupFactory(community=home)
    rosa = member(board, display_name="Rosa Diaz", language=language)
    member(board, display_name="Wideline Joseph", phone=rosa.phone, language=language)
    luis = staff(home, "facilitator")

    def says(*bodies):
        for body in bodies:
            text_from(rosa.phone, home, body)
            run_jobs()

    says("0", "9", "hello?")
    meeting = planned(board, starts_at=SATURDAY + datetime.timedelta(days=7), offers_childcare=True)
    meetings.invite(meeting, by=luis)
    says("1", "0", "yes")
    votes.open_decision(drafted(board, by=luis, title=TITLE), by=luis)
    run_jobs()
    mine, hers = (
        person.expectations.get(handler=votes.HANDLER) for person in home.people.filter(phone=rosa.phone)
    )
    digits = [str(question.choices.order_by("number")[0].number) for question in (mine, hers)]
    says(digits[0])
    who = [
        str(choice.number)
        for choice in rosa.expectations.get(handler="messaging.who", closed_at=None).choices.order_by("pk")
    ]
    says(who[1], who[0], digits[1], who[1])
    thread = rosa.community.threads.get()
    doubt(thread)
    says(digits[0], "Maria", "Rosa Diaz")
    doubt(thread)
    says(digits[0], "no", digits[0])


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_every_text_to_a_shared_or_doubted_phone_is_plain_and_short(language, run_jobs, sent):
    with time_machine.travel(SATURDAY, tick=False):
        one_phone(language, run_jobs)
    assert len(sent) == 21
    assert [(text, set(text) - PLAIN) for text in sent if set(text) - PLAIN] == []
    several = [text for text in sent if "\n" in text or "/l/" in text]
    assert [text for text in several if len(text) > TWO_PARTS] == []
    assert [text for text in sent if len(text) > ONE_PART and text not in several] == []
    words = {text: set(re.findall(r"\w+", text.replace(TITLE, "").lower())) for text in sent}
    assert language == "en" or {text: said & ENGLISH for text, said in words.items() if said & ENGLISH} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["es", "ht"])
def test_no_text_is_in_two_languages(language, run_jobs, sent):
    with time_machine.travel(SATURDAY, tick=False):
        one_evening(language, run_jobs)
    words = {text: set(re.findall(r"\w+", text.replace(TITLE, "").lower())) for text in sent}
    assert {text: said & ENGLISH for text, said in words.items() if said & ENGLISH} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_every_text_of_a_meeting_that_moves_and_falls_away_is_plain_and_short(language, run_jobs, sent):
    home = CommunityFactory(name="Brownsville Families", number="+17185550100")
    board = GroupFactory(community=home)
    rosa = member(board, display_name="Rosa Diaz", language=language)
    before, week = SATURDAY - datetime.timedelta(days=9), datetime.timedelta(days=7)
    with time_machine.travel(before, tick=False):
        hybrid = {"mode": "hybrid", "link": "https://video.example.org/room"}
        meeting = planned(board, starts_at=SATURDAY - week, **hybrid)
        notice = meetings.add_notice(meeting, kind="remind", due_at=before + week / 7, by=None)
        meetings.invite(meeting, by=None)
        meetings.answer_invitation(rosa.invitations.get(), "yes", channel="web")
        meetings.send_due_notices(meeting, now=notice.due_at)
        meetings.change_meeting(
            meeting, starts_at=SATURDAY, ends_at=SATURDAY + datetime.timedelta(hours=2), by=None
        )
        meetings.skip_meeting(meeting, why="Too much snow", by=None)
        run_jobs()
    bodies = list(rosa.community.threads.get().messages.order_by("pk").values_list("body", flat=True))
    assert len(bodies) == 4
    assert [(text, set(text) - PLAIN) for text in bodies if set(text) - PLAIN - {"•"}] == []
    words = [set(re.findall(r"\w+", text.partition("/l/")[0].lower())) for text in bodies]
    assert language == "en" or [said & ENGLISH for said in words if said & ENGLISH] == []
    # What was moot before it left has its link struck out: four dots for 22 letters.
    assert [text for text in bodies if len(text) > TWO_PARTS - 18] == []
    assert len(sent) == 1
