"""The address of erasing; a part of ``DOORS``."""

from tests.architecture.opens import Opens

FORGETTING_DOORS: dict[str, Opens] = {
    "referral_erase": Opens(
        frozenset({"coordinator"}),
        {"pk": "referral"},
        post=lambda _world: {"channel": "voice", "meant": "on"},
    ),
}
