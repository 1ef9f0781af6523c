"""Texts go out while workers die at every step and answers are lost: none lost, none doubled, all known."""

from collections import Counter
from dataclasses import dataclass

import pytest

from tests.faults.house import open_house
from tests.faults.steps import STEPS, step_for
from tests.stand_in import Trouble

NEVER_ANSWERED = Trouble("hang", taken=True)


@dataclass(frozen=True)
class Size:
    """Every ``crash_every``th of the ``texts`` ends the worker that has its ``batch`` in hand."""

    texts: int
    crash_every: int
    batch: int
    patience: float


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(Size(texts=100, crash_every=12, batch=6, patience=180), id="small"),
        pytest.param(
            Size(texts=2000, crash_every=50, batch=40, patience=900), id="whole", marks=pytest.mark.faults
        ),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_every_text_leaves_once_and_its_end_is_known(size: Size):
    crash = {"CRASH_EVERY": str(size.crash_every), "BATCH": str(size.batch)}
    with open_house(webs=0, seed=["queue", str(size.texts)], **crash) as (house, facts):
        deaths = [step_for(number, size.crash_every) for number in range(size.texts)]
        # The worker dies while it waits for an answer that does not come.
        for phone, step in zip(facts["phones"], deaths, strict=True):
            if step:
                house.twilio.trouble_for[phone] = NEVER_ANSWERED if step == "handed_over" else None
        house.twilio.trouble_share, house.twilio.share_trouble = 0.05, NEVER_ANSWERED
        house.start()
        house.wait_until(lambda: not house.states().get("queued"), seconds=size.patience)
        left_open = house.states()
        sweeps = house.settle()

        died = Counter(deaths[number] for number in house.deaths())
        assert set(died) == set(STEPS)
        assert left_open.keys() & {"sending", "unknown"}, "nothing was left open, so nothing was proved"
        assert sorted(text.to for text in house.twilio.sent) == sorted(facts["phones"])
        assert set(house.states()) <= {"sent", "delivered"}
        sids = [sid for (sid,) in house.ask("SELECT sid FROM community_message")]
        assert sorted(sids) == sorted(text.sid for text in house.twilio.sent)
        print(f"{size.texts} texts, deaths {dict(died)}; before the sweep {left_open}; {sweeps} sweeps")
