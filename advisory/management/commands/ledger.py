"""Check the books: ``manage.py ledger verify``, of every community or of one by its slug."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisory.ledger.models import Book
from advisory.ledger.verifying import verify


class Command(BaseCommand):
    help = "Check that no line of a book was changed, left out or put in, and that every sum is right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify"])
        parser.add_argument("--community", metavar="SLUG", help="only this community's book")

    def handle(self, *args: Any, **options: Any) -> None:
        books = Book.objects.select_related("community").order_by("community__slug")
        if slug := options["community"]:
            books = books.filter(community__slug=slug)
            if not books.exists():
                raise CommandError(f"There is no book of “{slug}”.")
        wrong = 0
        for book in books:
            found = verify(book.community)
            wrong += bool(found)
            said = "; ".join(found) or f"{book.entries} lines, all as written; every sum is right"
            self.stdout.write(f"{book.community.slug}: {said}")
        if wrong:
            raise CommandError("Not every book is as it was written.")
