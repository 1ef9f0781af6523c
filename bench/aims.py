"""Aims: what was promised of a measurement, and whether it was kept."""


def say(what: str, seen: float, *, at_most: float, unit: str = "times") -> None:
    """One line. A benchmark fails nobody's work, so a missed aim is only said."""
    met = "met" if seen <= at_most else "NOT MET"
    print(f"  {what:66}{seen:7.2f} {unit:8}(aim: at most {at_most:g}) {met}")
