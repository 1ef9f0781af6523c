"""The tool that keeps the words: what it finds, keeps and complains about."""

import ast
import re
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import translations as tool  # noqa: E402  the tools are programs, not a package


def found(source):
    return dict(tool.messages_in(source))


def test_code_is_read():
    source = b'a = _("One " "two")\nb = ngettext("%(n)s text", "%(n)s texts", n)\nc = pgettext("day", "Sun")'
    assert found(source) == {
        ("", "One two"): "",
        ("", "%(n)s text"): "%(n)s texts",
        ("day", "Sun"): "",
    }


def test_no_message_hides_in_an_f_string():
    """Python 3.11 reads an f-string as one word, so the tool would not find a message inside."""
    for folder in tool.SOURCES:
        for path in (ROOT / folder).rglob("*.py"):
            for text in ast.walk(ast.parse(path.read_text())):
                if isinstance(text, ast.JoinedStr):
                    names = {node.id for node in ast.walk(text) if isinstance(node, ast.Name)}
                    assert names.isdisjoint(tool.KEYWORDS), f"{path}, line {text.lineno}"


def test_templates_are_read(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '<p>\n  {% translate "Hello" %}\n {{ x|default:_("not recorded") }}\n</p>'
        "{% blocktranslate trimmed count n=x %}\n   One\n   text"
        "{% plural %}{{ n }} texts{% endblocktranslate %}"
    )
    assert found(tool.source_of(page)) == {
        ("", "Hello"): "",
        ("", "not recorded"): "",
        ("", "One text"): "%(n)s texts",
    }


def entry(message, plural="", **kept):
    return tool.entry_for(tool.Message("", message), tool.Found(plural, {"a.py"}), polib.POEntry(**kept))


def test_what_was_translated_stays():
    assert entry("Hello", msgid="Hello", msgstr="Hola").msgstr == "Hola"


def test_a_changed_plural_is_asked_again():
    old = {"msgid": "One", "msgid_plural": "%s texts", "msgstr_plural": {0: "Uno", 1: "%s textos"}}
    assert entry("One", "%s texts", **old).msgstr_plural == {0: "Uno", 1: "%s textos"}
    assert entry("One", "%s notes", **old).msgstr_plural == {0: "", 1: ""}


@pytest.mark.parametrize(
    ("kept", "complaint"),
    [
        ({"msgid": "Hi %(name)s", "msgstr": "Hola %(name)s"}, None),
        ({"msgid": "Hi %(name)s", "msgstr": ""}, "no words for"),
        ({"msgid": "Hi %(name)s", "msgstr": "Hola %(nombre)s"}, "other placeholders"),
        ({"msgid": "Hi %(name)s", "msgstr": "Hola %(name)s", "flags": ["fuzzy"]}, "fuzzy"),
        ({"msgid": "Hi {name}", "msgstr": "Hola"}, "other placeholders"),
        ({"msgid": "100%% of %s", "msgstr": "%s: 100%%"}, None),
    ],
)
def test_complaints_name_language_and_message(kept, complaint):
    message = tool.Message("", kept["msgid"])
    said = list(tool.faults("es", {message: tool.Found("", set())}, {message: polib.POEntry(**kept)}))
    if complaint is None:
        assert said == []
    else:
        assert said[0].startswith("es: ")
        assert complaint in said[0]
        assert repr(kept["msgid"]) in said[0]


def test_missing_and_left_over_messages_are_named():
    ours = {tool.Message("", "New"): tool.Found("", set())}
    theirs = {tool.Message("", "Old"): polib.POEntry(msgid="Old", msgstr="Viejo")}
    said = list(tool.faults("ht", ours, theirs))
    assert said == ["ht: not in the file: 'New'", "ht: nobody says this any more: 'Old'"]


def test_django_says_what_we_say_for_it():
    assert list(tool.strangers_to_django()) == []


def test_spanish_says_tu_in_djangos_words_too():
    formal = re.compile(
        r"\b([Uu]sted|[Ss]u contraseña|Introduzca|Escoja|Asegúrese|Compruebe|Escriba|Elija)\b"
    )
    entries = polib.pofile(str(tool.po_file("es")))
    said = {entry.msgid: entry.msgstr + " ".join(entry.msgstr_plural.values()) for entry in entries}
    assert [message for message, words in said.items() if formal.search(words)] == []
