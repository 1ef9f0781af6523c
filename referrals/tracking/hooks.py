"""Where the rooms above plug into referrals. Nothing in this room knows who did."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from community.core.registry import Plugs

# hook(referral ids) runs inside the transaction in which these were moved along, sent on, ended or heard of
moved: Plugs[Callable[[Sequence[int]], object]] = Plugs()
# says(referral ids) -> what the family says of each, as a few words of HTML; those it never spoke of are left
# out. One room fills it; a list asks once.
family_says: Plugs[Callable[[Sequence[int]], Mapping[int, str]]] = Plugs()
# section(referral, person) -> HTML that a room adds to the page of a referral; "" adds nothing
sections: Plugs[Callable[[Any, Any], str]] = Plugs()


def tell_moved(referral_ids: Sequence[int]) -> None:
    """Let every room know that these referrals moved on."""
    for hook in moved:
        hook(referral_ids)


def says_of(referral_ids: Sequence[int]) -> dict[int, str]:
    """What the families of these referrals say."""
    return {pk: words for room in family_says for pk, words in room(referral_ids).items()}
