"""The form of the next step: of the case that is spoken of now, for who leads."""

from typing import Any

from django.template.loader import render_to_string

from referrals.conference.forms import DecideForm
from referrals.conference.models import Conference
from referrals.conference.panels import shown
from referrals.conference.rules import leads_conference
from referrals.conference.selectors import cases_on, find_conference


def mine(person: Any, board_id: int) -> str:
    """It follows the board: a step is never written for another case than the one that is shown."""
    conference = find_conference(board_id)
    if not leads_conference(person) or conference.state != Conference.State.OPEN:
        return ""
    current = next((case for case in cases_on(board_id) if case.pk == conference.current_id), None)
    if current is None:
        return ""
    form = DecideForm(case=current, by=person, form_id="act")
    return render_to_string("conference/decide.html", {"form": form, **shown(current, conference)})
