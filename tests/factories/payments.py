"""Payment runs for tests."""

import csv
from io import StringIO
from typing import Any, NamedTuple

from advisory.models import Payment, PaymentRun
from advisory.payments.services import start_run
from advisory.stipends.services import approve_meeting, wish_for
from community.models import Community, Person
from tests.factories.stipends import Evening, closed_evening


class Begun(NamedTuple):
    """A run that has begun, and the evening it pays for."""

    night: Evening
    run: PaymentRun

    @property
    def finance(self) -> Person:
        return self.night.finance

    @property
    def community(self) -> Community:
        return self.night.community

    @property
    def payments(self) -> list[Payment]:
        """As they stand, oldest first."""
        return list(self.run.payments.select_related("person", "run__community").order_by("pk"))


def begun(members: int = 3, *, method: str = "check") -> Begun:
    """A run of ``method`` that pays ``members`` for one evening."""
    night = approved_evening(members, method=method)
    return Begun(night, start_run(night.community, method=method, by=night.finance))


def approved_evening(members: int = 3, *, method: str = "check") -> Evening:
    """An evening whose stipends are approved; its members want to be paid by ``method``."""
    night = closed_evening(members)
    for person in night.board:
        wish_for(person, method=method, by=person)
    approve_meeting(night.meeting, by=night.coordinator)
    return night


def results(*rows: tuple[Any, ...], names: str = "key,result,paid_on,reference,reason") -> bytes:
    """A payer's file with ``rows`` below ``names``."""
    written = StringIO()
    csv.writer(written).writerows([names.split(","), *rows])
    return written.getvalue().encode()
