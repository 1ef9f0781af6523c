"""The addresses of releases of figures."""

from typing import Any

from tests.architecture.opens import Opens
from tests.architecture.world import EVERYONE

PREPARE = frozenset({"coordinator", "facilitator", "ambassador"})
ALL = EVERYONE | {"half"}
ONE = {"slug": "slug", "number": "release_number"}
ENGLISH: dict[str, Any] = {"language": "en"}

REPORT_DOORS: dict[str, Opens] = {
    "reports": Opens(PREPARE),
    "report_new": Opens(PREPARE, post=lambda world: {"table": world.released_table}),
    "report_draft": Opens(PREPARE, {"pk": "report_draft"}),
    "report_draft_do": Opens(PREPARE, {"pk": "report_draft"}, fixed={"action": "publish"}),
    "report_withdraw": Opens(PREPARE, {"pk": "release"}, post=lambda _world: {"why": "June was missing."}),
    "public_releases": Opens(ALL, keys={"slug": "slug"}),
    "public_release": Opens(ALL, keys=ONE),
    "release_csv": Opens(ALL, keys=ONE),
    "release_columns": Opens(ALL, keys=ONE),
    "release_page": Opens(ALL, keys=ONE, fixed=ENGLISH),
    "release_numbers": Opens(ALL, keys=ONE, fixed=ENGLISH),
    "api_description": Opens(ALL),
    "api_releases": Opens(ALL, keys={"slug": "slug"}),
    "api_release": Opens(ALL, keys=ONE),
    "release_pdf": Opens(ALL, keys=ONE, fixed=ENGLISH),
}
