"""The migrated database that test databases are copies of is made anew when the migrations are others."""

import pytest

from tests.model import key

MIGRATION, GUARD, LOCK = (
    "advisory/migrations/0001_initial.py",
    "community/core/guards.py",
    "requirements/base.txt",
)


@pytest.fixture
def root(tmp_path):
    """A project with one migration, which imports from one file of two."""
    files = {
        LOCK: "django==5.2",
        MIGRATION: "from community.core.guards import AppendOnly\n",
        GUARD: "",
        "community/core/words.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize("name", [MIGRATION, GUARD, LOCK])
def test_what_can_change_the_tables_changes_its_name(root, name):
    before = key(root)
    with (root / name).open("a") as file:
        file.write("# changed")
    assert key(root) != before


def test_a_new_migration_changes_its_name(root):
    before = key(root)
    (root / MIGRATION).with_name("0002_more.py").write_text("")
    assert key(root) != before


def test_what_cannot_change_the_tables_does_not(root):
    before = key(root)
    (root / "community/core/words.py").write_text("# changed")
    assert key(root) == before
