"""The house stays as it was drawn: floors, rooms, short files, every row at home in one community."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from community.core.owned import Owned
from community.models import Community, User
from tests.architecture.reading import APPS, ROOT, TEXTS, lines_with, sources

LONGEST_FILE = 300
EVERYWHERE = (*APPS, "templates", "tests", "tools", "bench")
PAGES = ("templates", *APPS)
# The tenant itself, and sign-ins, which several communities may share.
HOMELESS = {Community, User}
FORBIDDEN = {
    "do it, or file an issue": (r"\b(TODO|FIXME|XXX|HACK)\b", EVERYWHERE),
    "write to the log, or to stdout from a command": (r"^\s*(print|breakpoint)\(", APPS),
    "this is a path of one machine": (r"(?<![\w.:/])/(home|root|work|Users)/\w", EVERYWHERE),
    "pages load from us alone": (
        r"""(\b(src|action)|<link[^>]*href)=["']?(https?:)?//|(url\(|@import )["']?(https?:)?//""",
        PAGES,
    ),
    "the content policy forbids it": (
        r"""\bstyle=|\son[a-z]+=["']|<script(?![^>]*\bsrc\b)(?![^>]*application/json)""",
        ("templates",),
    ),
    "escape it, or use format_html": (r"mark_safe\(", APPS),
}


def test_the_floors_and_rooms_are_kept():
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  our own linter
    assert told.returncode == 0, told.stdout[-3000:]


def test_every_room_is_held_to_the_order_of_its_files():
    contracts = (ROOT / "pyproject.toml").read_text()
    rooms = {f"{app}.{models.parent.name}" for app in APPS for models in (ROOT / app).glob("*/models*")}
    forgotten = sorted(
        room for room in rooms if not room.endswith((".core", "__pycache__")) and f'"{room}"' not in contracts
    )
    assert not forgotten, f'add to the containers of "Inside each room" in pyproject.toml: {forgotten}'


def test_no_file_is_too_long_to_read_in_one_sitting():
    paths = sources(*EVERYWHERE, suffixes=(".py", ".html"))
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in paths}
    assert not {path: length for path, length in lengths.items() if length > LONGEST_FILE}


@pytest.mark.parametrize("model", [model for app in APPS for model in apps.get_app_config(app).get_models()])
def test_every_row_belongs_to_one_community(model):
    if model in HOMELESS:
        return
    assert issubclass(model, Owned)
    ends_at = model
    for step in model.belongs_through.split("__"):
        field = ends_at._meta.get_field(step)
        assert not field.null, f"{ends_at.__name__}.{step} may be empty, and the row then belongs to nobody"
        ends_at = field.related_model
    assert ends_at is Community


@pytest.mark.parametrize("why", FORBIDDEN)
def test_what_must_not_stand_anywhere(why):
    pattern, folders = FORBIDDEN[why]
    here = Path(__file__).resolve()
    assert not lines_with(pattern, [path for path in sources(*folders, suffixes=TEXTS) if path != here]), why
