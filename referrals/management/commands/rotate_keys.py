"""Seal anew, and mark anew, what older keys have sealed and marked."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from referrals.sealing.services import Count, count_seals, reseal, sealed_columns
from referrals.tracking.selectors import marked_with_older_key
from referrals.tracking.services.duplicates import mark_anew


class Command(BaseCommand):
    """Runs while everybody works on; stopped and started again, it goes on where it was."""

    help = "Bring everything under the first of FIELD_KEYS and BLIND_KEYS, so that older keys can go."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what is left to do")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        work = count_seals if dry_run else reseal
        counts = [work(column) for column in sealed_columns()]
        for count in counts:
            self.stdout.write(_line(count, dry_run=dry_run))
        if sum(count.closed for count in counts):
            raise CommandError(
                "Some seals open with none of FIELD_KEYS. They stay as they are; add the key they were "
                "sealed with and run this again."
            )
        marked = marked_with_older_key().count() if dry_run else mark_anew()
        self.stdout.write(f"children {'to mark' if dry_run else 'marked'} anew: {marked}")
        if not dry_run:
            self.stdout.write("Nothing is left. Keys after the first may be taken away.")


def _line(count: Count, *, dry_run: bool) -> str:
    words = f"{count.label}: {count.older} {'to seal' if dry_run else 'sealed'} anew"
    return f"{words}, {count.closed} closed to every key" if count.closed else words
