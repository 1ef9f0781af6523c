"""The thread of a decision on its page, and the page where it is written."""

import datetime

import pytest

from advisory.outcomes import home, services
from advisory.outcomes.models import Commitment, Earmark, Measure, Outcome, Step
from community.models import Message
from tests.factories.decisions import opened
from tests.factories.outcomes import made
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db
A_DAY = datetime.timedelta(days=1)


def test_a_decision_is_a_thread_of_vote_promise_and_what_happened():
    evening = made()
    day = evening.decision.group.community.today()
    services.promise(
        evening.decision, title="Ask the library", due_on=day, owner=evening.voters[0], by=evening.facilitator
    )
    services.set_aside(evening.decision, amount_cents=50_000, source="City grant", by=evening.facilitator)
    services.add_step(evening.decision, on=day, words="The library said yes", by=evening.facilitator)
    shown = signed_in(evening.voters[0], second_factor=False).get(f"/decisions/{evening.decision.pk}/").text
    places = [shown.index(words) for words in ("What came of it", "The library said yes", "Ask the library")]
    assert places == sorted(places)
    assert "$500" in shown
    assert "Write down what comes of it" not in shown
    runs = signed_in(evening.facilitator).get(f"/decisions/{evening.decision.pk}/").text
    assert "Write down what comes of it" in runs


def test_an_open_vote_has_no_thread_yet():
    decision, facilitator, board = opened(1)
    browser = signed_in(board[0], second_factor=False)
    assert "What came of it" not in browser.get(f"/decisions/{decision.pk}/").text
    page = signed_in(facilitator).get(f"/decisions/{decision.pk}/outcome/").text
    assert "This is not decided yet." in page
    assert "Add to it" not in page


def test_all_of_it_is_written_from_the_page_without_javascript(run_jobs):
    evening = made()
    day = evening.decision.group.community.today().isoformat()
    browser = signed_in(evening.facilitator)
    address = f"/decisions/{evening.decision.pk}/outcome/"
    owner = f"person-{evening.voters[0].pk}"
    for action, sent, kept in [
        ("promise", {"title": "Ask", "owner": owner, "due_on": day}, Commitment),
        ("set_aside", {"dollars": "1200.50", "source": "City grant"}, Earmark),
        ("measure", {"what": "Children", "target": "40"}, Measure),
        ("step", {"on": day, "words": "It began", "words_es": "Ya empezo"}, Step),
    ]:
        assert browser.post(f"{address}do/{action}/", sent).url == address
        assert kept.objects.count() == 1
    assert Earmark.objects.get().amount_cents == 120_050
    assert Step.objects.get().others == {"es": "Ya empezo"}
    measure = Measure.objects.get()
    browser.post(f"{address}do/read/", {"measure": measure.pk, "on": day, "value": ""})
    assert measure.readings.get().value is None
    browser.post(f"{address}do/release/", {"dollars": "200.50", "source": "City grant", "why": "Not needed."})
    assert browser.get(address).text.count("$1,000 in all.") == 1
    browser.post(f"{address}do/carry_out/", {"words": "The room is open"})
    assert Outcome.objects.get().state == "carried_out"
    browser.post(f"{address}do/resume/", {"why": "The room is closed again."})
    browser.post(f"{address}do/give_up/", {"words": "The library has no staff"})
    assert Outcome.objects.get().state == "not_carried_out"
    run_jobs()
    assert Message.objects.filter(once_key__startswith="outcome:").count() == 2
    assert browser.post(f"{address}do/burn/").status_code == 404


def test_a_form_that_is_refused_stands_open_with_its_words():
    evening = made()
    browser = signed_in(evening.facilitator)
    address = f"/decisions/{evening.decision.pk}/outcome/do/"
    day = evening.decision.group.community.today() + A_DAY
    late = browser.post(f"{address}step/", {"on": day.isoformat(), "words": "It will begin"})
    assert late.status_code == 400
    assert "That day is still to come." in late.text
    assert "It will begin" in late.text
    assert late.text.count("<details open>") == 1
    assert not Step.objects.exists()


def test_what_is_not_final_is_offered_no_promise():
    evening = made(is_first_pass=True)
    page = signed_in(evening.facilitator).get(f"/decisions/{evening.decision.pk}/outcome/").text
    assert "Not final" in page
    assert "Somebody promises something" not in page
    assert "Something happened" in page


def test_the_first_page_asks_for_a_promise_after_two_weeks():
    evening = made()
    lines = [todo.text for todo in home.todos(evening.facilitator)]
    assert lines == []
    type(evening.decision).objects.update(closed_at=evening.decision.closed_at - 15 * A_DAY)
    (todo,) = home.todos(evening.facilitator)
    assert (todo.text, todo.url) == (
        "Nobody has promised anything yet for “Saturday hours at the library”",
        f"/decisions/{evening.decision.pk}/outcome/",
    )
    assert list(home.todos(evening.voters[0])) == []
