"""Which letters the bytes of a text file are. Pure.

A file says it by its first bytes (a byte order mark, Unicode Standard 23.8), or is valid UTF-8, or was
written with one of the single-byte tables below, which cannot be told apart by form. Of those a table counts
only if every word it gives could be a name: its letters are letters of the languages here, a small one does
not turn into a capital inside a word, no sign of drawing or arithmetic stands among letters. What two tables
read alike is certain; what they read differently is for a person to say, who sees the words.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from community.core.errors import BadInput

BLOCK = 1 << 16
# Of each byte beyond ASCII so many words are looked at; the bytes themselves are all known.
WORDS_A_BYTE = 40
TABLES = ("cp1252", "iso-8859-15", "latin-1", "mac-roman", "cp850", "cp437")
MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNMARKED_WIDE = ("utf-16-le", "utf-16-be")
# What a person may name on the page.
NAMEABLE = ("utf-8", "utf-16", *UNMARKED_WIDE, *TABLES)

_SMALL = "áéíóúàèìòùâêîôûäëïöüãõñçåæœøýÿß"
LETTERS = frozenset(_SMALL + _SMALL.upper().replace("SS", "") + "ÿŸ")
# Letters of Spanish and Haitian Creole; a reading that has more of these comes first.
LIKELY = frozenset("áéíóúñüÁÉÍÓÚÑÜèòàçëïÈÒÀÇ")
BETWEEN_LETTERS = frozenset("’‘\xa0\xad")
AROUND_WORDS = BETWEEN_LETTERS | frozenset("“”–—…¿¡ºª°«»•€")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
# UTF-8 that was read as cp1252 and written as UTF-8 once more, and the sign for a letter that is lost.
_GARBLED = re.compile("[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|â€|\ufffd")


class Reading(NamedTuple):
    """One way to read the file, and words with letters beyond English as it gives them."""

    encoding: str
    words: tuple[str, ...]


def readings(file: BinaryIO) -> list[Reading]:
    """Every way in which ``file`` makes sense, the likeliest first. Raises BadInput where none does."""
    file.seek(0)
    start = file.read(4)
    for mark, encoding in MARKED:
        if start.startswith(mark):
            return [named(file, encoding)]
    if b"\0" in _start_of(file):
        return [_wide(file)]
    try:
        found = [read_as(file, "utf-8")]
    except UnicodeDecodeError:
        found = []
    # A few bytes of another table may be UTF-8 by chance, but then for letters that nobody writes here, or
    # for no letters at all.
    if not found or not found[0].words or not all(map(_could_be_a_word, found[0].words)):
        found += _single_byte(file)
    if not found:
        raise BadInput(
            _(
                "We can't tell how this file writes letters like ñ or è. Save it as “CSV UTF-8”, or choose "
                "how it was saved."
            )
        )
    return found


def named(file: BinaryIO, encoding: str) -> Reading:
    """``file`` as somebody, or its own mark, says that it was saved. Raises BadInput where that cannot be."""
    try:
        return read_as(file, encoding)
    except UnicodeDecodeError:
        raise BadInput(
            _("This file was not saved as %(encoding)s. Choose another, or save it as “CSV UTF-8”.")
            % {"encoding": encoding}
        ) from None


def read_as(file: BinaryIO, encoding: str) -> Reading:
    """``file`` read with ``encoding`` to its end. Raises UnicodeDecodeError, or BadInput for spoilt words."""
    words: dict[str, None] = {}
    for text in _texts(file, encoding):
        if garbled := _GARBLED.search(text):
            around = text[max(0, garbled.start() - 10) : garbled.end() + 10].split("\n")[0]
            raise BadInput(
                _(
                    "Letters of this file were spoilt before it came here: “%(words)s”. Export it again and "
                    "save it as “CSV UTF-8”."
                )
                % {"words": around.strip()}
            )
        if len(words) < WORDS_A_BYTE and not text.isascii():
            words |= dict.fromkeys(re.findall(r"\w*[^\W\x00-\x7f]\w*", text)[:WORDS_A_BYTE])
    return Reading(encoding, tuple(words)[:WORDS_A_BYTE])


def _start_of(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(4096)


def _texts(file: BinaryIO, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    file.seek(0)
    while block := file.read(BLOCK):
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _wide(file: BinaryIO) -> Reading:
    """Two bytes a letter, without a mark: in most letters here one of the two is zero."""
    start = _start_of(file)
    little = start[1::2].count(0) > start[::2].count(0)
    try:
        return read_as(file, UNMARKED_WIDE[0 if little else 1])
    except UnicodeDecodeError:
        raise BadInput(_("This file is neither text nor a spreadsheet that we can read.")) from None


def _single_byte(file: BinaryIO) -> list[Reading]:
    """The tables whose every word could be a name, one of those that read this file alike."""
    samples = _words_by_byte(file)
    if not samples:
        return []
    words = list(dict.fromkeys(word for found in samples.values() for word in found))
    alike: dict[tuple[str, ...], Reading] = {}
    for table in TABLES:
        try:
            told = tuple(bytes([byte]).decode(table) for byte in sorted(samples))
            read = tuple(word.decode(table) for word in words)
        except UnicodeDecodeError:
            continue
        if all(_could_be_a_word(word) for word in read):
            alike.setdefault(told, Reading(table, read[:WORDS_A_BYTE]))
    return sorted(alike.values(), key=lambda reading: -_likely(reading.words))


def _words_by_byte(file: BinaryIO) -> dict[int, dict[bytes, None]]:
    found: dict[int, dict[bytes, None]] = {}
    for line in _pieces(file):
        for word in _WORD.findall(line):
            for byte in set(word):
                if byte > 127 and len(found.setdefault(byte, {})) < WORDS_A_BYTE:
                    found[byte][word] = None
    return found


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """The bytes in pieces that end between two words, or a block later at the latest."""
    file.seek(0)
    kept = b""
    while block := file.read(BLOCK):
        kept += block
        cut = max(kept.rfind(b"\n"), kept.rfind(b"\r"), kept.rfind(b","), 0)
        if cut or len(kept) > 2 * BLOCK:
            yield kept[: cut or None]
            kept = kept[cut:] if cut else b""
    yield kept


def _could_be_a_word(word: str) -> bool:
    plain = [letter for letter in word if letter.isascii()]
    all_capitals = len(plain) > 1 and all(letter.isupper() for letter in plain)
    for place, letter in enumerate(word):
        if letter.isascii():
            continue
        before, after = word[place - 1 : place] if place else "", word[place + 1 : place + 2]
        if letter in LETTERS:
            turns = (letter.isupper() and before.islower()) or (letter.islower() and after.isupper())
            if turns or (letter.islower() and all_capitals):
                return False
        elif letter not in (BETWEEN_LETTERS if before and after else AROUND_WORDS):
            return False
    return True


def _likely(words: Iterable[str]) -> float:
    """How many of the letters beyond English are of the languages here."""
    beyond = [letter for word in words for letter in word if not letter.isascii()]
    return sum(letter in LIKELY for letter in beyond) / max(1, len(beyond))
