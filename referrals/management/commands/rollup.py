"""`manage.py rollup verify|rebuild [--community SLUG]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from community.people.models import Community
from referrals.equity.services import differences, fold, mark_all


class Command(BaseCommand):
    help = (
        "The counts of months, beside the referrals they are folded from: verify counts all again and ends "
        "with an error where they differ, rebuild folds every month anew."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify", "rebuild"])
        parser.add_argument("--community", metavar="SLUG")

    def handle(self, *args: Any, what: str, community: str | None, **options: Any) -> None:
        places = Community.objects.order_by("pk")
        if community is not None:
            places = places.filter(slug=community)
            if not places:
                raise CommandError(_("There is no community “%(slug)s”.") % {"slug": community})
        wrong = [line for place in places for line in getattr(self, what)(place)]
        if wrong:
            raise CommandError("\n".join(wrong))

    def verify(self, place: Community) -> list[str]:
        """Fold what is marked, count everything again, and say where the two differ."""
        fold(place)
        found = differences(place)
        if not found:
            self.stdout.write(_("%(slug)s: the same as the referrals.") % {"slug": place.slug})
        return [
            _("%(slug)s, %(month)s: %(count)s counts differ from the referrals.")
            % {"slug": place.slug, "month": f"{month:%Y-%m}", "count": count}
            for month, count in found.items()
        ]

    def rebuild(self, place: Community) -> list[str]:
        """Fold every month anew."""
        mark_all(place)
        self.stdout.write(
            _("%(slug)s: %(count)s months were counted anew.") % {"slug": place.slug, "count": fold(place)}
        )
        return []
