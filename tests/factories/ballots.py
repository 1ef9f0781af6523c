"""A ballot on its way from its voter, through each of the doors that one can come in by."""

import uuid
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisory.decisions import services
from advisory.decisions.models import Decision
from community.messaging.services import receive_text
from community.models import Person, ReplyExpectation
from community.people.services import make_link
from tests.factories.messaging import new_sid
from tests.factories.people import signed_in


def fields(decision: Decision, ballot: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """What a form sends for ``ballot``."""
    if decision.chooses and "option" in ballot:
        return {"abstain": "1"}
    if not decision.chooses:
        return {f"{prefix}{name}": said for name, said in ballot.items()}
    marks = ballot["marks"]
    if decision.method == Decision.Method.IRV:
        return {f"{prefix}rank{place}": rank for rank, [place] in enumerate(marks, 1)}
    if decision.method == Decision.Method.DOTS:
        return {f"{prefix}points{place}": points for place, points in marks}
    return {f"{prefix}choices": marks}


def press_on_board(decision: Decision, voter: Person, ballot: dict[str, Any]) -> None:
    sent = fields(decision, ballot, f"ballot{decision.pk}-")
    browser = signed_in(voter, second_factor=False)
    address = reverse("meeting_board_do", args=[decision.meeting_id, "vote"])
    browser.post(address, {"ballot": decision.pk, "press": uuid.uuid4(), **sent})


def send_page(decision: Decision, voter: Person, ballot: dict[str, Any]) -> None:
    browser = signed_in(voter, second_factor=False)
    browser.post(reverse("decision_vote", args=[decision.pk]), fields(decision, ballot))


def send_text(decision: Decision, voter: Person, ballot: dict[str, Any]) -> None:
    """With the numbers that their phone was told."""
    asked = ReplyExpectation.objects.get(person=voter, subject_id=decision.pk)
    number = {choice.value: choice.number for choice in asked.choices.all()}
    words = [str(number[ballot["option"]])] if "option" in ballot else []
    for mark in ballot.get("marks", []):
        place, *rest = mark if isinstance(mark, list) else [mark]
        words.append("=".join(str(part) for part in (number[str(place)], *rest)))
    receive_text(community=voter.community, phone=voter.phone, body=" ".join(words), sid=new_sid())


def follow_link(decision: Decision, voter: Person, ballot: dict[str, Any]) -> None:
    until = timezone.now() + timedelta(days=1)
    link = make_link(voter, purpose=services.BALLOT, subject_id=decision.pk, expires_at=until)
    token = link.rstrip("/").rsplit("/", 1)[1]
    sent = {"press": uuid.uuid4(), **fields(decision, ballot)}
    Client().post(reverse("link_do", kwargs={"token": token, "action": "vote"}), sent)
