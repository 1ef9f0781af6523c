"""Who gets in, and what is written down about who read what."""

import pytest
from django.urls import reverse

from community.models import AuditLine
from tests.factories.people import CommunityFactory, GroupFactory, member, provider, signed_in, staff
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db


def people(community, clinic):
    board = GroupFactory(community=community)
    return {
        "own provider": clinic,
        "other provider": provider(community),
        "ambassador": staff(community, "ambassador"),
        "coordinator": staff(community, "coordinator"),
        "facilitator": staff(community, "facilitator"),
        "finance": staff(community, "finance"),
        "board member": member(board),
        "provider elsewhere": provider(CommunityFactory()),
        "coordinator elsewhere": staff(CommunityFactory()),
        "nobody": None,
    }


MAY = {
    #                        list  new  page  step  close
    "own provider":          (200, 200, 200, 302, 302),
    "other provider":        (200, 200, 404, 404, 404),
    "ambassador":            (200, 403, 200, 302, 302),
    "coordinator":           (200, 403, 200, 403, 403),
    "facilitator":           (403, 403, 403, 403, 403),
    "finance":               (403, 403, 403, 403, 403),
    "board member":          (403, 403, 403, 403, 403),
    "provider elsewhere":    (200, 200, 404, 404, 404),
    "coordinator elsewhere": (200, 403, 404, 404, 404),
    "nobody":                (302, 302, 302, 302, 302),
}  # fmt: skip


@pytest.mark.parametrize("who", MAY)
def test_people_by_verbs(client, community, clinic, who):
    referral = refer(clinic)
    person = people(community, clinic)[who]
    browser = signed_in(person) if person else client
    today = community.today().isoformat()
    got = (
        browser.get(reverse("referrals")).status_code,
        browser.get(reverse("referral_new")).status_code,
        browser.get(reverse("referral", args=[referral.pk])).status_code,
        browser.post(
            reverse("referral_step", args=[referral.pk]),
            {"step-step": "contacted", "step-happened_on": today},
        ).status_code,
        browser.post(
            reverse("referral_close", args=[referral.pk]),
            {"close-reason": "refused", "close-happened_on": today},
        ).status_code,
    )
    assert got == MAY[who]
    referral.refresh_from_db()
    assert (referral.state == "closed") == (who in ("own provider", "ambassador"))


def test_one_factor_is_not_enough(clinic):
    referral = refer(clinic)
    browser = signed_in(clinic, second_factor=False)
    for address in (reverse("referrals"), reverse("referral_new"), reverse("referral", args=[referral.pk])):
        answer = browser.get(address)
        assert answer.status_code == 302
        assert "mfa" in answer["Location"] or "2fa" in answer["Location"]


def test_every_reading_of_a_child_s_page_is_a_line(clinic, community):
    referral = refer(clinic)
    ana = staff(community, "ambassador")
    for reader in (clinic, ana, ana):
        signed_in(reader).get(reverse("referral", args=[referral.pk]))
    lines = AuditLine.objects.filter(
        verb="read", subject_type="referrals.Child", subject_id=referral.child_id
    )
    assert [line.actor for line in lines] == [clinic, ana, ana]


def test_a_reader_who_is_refused_leaves_no_line_and_reads_nothing(community, clinic):
    referral = refer(clinic)
    answer = signed_in(provider(community)).get(reverse("referral", args=[referral.pk]))
    assert b"Zephyrine" not in answer.content
    assert not AuditLine.objects.filter(verb="read").exists()


def test_a_list_with_names_is_one_line_and_an_empty_one_none(clinic):
    browser = signed_in(clinic)
    browser.get(reverse("referrals"))
    assert not AuditLine.objects.filter(verb="list_children").exists()
    children = [refer(clinic).child_id, refer(clinic, child_name="Xavier").child_id]
    browser.get(reverse("referrals"))
    line = AuditLine.objects.get(verb="list_children")
    assert line.actor == clinic
    what_for, *shown = line.why.split()
    assert what_for == f"referral@{clinic.organisation_id}"
    assert sorted(map(int, shown)) == sorted(children)
