"""The addresses of files that are brought and taken."""

from tests.architecture.opens import Opens

PROVIDER = frozenset({"provider"})

EXCHANGE_DOORS: dict[str, Opens] = {
    "exchange_files": Opens(PROVIDER),
    "exchange_bundle": Opens(PROVIDER),
    "exchange_take": Opens(
        PROVIDER | {"ambassador", "coordinator"},
    ),
    "exchange_template": Opens(PROVIDER),
    "exchange_file": Opens(PROVIDER, {"pk": "brought"}),
    "exchange_carry": Opens(PROVIDER, {"pk": "brought"}),
    "exchange_drop": Opens(PROVIDER, {"pk": "brought_to_drop"}),
}
