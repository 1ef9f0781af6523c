"""Two files for the demo: one that can be carried over, and one with rows to mend. Nobody in them is real."""

import io
from datetime import timedelta
from typing import Any

from community.core.sheets import table
from referrals.exchange.services import read_file

HEADINGS = (
    *("child_name", "birth_date", "zip_code", "language", "concerns", "source"),
    *("parent_name", "parent_phone", "consent", "may_text", "own_number"),
)
CHILDREN = (
    *("Amelie R.", "Bastien J.", "Camila T.", "Daphney L.", "Emilio V.", "Farah D."),
    *("Gaston P.", "Haydée M.", "Ismael C.", "Jocelyne B.", "Kervens A.", "Lucía N."),
)
PARENTS = ("Rose", "Yolanda", "Marie-Ange", "Ramón", "Núria", "Wilson")


def seed_files(cast: Any) -> None:
    """Add both files, brought by the first provider."""
    by = cast.providers[0]
    good = [_row(cast, number) for number in range(len(CHILDREN))]
    to_mend = [dict(row) for row in good[:4]]
    to_mend[1] |= {"consent": "no"}
    to_mend[2] |= {"zip_code": "1121", "birth_date": "soon"}
    to_mend[3] |= {"concerns": "=communication"}
    for rows in (to_mend, good):
        content = table(HEADINGS, [[row[heading] for heading in HEADINGS] for row in rows])
        # ``table`` puts an apostrophe before the sign of a formula; here the sign is the mistake to show.
        file = io.BytesIO(content.replace("'=", "=").replace("'+", "+").encode())
        read_file(file, by=by, size=len(content))


def _row(cast: Any, number: int) -> dict[str, str]:
    name = CHILDREN[number]
    born = cast.today - timedelta(days=90 + 71 * number)
    return {
        "child_name": name,
        "birth_date": born.isoformat(),
        "zip_code": "11212",
        "language": ("en", "es", "ht")[number % 3],
        "concerns": ("communication", "communication; social", "physical")[number % 3],
        "source": "clinic",
        "parent_name": f"{PARENTS[number % 6]} {name.split()[1]}",
        "parent_phone": f"+1718555{9800 + number}",
        "consent": "yes",
        "may_text": "yes" if number % 4 else "no",
        "own_number": f"A-{1001 + number}",
    }
