"""What ends by itself: the parent is asked by text before, and without a yes it ends on its day."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import translation

from community.core.errors import NotAllowed
from community.core.owned import Unchangeable
from community.core.words import to_change
from community.models import AuditLine, Consent, ConsentWithdrawal, Message, ReplyExpectation
from community.people.services import withdraw_consent
from referrals.models import Referral, Renewal
from referrals.sharing.jobs import ask_one_renewal, ask_renewals
from referrals.sharing.services import answer_renewal, end_holding
from referrals.sharing.wordings import let_end_words, renewal_words, renewed_words
from referrals.tracking.holding import Purpose, may_hold
from referrals.tracking.services import agree, close_referral
from tests.architecture.test_texts_fit import ENGLISH, ONE_PART, PLAIN
from tests.factories.people import CommunityFactory, PersonFactory, provider, signed_in, staff
from tests.factories.referrals import PARENT_PHONE, refer
from tests.referrals.family.conftest import NOON
from tests.referrals.family.test_asking import SECRET
from tests.referrals.sharing.test_who import clock, community, says

__all__ = ["clock", "community"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = datetime.timedelta(days=1)
ASKS = (
    "Brownsville Families: Until Tue Nov 23 these may see what you told us: an agency that helps, the weekly "
    "meeting. Go on for a year? 1 yes 2 no"
)


@pytest.fixture
def agency(community):
    return provider(community).organisation


@pytest.fixture
def referral(clinic, ana, agency):
    """Of today; the weekly meeting and another agency may see it until a year from now."""
    row = refer(clinic, also=["measures"])
    agree(row.child, Purpose.SHARE, by=clinic, organisation=agency)
    agree(row.child, Purpose.CONFERENCE, by=clinic)
    return row


def before_end(clock, days):
    """Noon, so many days before the last day."""
    clock.move_to(NOON + (365 - days) * DAY)


def texts(run_jobs):
    """Every text that has gone out once all who can be asked now were."""
    ask_renewals()
    run_jobs()
    return [message.body for message in Message.objects.filter(direction="out").order_by("pk")]


def last_days(purpose="conference"):
    return list(Consent.objects.filter(purpose=purpose).order_by("pk").values_list("ends_on", flat=True))


def test_a_parent_is_asked_once_a_month_before_and_once_a_week_before(referral, run_jobs, clock):
    told = []
    for days in (31, 30, 29, 8, 7, 6, 0):
        before_end(clock, days)
        told.append(len(texts(run_jobs)))
        assert len(texts(run_jobs)) == told[-1]
    assert told == [0, 1, 1, 1, 2, 2, 2]
    assert texts(run_jobs) == [ASKS, ASKS], "one question for all that ends together, the same digits again"
    assert sorted(Renewal.objects.values_list("consent__purpose", "what")) == [
        *(("conference", "first"), ("conference", "last"), ("share", "first"), ("share", "last"))
    ]
    before_end(clock, -1)
    assert len(texts(run_jobs)) == 2
    assert not may_hold(None, referral.child, Purpose.CONFERENCE), "no answer: it ends by itself"


def test_late_jobs_ask_only_the_last_that_is_due_and_two_ask_once(referral, run_jobs, clock):
    before_end(clock, 3)
    consent = Consent.objects.get(purpose="share")
    ask_one_renewal(consent.pk)
    ask_one_renewal(consent.pk)
    ask_one_renewal(999_999)
    assert texts(run_jobs) == [ASKS]
    assert set(Renewal.objects.values_list("what", flat=True)) == {"last"}


def test_a_yes_is_a_new_consent_for_a_year_after_the_old_one(referral, agency, community, run_jobs, clock):
    before_end(clock, 20)
    texts(run_jobs)
    words = (
        "Thank you. It goes on until November 22, 2028. You can end it at any time: text WHO. "
        "To change, text 2."
    )
    for _twice in range(2):
        assert says(community, "1") == words
    for purpose, recipient in (("conference", None), ("share", agency)):
        old, new = Consent.objects.filter(purpose=purpose).order_by("pk")
        assert (new.person, new.recipient, new.subject_id) == (old.person, recipient, referral.child_id)
        assert (new.channel, new.recorded_by, new.language) == ("text", None, "en")
        assert (new.ends_on - old.ends_on).days == 365
        assert new.wording.startswith("Until Tue Nov 23 these may see what you told us:")
        assert old.wording in new.wording
    assert AuditLine.objects.filter(verb="renew", subject_id=referral.child_id).count() == 2
    assert not ConsentWithdrawal.objects.exists()
    before_end(clock, 5)
    assert len(texts(run_jobs)) == 3, "not asked again"
    before_end(clock, -300)
    assert may_hold(agency, referral.child, Purpose.SHARE)


def test_a_no_lets_it_end_on_its_day_and_may_be_changed_both_ways(
    referral, community, agency, run_jobs, clock
):
    before_end(clock, 20)
    texts(run_jobs)
    for _twice in range(2):
        assert says(community, "2") == ("It ends on Tue Nov 23. To end it now, text WHO. To change, text 1.")
    assert len(last_days()) == 1
    assert may_hold(agency, referral.child, Purpose.SHARE)
    says(community, "1")
    says(community, "2")
    assert ConsentWithdrawal.objects.count() == 2, "what the yes had given, and nothing else"
    assert may_hold(agency, referral.child, Purpose.SHARE)
    before_end(clock, 5)
    assert ASKS not in texts(run_jobs)[1:], "who has answered is not asked again"
    before_end(clock, -1)
    assert not may_hold(agency, referral.child, Purpose.SHARE)


def test_too_late_is_told_and_nothing_goes_on(referral, community, run_jobs, clock):
    before_end(clock, 0)
    texts(run_jobs)
    before_end(clock, -1)
    assert says(community, "1") == "That is closed, so this answer does not count: Go on for a year?"
    assert len(last_days()) == 1


def test_what_was_ended_by_who_does_not_go_on(referral, community, agency, run_jobs, clock):
    before_end(clock, 20)
    texts(run_jobs)
    end_holding(referral.child.parent, f"share:{agency.pk}", channel="web")
    says(community, "1")
    assert len(last_days("share")) == 1
    assert len(last_days("conference")) == 2
    end_holding(referral.child.parent, "conference:0", channel="web")
    assert "nothing to go on with" in says(community, "2")
    assert ConsentWithdrawal.objects.count() == 3


def test_a_referral_that_ends_puts_the_question_away_and_is_not_asked_about(
    referral, community, clinic, run_jobs, clock
):
    before_end(clock, 20)
    texts(run_jobs)
    assert ReplyExpectation.objects.filter(closed_at=None).count() == 1
    close_referral(referral, reason="died", happened_on=community.today(), by=clinic)
    assert not ReplyExpectation.objects.filter(closed_at=None).exists()
    assert says(community, "1").startswith("That is closed")
    before_end(clock, 5)
    assert len(texts(run_jobs)) == 2


@pytest.mark.parametrize("how", ["texts", "stop", "moved"])
def test_who_may_not_be_texted_or_is_no_longer_the_parent_is_not_asked(
    referral, community, run_jobs, clock, how
):
    child = referral.child
    if how == "texts":
        withdraw_consent(child.parent, purpose="texts", channel="voice")
    elif how == "stop":
        says(community, "STOP")
    else:
        child.parent = PersonFactory(community=community)
        child.save(update_fields=["parent"])
    before_end(clock, 20)
    before = Message.objects.filter(direction="out").count()
    assert len(texts(run_jobs)) == before
    assert not Renewal.objects.exists()
    assert not ReplyExpectation.objects.filter(closed_at=None).exists()


@pytest.mark.usefixtures("referral")
@pytest.mark.parametrize(("name", "goes_on"), [("Junior", False), ("Wideline", True)])
def test_on_a_shared_phone_it_counts_only_from_whom_it_was_asked(community, run_jobs, clock, name, goes_on):
    PersonFactory(community=community, phone=PARENT_PHONE, display_name="Junior Joseph")
    before_end(clock, 20)
    assert texts(run_jobs)[0].startswith("Wideline: Brownsville Families:")
    assert says(community, "1").startswith("Who is writing?")
    assert len(last_days()) == 1
    says(community, name)
    assert (len(last_days()) == 2) is goes_on


@pytest.mark.usefixtures("referral")
def test_the_ambassador_sees_it_on_the_list_and_on_the_page_before_it_ends(
    community, ana, clinic, run_jobs, clock
):
    before_end(clock, 20)
    browser, page = signed_in(ana), reverse("referral", args=[Referral.objects.get().pk])
    assert "agreed until" in browser.get(reverse("caseload_all")).text
    assert "not asked yet" in browser.get(page).text
    texts(run_jobs)
    assert "no answer yet" in browser.get(page).text
    says(community, "2")
    for address in (page, reverse("caseload_all")):
        assert "the family lets it end" in browser.get(address).text
    assert "agreed until" not in signed_in(clinic).get(page).text
    says(community, "1")
    for address in (page, reverse("caseload_all")):
        assert "agreed until" not in browser.get(address).text


def test_the_database_itself_keeps_every_line(referral):
    consent = Consent.objects.get(purpose="share")
    row = Renewal.objects.create(consent=consent, what="first", channel="text")
    with pytest.raises(Unchangeable):
        row.save()
    with pytest.raises(DatabaseError, match="only ever"), transaction.atomic(), connection.cursor() as raw:
        raw.execute("UPDATE referrals_renewal SET id = id")
    for wrong in ({}, {"what": "maybe"}, {"what": "yes", "channel": "pigeon"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Renewal.objects.create(**{"consent": consent, "what": "first", "channel": "text", **wrong})
    answer_renewal(consent, goes_on=True, channel="web")


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_every_text_is_plain_and_short_and_names_nobody(referral, agency, clinic, language):
    ending = list(Consent.objects.filter(purpose__in=["share", "conference"]))
    for one in ending:
        one.ends_on = datetime.date(2027, 9, 25)
    numbers = {"yes": 15, "no": 16}
    with translation.override(language):
        said = [
            renewal_words(ending, numbers, community="Brownsville Families"),
            renewal_words(ending, numbers),
            *(
                f"{words} {to_change(16, in_call=False)}"
                for words in (renewed_words(ending[0].ends_on), let_end_words(ending[0].ends_on))
            ),
        ]
    assert [(text, set(text) - PLAIN) for text in said if set(text) - PLAIN] == []
    assert [text for text in said if len(text) > ONE_PART] == []
    assert [word for word in SECRET if any(word in text.casefold() for text in said)] == []
    for name in (agency.name, clinic.organisation.name, "Joseph"):
        assert not any(name in text for text in said)
    if language != "en":
        assert [text for text in said if ENGLISH & set(text.lower().split())] == []


def hears(person, referral, **sent):
    browser = signed_in(person, second_factor=True)
    address = reverse("renewal_heard", args=[referral.pk])
    return browser.post(address, sent) if sent else browser.get(address)


def test_the_ambassador_writes_down_what_the_parent_says_on_the_phone(referral, ana, agency, clock):
    assert hears(ana, referral).status_code == 409, "nothing ends soon"
    before_end(clock, 20)
    page = hears(ana, referral).content.decode()
    assert page.count("<blockquote") == 2
    assert "Until Tue Nov 23 these may see what you told us:" in page
    assert hears(ana, referral, answer="perhaps").status_code == 400
    assert not Renewal.objects.exists()
    for _twice in range(2):
        answer_renewal(Consent.objects.filter(purpose="share")[0], goes_on=True, channel="voice", by=ana)
    assert hears(ana, referral, answer="yes").status_code == 409, "it goes on already"
    for purpose, recipient in (("conference", None), ("share", agency)):
        _old, new = Consent.objects.filter(purpose=purpose).order_by("pk")
        assert (new.recipient, new.channel, new.recorded_by) == (recipient, "voice", ana)
    assert AuditLine.objects.filter(verb="renew", actor=ana, subject_id=referral.child_id).count() == 2


def test_nobody_else_writes_that_down(referral, clinic, clock):
    before_end(clock, 20)
    consent = Consent.objects.filter(purpose="share")[0]
    for other in (clinic, staff(referral.community, "coordinator"), staff(CommunityFactory(), "ambassador")):
        with pytest.raises(NotAllowed):
            answer_renewal(consent, goes_on=True, channel="voice", by=other)
    assert not Renewal.objects.exists()
