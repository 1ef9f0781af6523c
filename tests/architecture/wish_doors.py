"""Every address of rates, of work outside of meetings, and of how members are paid; a part of ``DOORS``."""

from tests.architecture.opens import MONEY, SIGNED_IN, Opens

WISH_DOORS: dict[str, Opens] = {
    "pay_choice": Opens(SIGNED_IN, post=lambda _world: {"method": "cash", "much": "less", "dollars": "20"}),
    "my_work": Opens(SIGNED_IN),
    "rates": Opens(MONEY),
    "work_new": Opens(
        MONEY,
        post=lambda world: {
            **{"group": world.paid_group.pk, "person": world.board.pk, "kind": "preparation"},
            **{"day": world.community.today().isoformat(), "hours": "1"},
        },
    ),
    "stipend": Opens(MONEY, {"pk": "stipend"}),
    "stipend_reverse": Opens(MONEY, {"pk": "stipend"}, post=lambda _world: {"why": "A mistake."}),
    "stipend_method": Opens(MONEY, {"pk": "stipend"}, post=lambda _world: {"method": "cash"}),
    "stipend_correct": Opens(
        MONEY, {"pk": "stipend_for_work"}, post=lambda _world: {"minutes": "30", "why": "A mistake."}
    ),
}
