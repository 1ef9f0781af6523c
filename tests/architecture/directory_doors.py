"""The addresses of the directory of services."""

from tests.architecture.opens import CASES, SIGNED_IN, Opens
from tests.architecture.world import EVERYONE

ALL = EVERYONE | {"half"}
KEEPERS = CASES | {"provider"}
COORDINATOR = frozenset({"coordinator"})
SERVICE = {
    **{"name": "Speech therapy", "status": "active", "languages": ["en"], "areas": "11212"},
    **{"minimum_age": "0", "maximum_age": "3"},
}

DIRECTORY_DOORS: dict[str, Opens] = {
    "directory": Opens(SIGNED_IN),
    "directory_hsds": Opens(SIGNED_IN),
    "directory_tables": Opens(SIGNED_IN),
    "service": Opens(SIGNED_IN, {"pk": "service"}),
    "service_hsds": Opens(SIGNED_IN, {"pk": "service"}),
    "service_new": Opens(frozenset({"provider"}), post=lambda _world: SERVICE),
    "service_edit": Opens(KEEPERS, {"pk": "service"}, post=lambda _world: SERVICE),
    "service_confirm": Opens(KEEPERS, {"pk": "service"}),
    "service_show": Opens(KEEPERS, {"pk": "service"}, post=lambda _world: {"shown": "listed"}),
    "public_directory": Opens(ALL, keys={"slug": "slug"}),
    "public_services": Opens(ALL, keys={"slug": "slug"}, fixed={"language": "ht"}),
    "public_hsds": Opens(ALL, keys={"slug": "slug"}),
    "public_tables": Opens(ALL, keys={"slug": "slug"}),
    "service_places": Opens(KEEPERS, {"pk": "service"}, post=lambda _world: {"open_places": "4"}),
    "directory_files": Opens(COORDINATOR),
    "directory_file": Opens(COORDINATOR, {"pk": "directory_file"}),
}
