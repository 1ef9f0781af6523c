"""`manage.py demo`: set everything up, seed the made-up community, and serve it."""

import errno
import io
import json
import signal
import socket
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
        if not options["seed_only"]:
            refuse_taken(settings.PORT)
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
        """Run the web process and the job cluster until Ctrl-C, a kill, or the web process's own end."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        self.stdout.write(f"\nServing on http://127.0.0.1:{port}/ (Ctrl-C stops it)")
        self.stdout.flush()
        python = [sys.executable]
        daphne = ["-m", "daphne", "--verbosity", "0", "-b", "127.0.0.1", "-p", str(port)]
        jobs = subprocess.Popen([*python, "manage.py", "qcluster"])  # noqa: S603  our own programs, both
        web = subprocess.Popen([*python, *daphne, "community.config.asgi:application"])  # noqa: S603
        try:
            if web.wait():
                raise CommandError("The web process ended. What it said stands above.")
        except KeyboardInterrupt:
            self.stdout.write("Goodbye.")
        finally:
            for process in (web, jobs):
                process.terminate()
            for process in (web, jobs):
                process.wait()


def refuse_taken(port: int) -> None:
    """Raise CommandError, in plain words, unless a web process can listen on ``port`` here."""
    another = 8080 if port != 8080 else 8081
    with socket.socket() as ours:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ours.bind(("127.0.0.1", port))
            ours.listen()
        except OSError as error:
            why = "is taken by another program" if error.errno == errno.EADDRINUSE else "cannot be used here"
            raise CommandError(f"Port {port} {why}. Choose another: PORT={another} make demo") from None
