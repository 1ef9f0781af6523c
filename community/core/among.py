"""Looking rows up by many keys at once."""

import json
from collections.abc import Collection
from typing import Any

from django.db.models import F, Lookup


def among(field: str, keys: Collection[int] | Collection[str]) -> Lookup:
    """For ``filter``: rows whose ``field`` is one of many words or whole numbers, as one parameter.

    ``__in`` has a parameter for each: a thousand take longer to be read than to be found, and SQLite has a
    limit.
    """
    return _Among(F(field), list(keys))


class _Among(Lookup):
    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            kind = "bigint" if self.rhs and isinstance(self.rhs[0], int) else "text"
            # Of no keys at all nobody has to say what kind they are.
            many = f"ANY(%s::{kind}[])" if self.rhs else "ANY(%s)"
            return f"{column} = {many}", (*params, self.rhs)
        found = "IN (SELECT value FROM json_each(%s))"
        return f"{column} {found}", (*params, json.dumps(self.rhs))
