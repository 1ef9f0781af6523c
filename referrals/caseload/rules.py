"""Whose list the caseload is, and when a family's word stands against the provider's. Pure."""

from datetime import date

from community.people.rules import has

keeps_caseload = has("ambassador", "coordinator")


def nobody_called(
    answer: str, *, answered_on: date | None, stepped_on: date | None, noted_since: bool
) -> bool:
    """Whether it stands that nobody called: the family said so, and no later step speaks against it.

    ``stepped_on``: the day of the provider's last step, None while there is none after the referral.
    ``noted_since``: whether it was noted after the family spoke, which decides where the days are the same.
    """
    if answer != "not_yet" or answered_on is None:
        return False
    if stepped_on is None or stepped_on < answered_on:
        return True
    return stepped_on == answered_on and not noted_since


def contradicts(answer: str, *, answered_on: date | None, stepped_on: date | None, noted_since: bool) -> bool:
    """Whether the provider says that the family was contacted and the family says that nobody called."""
    stands = nobody_called(answer, answered_on=answered_on, stepped_on=stepped_on, noted_since=noted_since)
    return stands and stepped_on is not None
