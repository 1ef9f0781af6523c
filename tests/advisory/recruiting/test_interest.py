"""Interest by text and in person: who is kept on the list, once, and what they read."""

import datetime

import pytest

from advisory.models import Applicant
from advisory.recruiting import services
from advisory.recruiting.rules import called, interest_in, keyword_of
from advisory.recruiting.services import Outcome
from community.core.errors import BadInput, NotAllowed, Refused
from community.joining.wordings import agreement_in
from community.models import Consent, Message, Person, Thread
from tests.architecture.test_texts_fit import PLAIN, TWO_PARTS
from tests.factories.boards import house
from tests.factories.messaging import new_sid, text_from
from tests.factories.people import CommunityFactory, GroupFactory, PersonFactory, member, staff
from tests.factories.recruiting import interested

pytestmark = pytest.mark.django_db
PHONE = "+13475550199"


@pytest.fixture
def home():
    return CommunityFactory(name="Brownsville Families", number="+17185550100")


@pytest.fixture
def board(home):
    return GroupFactory(community=home, name="Family Advisory Board", code="FAB")


def answers():
    texts = Message.objects.filter(thread__phone=PHONE, direction="out").order_by("pk")
    return list(texts.values_list("body", flat=True))


def look(group, by, **more):
    today = group.community.today()
    return services.begin_outreach(
        group, **{"title": "Fair", "place": "", "starts_on": today, "ends_on": None, "by": by, **more}
    )


@pytest.mark.parametrize(
    ("word", "language"), [("Board", "en"), ("JUNTA", "es"), ("komite", "ht"), ("board Rosa", "en")]
)
def test_a_stranger_is_let_in_and_kept_on_the_list(board, home, word, language):
    text_from(PHONE, home, word)
    applicant = Applicant.objects.get()
    assert (applicant.group, applicant.state, applicant.channel) == (board, "interested", "text")
    assert applicant.person.language == language
    consent = Consent.objects.get()
    assert (consent.person, consent.wording) == (applicant.person, agreement_in(language, home))
    (said,) = answers()
    assert "STOP" in said
    assert "Family Advisory Board" in said
    assert len(said) <= TWO_PARTS
    assert set(said) <= PLAIN


def test_the_same_text_twice_and_a_second_text_are_one_interest(board, home):
    sid = new_sid()
    text_from(PHONE, home, "BOARD", sid=sid)
    text_from(PHONE, home, "BOARD", sid=sid)
    text_from(PHONE, home, "BOARD")
    assert Applicant.objects.count() == Person.objects.count() == Consent.objects.count() == 1
    assert len(answers()) == 2
    assert "we have it" in answers()[1]


def test_a_member_is_told_that_they_sit_there(board, home):
    member(board, phone=PHONE, display_name="Rosa")
    text_from(PHONE, home, "BOARD")
    assert not Applicant.objects.exists()
    assert "you are a member of the Family Advisory Board already, Rosa." in answers()[0]


def test_who_had_stepped_back_is_interested_again(board, home):
    coordinator = staff(home)
    applicant = interested(board, phone=PHONE)
    services.withdraw(applicant, reason="no time", by=coordinator)
    text_from(PHONE, home, "BOARD")
    applicant.refresh_from_db()
    assert (applicant.state, applicant.reason) == ("interested", "")
    assert "We wrote down that you would like to join" in answers()[0]
    services.withdraw(applicant, reason="", by=coordinator)
    text_from(PHONE, home, "BOARD")
    assert "thank you" in answers()[1]


def test_on_a_shared_phone_it_is_asked_who_writes(board, home):
    for name in ("Rosa", "Luis"):
        PersonFactory(community=home, phone=PHONE, display_name=name)
    text_from(PHONE, home, "BOARD")
    assert not Applicant.objects.exists()
    asked = answers()[0]
    number = asked[asked.index("Luis") - 2]
    text_from(PHONE, home, number)
    assert Applicant.objects.get().person.display_name == "Luis"


@pytest.mark.parametrize(
    "body", ["board meeting today?", "Is the board open", "junta de vecinos el lunes", "1"]
)
def test_a_sentence_is_for_a_person(board, home, body):
    text_from(PHONE, home, body)
    assert not Applicant.objects.exists()
    assert Thread.objects.get().waiting_since is not None


def test_of_several_boards_the_one_that_looks_for_members_or_was_named_is_meant(board, home):
    other = GroupFactory(community=home, code="TEEN")
    text_from(PHONE, home, "BOARD")
    assert not Applicant.objects.exists()
    assert Thread.objects.get().waiting_since is not None
    outreach = look(other, staff(home))
    text_from(PHONE, home, "BOARD")
    assert (Applicant.objects.get().group, Applicant.objects.get().outreach) == (other, outreach)
    text_from(PHONE, home, "junta fab")
    assert Applicant.objects.filter(group=board, outreach=None).count() == 1


def test_what_a_phone_that_said_stop_writes_is_for_a_person(board, home):
    text_from(PHONE, home, "STOP")
    text_from(PHONE, home, "BOARD")
    assert not Applicant.objects.exists()


def test_another_communitys_code_names_nothing_here(board, home):
    GroupFactory(code="TEEN")
    assert interest_in(*keyword_of("BOARD TEEN"), ["FAB"]).first_name == "Teen"
    text_from(PHONE, home, "BOARD FAB")
    assert Applicant.objects.get().group == board


@pytest.mark.parametrize(
    ("name", "short"), [("Rosa Diaz", "Rosa D."), ("Rosa", "Rosa"), ("Dr. Rosa Luz Diaz", "Rosa D.")]
)
def test_a_ballot_names_somebody_in_short(name, short):
    assert called(name) == short


def told(**more):
    return {
        **{"name": "Rosa Diaz", "phone": PHONE, "language": "es", "channel": "paper", "agrees": True},
        **{"outreach": None, **more},
    }


def test_the_staff_writes_somebody_down_once(board, home):
    facilitator = staff(home, "facilitator")
    outreach = look(board, facilitator)
    for _time in range(2):
        made = services.write_down(board, by=facilitator, **told(outreach=outreach))
    assert (made.person.display_name, made.channel, made.outreach) == ("Rosa Diaz", "paper", outreach)
    consent = Consent.objects.get()
    assert (consent.recorded_by, consent.channel, consent.language) == (facilitator, "paper", "es")
    assert Person.objects.filter(phone=PHONE).count() == 1


def test_nobody_is_written_down_under_anothers_phone_nor_without_a_name(board, home):
    facilitator = staff(home, "facilitator")
    PersonFactory(community=home, phone=PHONE, display_name="Luis")
    with pytest.raises(Refused, match="another name"):
        services.write_down(board, by=facilitator, **told())
    with pytest.raises(BadInput):
        services.write_down(board, by=facilitator, **told(name=" "))
    with pytest.raises(BadInput):
        services.write_down(board, by=facilitator, **told(channel="text"))
    with pytest.raises(NotAllowed):
        services.write_down(board, by=member(board), **told())
    member(board, phone="+13475550198", display_name="Ana")
    with pytest.raises(Refused, match="member already"):
        services.write_down(board, by=facilitator, **told(name="Ana", phone="+13475550198"))
    assert not Applicant.objects.exists()
    assert not Consent.objects.exists()


def test_outreach_ends_once_and_in_order():
    group, coordinator = house()
    today = group.community.today()
    a_day = datetime.timedelta(days=1)
    with pytest.raises(BadInput, match="before it begins"):
        look(group, coordinator, ends_on=today - a_day)
    with pytest.raises(BadInput, match="few words"):
        look(group, coordinator, title=" ")
    outreach = look(group, coordinator, starts_on=today - a_day)
    assert services.end_outreach(outreach, by=coordinator).ends_on == today
    assert services.end_outreach(outreach, by=coordinator).ends_on == today
    with pytest.raises(NotAllowed):
        look(group, staff(group.community, "finance"))


def test_interest_says_what_it_led_to():
    group, _coordinator = house()
    rosa = PersonFactory(community=group.community)
    first = services.register_interest(group, person=rosa, channel="text")
    again = services.register_interest(group, person=rosa, channel="text")
    assert (first, again) == (Outcome.NEW, Outcome.BEFORE)
    assert services.register_interest(group, person=member(group), channel="text") is Outcome.MEMBER
