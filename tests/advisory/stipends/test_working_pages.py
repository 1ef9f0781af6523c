"""The pages where work and receipts are written down, and one stipend is put right."""

import pytest
from django.urls import reverse

from advisory.stipends.models import Stipend, Work
from advisory.stipends.services import Done, enter_work
from community.models import Message
from tests.factories.people import SINCE, GroupFactory, member, signed_in
from tests.factories.stipends import closed_evening, rate_for

pytestmark = pytest.mark.django_db


def an_evening():
    night = closed_evening(2)
    rate_for(night.meeting.group, 2000, SINCE, kind="outreach", unit="hour")
    rate_for(night.meeting.group, 3000, SINCE, kind="meal")
    told = {"group": night.meeting.group.pk, "day": night.community.today().isoformat()}
    return night, told


def test_a_member_writes_down_work_and_a_receipt():
    night, told = an_evening()
    browser = signed_in(night.board[0], second_factor=False)
    assert reverse("my_work") in browser.get("/my/stipends/").text
    browser.post(reverse("my_work"), told | {"kind": "outreach", "hours": "1", "minutes": "30"})
    browser.post(reverse("my_work"), told | {"kind": "meal", "dollars": "12.50"})
    work = Work.objects.order_by("pk").values_list("kind", "minutes", "asked_cents", "entered_by")
    rosa = night.board[0].pk
    assert list(work) == [("outreach", 90, None, rosa), ("meal", None, 1250, rosa)]
    shown = browser.get("/my/stipends/").text
    assert "$30 for outreach" in shown
    assert "$12.50 for a meal" in shown
    listed = signed_in(night.coordinator).get("/money/").text
    assert "Outreach work, " in listed
    assert "Approve 2 for" in listed


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "meal"}, {"kind": "interview"}, {"hours": ""}, {"group": "0"}, {"day": "2100-01-01"}],
)
def test_what_cannot_be_is_told_in_the_form(wrong):
    night, told = an_evening()
    sent = told | {"kind": "outreach", "hours": "1"} | wrong
    staff_sent = sent | {"person": night.board[0].pk}
    for browser, page, fields in (
        (signed_in(night.board[0], second_factor=False), "my_work", sent),
        (signed_in(night.finance), "work_new", staff_sent),
    ):
        answer = browser.post(reverse(page), fields)
        assert (answer.status_code, "error-summary" in answer.text) == (400, True)
    assert not Work.objects.exists()


def test_another_groups_work_is_not_offered():
    night, told = an_evening()
    stranger = member(GroupFactory(community=night.community))
    sent = told | {"kind": "outreach", "hours": "1"}
    browser = signed_in(stranger, second_factor=False)
    assert "Nothing is paid outside of meetings yet" in browser.get(reverse("my_work")).text
    assert browser.post(reverse("my_work"), sent).status_code == 400
    elsewhere = member(GroupFactory())
    foreign = signed_in(night.finance).post(reverse("work_new"), sent | {"person": elsewhere.pk})
    assert foreign.status_code == 400


def test_staff_write_down_for_a_member_and_do_not_approve_it():
    night, told = an_evening()
    browser = signed_in(night.coordinator)
    sent = told | {"person": night.board[0].pk, "kind": "outreach", "hours": "1"}
    shown = browser.post(reverse("work_new"), sent, follow=True).text
    assert "Ana Reyes" in shown
    assert "/approve/" not in shown
    assert "You wrote it down: another coordinator approves it" in browser.get("/money/").text


def test_one_stipend_is_put_right_and_taken_back_on_its_page(run_jobs):
    night, _told = an_evening()
    done = Done("outreach", night.community.today(), minutes=60)
    stipend = enter_work(night.meeting.group, night.board[0], done, by=night.board[0])
    browser = signed_in(night.finance)
    page = reverse("stipend", args=[stipend.pk])
    assert "Another amount" in browser.get(page).text
    correct = reverse("stipend_correct", args=[stipend.pk])
    assert browser.post(correct, {"hours": "2", "why": ""}).status_code == 400
    shown = browser.post(correct, {"hours": "2", "why": "It took two."}, follow=True).text
    assert "$40" in shown
    right = Stipend.objects.get(kind="outreach", state="owed")
    back = reverse("stipend_reverse", args=[right.pk])
    assert browser.post(back, {"why": ""}).status_code == 400
    shown = browser.post(back, {"why": "Twice"}, follow=True).text
    assert "taken back" in shown
    assert "Take it back" not in shown
    run_jobs()
    said = Message.objects.filter(person=night.board[0], body__contains="taken back")
    assert "$40 for outreach" in said.get().body


def test_a_meetings_stipend_names_the_page_that_puts_it_right():
    night, _told = an_evening()
    shown = signed_in(night.coordinator).get(reverse("stipend", args=[night.stipends[0].pk])).text
    assert reverse("meeting", args=[night.meeting.pk]) in shown
    assert "Another amount" not in shown
    assert "became owed" in shown
