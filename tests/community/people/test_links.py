"""Signed links open one page, change nothing when looked at, and give no more than they say."""

import datetime
from unittest import mock

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from community.core import registry
from community.core.errors import Refused
from community.models import SignedLink
from community.people.services import find_link, hash_token, make_link
from tests.factories.people import CommunityFactory, GroupFactory, member, signed_in, staff

pytestmark = pytest.mark.django_db
SOON = datetime.timedelta(hours=1)
FORM = "<form method=post>{% csrf_token %}</form>"
WRITES = ("INSERT", "UPDATE", "DELETE")


def page(request, link, action=""):
    """A purpose that tells what it was asked."""
    if action == "no":
        raise Refused("not tonight")
    form = engines["django"].from_string(FORM).render({}, request)
    where = (translation.get_language(), timezone.get_current_timezone_name())
    seen = (request.method, action, link.subject_id, *where)
    return HttpResponse(f"{seen} {request.person} {request.community.name} {form}")


@pytest.fixture(autouse=True)
def _purpose():
    with mock.patch.dict(registry.link_purposes._plugs, {"test": registry.LinkPurpose(page)}):
        yield


@pytest.fixture
def rosa():
    board = GroupFactory(community=CommunityFactory(time_zone="America/Los_Angeles"))
    return member(board, language="ht")


def token_for(person, expires_at=None, purpose="test"):
    address = make_link(person, purpose=purpose, subject_id=7, expires_at=expires_at or timezone.now() + SOON)
    return address.rstrip("/").rsplit("/", 1)[1]


def test_it_opens_its_page_in_the_persons_language_and_zone(client, rosa):
    answer = client.get(f"/l/{token_for(rosa)}/")
    assert "('GET', '', 7, 'ht', 'America/Los_Angeles') None" in answer.text
    assert answer.headers["Content-Language"] == "ht"


def test_a_language_picked_on_the_device_comes_first(client, rosa):
    client.cookies["django_language"] = "es"
    assert "'es'" in client.get(f"/l/{token_for(rosa)}/").text


def test_a_refusal_too_is_in_the_persons_language(client, rosa):
    refused = client.post(f"/l/{token_for(rosa)}/do/no/")
    assert (refused.status_code, refused.headers["Content-Language"]) == (409, "ht")
    assert '<html lang="ht"' in refused.text


def test_parts_are_read_and_acts_are_posted(client, rosa):
    token = token_for(rosa)
    assert "('GET', 'mine'" in client.get(f"/l/{token}/mine/").text
    assert "('POST', 'vote'" in client.post(f"/l/{token}/do/vote/").text
    assert client.get(f"/l/{token}/do/vote/").status_code == 405
    assert client.post(f"/l/{token}/mine/").status_code == 405
    assert client.post(f"/l/{token}/").status_code == 405


def test_only_a_hash_is_kept(rosa):
    token = token_for(rosa)
    (link,) = SignedLink.objects.all()
    assert link.token_hash == hash_token(token)
    assert token not in str(vars(link))
    assert len(token) >= 22


def test_looking_changes_nothing(client, rosa):
    token = token_for(rosa)
    for address in (f"/l/{token}/", f"/l/{token}/mine/", "/l/nothing/"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
            client.head(address)
        assert not [query["sql"] for query in queries if query["sql"].startswith(WRITES)]
    assert "sessionid" not in client.cookies


def test_an_act_needs_the_forms_own_token_but_no_sign_in(rosa):
    browser = Client(enforce_csrf_checks=True)
    token = token_for(rosa)
    assert browser.post(f"/l/{token}/do/vote/").status_code == 403
    secret = browser.get(f"/l/{token}/").text.split('value="')[1].split('"')[0]
    assert browser.post(f"/l/{token}/do/vote/", {"csrfmiddlewaretoken": secret}).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_has_run_out_says_how_to_get_a_new_one(client, rosa, method):
    token = token_for(rosa, expires_at=timezone.now() - datetime.timedelta(seconds=1))
    answer = getattr(client, method)(f"/l/{token}/" if method == "get" else f"/l/{token}/do/vote/")
    assert answer.status_code == 410
    assert rosa.community.number.replace("+1", "")[:3] in answer.text
    assert find_link(token) is None


@pytest.mark.parametrize("token", ["unknown", "x" * 500, "é", "0"])
def test_an_unknown_link_is_a_404_in_words(client, token):
    answer = client.get(f"/l/{token}/")
    assert answer.status_code == 404
    assert "text" in answer.text


def test_a_purpose_that_is_gone_is_a_404(client, rosa):
    assert client.get(f"/l/{token_for(rosa, purpose='gone')}/").status_code == 404


@pytest.mark.parametrize("token", [None, "unknown"])
def test_the_address_is_told_to_nobody(client, rosa, token):
    answer = client.get(f"/l/{token or token_for(rosa)}/")
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_refusal_does_not_write_the_address_to_the_log(client, rosa, caplog):
    token = token_for(rosa)
    assert client.post(f"/l/{token}/do/no/").status_code == 409
    assert token not in caplog.text


def test_who_is_signed_in_on_the_device_does_not_count(rosa):
    ana = staff(CommunityFactory())
    answer = signed_in(ana).get(f"/l/{token_for(rosa)}/")
    assert rosa.community.name in answer.text
    assert "None" in answer.text
