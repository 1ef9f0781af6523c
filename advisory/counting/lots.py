"""Orders in which equal candidates go, and a lot that anybody can draw again."""

import hashlib
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from advisory.counting.result import CannotCount


def drawn(candidates: Iterable[str], *, seed: int) -> list[str]:
    """``candidates`` in the order of a lot that ``seed`` decides.

    Each has a sum: the SHA-256 of the seed in decimal, a colon and its id in UTF-8, as
    ``printf '7:bike' | sha256sum`` prints it. The order is that of the sums, smallest first. So the lot is
    the same on every machine, does not depend on who is tied, and is fair as long as the seed is drawn
    after the votes are in.
    """
    return sorted(candidates, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).hexdigest())


def tie_order(candidates: Sequence[str], *, tie: str, seed: int | None, rules: Iterable[str]) -> list[str]:
    """The fixed order in which tied candidates are preferred; one of ``rules`` must be ``tie``.

    Raises CannotCount for another rule, for a lot without a seed, and for a seed that nothing would use.
    """
    if tie not in rules:
        raise CannotCount(_("There is no way to break ties called “%(name)s”.") % {"name": tie})
    if tie == "lot" and seed is None:
        raise CannotCount(_("A lot needs a seed, so that anybody can draw it again."))
    if tie == "candidate-order" and seed is not None:
        raise CannotCount(_("A seed is for a lot; ties in the order of the ballot need none."))
    return list(candidates) if seed is None else drawn(candidates, seed=seed)
