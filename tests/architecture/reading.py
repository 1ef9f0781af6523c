"""Reading our own sources."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("community", "advisory", "referrals")
TEXTS = (".py", ".html", ".css", ".js", ".txt", ".svg")


def sources(*folders: str, suffixes: tuple[str, ...] = (".py",)) -> list[Path]:
    """The files of ``folders`` that people wrote."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in suffixes)
    return sorted(path for path in found if "migrations" not in path.parts)


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    """Where ``pattern`` stands in ``paths``, as file:line: words."""
    wanted = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if wanted.search(line)
    ]


def syntax() -> Iterator[tuple[str, ast.AST]]:
    """Every node of the apps' own code, with its file."""
    for path in sources(*APPS):
        for node in ast.walk(ast.parse(path.read_text())):
            yield str(path.relative_to(ROOT)), node
