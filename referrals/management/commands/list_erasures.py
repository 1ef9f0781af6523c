"""Write down who was erased, for the day when an older database has to come back."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from referrals.forgetting.models import Erasure
from referrals.forgetting.services import export_line


class Command(BaseCommand):
    """One JSON object a line: numbers, a mark and a moment; no name."""

    help = "Print every erasure, one a line; keep the output apart from the backups."

    def handle(self, *args: Any, **options: Any) -> None:
        for row in Erasure.objects.select_related("community").iterator():
            self.stdout.write(json.dumps(export_line(row)))
