"""Holding a conference: who sees whom, one next step each, and numbers that reconcile."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.core.errors import BadInput, NotAllowed, Refused
from community.live.entry import audience_for
from community.live.panels import snapshot
from community.models import AuditLine, Consent, ConsentWithdrawal
from referrals.conference import services
from referrals.conference.home import todos
from referrals.conference.selectors import cases_of
from referrals.models import Conference
from referrals.tracking.services import agree, close_referral, correct_step, reopen_referral, undo_step
from tests.factories.people import provider, signed_in, staff
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def spoken_of(by, name="Zephyrine Joseph", **changes):
    """A referral that the parent lets the conference speak of."""
    row = refer(by, child_name=name, **changes)
    agree(row.child, Consent.Purpose.CONFERENCE, by=by)
    return row


def begun(ana, days_ago=0):
    with time_machine.travel(timezone.now() - days_ago * DAY, tick=False):
        return services.begin_conference(by=ana)


def page(browser, conference):
    return browser.get(reverse("conference", args=[conference.pk])).content.decode()


def test_only_those_who_agreed_are_spoken_of_what_is_due_first_first(clinic, ana):
    later = spoken_of(clinic, "Later One", days_ago=2)
    soon = spoken_of(clinic, "Soon Two", days_ago=30)
    refer(clinic, child_name="Silent Three", days_ago=40)
    conference = begun(ana)
    assert [case.referral for case in cases_of(conference)] == [soon, later]
    assert conference.active == 3
    assert begun(ana) == conference


def test_who_is_there_sees_a_first_name_and_an_age_and_nobody_else_does(clinic, ana, community):
    spoken_of(clinic, days_ago=2)
    refer(clinic, child_name="Silent Three")
    conference, agency = begun(ana), provider(community)
    address = reverse("conference", args=[conference.pk])
    assert signed_in(agency).get(address).status_code == 404
    assert audience_for(conference.board, agency) is None
    services.let_in(conference, agency, by=ana)
    seen = page(signed_in(agency), conference)
    assert "Zephyrine J." in seen
    assert "16 months old" in seen
    for secret in ("Joseph", "Silent", "0199", "11212"):
        assert secret not in seen
    services.let_out(conference, agency, by=ana)
    assert signed_in(agency).get(address).status_code == 404
    services.let_in(conference, agency, by=ana)
    services.close_conference(conference, by=ana)
    assert signed_in(agency).get(address).status_code == 404
    assert "Zephyrine J." in page(signed_in(ana), conference)


def test_a_yes_taken_back_takes_the_child_off_the_board_at_once(clinic, ana):
    row = spoken_of(clinic)
    conference = begun(ana)
    audience = audience_for(conference.board, ana)
    assert "Zephyrine" in str(snapshot(conference.board, audience))
    given = Consent.objects.get(purpose="conference", subject_id=row.child_id)
    ConsentWithdrawal.objects.create(consent=given, channel="text")
    assert "Zephyrine" not in str(snapshot(conference.board, audience))
    with pytest.raises(Refused, match="does not let"):
        services.decide(conference.cases.get(), step="call", owner=ana, due_on=conference.held_on, by=ana)


def test_each_case_gets_one_next_step_with_an_owner_and_a_day(clinic, ana):
    for name in ("Ann Unlike", "Bob Unlike"):
        spoken_of(clinic, name)
    conference = begun(ana)
    first, second = conference.cases.all()
    version = conference.board.version
    for _press in range(2):
        services.decide(first, step="call", owner=ana, due_on=conference.held_on, by=ana)
    conference.refresh_from_db()
    assert conference.current == second
    conference.board.refresh_from_db()
    assert conference.board.version == version + 1
    first.refresh_from_db()
    assert (first.step, first.owner, first.due_on) == ("call", ana, conference.held_on)
    services.show_case(conference, first, by=ana)
    services.decide(first, step="call", owner=ana, due_on=conference.held_on, by=ana)
    conference.refresh_from_db()
    assert conference.current == second, "looked at again and left as it is, it goes on too"
    assert AuditLine.objects.filter(verb="conference_step").count() == 1
    assert [todo.text for todo in todos(ana)] == ["1 next step of the case conference is due"]
    for _press in range(2):
        services.finish_step(first, by=ana)
    assert not list(todos(ana))
    with pytest.raises(Refused, match="no next step yet"):
        services.finish_step(second, by=ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        conference.cases.filter(pk=second.pk).update(step="call")


def test_what_cannot_be_is_refused_in_words(clinic, ana, community):
    spoken_of(clinic)
    conference = begun(ana)
    case, today = conference.cases.get(), conference.held_on
    agency = provider(community)
    for changes, words in (
        ({"step": "pray"}, "from the list"),
        ({"due_on": today - DAY}, "before the conference"),
        ({"owner": agency}, "who is here"),
    ):
        told = {"step": "call", "owner": ana, "due_on": today} | changes
        with pytest.raises(BadInput, match=words):
            services.decide(case, by=ana, **told)
    with pytest.raises(BadInput, match="Only staff"):
        services.let_in(conference, staff(community, "finance"), by=ana)
    services.close_conference(conference, by=ana)
    assert services.close_conference(conference, by=ana).state == "closed"
    with pytest.raises(Refused, match="is over"):
        services.decide(case, step="call", owner=ana, due_on=today, by=ana)


def test_who_leads(clinic, ana, community):
    spoken_of(clinic)
    conference = begun(ana)
    case = conference.cases.get()
    for somebody in (clinic, staff(community, "finance"), staff(community, "facilitator")):
        for act in (
            lambda by: services.begin_conference(by=by),
            lambda by: services.let_in(conference, by, by=by),
            lambda by: services.let_out(conference, ana, by=by),
            lambda by: services.show_case(conference, case, by=by),
            lambda by: services.decide(case, step="call", owner=ana, due_on=conference.held_on, by=by),
            lambda by: services.finish_step(case, by=by),
            lambda by: services.close_conference(conference, by=by),
        ):
            with pytest.raises(NotAllowed):
                act(somebody)


def test_the_week_reconciles_and_says_where_it_does_not(clinic, ana, community):
    """Of the 3 said last week one had ended the day before, written down late; one came in, one went out."""
    today = community.today()
    stays, ended, leaves = (refer(clinic, child_name=f"{name} X", days_ago=20) for name in "ABC")
    last = begun(ana, days_ago=7)
    assert (last.active, last.said_before, last.unexplained) == (3, None, 0)
    close_referral(ended, reason="refused", happened_on=today - 8 * DAY, by=clinic)
    close_referral(leaves, reason="refused", happened_on=today - 2 * DAY, by=clinic)
    refer(clinic, child_name="D X", days_ago=1)
    now = begun(ana)
    assert (now.said_before, now.active_before, now.inflow, now.outflow, now.active) == (3, 2, 1, 1, 2)
    assert (now.added, now.gone, now.unexplained) == (0, 1, 0)
    assert stays.pk not in now.movements.values_list("referral", flat=True)
    seen = page(signed_in(ana), now)
    assert "2 active today = 2 before + 1 in − 1 out" in seen
    assert "last time we said 3; today we know it was 2" in seen
    assert "1 was not active" in seen


def test_a_long_week_of_corrections_is_explained_to_the_last_one(clinic, ana, community):
    today = community.today()
    rows = [refer(clinic, child_name=f"{name} X", days_ago=20) for name in "ABCDE"]
    with time_machine.travel(timezone.now() - 9 * DAY, tick=False):
        for row in rows[:2]:
            close_referral(row, reason="refused", happened_on=today - 9 * DAY, by=clinic)
    assert begun(ana, days_ago=7).active == 3
    undo_step(rows[0].steps.get(state="closed"), by=clinic)
    reopen_referral(rows[1], happened_on=today - DAY, by=clinic)
    close_referral(rows[2], reason="refused", happened_on=today, by=clinic)
    correct_step(rows[2].steps.get(state="closed"), happened_on=today - 10 * DAY, by=clinic)
    close_referral(rows[3], reason="refused", happened_on=today - 3 * DAY, by=clinic)
    reopen_referral(rows[3], happened_on=today - 2 * DAY, by=clinic)
    now = begun(ana)
    assert now.unexplained == 0
    assert now.active == now.active_before + now.inflow - now.outflow == 4
    with pytest.raises(IntegrityError), transaction.atomic():
        Conference.objects.filter(pk=now.pk).update(inflow=9)


def test_the_scorecard_stands_above_the_numbers(clinic, ana, community):
    spoken_of(clinic, sex="f")
    quiet = refer(provider(community), child_name="Old One", days_ago=40)
    conference = begun(ana)
    told = (conference.agencies, conference.reporting, conference.complete, conference.stale)
    assert told == (2, 1, 0, 1)
    seen = page(signed_in(ana), conference)
    assert "1 of 2 agencies wrote something in the last 30 days" in seen
    assert seen.index("1 of 2 agencies") < seen.index("2 active today")
    assert quiet.state == "referred"


def test_the_page_from_begin_to_end(clinic, ana, community):
    spoken_of(clinic)
    browser, agency = signed_in(ana), provider(community)
    assert "No case conference yet" in browser.get(reverse("conferences")).content.decode()
    seen = browser.post(reverse("conference_begin"), follow=True).content.decode()
    assert seen.index("Next step for Zephyrine J.") < seen.index("0 of 1 case has its next step")
    conference = Conference.objects.get()
    case = conference.cases.get()
    browser.post(reverse("conference_let_in", args=[conference.pk]), {"person": agency.pk})
    browser.post(reverse("case_show", args=[conference.pk, case.pk]))
    address = reverse("case_decide", args=[conference.pk, case.pk])
    wrong = browser.post(address, {"step": "call"})
    assert wrong.status_code == 400
    assert "Choose who takes it on." in wrong.content.decode()
    told = {"step": "call", "owner": agency.pk, "due_on": community.today().isoformat()}
    assert "1 of 1 case has its next step" in browser.post(address, told, follow=True).content.decode()
    own = signed_in(agency)
    assert "What you took on" in own.get(reverse("conferences")).content.decode()
    assert "Done." in own.post(reverse("case_done", args=[case.pk]), follow=True).content.decode()
    browser.post(reverse("conference_let_out", args=[conference.pk, agency.pk]))
    browser.post(reverse("conference_close", args=[conference.pk]))
    assert "The conference is over" in page(browser, conference)


def test_the_form_follows_the_case_that_is_shown_and_the_script_hears_words(clinic, ana, community):
    for name in ("Ann Unlike", "Bob Unlike"):
        spoken_of(clinic, name)
    conference, agency = begun(ana), provider(community)
    services.let_in(conference, agency, by=ana)
    _first, second = conference.cases.all()
    own = reverse("live_mine", args=[conference.board_id])

    def sends(name, case, **told):
        address = reverse(name, args=[conference.pk, case.pk])
        return signed_in(ana).post(address, told, headers={"Accept": "application/json"})

    assert "Next step for Ann U." in signed_in(ana).get(own).json()["mine"]
    assert "Next step for Bob U." in sends("case_show", second).json()["mine"]
    assert "Next step for Bob U." in signed_in(staff(community)).get(own).json()["mine"]
    assert signed_in(agency).get(own).json()["mine"] == ""
    wrong = sends("case_decide", second, step="call", owner=ana.pk)
    assert (wrong.status_code, wrong.json()) == (400, {"error": "Write the day."})
    said = sends("case_decide", second, step="call", owner=ana.pk, due_on=conference.held_on).json()
    assert said["said"] == "Noted. On to the next case."
    assert "Next step for Ann U." in said["mine"]
    services.close_conference(conference, by=ana)
    assert signed_in(ana).get(own).json()["mine"] == ""


def test_opening_the_page_is_a_reading_of_each_child_on_it(clinic, ana):
    row = spoken_of(clinic)
    page(signed_in(ana), begun(ana))
    line = AuditLine.objects.get(verb="list_children", actor=ana)
    assert line.why.split() == ["conference", str(row.child_id)]


def test_the_same_queries_for_1_and_for_30_cases(clinic, ana):
    spoken_of(clinic, "First One")
    browser = signed_in(ana)

    def queries(conference):
        page(browser, conference)
        with CaptureQueriesContext(connection) as captured:
            page(browser, conference)
        return len(captured)

    with_one = queries(begun(ana, days_ago=1))
    for number in range(29):
        spoken_of(clinic, f"Child{number} Unlike")
    now = begun(ana)
    assert now.cases.count() == 30
    assert queries(now) <= with_one + 1
    assert with_one <= 24
