"""Who reads minutes where, in which language, and on paper."""

import re

import pytest
from django.urls import reverse

from community.minutes import services
from community.minutes.home import todos
from tests.factories.minutes import approved, begun
from tests.factories.people import member, provider, signed_in, staff
from tests.paper import unpacked

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    minutes = approved()
    community = minutes.meeting.group.community
    writer = staff(community, "coordinator")
    body = "## Decisions\n\n- **Hours**: yes.\n\n<script>alert(1)</script>"
    services.write_version(minutes, language="en", body=body, after=1, by=writer, why="Clearer")
    version = services.write_version(
        minutes, language="es", body="## Decisiones\n\n- Horas: si.", after=0, by=writer
    )
    services.review_translation(version, by=staff(community, "facilitator"))
    services.write_version(minutes, language="ht", body="Bonjou.", after=0, by=writer)
    services.publish_minutes(minutes, by=writer)
    return minutes


def address(minutes, language, name="public_minutes"):
    meeting = minutes.meeting
    args = [meeting.group.community.slug, meeting.group.code, meeting.number, language]
    return reverse(name, args=args)


def test_everybody_reads_published_minutes_in_each_reviewed_language(published, client):
    page = client.get(address(published, "en"))
    html = page.content.decode()
    assert "<strong>Hours</strong>: yes." in html
    assert "<script>alert" not in html
    assert "Clearer" in html
    assert 'hreflang="es"' in html
    assert 'hreflang="ht"' not in html
    spanish = client.get(address(published, "es"))
    assert spanish.headers["Content-Language"] == "es"
    assert '<html lang="es"' in spanish.content.decode()
    assert "Decisiones" in spanish.content.decode()
    assert client.get(address(published, "ht")).status_code == 404
    listed = client.get(reverse("published_minutes", args=[published.meeting.group.community.slug]))
    assert address(published, "en") in listed.content.decode()


def test_a_pdf_has_tags_a_language_and_a_title(published, client):
    pytest.importorskip("weasyprint", exc_type=OSError, reason="Pango is not on this machine")
    got = client.get(address(published, "es", "minutes_pdf"))
    assert got.headers["Content-Type"] == "application/pdf"
    whole = unpacked(got.content)
    for mark in (rb"/MarkInfo", rb"/StructTreeRoot", rb"/Lang \(es\)", rb"pdfuaid:part"):
        assert re.search(mark, whole), mark
    assert got.content == client.get(address(published, "es", "minutes_pdf")).content
    assert client.get(address(published, "ht", "minutes_pdf")).status_code == 404


def test_drafts_are_for_the_group_and_the_staff(client):
    minutes = begun()
    group = minutes.meeting.group
    where = reverse("minutes", args=[minutes.meeting_id])
    assert client.get(address(minutes, "en")).status_code == 404
    rosa = member(group)
    assert signed_in(rosa).get(where).status_code == 200
    assert "Edit the draft" not in signed_in(rosa).get(where).content.decode()
    assert signed_in(provider(group.community)).get(where).status_code == 403
    assert "Edit the draft" in signed_in(staff(group.community, "facilitator")).get(where).content.decode()


def test_a_writer_who_was_overtaken_keeps_the_words():
    minutes = begun()
    luis = signed_in(staff(minutes.meeting.group.community, "facilitator"))
    where = reverse("minutes_write", args=[minutes.meeting_id, "en"])
    assert 'name="after" value="1"' in luis.get(where).content.decode()
    services.write_version(minutes, language="en", body="Hers.", after=1, by=None)
    late = luis.post(where, {"body": "My long words.", "after": "1"})
    assert late.status_code == 409
    assert "My long words." in late.content.decode()
    assert luis.post(where, {"body": "Both.", "after": "2"}).status_code == 302


def test_a_translation_begins_with_its_own_headings():
    minutes = begun(objectives=["Choose the hours"])
    luis = signed_in(staff(minutes.meeting.group.community, "facilitator"))
    html = luis.get(reverse("minutes_write", args=[minutes.meeting_id, "es"])).content.decode()
    assert "Para qué fue" in html
    assert "Choose the hours" in html


def test_the_coordinator_hears_of_unwritten_minutes_and_drafts_them_from_the_meeting():
    from tests.factories.minutes import held

    meeting = held()
    carla = staff(meeting.group.community, "coordinator")
    assert [todo.text for todo in todos(carla)] == [f"Write the minutes of {meeting.group.name}, meeting 31"]
    browser = signed_in(carla)
    assert "Draft the minutes" in browser.get(reverse("meeting", args=[meeting.pk])).content.decode()
    browser.post(reverse("minutes_do", args=[meeting.pk, "draft"]))
    assert list(todos(carla)) == []
    assert "Read the minutes" in browser.get(reverse("meeting", args=[meeting.pk])).content.decode()


def test_the_page_takes_the_same_queries_at_two_and_at_many_versions(django_assert_max_num_queries):
    minutes = begun()
    rosa = signed_in(member(minutes.meeting.group))
    where = reverse("minutes", args=[minutes.meeting_id])
    rosa.get(where)
    for number in range(1, 20):
        services.write_version(minutes, language="en", body=f"Words {number}.", after=number, by=None)
    with django_assert_max_num_queries(12):
        rosa.get(where)
