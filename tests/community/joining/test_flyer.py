"""The flyer: one page, three languages, a picture that opens a text."""

import re

import pytest
import segno

from community.core.scanning import picture_of
from community.joining.wordings import agreement_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "word"), [("en", "JOIN"), ("es", "UNIRME"), ("ht", "ANTRE")])
def test_it_is_whole_in_each_language_whoever_looks(home, client, language, word):
    client.cookies["django_language"] = "en"
    page = client.get(f"/join/brownsville/flyer/{language}/")
    html = page.content.decode()
    assert page.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in html
    for said in ("(718) 555-0100", word, agreement_in(language, home), "/join/brownsville/"):
        assert said in html
    assert picture_of(f"sms:+17185550100?body={word}") in html


def test_no_other_language_is_there(home, client):
    assert client.get("/join/brownsville/flyer/fr/").status_code == 404


def test_the_picture_keeps_to_the_content_policy_and_holds_the_address():
    address = "sms:+17185550100?body=JOIN"
    svg = picture_of(address)
    assert svg.startswith("<svg ")
    assert "style" not in svg
    assert drawn(svg) == [list(row) for row in segno.make_qr(address, error="q").matrix]


def drawn(svg):
    """The dark modules of an SVG of segno's, without its quiet zone, row by row."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    grid = [[0] * size for _row in range(size)]
    x = y = 0.0
    for command, numbers in re.findall(
        r"([Mmh])([^Mmhz\"]+)", re.search(r'stroke="#000"[^>]* d="([^"]+)"', svg)[1]
    ):
        steps = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            for at in range(int(steps[0])):
                grid[int(y)][int(x) + at] = 1
            x += steps[0]
        else:
            x, y = (steps[0], steps[1]) if command == "M" else (x + steps[0], y + steps[1])
    return [row[4:-4] for row in grid[4:-4]]
