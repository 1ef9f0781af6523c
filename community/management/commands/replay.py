"""Import published meeting records: ``manage.py replay data/ufb/meetings.yaml``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from community.meetings.replay.reading import Malformed
from community.meetings.replay.storing import Report, replay
from community.people.models import Community

NAME, SLUG = "Brownsville (records)", "brownsville-records"


class Command(BaseCommand):
    help = "Import meeting records from a YAML file. The same file again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="records in the form of data/ufb/meetings.yaml")
        parser.add_argument(
            "--community",
            metavar="SLUG",
            help=f"where they belong; the only community, or a new one called “{NAME}”, if not given",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        try:
            with transaction.atomic():
                community = _community(options["community"])
                report = replay(content, community)
        except Malformed as error:
            raise CommandError(
                f"{path}, line {error.line}: {error.reason.rstrip('.')}. Nothing was imported."
            ) from error
        for line in _lines(report, community):
            self.stdout.write(line)


def _community(slug: str | None) -> Community:
    """The community called ``slug``; without one, the only community there is, made if there is none."""
    if slug:
        found = Community.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no community called “{slug}”.")
        return found
    several = list(Community.objects.order_by("pk"))
    if len(several) == 1:
        return several[0]
    if several and not any(community.slug == SLUG for community in several):
        slugs = ", ".join(community.slug for community in several)
        raise CommandError(f"There are several communities. Name one with --community: {slugs}.")
    community, _new = Community.objects.get_or_create(slug=SLUG, defaults={"name": NAME, "languages": ["en"]})
    return community


def _lines(report: Report, community: Community) -> list[str]:
    """What happened, for the person at the keyboard."""
    lines = [f"{community.name}: {report.meetings} meetings in the file."]
    for verb, counts in (("added", report.added), ("changed", report.changed)):
        some = ", ".join(f"{number} {kind}" for kind, number in counts.items() if number)
        lines.append(f"{verb}: {some or 'nothing'}")
    if report.left_out:
        lines.append("not imported, because there is no place for it:")
        lines += [f"  line {line}: {path}" for line, path in report.left_out]
    return lines
