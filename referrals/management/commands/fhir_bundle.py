"""Bring a FHIR bundle in, or write one, from the command line."""

import json
import shutil
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.core.errors import Refused
from community.people.models import Person
from referrals.exchange.models import ExportLog
from referrals.exchange.services import Unfit, bring_bundle, take


class Command(BaseCommand):
    help = "Bring in FILE, or write one, as the person with the number --by and with that person's rights."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("way", choices=["in", "out"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", type=int, required=True, help="number of the person")
        parser.add_argument("--reason", choices=ExportLog.Reason.values, default=ExportLog.Reason.OWN_RECORDS)

    def handle(self, *, way: str, file: Path, by: int, reason: str, **_options: Any) -> None:
        person = Person.objects.filter(pk=by).first()
        if person is None:
            raise CommandError(f"There is no person {by}.")
        try:
            if way == "in":
                self.stdout.write(str(bring_bundle(file.read_bytes(), by=person)))
                return
            log, content = take(by=person, kind=ExportLog.Kind.FHIR, reason=reason)
            with content, file.open("wb") as written:
                shutil.copyfileobj(content, written)
            self.stdout.write(f"{log.rows} referrals written.")
        except Unfit as unfit:
            raise CommandError(json.dumps(unfit.outcome(), indent=1, ensure_ascii=False)) from unfit
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
