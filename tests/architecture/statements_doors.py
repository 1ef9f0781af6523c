"""The addresses of statements, of the tax year and of the open book."""

from tests.architecture.opens import MONEY, SIGNED_IN, Opens
from tests.architecture.world import EVERYONE

FINANCE = frozenset({"finance"})
YEAR = {"year": 2026}
ALL = EVERYONE | {"half"}

STATEMENT_DOORS: dict[str, Opens] = {
    "my_statements": Opens(SIGNED_IN),
    "my_statement": Opens(SIGNED_IN, fixed=YEAR),
    "my_statement_pdf": Opens(SIGNED_IN, fixed=YEAR),
    "payee_statement": Opens(MONEY, {"pk": "board"}, fixed=YEAR),
    "payee_statement_pdf": Opens(MONEY, {"pk": "board"}, fixed=YEAR),
    "tax": Opens(MONEY),
    "tax_year": Opens(MONEY, fixed=YEAR),
    "tax_csv": Opens(FINANCE, fixed=YEAR),
    "tax_note": Opens(FINANCE, fixed=YEAR),
    "tax_threshold": Opens(
        FINANCE, fixed={"year": 2027}, post=lambda _world: {"dollars": "2100", "source": "Publication 1099"}
    ),
    "book": Opens(ALL, keys={"slug": "slug"}),
    "book_csv": Opens(ALL, keys={"slug": "slug"}),
}
