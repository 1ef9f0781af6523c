"""Texts come in while web and worker processes are killed: none lost, none doubled, each answered once."""

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from tests.faults.house import House, Process, open_house
from tests.stand_in import Text

AT_ONCE = 10
OPTIONS = {"1": "yes", "2": "no", "3": "abstain"}


@dataclass(frozen=True)
class Size:
    """So many phones vote, and as many others write in words; a tenth of the texts come twice."""

    voters: int
    kills: int
    webs: int
    # Seconds for the answers to leave once the last text has come.
    patience: float


@dataclass
class Evening:
    """The deliveries, and after which of them who is killed."""

    house: House
    deaths: dict[int, Process]
    taken_by: Counter[str] = field(default_factory=Counter)
    begun: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def bring(self, text: Text) -> None:
        """One delivery. While nobody answers the next one waits: each death costs a few texts, not all."""
        with self.lock:
            self.begun += 1
            if (victim := self.deaths.get(self.begun)) is not None:
                victim.kill()
                victim.start()
        house = self.house
        way = house.twilio.bring(text, house.address(0, "/sms/inbound/"), house.address(-1, "/sms/fallback/"))
        with self.lock:
            self.taken_by[way] += 1
        if way == "list":
            for web in house.webs:
                web.wait_ready()


def deliveries(texts: list[Text], draw: random.Random) -> list[Text]:
    """Each text once, and a tenth of them once more, in no order."""
    all_of_them = texts + draw.sample(texts, len(texts) // 10)
    draw.shuffle(all_of_them)
    return all_of_them


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(Size(voters=90, kills=2, webs=1, patience=180), id="small"),
        pytest.param(Size(voters=5000, kills=20, webs=2, patience=900), id="whole", marks=pytest.mark.faults),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_every_text_counts_once_and_is_answered_once(size: Size):
    draw = random.Random(20261124)  # noqa: S311  a seed, so that a failure can be repeated
    with open_house(webs=size.webs, seed=["vote", str(size.voters)]) as (house, facts):
        votes = {phone: draw.choice([*OPTIONS]) for phone in facts["voters"]}
        bodies = votes | dict.fromkeys(facts["others"], "Can my sister come on Thursday?")
        keep, number = house.twilio.keep, facts["number"]
        texts = [keep(From=phone, To=number, Body=body) for phone, body in bodies.items()]
        plan = deliveries(texts, draw)
        moments = draw.sample(range(len(plan) // 20, len(plan)), size.kills)
        victims = [house.worker, *house.webs]
        deaths = {moment: victims[place % len(victims)] for place, moment in enumerate(sorted(moments))}
        evening = Evening(house, deaths)
        house.start()
        with ThreadPoolExecutor(AT_ONCE) as deliverers:
            list(deliverers.map(evening.bring, plan))
        house.wait_until(lambda: not house.states().get("queued"), seconds=size.patience)
        house.settle()

        assert sum(process.deaths for process in victims) == size.kills + 1
        assert evening.taken_by["list"] > 0, "no text needed the sweep, so nothing was proved of it"
        kept = [sid for (sid,) in house.ask("SELECT sid FROM community_message WHERE direction = 'in'")]
        assert sorted(kept) == sorted(text.sid for text in texts)
        assert dict(house.ask(BALLOTS)) == {phone: OPTIONS[digit] for phone, digit in votes.items()}
        assert set(house.states()) <= {"sent", "delivered"}
        answered = Counter(text.to for text in house.twilio.sent)
        assert answered == dict.fromkeys(bodies, 1)
        print(f"{len(plan)} deliveries: {dict(evening.taken_by)}")


BALLOTS = """
SELECT person.phone, ballot.option FROM advisory_ballot AS ballot
JOIN advisory_rollentry AS entry ON entry.id = ballot.entry_id
JOIN community_person AS person ON person.id = entry.person_id
"""
