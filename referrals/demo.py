"""Eighteen months of made-up referrals for the demo's community. Plainly samples: no row is a real child."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from community.people.models import Channel, Consent, Person
from referrals.tracking.models import (
    Child,
    ChildRace,
    Concern,
    Note,
    NotesAllowed,
    Referral,
    ReferralConcern,
    Source,
    Step,
)
from referrals.tracking.rules import age_band, third_birthday
from referrals.tracking.services.due import reckon_due
from referrals.tracking.services.duplicates import keep_marks
from referrals.tracking.states import State
from referrals.tracking.wordings import referral_wording, texts_wording

HOW_MANY = 400
MONTHS_18 = 548

FIRST_NAMES = (
    *("Amara", "Jayden", "Malia", "Noah", "Zoé", "Santiago", "Imani", "Elijah", "Camila", "Nehemie"),
    *("Aaliyah", "Micah", "Luciana", "Kenzo", "Esther", "Mateo", "Naomi", "Xavier", "Ruth", "Isaiah"),
    *("Valentina", "Samuel", "Chloe", "Dieudonné", "Leila", "Josiah", "Rosalie", "Amir", "Skye", "Gabriel"),
)
PARENT_NAMES = {
    "en": ("Danielle", "Shawn", "Keisha", "Brianna", "Marcus", "Alicia", "Monica", "Terrence"),
    "es": ("Yesenia", "Carlos", "Maribel", "Xiomara", "Juana", "Ramón", "Altagracia", "Wendy"),
    "ht": ("Guerline", "Jean-Claude", "Mirlande", "Fabienne", "Rose-Laure", "Wilner", "Nadine", "Emmanuel"),
}
LAST_NAMES = {
    "en": (
        "Bennett",
        "Clarke",
        "Dawson",
        "Edwards",
        "Francis",
        "Gibbs",
        "Haynes",
        "Ingram",
        "Palmer",
        "Young",
    ),
    "es": (
        "Acosta",
        "Batista",
        "Cruz",
        "Durán",
        "Espinal",
        "Fermín",
        "García",
        "Núñez",
        "Polanco",
        "Tavárez",
    ),
    "ht": (
        "Alexis",
        "Bien-Aimé",
        "Charles",
        "Dorval",
        "Etienne",
        "François",
        "Germain",
        "Jules",
        "Noël",
        "Toussaint",
    ),
}
RACES = {
    "en": [
        (["black"], 74),
        (["black", "hispanic"], 6),
        (["white"], 3),
        (["asian"], 3),
        (["black", "aian"], 2),
        ([], 12),
    ],
    "es": [(["hispanic"], 66), (["hispanic", "black"], 18), (["hispanic", "white"], 6), ([], 10)],
    "ht": [(["black"], 90), ([], 10)],
}
ZIP_CODES = [("11212", 62), ("11233", 20), ("11207", 12), ("11236", 6)]
LANGUAGES = [("en", 68), ("es", 19), ("ht", 13)]
SEXES = [("m", 52), ("f", 38), ("", 10)]
CONCERNS = [
    (Concern.COMMUNICATION, 52),
    (Concern.SOCIAL, 17),
    (Concern.PHYSICAL, 15),
    (Concern.COGNITIVE, 10),
    (Concern.ADAPTIVE, 6),
]
SOURCES = [
    (Source.PHYSICIAN, 34),
    (Source.PARENT, 22),
    (Source.CHILD_CARE, 18),
    (Source.CLINIC, 12),
    (Source.HOSPITAL, 8),
    (Source.HOMELESS_SHELTER, 4),
    (Source.CHILD_WELFARE, 2),
]
# Days from one step to the next (least, most), and of a hundred how many go on; the others end.
STEPS = [
    (State.RECEIVED, (0, 4), 98, ("not_found",)),
    (State.CONTACTED, (1, 12), 88, ("not_found", "refused", "moved_city")),
    (State.CONSENTED, (4, 16), 94, ("refused", "not_found")),
    (State.EVALUATED, (3, 18), 90, ("refused", "not_found", "moved_state")),
    (State.ELIGIBLE, (1, 6), 70, ("ineligible", "ineligible", "monitoring")),
    (State.PLAN, (3, 16), 95, ("refused", "moved_city")),
    (State.SERVICES, (5, 38), 94, ("refused", "moved_state")),
]
NOTE = "Best after 3 in the afternoon. An aunt comes along to the visits."
# How long a referral that goes nowhere stays open before somebody closes it.
GIVES_UP_AFTER = (40, 90)
AREA_CODES = ("332", "516", "631", "914")


@dataclass(frozen=True)
class Way:
    """What became of one referral: its steps in order, and the reason if it ended."""

    steps: list[tuple[State, date]]
    reason: str = ""


def _one_of(random: Random, weighted: list[tuple[Any, int]]) -> Any:
    return random.choices([value for value, _w in weighted], [weight for _v, weight in weighted])[0]


def invent_way(random: Random, *, referred_on: date, birth_date: date, today: date, sent: bool) -> Way:
    """How a referral may have gone until yesterday; it leaves for preschool at the third birthday.

    Only one that was ``sent`` to another organisation is received there.
    """
    steps = [(State.REFERRED, referred_on)]
    birthday, day = third_birthday(birth_date), referred_on
    for state, (least, most), of_hundred, reasons in STEPS if sent else STEPS[1:]:
        ends = random.randrange(100) >= of_hundred
        day += timedelta(days=random.randint(*(GIVES_UP_AFTER if ends else (least, most))))
        if day >= birthday:
            break
        if day >= today:
            return Way(steps)
        if ends:
            return Way([*steps, (State.CLOSED, day)], random.choice(reasons))
        steps.append((state, day))
    if birthday < today:
        return Way([*steps, (State.CLOSED, birthday)], "preschool")
    return Way(steps)


def seed_referrals(cast: Any) -> None:
    """Add the samples to ``cast.community``, in a dozen inserts. The same every time for the same day."""
    days = sorted(cast.random.randrange(1, MONTHS_18) for _referral in range(HOW_MANY))[::-1]
    samples = [_Sample(cast, number, cast.today - timedelta(days=ago)) for number, ago in enumerate(days)]
    Person.objects.bulk_create([sample.parent for sample in samples])
    Child.objects.bulk_create([sample.child for sample in samples])
    for sample in samples:
        sample.consent.subject_id = sample.child.pk
    Consent.objects.bulk_create([sample.consent for sample in samples])
    Referral.objects.bulk_create([sample.referral for sample in samples])
    keep_marks([sample.child for sample in samples])
    Consent.objects.bulk_create([sample.texts for sample in samples if sample.texts])
    ChildRace.objects.bulk_create([race for sample in samples for race in sample.races])
    ReferralConcern.objects.bulk_create([concern for sample in samples for concern in sample.concerns()])
    Step.objects.bulk_create([step for sample in samples for step in sample.steps()])
    _write_a_note(samples, by=cast.providers[0])


def _write_a_note(samples: list["_Sample"], *, by: Person) -> None:
    """One organization has turned notes on, and wrote one with its newest referral."""
    own = [sample.referral for sample in samples if sample.by == by]
    if own:
        allowed = NotesAllowed.objects.create(organisation=own[-1].organisation, began_by=by)
        Note.objects.create(referral=own[-1], under=allowed, words=NOTE)


class _Sample:
    """All rows of one made-up referral, unsaved."""

    def __init__(self, cast: Any, number: int, day: date) -> None:
        self.random, self.zone, self.day = cast.random, cast.community.zone, day
        random = self.random
        self.language = _one_of(random, LANGUAGES)
        self.by = cast.providers[min(int(random.expovariate(0.22)), 99) % len(cast.providers)]
        born = day - timedelta(days=random.randint(30, 1040))
        receiver = random.choice(cast.providers).organisation if random.randrange(100) < 40 else None
        receiver = receiver if receiver != self.by.organisation else None
        self.way = invent_way(
            random, referred_on=day, birth_date=born, today=cast.today, sent=receiver is not None
        )
        last = random.choice(LAST_NAMES[self.language])
        self.parent = Person(
            community=cast.community,
            display_name=f"{random.choice(PARENT_NAMES[self.language])} {last}",
            phone=f"+1{AREA_CODES[number // 100]}55501{number % 100:02d}",
            language=self.language,
        )
        first = random.choice(FIRST_NAMES)
        self.child = Child(
            community=cast.community,
            name=f"{first[0]}. {last[0]}." if number % 3 == 0 else f"{first} {last}",
            birth_date=born,
            zip_code=_one_of(random, ZIP_CODES),
            language=self.language,
            sex=_one_of(random, SEXES),
            parent=self.parent,
        )
        self.races = [
            ChildRace(child=self.child, category=race) for race in _one_of(random, RACES[self.language])
        ]
        self.agreed_at = self._at(day, 9)
        self.consent = self._agreed(
            "referral", referral_wording(self.language, organisation=self.by.organisation)
        )
        self.consent.recipient = self.by.organisation
        agrees = random.randrange(100) < 85
        wording = texts_wording(self.language, community=cast.community)
        self.texts = self._agreed("texts", wording) if agrees else None
        state, since = self.way.steps[-1]
        self.referral = Referral(
            community=cast.community,
            child=self.child,
            organisation=self.by.organisation,
            receiver=receiver,
            referred_by=self.by,
            consent=self.consent,
            source=_one_of(random, SOURCES),
            identified_on=day - timedelta(days=number % 6) if number % 5 else None,
            referred_on=day,
            age_band=age_band(born, day),
            state=state,
            state_since=since,
            closed_reason=self.way.reason,
        )
        reckon_due(self.referral)

    def _at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour, self.random.randrange(60)), tzinfo=self.zone).astimezone(UTC)

    def _agreed(self, purpose: str, wording: str) -> Consent:
        return Consent(
            person=self.parent,
            purpose=purpose,
            wording=wording,
            language=self.language,
            channel=Channel.VOICE,
            given_at=self.agreed_at,
            recorded_by=self.by,
        )

    def concerns(self) -> Iterator[ReferralConcern]:
        """One area, now and then two."""
        for area in {_one_of(self.random, CONCERNS) for _worry in range(self.random.choice((1, 1, 2)))}:
            yield ReferralConcern(referral=self.referral, area=area)

    def steps(self) -> Iterator[Step]:
        for number, (state, day) in enumerate(self.way.steps, start=1):
            yield Step(
                referral=self.referral,
                number=number,
                state=state,
                receiver=self.referral.receiver if number == 1 else None,
                reason=self.way.reason if state == State.CLOSED else "",
                happened_on=day,
                recorded_at=self._at(day, 9),
                recorded_by=self.by,
            )
