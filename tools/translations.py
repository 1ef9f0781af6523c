"""The words of Stoop in Spanish and Haitian Creole, without GNU gettext.

    extract   collect every message of the code and the templates into locale/*/LC_MESSAGES/django.po
    compile   make the .mo files that Django reads, where they are older than their .po
    check     fail, naming language and message, when a message is missing, empty or has other placeholders

Files come out sorted, without line numbers and times, so that two people who extract get the same.
"""

import io
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polib

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("community", "advisory", "referrals", "templates")
LANGUAGES = ("es", "ht")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")


class Message(NamedTuple):
    """What a message is known by: two messages with the same text in another context are two."""

    context: str
    text: str


class Found(NamedTuple):
    """One message with its plural form and the files that say it."""

    plural: str
    files: set[str]


Catalogue = dict[Message, Found]


def po_file(language: str) -> Path:
    """Where the words of ``language`` are kept."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def source_of(path: Path) -> bytes:
    """A file as Python source; what a template says becomes calls of gettext."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        # Python's tokenizer minds indentation, which in a template means nothing.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    return text.encode()


def messages_in(source: bytes) -> Iterator[tuple[Message, str]]:
    """Every message of Python ``source`` with its plural, "" when it has none."""
    from babel.messages.extract import extract

    options: dict[str, Any] = {"encoding": "utf-8"}
    for _line, said, _comments, context in extract("python", io.BytesIO(source), KEYWORDS, (), options):
        text, plural = said if isinstance(said, tuple) else (said, "")
        yield Message(context or "", text), plural


def collect() -> Catalogue:
    """Every message of the project."""
    found: Catalogue = {}
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts:
                continue
            for message, plural in messages_in(source_of(path)):
                before = found.get(message, Found("", set()))
                files = before.files | {str(path.relative_to(ROOT))}
                found[message] = Found(before.plural or plural, files)
    return found


def wanted(ours: Catalogue) -> Catalogue:
    """What the file of each language must hold: our messages, and what Django itself says on our pages."""
    from django_words import DJANGO_WORDS

    said = {Message(context, text): Found(plural, {"django"}) for context, text, plural in DJANGO_WORDS}
    return said | ours


def known(language: str) -> dict[Message, polib.POEntry]:
    """What is translated so far."""
    path = po_file(language)
    entries: Iterable[polib.POEntry] = polib.pofile(str(path)) if path.exists() else []
    return {Message(entry.msgctxt or "", entry.msgid): entry for entry in entries if not entry.obsolete}


def entry_for(message: Message, found: Found, old: polib.POEntry | None) -> polib.POEntry:
    """The line of a .po file for ``message``; what was translated stays while its plural is the same."""
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
    entry.occurrences = [(file, "") for file in sorted(found.files)]
    if PLACEHOLDER.search(message.text + found.plural):
        entry.flags = ["python-format"]
    if found.plural:
        kept = old.msgstr_plural if old and old.msgid_plural == found.plural else {}
        entry.msgid_plural = found.plural
        entry.msgstr_plural = {0: kept.get(0, ""), 1: kept.get(1, "")}
    elif old and not old.msgid_plural:
        entry.msgstr = old.msgstr
    return entry


def extract_all() -> int:
    """Write the .po files anew, keeping what is translated."""
    ours = collect()
    for language in LANGUAGES:
        before = known(language)
        po = polib.POFile(wrapwidth=78)
        po.metadata = {
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": "nplurals=2; plural=(n != 1);",
        }
        messages = wanted(ours)
        po.extend(entry_for(key, messages[key], before.get(key)) for key in sorted(messages))
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        po.save(str(path))
        empty = len([entry for entry in po if not is_translated(entry)])
        print(f"{path.relative_to(ROOT)}: {len(po)} messages, {empty} not translated")
    return 0


def compile_all() -> int:
    """Make each .mo that is missing or older than its .po."""
    for path in map(po_file, LANGUAGES):
        compiled = path.with_suffix(".mo")
        if path.exists() and (not compiled.exists() or compiled.stat().st_mtime_ns < path.stat().st_mtime_ns):
            polib.pofile(str(path)).save_as_mofile(str(compiled))
    return 0


def is_translated(entry: polib.POEntry) -> bool:
    """Whether every form of ``entry`` has words."""
    forms = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    return all(form.strip() for form in forms)


def placeholders(text: str) -> Counter[str]:
    """The placeholders of ``text``, in any order; a doubled percent sign is none."""
    return Counter(PLACEHOLDER.findall(text.replace("%%", "")))


def keeps_placeholders(entry: polib.POEntry) -> bool:
    """Whether every form has the placeholders of the message, or of its plural: "one" may name no number."""
    if not entry.msgid_plural:
        return placeholders(entry.msgstr) == placeholders(entry.msgid)
    allowed = (placeholders(entry.msgid), placeholders(entry.msgid_plural))
    return all(placeholders(form) in allowed for form in entry.msgstr_plural.values())


def faults(language: str, messages: Catalogue, entries: dict[Message, polib.POEntry]) -> Iterator[str]:
    """What is wrong with the words of ``language``, one line each."""
    for message in sorted(messages.keys() - entries.keys()):
        yield f"{language}: not in the file: {message.text!r}"
    for message in sorted(entries.keys() - messages.keys()):
        yield f"{language}: nobody says this any more: {message.text!r}"
    for message in sorted(entries.keys() & messages.keys()):
        entry = entries[message]
        if entry.msgid_plural != messages[message].plural:
            yield f"{language}: the plural changed: {message.text!r}"
        elif not is_translated(entry):
            yield f"{language}: no words for: {message.text!r}"
        elif entry.fuzzy:
            yield f"{language}: marked as a guess (fuzzy): {message.text!r}"
        elif not keeps_placeholders(entry):
            yield f"{language}: other placeholders: {message.text!r}"


def strangers_to_django() -> Iterator[str]:
    """Messages of ``django_words`` that Django does not say; its Spanish file is the list of what it says."""
    import django
    from django_words import DJANGO_WORDS

    folder = Path(django.__file__).parent
    said: set[Message] = set()
    for place in ("conf", "contrib/auth"):
        for entry in polib.pofile(str(folder / place / "locale/es/LC_MESSAGES/django.po")):
            said.add(Message(entry.msgctxt or "", entry.msgid))
    for context, text, _plural in DJANGO_WORDS:
        if Message(context, text) not in said:
            yield f"Django does not say: {text!r}"


def check_all() -> int:
    """Print every fault; 1 when there is one."""
    ours = collect()
    found = list(strangers_to_django())
    for language in LANGUAGES:
        found += faults(language, wanted(ours), known(language))
    for fault in found:
        print(fault)
    if found:
        print(f"{len(found)} to mend. “python tools/translations.py extract” brings the files up to date.")
    return 1 if found else 0


COMMANDS = {"extract": extract_all, "compile": compile_all, "check": check_all}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"Say one of: {', '.join(COMMANDS)}")
    sys.exit(COMMANDS[sys.argv[1]]())
