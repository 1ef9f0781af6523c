"""The inbox opens in fewer than ten queries, however much is in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.messaging import services
from community.models import Message, Thread
from tests.factories.messaging import ready_answer, text_from
from tests.factories.people import CommunityFactory, PersonFactory, signed_in, staff

pytestmark = pytest.mark.django_db
LISTS = ["", "?state=unread", "?state=waiting", "?state=mine", "?state=unassigned", "?state=failed"]


@pytest.fixture
def home():
    return CommunityFactory()


@pytest.fixture
def cora(home):
    return staff(home, display_name="Cora Ordway")


def queries_of(browser, page):
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(page).status_code == 200
    return len(queries)


def threads(cora, number):
    """So many threads that are in every list."""
    home, now = cora.community, timezone.now()
    families = PersonFactory.create_batch(number, community=home)
    made = Thread.objects.bulk_create(
        Thread(community=home, phone=who.phone, waiting_since=now, failed_since=now, assigned_to=assigned)
        for who, assigned in zip(families, [cora, None] * number, strict=False)
    )
    Message.objects.bulk_create(
        Message(thread=thread, direction="in", state="received", body="Can she come, my sister?")
        for thread in made
    )
    return made


@pytest.fixture
def browser(cora):
    services.inbox_board(cora.community)
    return signed_in(cora)


@pytest.mark.parametrize("page", LISTS)
def test_a_list_of_two_hundred_asks_as_often_as_one_of_two(cora, browser, page):
    threads(cora, 2)
    at_two = queries_of(browser, f"/inbox/{page}")
    threads(cora, 198)
    assert queries_of(browser, f"/inbox/{page}") == at_two < 10
    assert queries_of(browser, f"/inbox/{page or '?state=all'}&page=2") == at_two


@pytest.mark.parametrize(("page", "words"), [("all", "Rosa"), ("mine", "sister"), ("unread", "347")])
def test_so_does_a_search(cora, browser, page, words):
    browser.post("/inbox/search/", {"words": words})
    found = f"/inbox/?state={page}&search=on"
    threads(cora, 2)
    at_two = queries_of(browser, found)
    threads(cora, 198)
    assert queries_of(browser, found) == at_two < 10


@pytest.mark.parametrize("around", [0, 199])
def test_a_thread_that_nobody_has_opened(cora, browser, around):
    thread = threads(cora, 1 + around)[0]
    assert queries_of(browser, f"/inbox/{thread.pk}/") == 9


def test_a_thread_with_notes_and_ready_answers(cora, browser, home):
    thread = threads(cora, 1)[0]
    ready_answer(cora)
    services.add_note(thread, body="Call her on Monday.", by=cora)
    first = queries_of(browser, f"/inbox/{thread.pk}/")
    again = queries_of(browser, f"/inbox/{thread.pk}/")
    assert (first, again) == (11, 9), "the first opening also keeps that it was seen, and rings"
    for n in range(60):
        text_from(thread.phone, home, f"And my brother {n}?")
        services.add_note(thread, body=f"Brother {n}", by=cora)
        ready_answer(cora, name=f"Answer {n}")
    staff(home)
    PersonFactory(community=home, phone=thread.phone)
    assert queries_of(browser, f"/inbox/{thread.pk}/") == first
    assert queries_of(browser, f"/inbox/{thread.pk}/") == again
