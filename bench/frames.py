"""What the references send instead of a board: a version, and as many bytes."""


def frame(version: int, size: int) -> str:
    """Words of ``size`` bytes, or a few more, in the board's envelope."""
    start = f'{{"version":{version},"panels":"'
    return start + "x" * (size - len(start) - 2) + '"}'
