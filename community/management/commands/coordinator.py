"""`manage.py coordinator`: the first way in. Nobody signs up by themselves, so somebody must be first."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from community.core.errors import Refused
from community.people.models import Community
from community.people.services import appoint_coordinator, found_community


class Command(BaseCommand):
    help = "Makes somebody a coordinator of a community; with --found, makes the community too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("community", help="its short name in addresses, such as brownsville")
        parser.add_argument("name", help="the coordinator's name")
        parser.add_argument("email")
        parser.add_argument("--found", metavar="NAME", help="make the community, with this name")
        parser.add_argument("--number", help="the phone number it texts from, with --found")
        parser.add_argument("--zone", default="America/New_York", help="its time zone, with --found")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["community"]
        try:
            if options["found"]:
                found = {"number": options["number"], "time_zone": options["zone"]}
                community = found_community(name=options["found"], slug=slug, **found)
            else:
                community = Community.objects.get(slug=slug)
            appoint_coordinator(community, name=options["name"], email=options["email"])
        except Community.DoesNotExist:
            raise CommandError(f"There is no community “{slug}” yet; --found makes it.") from None
        except Refused as no:
            raise CommandError(no.message) from no
        address = settings.PUBLIC_URL + reverse("account_reset_password")
        self.stdout.write(f"Done. {options['name']} chooses a password at {address}")
