"""`manage.py import_figures FILE --kind counts|denominators --community SLUG`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from community.core.errors import BadInput
from community.people.models import Community
from referrals.equity.forms import KINDS, read_csv
from referrals.equity.services import keep_figures


class Command(BaseCommand):
    help = (
        "Imports counts of events or denominators from a CSV file with a header, all or none. "
        "The same file again changes nothing; a revised figure replaces what was there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--kind", choices=list(KINDS), required=True)
        parser.add_argument("--community", metavar="SLUG", required=True)

    def handle(self, *args: Any, file: str, kind: str, community: str, **options: Any) -> None:
        place = Community.objects.filter(slug=community).first()
        if place is None:
            raise CommandError(_("There is no community “%(slug)s”.") % {"slug": community})
        try:
            with open(file, encoding="utf-8-sig", newline="") as lines:
                figures = read_csv(lines, kind=kind)
        except OSError as error:
            raise CommandError(str(error)) from error
        except BadInput as error:
            raise CommandError(
                _("Nothing was imported from %(file)s:\n%(reasons)s") % {"file": file, "reasons": error}
            ) from error
        done = keep_figures(place, figures)
        self.stdout.write(
            _("%(added)s added, %(changed)s changed, %(same)s the same.") % done._asdict(),
        )
