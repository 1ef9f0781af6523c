"""What a family on a slow phone has to load, and that pages keep to the content policy."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.community.look.sheets import FIRST_FACE, ROOT, SHEETS
from tests.factories.decisions import opened_at_meeting
from tests.factories.people import signed_in

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def zipped(data):
    return len(gzip.compress(data, 9))


def loads(html):
    """The addresses a browser fetches for a page, beside the page itself."""
    return set(re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="/static/([^"]+)"', html))


def test_all_style_sheets_together_weigh_ten_kilobytes_at_most():
    assert zipped(b"".join(path.read_bytes() for path in SHEETS)) <= 10_000


@pytest.mark.django_db
def test_a_family_page_fits_the_first_round_trip(client):
    page = client.get("/")
    weight = zipped(page.content) + zipped((FIRST_FACE / "base.css").read_bytes())
    fetched = loads(page.content.decode())
    assert weight <= 14_000
    assert len(fetched) + 1 <= 4
    assert not [address for address in fetched if address.endswith(".js")]


@pytest.mark.django_db
def test_every_page_of_a_board_member_takes_four_requests_at_most():
    decision, _facilitator, board = opened_at_meeting(3)
    client = signed_in(board[0])
    meeting = decision.meeting
    pages = [
        *("/", "/meetings/", f"/meetings/{meeting.pk}/", f"/meetings/{meeting.pk}/board/", "/equity/"),
        *("/decisions/", f"/decisions/{decision.pk}/", "/my/stipends/"),
    ]
    for address in pages:
        page = client.get(address)
        fetched = {name: zipped(Path(finders.find(name)).read_bytes()) for name in loads(page.text)}
        script = sum(weight for name, weight in fetched.items() if name.endswith(".js"))
        assert page.status_code == 200
        assert len(fetched) + 1 <= 4, address
        assert zipped(page.content) + sum(fetched.values()) - script <= 14_000, address
        assert not script or address.endswith("/board/")


@pytest.mark.django_db
def test_pages_go_out_zipped(client):
    page = client.get("/", headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.content) < 3_000


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_template_needs_inline_style_or_script(template):
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", template.read_text(), flags=re.DOTALL)
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)
