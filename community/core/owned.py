"""What every row has in common: it belongs to one community, and some rows are never changed."""

from typing import Any, ClassVar, NoReturn, Self

from django.db import models


class OwnedQuerySet(models.QuerySet):
    """Rows that belong to communities."""

    def of(self, community: Any) -> Self:
        """Only the rows of ``community``; every view starts from here, so a foreign id is a 404."""
        model: Any = self.model
        return self.filter(**{model.belongs_through: community})


class Owned(models.Model):
    """A row that belongs to one community, directly or through the row named by ``belongs_through``."""

    belongs_through = "community"

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def home(self) -> Any:
        """The community this row belongs to."""
        row: Any = self
        for step in self.belongs_through.split("__"):
            row = getattr(row, step)
        return row


class Unchangeable(Exception):
    """An append-only row was about to be changed or removed."""


class AppendOnlyQuerySet(OwnedQuerySet):
    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable(f"{self.model.__name__} rows are only ever added")

    update = delete = bulk_update = update_or_create = _refuse


class AppendOnly(Owned):
    """A row that is written once. A correction is another row.

    Migrations also guard the table itself with triggers (``core.triggers``).
    """

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Unchangeable(f"{type(self).__name__} rows are only ever added")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable(f"{type(self).__name__} rows are only ever added")
