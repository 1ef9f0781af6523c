"""A number that may have passed to somebody else gives a first name before anything personal counts."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from community.core.errors import Refused
from community.core.models import AuditLine
from community.messaging import services
from community.messaging.services.doubts import doubt
from community.models import Message, Person, ReplyExpectation, Thread
from community.people.services import find_link, give_phone_sign_in, make_link
from tests.factories.messaging import in_an_hour, plugged, tell, text_from
from tests.factories.people import PersonFactory, signed_in, staff

pytestmark = pytest.mark.django_db
NAME = "Before this counts: what is your first name?"
ONCE_MORE = "That is not the name we have for this number. Text your first name once more."
GOODBYE = "Thank you for telling us. This number is off our list now, and nothing was counted."


@pytest.fixture
def votes():
    found = []

    def vote(question, value, message):
        found.append((question.person.first_name, value))
        return f"Got it: {value}."

    with plugged("vote", vote, is_personal=True), plugged("rsvp", vote):
        yield found


@pytest.fixture
def rosa(db, votes):
    """Rosa, who is asked to vote (1 2) and to come (3 4)."""
    rosa = PersonFactory(display_name="Rosa Diaz")
    ask(rosa, "vote"), ask(rosa, "rsvp")
    return rosa


@pytest.fixture
def doubted(rosa):
    doubt(Thread.objects.get())
    return rosa


def ask(person, handler):
    return services.open_question(
        person, handler=handler, subject_id=1, values=["yes", "no"], expires_at=in_an_hour()
    )


def says(phone, community, *bodies):
    for body in bodies:
        text_from(phone, community, body)
    return Message.objects.filter(thread__phone=phone, direction="out").latest("pk").body


def thread():
    return Thread.objects.get()


class TestDoubt:
    def test_comes_after_ninety_days_of_silence_and_not_before(self, rosa, votes):
        says(rosa.phone, rosa.community, "3")
        with time_machine.travel(timezone.now() + timedelta(days=89)):
            ask(rosa, "vote")
            assert says(rosa.phone, rosa.community, "1") == "Got it: yes."
        with time_machine.travel(timezone.now() + timedelta(days=180)):
            ask(rosa, "vote")
            assert says(rosa.phone, rosa.community, "1") == NAME
        assert votes == [("Rosa", "yes")] * 2

    def test_comes_to_a_number_that_never_wrote(self, rosa, votes):
        with time_machine.travel(timezone.now() + timedelta(days=91)):
            ask(rosa, "vote")
            assert says(rosa.phone, rosa.community, "1") == NAME

    def test_does_not_come_to_a_number_that_nobody_has(self, rosa):
        with time_machine.travel(timezone.now() + timedelta(days=91)):
            rosa.phone = None
            rosa.save()
            text_from(str(thread().phone), rosa.community, "hello")
        assert thread().doubted_at is None

    @pytest.mark.parametrize(("code", "doubts"), [("30003", 1), ("30005", 1), ("30006", 1), ("30007", 0)])
    def test_comes_with_a_failure_that_says_the_phone_is_gone(self, rosa, code, doubts, settings):
        settings.PUBLIC_URL = "https://stoop.example.org"
        message = services.send_text(rosa, lambda: "Hello")
        Message.objects.filter(pk=message.pk).update(state="sent", sid="SM1")
        message.refresh_from_db()
        tell(message, "undelivered", error=code)
        assert Thread.objects.filter(doubted_at__isnull=False).count() == doubts

    def test_is_written_once_a_day_at_most(self, rosa):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            says(rosa.phone, rosa.community, "3")
            first = thread().heard_at
            clock.shift(timedelta(hours=23))
            says(rosa.phone, rosa.community, "HELP")
            assert thread().heard_at == first
            clock.shift(timedelta(hours=2))
            says(rosa.phone, rosa.community, "HELP")
            assert thread().heard_at == timezone.now()


class TestTheRightName:
    @pytest.mark.parametrize("name", ["Rosa", "soy ROSA", "I'm Rosa Díaz"])
    def test_counts_what_waited(self, doubted, votes, name):
        assert says(doubted.phone, doubted.community, "1") == NAME
        assert votes == []
        assert says(doubted.phone, doubted.community, name) == "Got it: yes."
        assert votes == [("Rosa", "yes")]
        assert thread().doubted_at is None
        assert AuditLine.objects.get(verb="confirm").actor == doubted
        assert says(doubted.phone, doubted.community, "2") == "Got it: no."

    def test_may_come_before_it_is_asked_for(self, doubted, votes):
        assert says(doubted.phone, doubted.community, "Rosa") == "Thank you, Rosa."
        assert says(doubted.phone, doubted.community, "1") == "Got it: yes."

    def test_may_come_at_the_second_try(self, doubted, votes):
        assert says(doubted.phone, doubted.community, "1", "Maria") == ONCE_MORE
        assert says(doubted.phone, doubted.community, "Rosa") == "Got it: yes."
        assert thread().wrong_names == 0

    def test_on_a_shared_phone_says_who_writes_too(self, doubted, votes):
        luis = PersonFactory(display_name="Luis", phone=doubted.phone, community=doubted.community)
        ask(luis, "vote")
        assert says(doubted.phone, doubted.community, "1") == NAME
        assert says(doubted.phone, doubted.community, "Luis") == (
            "1 is a number of Rosa, so nothing was counted. Yours: Question 1: 5 yes 6 no"
        )
        assert says(doubted.phone, doubted.community, "5") == "Luis: Got it: yes."
        assert votes == [("Luis", "yes")]

    def test_of_two_is_asked_after_in_full(self, doubted, votes):
        PersonFactory(display_name="Rosa Luz", phone=doubted.phone, community=doubted.community)
        says(doubted.phone, doubted.community, "1")
        assert says(doubted.phone, doubted.community, "Rosa") == "Who is writing? 5 Rosa Diaz 6 Rosa Luz"
        assert says(doubted.phone, doubted.community, "5") == "Rosa Diaz: Got it: yes."


class TestMeanwhile:
    def test_what_is_not_personal_works(self, doubted, votes):
        assert says(doubted.phone, doubted.community, "1", "3") == "Got it: yes."
        assert votes == [("Rosa", "yes")]
        assert thread().doubted_at is not None

    def test_commands_and_the_menu_work(self, doubted):
        says(doubted.phone, doubted.community, "1")
        assert "Question 1: 1 yes 2 no" in says(doubted.phone, doubted.community, "0")
        assert "A person will write" in says(doubted.phone, doubted.community, "9")
        assert "no more texts" in says(doubted.phone, doubted.community, "STOP")

    @pytest.mark.parametrize("said", ["no", "nope", "Non", "Rosita", "Rossa"])
    def test_a_bare_no_or_a_slip_of_the_name_lets_no_number_go(self, doubted, votes, said):
        says(doubted.phone, doubted.community, "1", said, said, said)
        doubted.refresh_from_db()
        assert (doubted.phone is None, thread().wrong_names, votes) == (False, 0, [])
        assert says(doubted.phone, doubted.community, "Rosa") == "Got it: yes."

    def test_a_no_that_answers_the_vote_is_asked_for_its_writer_as_often_as_it_comes(self, rosa, votes):
        services.close_questions(handler="rsvp", subject_id=1)
        doubt(Thread.objects.get())
        for _turn in range(3):
            assert says(rosa.phone, rosa.community, "no") == NAME
        assert says(rosa.phone, rosa.community, "Rosa") == "Got it: no."
        assert votes == [("Rosa", "no")]

    def test_a_sentence_goes_to_a_person_and_is_held_against_nobody(self, doubted):
        says(doubted.phone, doubted.community, "1")
        assert "A person will read it" in says(doubted.phone, doubted.community, "Can I bring my sister?")
        assert (thread().wrong_names, thread().waiting_since is None) == (0, False)

    def test_no_name_is_asked_for_in_vain(self, doubted):
        for body in ("Maria", "who is this", "Joe"):
            assert "A person will read it" in says(doubted.phone, doubted.community, body)
        assert thread().wrong_names == 0
        assert Person.objects.get().phone is not None

    def test_a_call_is_told_to_text(self, doubted, votes):
        said = services.receive_digits(
            community=doubted.community, phone=doubted.phone, digits="1", key="CA1"
        )
        assert said.body == "Before this counts, text your first name to this number."
        assert says(doubted.phone, doubted.community, "Rosa") == "Got it: yes."

    def test_what_comes_by_web_is_refused(self, doubted):
        with pytest.raises(Refused, match="Text your first name to"):
            services.check_phone_is_theirs(doubted)
        says(doubted.phone, doubted.community, "Rosa")
        services.check_phone_is_theirs(doubted)

    def test_silence_alone_refuses_what_comes_by_web(self, rosa):
        services.check_phone_is_theirs(rosa)
        with (
            time_machine.travel(timezone.now() + timedelta(days=91)),
            pytest.raises(Refused, match="Is this still your phone"),
        ):
            services.check_phone_is_theirs(rosa)

    def test_who_showed_two_factors_is_known_without_a_phone(self, doubted):
        signed_in(doubted)
        services.check_phone_is_theirs(doubted)
        doubted.both_factors = False
        with pytest.raises(Refused):
            services.check_phone_is_theirs(doubted)


class TestLettingGo:
    @pytest.mark.parametrize("said", [("Maria", "Joe"), ("número equivocado",), ("I am not Rosa",)])
    def test_two_wrong_names_or_one_denial_unlink_the_number(self, doubted, votes, said):
        phone, home = doubted.phone, doubted.community
        luis = PersonFactory(display_name="Luis", phone=phone, community=home)
        elsewhere = PersonFactory(display_name="Elsewhere", phone=phone)
        waits = services.send_text(doubted, lambda: "Hello")
        assert says(phone, home, "1", *said) == GOODBYE
        assert votes == []
        for person in (doubted, luis):
            person.refresh_from_db()
            assert person.phone is None
        elsewhere.refresh_from_db()
        assert elsewhere.phone == phone
        waits.refresh_from_db()
        assert (waits.state, waits.dropped_for) == ("dropped", "number_gone")
        assert not ReplyExpectation.objects.filter(closed_at=None).exists()
        found = Thread.objects.get(community=home)
        assert (found.waiting_since is None, found.doubted_at, found.held) == (False, None, None)
        assert AuditLine.objects.filter(verb="lose_phone").count() == 2
        assert AuditLine.objects.get(verb="unlink").subject_id == found.pk
        assert says(phone, home, "1").startswith("That question is closed")

    def test_who_was_signed_in_by_it_or_follows_its_links_is_out(self, doubted):
        phone = doubted.phone
        give_phone_sign_in(doubted)
        doubted.refresh_from_db()
        browser = signed_in(doubted)
        assert browser.get("/").wsgi_request.person == doubted
        link = make_link(doubted, purpose="meeting", subject_id=1, expires_at=in_an_hour())
        token = link.rstrip("/").rsplit("/", 1)[1]
        assert find_link(token) is not None
        says(phone, doubted.community, "1", "wrong number")
        assert not browser.get("/").wsgi_request.user.is_authenticated
        assert find_link(token) is None

    def test_the_staff_is_told_in_words(self, doubted):
        phone = doubted.phone
        services.send_text(doubted, lambda: "Hello")
        says(phone, doubted.community, "1", "wrong number")
        ana = signed_in(staff(doubted.community))
        words = "This number may belong to somebody else now. It no longer gets the texts of: Rosa Diaz."
        page = ana.get(f"/inbox/{thread().pk}/").content.decode()
        assert words in page
        PersonFactory(display_name="Joe", community=doubted.community, phone=phone)
        assert words not in ana.get(f"/inbox/{thread().pk}/").content.decode()
