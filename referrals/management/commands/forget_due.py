"""Show, or do at once, what the nightly job forgets."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from referrals.forgetting.selectors import children_due, referrals_with_texts_due
from referrals.forgetting.services import forget_child, forget_texts

WORK: tuple[tuple[str, Callable[[], Iterator[Any]], Callable[[Any], bool]], ...] = (
    ("texts of referral", referrals_with_texts_due, forget_texts),
    ("child", children_due, forget_child),
)


class Command(BaseCommand):
    """It says numbers only."""

    help = "Forget what has been kept for its time; with --dry-run only say what that is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what is due")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        for what, due, forget in WORK:
            rows = list(due())
            for row in rows:
                done = not dry_run and forget(row)
                self.stdout.write(f"{what} {row.pk}: {'forgotten' if done else 'due'}")
            self.stdout.write(f"{what}: {len(rows)} in all")
