"""Whose list the caseload is, and when a family's word stands against the provider's. Pure."""

from datetime import date

from community.people.rules import has

keeps_caseload = has("ambassador", "coordinator")


def nobody_called(answer: str, *, answered_on: date | None, stepped_on: date | None) -> bool:
    """Whether it stands that nobody called: the family said so, and no step was noted after that day.

    ``stepped_on``: the day of the provider's last step, None while there is none after the referral.
    """
    if answer != "not_yet" or answered_on is None:
        return False
    return stepped_on is None or stepped_on <= answered_on


def contradicts(answer: str, *, answered_on: date | None, stepped_on: date | None) -> bool:
    """Whether the provider says that the family was contacted and the family says that nobody called."""
    return stepped_on is not None and nobody_called(answer, answered_on=answered_on, stepped_on=stepped_on)
