"""The addresses of records opened with a reason, and of what remains when a parent has ended the sharing."""

from tests.architecture.opens import CASES, TWO, Opens

REASON = "Nobody reaches the parent, and the child is here."

SHARING_DOORS: dict[str, Opens] = {
    "referrals_kept": Opens(CASES | {"provider"}),
    "glass": Opens(TWO, post=lambda world: {"number": world.referral.pk, "reason": REASON}),
    "glass_list": Opens(CASES),
    "glass_record": Opens(frozenset({"finance"}), {"pk": "glass"}),
    "renewal_heard": Opens(
        frozenset({"ambassador"}), {"pk": "referral_ending"}, post=lambda _world: {"answer": "no"}
    ),
    "glass_seen": Opens(CASES, {"pk": "glass"}),
}
