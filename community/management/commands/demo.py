"""`manage.py demo`: set everything up, seed the made-up community, and serve it."""

import io
import json
import signal
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command


class Command(BaseCommand):
    help = "Sets up and serves the demo: SQLite, simulated phones, no account anywhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed-only", action="store_true", help="set up and seed, then stop")
        parser.add_argument("--json", action="store_true", help="print who can sign in where as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo runs only with STOOP_MODE=demo.")
        from community.demo.describe import describe, in_words
        from community.demo.seed import seed

        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        cast = seed(stdout=io.StringIO())
        address = f"http://127.0.0.1:{settings.PORT}"
        self.stdout.write(
            json.dumps(describe(cast), ensure_ascii=False, indent=2)
            if options["json"]
            else in_words(cast, address)
        )
        if not options["seed_only"]:
            call_command("collectstatic", verbosity=0, interactive=False)
            self.serve(settings.PORT)

    def serve(self, port: int) -> None:
        """Run the web process and the job cluster until the web process ends, Ctrl-C or a kill."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        self.stdout.write(f"\nServing on http://127.0.0.1:{port}/ (Ctrl-C stops it)")
        self.stdout.flush()
        python = [sys.executable]
        daphne = ["-m", "daphne", "--verbosity", "0", "-b", "127.0.0.1", "-p", str(port)]
        jobs = subprocess.Popen([*python, "manage.py", "qcluster"])  # noqa: S603  our own programs, both
        web = subprocess.Popen([*python, *daphne, "community.config.asgi:application"])  # noqa: S603
        try:
            web.wait()
        except KeyboardInterrupt:
            self.stdout.write("Goodbye.")
        finally:
            for process in (web, jobs):
                process.terminate()
            for process in (web, jobs):
                process.wait()
