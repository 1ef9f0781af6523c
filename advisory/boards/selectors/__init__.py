"""Reading boards: who sits where on any day, and what the charter in force says."""

from advisory.boards.selectors.charters import (
    charter_of,
    joining_rules_of,
    rules_of,
    version_in_force,
)

__all__ = ["charter_of", "joining_rules_of", "rules_of", "version_in_force"]
