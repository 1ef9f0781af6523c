"""The first page for everyone, the style guide, and the pages for when something is wrong."""

import re

import pytest
from django.template.loader import render_to_string

from tests.factories.people import GroupFactory, PersonFactory, member, provider, signed_in, staff
from tests.factories.stipends import closed_evening


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_strangers_learn_what_this_is_and_how_to_come_in(client, db):
    page = client.get("/")
    assert "Sign in with your phone" in text_of(page)
    assert "Staff or provider?" in text_of(page)


@pytest.mark.parametrize(
    ("role", "begins"),
    [
        ("coordinator", "Begin with the next meeting"),
        ("facilitator", "Begin with the next meeting"),
        ("ambassador", "a clock runs out"),
        ("finance", "ready to pay"),
        ("provider", "Logging a referral"),
        ("board", "a vote opens"),
        ("nobody yet", "comes as a text"),
    ],
)
def test_an_empty_day_says_what_will_be_there(db, role, begins):
    group = GroupFactory()
    makers = {
        "provider": lambda: provider(group.community),
        "board": lambda: member(group),
        "nobody yet": lambda: PersonFactory(community=group.community),
    }
    person = makers.get(role, lambda: staff(group.community, role))()
    page = signed_in(person).get("/")
    assert page.status_code == 200
    assert f"Hello, {person.first_name}" in text_of(page)
    if not page.context["todos"]:
        assert begins in text_of(page)


def test_what_only_informs_is_not_counted_as_waiting(db):
    page = signed_in(closed_evening(1).board[0]).get("/")
    assert page.context["todos"] == []
    assert [line.text for line in page.context["news"]] == ["$75 for meeting 31: owed"]
    assert "Nothing waits for you right now. Good to know:" in text_of(page)
    assert "One thing waits" not in text_of(page)


def test_the_style_guide_stands_open(client, db):
    page = client.get("/styleguide/")
    assert page.status_code == 200
    ids = re.findall(r'\bid="([^"]+)"', page.content.decode())
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_pages_of_trouble_need_neither_visitor_nor_database(name):
    html = render_to_string(f"{name}.html")
    assert "<h1>" in html
    assert 'href="/"' in html


def test_an_unknown_address_is_said_in_words(client, db):
    page = client.get("/no/such/page/")
    assert page.status_code == 404
    assert "There is no such page" in text_of(page)


def test_every_page_says_how_to_reach_a_person(client, db):
    person = member(GroupFactory(community__number="+17185550123"))
    assert 'href="sms:+17185550123"' in signed_in(person).get("/").text
    assert "Talk to a person" in text_of(client.get("/"))


def test_the_rail_shows_where_one_is(db):
    page = signed_in(staff(GroupFactory().community)).get("/people/").text
    assert re.findall(r'href="([^"]+)" aria-current="page"', page) == ["/people/"]
    assert page.count('class="places"') == 1


def test_the_demo_says_so_and_real_pages_do_not(client, db, settings):
    assert "This is a demo" not in text_of(client.get("/"))
    settings.DEMO = True
    assert "This is a demo" in text_of(client.get("/"))
