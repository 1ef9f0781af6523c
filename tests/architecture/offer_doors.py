"""The addresses of offers."""

from tests.architecture.opens import CASES, Opens

SEES = CASES | {"provider"}
AMBASSADOR = frozenset({"ambassador"})
SENDS = frozenset({"provider", "ambassador"})

OFFER_DOORS: dict[str, Opens] = {
    "offers": Opens(SEES),
    "offers_back": Opens(SEES),
    "offers_sent": Opens(SEES),
    "offer": Opens(SEES, {"pk": "offer"}),
    "offer_accept": Opens(AMBASSADOR, {"pk": "offer"}),
    "offer_decline": Opens(AMBASSADOR, {"pk": "offer"}, post=lambda _world: {"reason": "full"}),
    "offer_wait": Opens(AMBASSADOR, {"pk": "offer"}, post=lambda _world: {"expected_on": "2099-01-01"}),
    "offer_withdraw": Opens(SENDS, {"pk": "offer"}),
    "referral_send": Opens(
        SENDS, {"pk": "referral"}, post=lambda world: {"service": world.other_service.pk, "agreed": "on"}
    ),
    "referral_transfer": Opens(
        SENDS, {"pk": "referral"}, post=lambda world: {"organisation": world.agency.pk, "agreed": "on"}
    ),
    "referral_give_back": Opens(SENDS, {"pk": "referral"}),
}
