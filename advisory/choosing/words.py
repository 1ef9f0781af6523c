"""What panels say on screen."""

from fractions import Fraction

from django.utils.translation import gettext as _

from advisory.choosing.rules import Spread


def half_steps(number: Fraction) -> str:
    """A median as people write it: 2, or 2.5. It never has another part than a half."""
    return str(number.numerator) if number.denominator == 1 else f"{number.numerator // 2}.5"


def spread_words(spread: Spread) -> str:
    """“lowest 1, middle 2.5, highest 4”."""
    return _("lowest %(lowest)d, middle %(middle)s, highest %(highest)d") % {
        "lowest": spread.lowest,
        "middle": half_steps(spread.middle),
        "highest": spread.highest,
    }
