"""Shared measures, and who came: what nobody recorded is never 0."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.core.errors import BadInput, NotAllowed
from community.models import Attendance, Meeting, Program
from referrals.models import SharedFigure
from referrals.teams.home import todos
from referrals.teams.selectors import attendance_of, measures_of, months_until, team_of
from referrals.teams.services import ask_for_measure, count_as, write_figures
from tests.factories.meetings import planned
from tests.factories.people import provider, signed_in, staff
from tests.factories.teams import counted, promised

pytestmark = pytest.mark.django_db


@pytest.fixture
def imani(community):
    return staff(community)


@pytest.fixture
def last_month(community):
    return months_until(community.today())[0]


def test_not_recorded_is_never_0_and_a_sum_needs_everybody(clinic, imani, community, last_month):
    ours, theirs = counted(clinic, imani), counted(provider(community), imani)
    write_figures(last_month, {ours: 0}, by=clinic)
    table = measures_of(community)[0]
    assert [line.counts[0] for line in table.lines] in ([0, None], [None, 0])
    assert (table.sums[0], table.recorded[0]) == (None, 1)
    page = signed_in(imani).get(reverse("shared_measures")).text
    assert "1 of 2 programs recorded" in page
    write_figures(last_month, {theirs: 7}, by=imani)
    assert measures_of(community)[0].sums[0] == 7


def test_a_corrected_figure_stands_and_twice_is_once(clinic, imani, community, last_month):
    source = counted(clinic, imani)
    assert [write_figures(last_month, {source: count}, by=clinic) for count in (5, 5, 6)] == [1, 0, 1]
    assert measures_of(community)[0].lines[0].counts[0] == 6
    assert SharedFigure.objects.count() == 2


def test_a_month_that_is_not_over_is_refused(clinic, imani, community):
    with pytest.raises(BadInput):
        write_figures(community.today().replace(day=1), {counted(clinic, imani): 5}, by=clinic)


def test_nobody_counts_for_another_organization(clinic, imani, community, last_month):
    source = counted(clinic, imani)
    with pytest.raises(NotAllowed):
        write_figures(last_month, {source: 5}, by=provider(community))
    with pytest.raises(NotAllowed):
        ask_for_measure(community, title="More", by=clinic)
    with pytest.raises(NotAllowed):
        count_as(source.measure, program=source.program, own_name="Ours", by=provider(community))


def test_two_minutes_write_the_figures_and_leave_the_rest_empty(clinic, imani, community):
    first = counted(clinic, imani)
    second = counted(clinic, imani, title="Families called")
    assert [todo.text for todo in todos(clinic)] == ["2 numbers of last month are missing"]
    browser = signed_in(clinic)
    typed = {f"count_{first.pk}": "12", f"count_{second.pk}": ""}
    assert browser.post(reverse("team_mine"), typed).status_code == 302
    assert [todo.text for todo in todos(clinic)] == ["1 number of last month is missing"]
    page = browser.get(reverse("team_mine")).text
    assert 'value="12"' in page
    assert browser.post(reverse("team_mine"), {f"count_{first.pk}": "-1"}).status_code == 400
    assert browser.post(reverse("team_mine"), typed, follow=True).text.count("Nothing new to write down") == 1


def test_the_coordinator_maps_a_measure(clinic, imani, community):
    browser, program = (
        signed_in(imani),
        Program.objects.create(organisation=clinic.organisation, name="Babies"),
    )
    browser.post(reverse("shared_measure_new"), {"title": "Children screened"})
    measure = measures_of(community)[0].measure
    typed = {"program": program.pk, "own_name": "EPIC report"}
    browser.post(reverse("shared_measure_source", args=[measure.pk]), typed)
    assert "EPIC report" in browser.get(reverse("shared_measures")).text
    assert browser.post(reverse("shared_measure_new"), {"title": ""}).status_code == 400
    assert browser.post(reverse("shared_measure_source", args=[measure.pk]), {}).status_code == 400


def test_who_came_by_organization_and_program(clinic, community, imani):
    team = team_of(community)
    program = Program.objects.create(organisation=clinic.organisation, name="Babies")
    clinic.program = program
    clinic.save()
    away = provider(community)
    recorded, silent = planned(team, number=4), planned(team, number=5)
    Attendance.objects.create(meeting=recorded, person=clinic, channel="facilitator", recorded_by=imani)
    Meeting.objects.update(state="closed")
    meetings, rows = attendance_of(team)
    assert meetings == [silent, recorded]
    told = {(row.organisation, row.program): row.counts for row in rows}
    assert told == {
        (clinic.organisation.name, "Babies"): [None, 1],
        (away.organisation.name, ""): [None, 0],
    }
    page = signed_in(clinic).get(reverse("team_attendance")).text
    assert "not recorded" in page


@pytest.mark.parametrize(
    "name", ["team", "shared_measures", "shared_measures by imani", "team_attendance", "team_mine"]
)
def test_the_same_queries_for_1_and_for_30(name, clinic, imani, community, last_month):
    name, _by, who = name.partition(" by ")
    browser = signed_in(imani if who else clinic)

    def queries():
        browser.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(reverse(name)).status_code == 200
        return len(captured)

    meeting = planned(team_of(community))
    Attendance.objects.create(meeting=meeting, person=clinic, channel="facilitator", recorded_by=imani)
    meeting.state = "closed"
    meeting.save()
    promised(clinic)
    write_figures(last_month, {counted(clinic, imani): 1}, by=clinic)
    with_one = queries()
    for number in range(29):
        other = clinic if number < 2 else provider(community)
        promised(other, title=f"Promise {number}")
        write_figures(last_month, {counted(other, imani, title=f"Measure {number}"): 1}, by=other)
    assert queries() == with_one


@pytest.mark.parametrize("name", ["team", "shared_measures", "team_attendance", "team_mine"])
def test_empty_pages_say_what_will_be_there(name, clinic):
    assert signed_in(clinic).get(reverse(name)).status_code == 200
