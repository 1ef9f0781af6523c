#!/usr/bin/env python
"""Django's command line for Stoop."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.config.settings")
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("STOOP_MODE", "demo")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
