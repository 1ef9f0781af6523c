"""What the tests of the core share with others."""

from tests.advisory.conftest import shared_by_threads

__all__ = ["shared_by_threads"]
