"""The counting room stays arithmetic: nothing of Django but its words, no floating-point number."""

import ast
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[3] / "advisory" / "counting"
FILES = sorted(ROOM.rglob("*.py"))
WORDS = ("django.utils.translation", "django.utils.functional")


def nodes(path):
    return list(ast.walk(ast.parse(path.read_text())))


def test_the_room_is_there():
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_imports_nothing_of_django_but_words(path):
    froms = {node.module or "" for node in nodes(path) if isinstance(node, ast.ImportFrom)}
    whole = {alias.name for node in nodes(path) if isinstance(node, ast.Import) for alias in node.names}
    assert not {name for name in froms | whole if name.split(".")[0] == "django" and name not in WORDS}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_has_no_floating_point_numbers(path):
    for node in nodes(path):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.Name) and node.id == "float")
        assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and path.stem == "purses")
