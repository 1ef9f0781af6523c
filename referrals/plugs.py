"""Everything that referrals plugs into the ground floor."""


def plug() -> None:
    """Called once at start-up by ``community.apps``."""
