"""Forms: every error stands twice, and everything that points somewhere points at something."""

import re

import pytest

from community.config.styleguide import Specimen


@pytest.fixture
def html():
    return str(Specimen({"born": "31 February"}))


def test_errors_are_summed_up_and_lead_to_their_fields(html):
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    links = re.findall(r'href="#([^"]+)"', html)
    assert len(links) == 4
    assert set(links) <= ids


def test_hints_and_errors_are_tied_to_their_controls(html):
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    tied = [name for names in re.findall(r'aria-describedby="([^"]+)"', html) for name in names.split()]
    assert "id_born_helptext" in tied
    assert "id_born_error" in tied
    assert set(tied) <= ids
    assert html.count('aria-invalid="true"') == 5


def test_only_what_may_stay_empty_is_marked(html):
    assert html.count("(not required)") == 2


def test_a_form_without_errors_has_no_summary():
    assert "error-summary" not in str(Specimen())
