"""Columns that the database keeps sealed: who reads its files, or its backup, learns nothing of a child.

In Python the value is what it was (``child.name`` a str, ``child.birth_date`` a date). The database can
neither compare nor order what it cannot read, so a lookup on such a column is refused.
"""

import json
from datetime import date
from typing import Any, NoReturn

from django.core.exceptions import FieldError
from django.db import models

from referrals.sealing.keys import MARK, seal, unseal


class IsSealed(models.Lookup):
    """``name__sealed=True``: a sealed word stands there. For constraints: nothing may stand in plain."""

    lookup_name = "sealed"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        sign = "=" if self.rhs else "<>"
        return f"SUBSTR({column}, 1, {len(MARK)}) {sign} %s", (*params, MARK)


class Sealing:
    """What the sealed columns have in common. Nothing ("" or None) is kept as it is: it says nothing."""

    def get_internal_type(self) -> str:
        return "TextField"

    def words_of(self, value: Any) -> str:
        return str(value)

    def value_of(self, words: str) -> Any:
        return words

    def get_prep_value(self, value: Any) -> Any:
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return value if value in (None, "") else seal(self.words_of(value))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return self.value_of(unseal(value)) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "sealed":
            return IsSealed
        if lookup_name != "isnull":
            self._refuse()
        return super().get_lookup(lookup_name)  # type: ignore[misc]

    def get_transform(self, lookup_name: str) -> Any:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise FieldError(f"{self} is sealed: the database cannot look into it. Find the row another way.")


class SealedText(Sealing, models.TextField):
    """Words, sealed. ``max_length`` is held here, since the database sees only the seal."""

    def words_of(self, value: Any) -> str:
        words = str(value)
        if self.max_length is not None and len(words) > self.max_length:
            raise ValueError(f"{self} takes {self.max_length} letters at most")
        return words


class SealedDate(Sealing, models.DateField):
    """A day, sealed."""

    def words_of(self, value: Any) -> str:
        day = self.to_python(value)
        assert isinstance(day, date)  # noqa: S101  to_python refuses everything else
        return day.isoformat()

    def value_of(self, words: str) -> date:
        return date.fromisoformat(words)


class SealedJSON(Sealing, models.JSONField):
    """Lists, tables and numbers, sealed."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return None if value is None else seal(self.words_of(value))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return self.get_db_prep_value(value, connection)

    def words_of(self, value: Any) -> str:
        return json.dumps(value, cls=self.encoder)

    def value_of(self, words: str) -> Any:
        return json.loads(words, cls=self.decoder)
