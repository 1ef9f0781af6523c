"""Reading a YAML file so that every mistake names its line, and no key is lost in silence."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NoReturn

import yaml

WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]*")
MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Larger than any count of people or any number of a meeting.
MOST = 1_000_000
# An escape in quotes can write them, but no database keeps them as text.
NO_TEXT = re.compile("[\x00\ud800-\udfff]")
EMPTY = "tag:yaml.org,2002:null"


class Malformed(Exception):
    """The file cannot be right. ``line`` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def line_of(node: yaml.Node) -> int:
    return node.start_mark.line + 1


def is_empty(node: yaml.Node) -> bool:
    """Whether the file says null here, or nothing: not recorded."""
    return isinstance(node, yaml.ScalarNode) and node.tag == EMPTY


def says_nothing(node: yaml.Node) -> bool:
    """Whether an entry of a list is null or has no word in it."""
    return isinstance(node, yaml.ScalarNode) and (is_empty(node) or not node.value.split())


def spoken(key: str) -> str:
    """A key of the file as words."""
    return key.replace("_", " ").strip()


def in_words(node: yaml.Node) -> str:
    """Any value on one line, in the record's own words."""
    if isinstance(node, yaml.ScalarNode):
        return "not recorded" if is_empty(node) else " ".join(node.value.split())
    if isinstance(node, yaml.MappingNode):
        return ", ".join(f"{spoken(key.value)}: {in_words(value)}" for key, value in node.value)
    return "; ".join(in_words(value) for value in node.value)


class Record:
    """One mapping of the file. It remembers which of its keys were asked for."""

    def __init__(self, node: yaml.Node, path: str) -> None:
        if not isinstance(node, yaml.MappingNode):
            raise Malformed(line_of(node), f"{path or 'the file'} must be made of “key: value” pairs")
        self.line = line_of(node)
        self.path = path
        self._lines: dict[str, int] = {}
        self._values: dict[str, yaml.Node] = {}
        self._asked: set[str] = set()
        self._parts: list[Record] = []
        self._left_out: list[tuple[int, str]] = []
        for key, value in node.value:
            self._lines[key.value] = line_of(key)
            self._values[key.value] = value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def line_of(self, key: str) -> int:
        """The line where ``key`` stands, or where the record begins."""
        return self._lines.get(key, self.line)

    def refuse(self, key: str, reason: str) -> NoReturn:
        """Say what is wrong with ``key``."""
        raise Malformed(self.line_of(key), reason)

    def leave_out(self, key: str, value: str) -> None:
        """List ``value`` of ``key`` among what was not imported."""
        self._left_out.append((self.line_of(key), f"{self._path(key)}: {value}"))

    def _path(self, key: str) -> str:
        return f"{self.path}, {key}" if self.path else key

    def _ask(self, key: str) -> yaml.Node | None:
        self._asked.add(key)
        node = self._values.get(key)
        return None if node is None or is_empty(node) else node

    def has(self, key: str) -> bool:
        """Whether the file records ``key``."""
        return self._ask(key) is not None

    def text(self, key: str) -> str | None:
        """A word, a sentence or a number, as text; None when it is not recorded."""
        node = self._ask(key)
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.refuse(key, f"“{key}” must be text")
        return " ".join(node.value.split()) or None

    def count(self, key: str) -> int | None:
        """A whole number from 0; None when it is not recorded."""
        node = self._ask(key)
        if node is None:
            return None
        if isinstance(node, yaml.ScalarNode) and node.style is None:
            if WHOLE_NUMBER.fullmatch(node.value) and len(node.value) < 9 and int(node.value) <= MOST:
                return int(node.value)
            if node.value.startswith("-"):
                self.refuse(key, f"“{key}” is {node.value}; it cannot be below 0")
        raise Malformed(self.line_of(key), f"“{key}” must be a whole number, or null if not recorded")

    def flag(self, key: str) -> bool:
        """true or false; false when it is not recorded."""
        words = self.text(key)
        if words is not None and words.lower() not in ("true", "false"):
            self.refuse(key, f"“{key}” must be true or false")
        return words is not None and words.lower() == "true"

    def day(self, key: str) -> date | None:
        """A date; None when it is not recorded."""
        words = self.text(key)
        if words is None:
            return None
        try:
            return date.fromisoformat(words if DAY.fullmatch(words) else "")
        except ValueError as error:
            reason = f"“{key}” is {words}, which is not a date; write it like 2018-07-12"
            raise Malformed(self.line_of(key), reason) from error

    def month(self, key: str) -> date | None:
        """A month, as its first day; None when it is not recorded."""
        words = self.text(key)
        if words is None:
            return None
        found = MONTH.fullmatch(words)
        if not found or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1:
            self.refuse(key, f"“{key}” is {words}, which is not a month; write it like 2018-07")
        return date(int(found[1]), int(found[2]), 1)

    def _list(self, key: str) -> list[yaml.Node]:
        node = self._ask(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(key, f"“{key}” must be a list")
        return list(node.value)

    def texts(self, key: str) -> list[str]:
        """A list, each entry in words."""
        return [in_words(node) for node in self._list(key) if not says_nothing(node)]

    def records(self, key: str) -> list["Record"]:
        """A list of records."""
        return [self._part(node, f"{self._path(key)} {place}") for place, node in self._numbered(key)]

    def entries(self, key: str) -> list["Record | str"]:
        """A list whose entries are records or plain sentences."""
        return [
            in_words(node)
            if isinstance(node, yaml.ScalarNode)
            else self._part(node, f"{self._path(key)} {place}")
            for place, node in self._numbered(key)
        ]

    def _numbered(self, key: str) -> Iterator[tuple[int, yaml.Node]]:
        return (
            (place, node) for place, node in enumerate(self._list(key), start=1) if not says_nothing(node)
        )

    def record(self, key: str) -> "Record | None":
        """A record inside this one."""
        node = self._ask(key)
        return None if node is None else self._part(node, self._path(key))

    def _part(self, node: yaml.Node, path: str) -> "Record":
        part = Record(node, path)
        self._parts.append(part)
        return part

    def notes(self, *except_keys: str) -> list[str]:
        """Every key not in ``except_keys`` as a line of words; lists of records take a line for each."""
        lines = []
        for key, node in self._values.items():
            if key in except_keys or is_empty(node):
                continue
            self._asked.add(key)
            several = isinstance(node, yaml.SequenceNode) and not all(
                isinstance(entry, yaml.ScalarNode) for entry in node.value
            )
            if several:
                lines += [in_words(entry) for entry in node.value]
            else:
                lines.append(f"{spoken(key)}: {in_words(node)}")
        return lines

    def not_asked(self) -> list[tuple[int, str]]:
        """(line, path) of every recorded key that nobody asked for, here and below."""
        found = [
            (self._lines[key], self._path(key))
            for key, node in self._values.items()
            if key not in self._asked and not is_empty(node)
        ]
        for part in self._parts:
            found += part.not_asked()
        return sorted(found + self._left_out)


class _Strict(yaml.SafeLoader):
    """YAML without what would be lost in silence, or break later where no line is known.

    Aliases are not read: they make a value stand on two lines, or inside itself.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise Malformed(self.peek_event().start_mark.line + 1, "“*” aliases are not read; write it out")
        node = super().compose_node(parent, index)
        if isinstance(node, yaml.ScalarNode) and NO_TEXT.search(node.value):
            raise Malformed(line_of(node), "there is a character here that is no text")
        if isinstance(node, yaml.MappingNode):
            _check_keys(node)
        return node


def _check_keys(node: yaml.MappingNode) -> None:
    seen = set()
    for key, _value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise Malformed(line_of(key), "a key must be a single word")
        if key.value in seen:
            raise Malformed(line_of(key), f"“{key.value}” stands here twice")
        seen.add(key.value)


def read(content: bytes) -> Record:
    """The whole file as one record. Raises Malformed."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Malformed(line, "this is not UTF-8 text") from error
    try:
        node = _Strict(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(part for part in (error.context, error.problem) if part)
        raise Malformed(mark.line + 1 if mark else 1, f"this is not YAML: {problem}") from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise Malformed(line, "there is a character that YAML does not allow") from error
    except RecursionError as error:
        raise Malformed(1, "the file has lists within lists, too deep to read") from error
    if node is None:
        raise Malformed(1, "the file is empty")
    return Record(node, "")
