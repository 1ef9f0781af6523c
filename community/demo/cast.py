"""The people of the demo: a made-up community. Numbers are from the range kept for fiction (555-01xx)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from community.people.models import Community, Group, Organisation, Person

# One password and one set of second factors for everybody who has them: this is a demo, and says so.
PASSWORD = "brownstone-stoop-2026"  # noqa: S105  printed at every start of the demo

# (name, language): two share a phone, as people do.
BOARD = [
    ("Denise Carter", "en"),
    ("Marisol Peña", "es"),
    ("Wideline Joseph", "ht"),
    ("Tanya Brooks", "en"),
    ("Keisha Morgan", "en"),
    ("Yolanda Rivera", "es"),
    ("Marie-Ange Pierre", "ht"),
    ("Latoya Simmons", "en"),
    ("Andre Walker", "en"),
    ("Carmen Ortiz", "es"),
    ("Shanice Grant", "en"),
    ("Renée Baptiste", "ht"),
    ("Jamal Reid", "en"),
    ("Rosa Delgado", "es"),
    ("Tiffany Greene", "en"),
    ("Monique Charles", "en"),
    ("Luz Marte", "es"),
    ("Darnell Hughes", "en"),
    ("Fabiola Estimé", "ht"),
    ("Crystal James", "en"),
    ("Ana Lucía Reyes", "es"),
    ("Ebony Watts", "en"),
    ("Nadège Louis", "ht"),
]
SHARED_PHONE = ("Tiffany Greene", "Jamal Reid")
CANDIDATE = ("Simone Alexander", "en")
STAFF = [
    ("Imani Foster", "coordinator"),
    ("Luis Herrera", "facilitator"),
    ("Ana Beaumont", "ambassador"),
    ("Grace Okafor", "finance"),
]
PROVIDERS = [
    ("Maple Street Pediatrics", "Dr. Priya Nair", "Well-child visits"),
    ("First Steps Child Care", "Joanne Bell", "Infant room"),
    ("Rockaway Avenue Health Center", "Samuel Osei", "Pediatrics"),
    ("Little Stoop Early Learning", "Beatriz Gómez", "Toddler group"),
    ("Brightside Family Shelter", "Harold Kim", "Family services"),
    ("Livonia Library", "Patrice Dunn", "Story time"),
    ("Good Start Home Visiting", "Mirlande Alcé", "Home visits"),
    ("Saratoga Speech Partners", "Ellen Fischer", "Speech therapy"),
    ("Sutter Community Hospital", "Dr. Omar Haddad", "Newborn care"),
    ("Open Door Domestic Violence Services", "Vivian Lopez", "Children's program"),
    ("Pitkin Parents Center", "Rachel Stein", "Parenting groups"),
    ("Neighborhood Evaluations", "Tom Gallagher", "Evaluations"),
]


@dataclass
class Cast:
    """What the seeds of the rooms share. ``random`` has a fixed seed, so every demo is the same."""

    community: Community
    board: Group
    team: Group
    today: date
    members: list[Person] = field(default_factory=list)
    staff: dict[str, Person] = field(default_factory=dict)
    organisations: list[Organisation] = field(default_factory=list)
    providers: list[Person] = field(default_factory=list)
    meeting: Any = None
    last_meeting: Any = None
    random: Random = field(default_factory=lambda: Random(25))  # noqa: S311  sample data

    @property
    def ambassador(self) -> Person:
        return self.staff["ambassador"]

    @property
    def joined(self) -> date:
        """When the present board took its seats."""
        return self.today - timedelta(days=540)
