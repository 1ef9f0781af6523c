"""Fifty children who are nowhere but here: whatever of them turns up where it must not, got there by us."""

from datetime import date, timedelta
from itertools import product
from typing import Any, NamedTuple

FIRST = ("Quetzal", "Xochip", "Wyndol", "Vasht", "Thadd", "Brunh", "Iphig", "Zeph", "Oswin", "Mnemo")
LAST = ("ibor", "aldine", "ustine", "ekwe", "ozarr")
PARENTS = ("Ottoline", "Peregrina", "Tancred", "Euphemie", "Balthasar")


class Canary(NamedTuple):
    """One child, the parent, and the words that somebody wrote about them."""

    name: str
    born: date
    parent: str
    phone: str
    words: str
    language: str

    @property
    def of_child(self) -> tuple[str, ...]:
        """What the database must keep sealed."""
        return (self.name, self.born.isoformat(), self.words)

    @property
    def of_parent(self) -> tuple[str, ...]:
        """What stands in plain only with the person whom we text."""
        return (self.parent, self.phone, self.phone[-7:], f"{self.phone[-7:-4]}-{self.phone[-4:]}")

    @property
    def everything(self) -> tuple[str, ...]:
        return (*self.of_child, *self.of_parent)

    def typed(self) -> dict[str, Any]:
        """What a provider types into the form of a new referral."""
        return {
            "child_name": self.name,
            "birth_date": self.born.isoformat(),
            "parent_name": self.parent,
            "parent_phone": self.phone,
            "language": self.language,
        }


def canaries(today: date, how_many: int = 50) -> list[Canary]:
    """The same ones every time, born on days on which nothing else happened."""
    names = [first + last for first, last in product(FIRST, LAST)][:how_many]
    return [
        Canary(
            name=name,
            born=today - timedelta(days=400 + 7 * number),
            parent=f"{PARENTS[number % 5]} {name[:4][::-1].title()}wyck",
            phone=f"+1718867{5300 + number}",
            words=f"likes {name[::-1]}",
            language=("en", "es", "ht")[number % 3],
        )
        for number, name in enumerate(names)
    ]
