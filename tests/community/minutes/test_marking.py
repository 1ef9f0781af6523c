"""What anybody types becomes a harmless page, and differences lose nothing."""

import html as entities
import re

from hypothesis import given
from hypothesis import strategies as st

from community.minutes.marking import differences, plain, to_html

words = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)


@given(words)
def test_plain_words_come_out_as_they_went_in(said):
    line = " ".join(said.split())
    html = to_html(f"- {plain(said)}")
    assert entities.unescape(re.sub(r"<[^>]*>", "", html)).split() == line.split()


@given(words)
def test_nothing_typed_becomes_a_script_a_picture_or_a_style(said):
    html = to_html(f"{said}\n\n<script>alert(1)</script> ![x](https://e.org/x.png) <img src=x style=y>")
    tags = "".join(re.findall(r"<[^>]*>", html))
    assert not re.search(r"script|img|style|\son\w+=", tags)


def test_links_lead_to_the_web_only():
    html = to_html("[a](https://example.org) [b](javascript:alert(1)) [c](data:text/html,x)")
    assert html.count("href=") == 1
    assert 'href="https://example.org"' in html


def test_headings_stand_below_the_title_of_the_page():
    assert to_html("# One\n\n## Two") == "<h2>One</h2>\n<h2>Two</h2>\n"


@given(words, words)
def test_differences_hold_both_texts(before, after):
    pieces = differences(before, after)
    assert "".join(piece.words for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.words for piece in pieces if piece.kind != "gone") == after
