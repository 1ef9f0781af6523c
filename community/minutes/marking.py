"""CommonMark and the differences between two texts. Pure functions."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import Any, NamedTuple

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_NUMBERED = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)
_BULLET = re.compile(r"^(\s*)([-+])", re.MULTILINE)
_WORD = re.compile(r"\S+\s*|\s+")
TAGS = {"h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "blockquote", "hr", "br", "a", "code"}


def plain(words: str) -> str:
    """``words`` so that CommonMark shows them as they are, on one line."""
    line = " ".join(words.split())
    return _BULLET.sub(r"\1\\\2", _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", line)))


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).disable(["image", "code", "fence", "html_block"])


def to_html(body: str) -> str:
    """CommonMark as HTML that holds no script, style, picture or foreign tag, whatever was typed.

    Headings begin below the page's own: a first level becomes a second.
    """
    import nh3

    html = _parser().render(body).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto", "tel"}
    )


class Piece(NamedTuple):
    """Some words of a comparison. ``kind`` is "same", "gone" or "new"."""

    kind: str
    words: str


def differences(before: str, after: str) -> list[Piece]:
    """``after`` against ``before``, word by word: joined without the new it is the one, without the gone
    the other.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    return list(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[start:end]))
            continue
        if end > start:
            yield Piece("gone", "".join(old[start:end]))
        if new_end > new_start:
            yield Piece("new", "".join(new[new_start:new_end]))
