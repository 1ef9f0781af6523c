"""A new house has no door but this one."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from community.models import AuditLine, Community, Person

pytestmark = pytest.mark.django_db
FOUND = ("coordinator", "maple", "Ana Reyes", "Ana@example.org", "--found", "Maple Street")


def test_the_first_coordinator_chooses_a_password_by_mail_and_comes_in(mailoutbox, run_jobs, capsys):
    call_command(*FOUND, "--number", "718-555-0100", "--zone", "America/Chicago")
    assert "/accounts/password/reset/" in capsys.readouterr().out
    community = Community.objects.get(slug="maple")
    assert (community.number, community.time_zone) == ("+17185550100", "America/Chicago")
    client = Client()
    client.post("/accounts/password/reset/", {"email": "ana@example.org"})
    run_jobs()
    link = next(word for word in mailoutbox[0].body.split() if "/key/" in word)
    page = client.get(link, follow=True)
    new = "a longer horse battery"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    inside = client.post("/accounts/login/", {"login": "ana@example.org", "password": new}, follow=True)
    assert inside.request["PATH_INFO"] == "/accounts/2fa/totp/activate/"
    assert Person.objects.get().roles == {"coordinator"}
    assert AuditLine.objects.filter(verb="appoint").count() == 1


def test_a_second_one_joins_the_same_community():
    call_command(*FOUND)
    call_command("coordinator", "maple", "Bea", "bea@example.org")
    assert Person.objects.filter(community__slug="maple").count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        ("coordinator", "nowhere", "Bea", "bea@example.org"),
        ("coordinator", "maple", "Bea", "ana@example.org"),
        ("coordinator", "maple", " ", "bea@example.org"),
        ("coordinator", "maple", "Bea", "no address"),
        ("coordinator", "maple", "Bea", "bea@example.org", "--found", "Maple again"),
        ("coordinator", "oak", "Bea", "bea@example.org", "--found", "Oak", "--number", "12"),
        ("coordinator", "oak", "Bea", "bea@example.org", "--found", "Oak", "--zone", "Moon/Base"),
    ],
)
def test_what_cannot_be_is_said_and_leaves_nothing(wrong):
    call_command(*FOUND)
    with pytest.raises(CommandError):
        call_command(*wrong)
    assert Person.objects.count() == Community.objects.count() == 1
