"""Erase again, in a database that was brought back from a backup, who had been erased since."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from referrals.forgetting.services import Line, Unfit, erase_again


class Command(BaseCommand):
    """Run it before anybody signs in again. Run twice, it finds nothing more to do."""

    help = "Erase again whoever is on the list that list_erasures printed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the list; - reads it from standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        words = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        lines = [_read(number, line) for number, line in enumerate(words.splitlines(), 1) if line.strip()]
        erased, unfit = 0, []
        for line in lines:
            try:
                erased += erase_again(line)
            except Unfit:
                unfit.append(f"{line.community} {line.child}")
        self.stdout.write(f"erased again: {erased}; nothing left to do: {len(lines) - erased - len(unfit)}")
        if unfit:
            raise CommandError(
                f"These numbers are other children's here, and were left alone: {', '.join(unfit)}. "
                "If BLIND_KEYS have changed since, put the older key back behind the others."
            )


def _read(number: int, line: str) -> Line:
    try:
        told = json.loads(line)
        return Line(
            community=str(told["community"]),
            child=int(told["child"]),
            mark=str(told["mark"]),
            channel=str(told["channel"]),
            at=datetime.fromisoformat(told["at"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(f"Line {number} is no erasure; nothing was erased.") from error
