"""The directory's pages: who edits, what is said of places and of the last look."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.core.errors import BadInput, NotAllowed, Refused
from community.models import AuditLine
from referrals.directory.home import todos
from referrals.directory.rules import is_old
from referrals.directory.selectors import found, open_first, services_of
from referrals.directory.services import confirm_service, edit_service, set_places, take_place
from referrals.directory.words import Line
from referrals.models import Service
from tests.factories.crowd import at_once
from tests.factories.directory import listed
from tests.factories.people import (
    CommunityFactory,
    GroupFactory,
    PersonFactory,
    member,
    provider,
    signed_in,
    staff,
)

pytestmark = pytest.mark.django_db


def test_filters_by_language_area_and_open_places(clinic, community):
    listed(clinic, name="A", languages=["es"], areas=["11212"], places=0)
    listed(clinic, name="B", languages=["es", "ht"], areas=["11233"], places=2)
    listed(clinic, name="C", languages=["en"], areas=["11212", "11233"])
    listed(provider(CommunityFactory()), name="Elsewhere", languages=["es"])

    def names(**asked):
        return [row.name for row in open_first(found(services_of(community), **asked))]

    assert names() == ["B", "A", "C"]
    assert names(language="es") == ["B", "A"]
    assert names(area="11212") == ["A", "C"]
    assert names(open_only=True) == ["B"]
    assert names(language="ht", area="11212") == []
    page = signed_in(clinic).get(reverse("directory"), {"language": "es", "open_only": "on"}).text
    assert ">B</a>" in page
    assert ">A</a>" not in page


def test_not_said_is_not_full(clinic):
    assert Line(listed(clinic, name="A")).places.words == "open places: not said"
    assert Line(listed(clinic, name="B", places=0)).places.words == "full now"
    assert Line(listed(clinic, name="C", places=1)).places.words == "1 place open"


def test_what_was_not_looked_at_for_six_months_says_so(clinic, community):
    service = listed(clinic)
    assert "call before" not in Line(service).checked.words
    assert not list(todos(clinic))
    with time_machine.travel(timezone.now() + datetime.timedelta(days=190)):
        assert "call before you send a family" in Line(service).checked.words
        assert [todo.url for todo in todos(clinic)] == [reverse("service", args=[service.pk])]
        signed_in(clinic).post(reverse("service_confirm", args=[service.pk]))
        service.refresh_from_db()
        assert service.checked_on == community.today()
        assert "call before" not in Line(service).checked.words
        assert not list(todos(clinic))


@pytest.mark.parametrize(
    ("checked", "old"),
    [(None, True), ("2026-05-31", True), ("2026-06-01", False), ("2026-11-30", False)],
)
def test_six_months_to_the_day(checked, old):
    day = datetime.date.fromisoformat(checked) if checked else None
    assert is_old(day, datetime.date(2026, 12, 1)) == old


def test_one_press_a_day_is_one_line(clinic):
    service = listed(clinic)
    Service.objects.update(checked_on=None)
    for _press in range(3):
        confirm_service(service, by=clinic)
    assert AuditLine.objects.filter(verb="service_checked").count() == 1


EDITS = {
    "own provider": True,
    "other provider": False,
    "ambassador": True,
    "coordinator": True,
    "facilitator": False,
    "board": False,
    "family": False,
}


@pytest.mark.parametrize("who", EDITS)
def test_who_edits(who, community, clinic):
    service = listed(clinic)
    person = {
        "own provider": lambda: clinic,
        "other provider": lambda: provider(community),
        "board": lambda: member(GroupFactory(community=community)),
        "family": lambda: PersonFactory(community=community),
    }.get(who, lambda: staff(community, who))()
    acts = [
        lambda: confirm_service(service, by=person),
        lambda: set_places(service, open_places=2, by=person),
        lambda: edit_service(service, by=person, name="New", languages=[], areas=[]),
    ]
    for act in acts:
        if EDITS[who]:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()
    page = signed_in(person).get(reverse("service", args=[service.pk]))
    assert page.status_code == 200
    assert ("Is it all still right?" in page.text) == EDITS[who]


def test_the_form_writes_what_was_typed(clinic):
    service = listed(clinic, languages=["en", "es"])
    typed = {
        "name": "Music",
        "status": "active",
        "languages": ["ht"],
        "areas": " 11212, Ocean Hill ,",
        "url": "x.org",
    }
    signed_in(clinic).post(reverse("service_edit", args=[service.pk]), typed)
    service = Service.objects.get()
    assert (service.name, service.url) == ("Music", "https://x.org")
    assert [row.code for row in service.languages.all()] == ["ht"]
    assert [row.name for row in service.areas.all()] == ["11212", "Ocean Hill"]
    wrong = {**typed, "minimum_age": "5", "maximum_age": "3", "url": "ftp://x.org"}
    refused = signed_in(clinic).post(reverse("service_edit", args=[service.pk]), wrong)
    assert refused.status_code == 400
    assert "below the one" in refused.text


def test_a_next_day_in_the_past_is_refused(clinic, community):
    service = listed(clinic)
    yesterday = community.today() - datetime.timedelta(days=1)
    with pytest.raises(BadInput):
        set_places(service, open_places=1, next_slot=yesterday, by=clinic)
    address = reverse("service_places", args=[service.pk])
    assert signed_in(clinic).post(address, {"open_places": "1", "next_slot": yesterday}).status_code == 400
    assert signed_in(clinic).post(address, {"open_places": "-1"}).status_code == 400
    assert signed_in(clinic).post(address, {"open_places": ""}).status_code == 302
    service.refresh_from_db()
    assert service.open_places is None


def test_the_same_queries_for_1_and_for_30(clinic):
    browser = signed_in(clinic)

    def queries():
        browser.get(reverse("directory"))
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(reverse("directory")).status_code == 200
        return len(captured)

    listed(clinic)
    with_one = queries()
    for number in range(29):
        listed(clinic, name=f"Service {number}", languages=["en", "es"], areas=["a", "b"], places=number)
    assert queries() == with_one
    assert "Page 1 of 2" in browser.get(reverse("directory")).text


def test_an_empty_directory_says_what_will_be_there(clinic):
    assert "Each service stands here" in signed_in(clinic).get(reverse("directory")).text


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_by_threads")
def test_of_two_who_take_the_last_place_one_hears_that_it_is_gone():
    clinic = provider(CommunityFactory())
    service = listed(clinic, places=1)
    told = at_once([lambda: take_place(Service.objects.get(pk=service.pk), by=clinic)] * 2)
    assert sorted(isinstance(one, Refused) for one in told) == [False, True]
    service.refresh_from_db()
    assert service.open_places == 0


def test_where_nobody_said_how_many_nothing_is_counted(clinic):
    service = take_place(listed(clinic), by=clinic)
    assert service.open_places is None
