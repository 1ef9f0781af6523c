"""Reading a file of figures: each row is checked like a form, and a wrong one is named by its line."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.errors import BadInput
from referrals.equity.models import AggregateCount, Denominator, Indicator
from referrals.equity.services import Figure, key_columns

Row = tuple[int, dict[str, Any]]
SHOWN_AT_ONCE = 20
# Columns that older files do not have: a table by race, of ZIP code areas.
LEFT_OUT = ("place_kind", "place_code", "place_name", "dimension")
# More than any count of people; beyond two billion PostgreSQL would not keep it.
MOST = 1_000_000_000


class Answer(forms.TypedChoiceField):
    """A cell that says yes or no; nothing else counts as either."""

    def __init__(self) -> None:
        super().__init__(choices=[("yes", "yes"), ("no", "no")], coerce=lambda word: word == "yes")


def _may_be_empty(field: Any) -> bool:
    return field.blank or field.has_default()


class FigureForm(forms.ModelForm):
    """One row. Dates are written year first, whatever the language. What has a default may be left out."""

    is_sample = Answer()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in LEFT_OUT and _may_be_empty(self._meta.model._meta.get_field(name)):
                field.required = False
            if isinstance(field, forms.DateField):
                field.input_formats = ["%Y-%m-%d"]
                field.error_messages["invalid"] = gettext_lazy("Write the date like 2026-06-30.")

    def clean(self) -> dict[str, Any]:
        """An empty cell of a column that may be left out says what its absence says."""
        said = super().clean() or {}
        for name in LEFT_OUT:
            if name in self.fields and said.get(name) == "":
                said[name] = self._meta.model._meta.get_field(name).get_default()
        return said


class CountForm(FigureForm):
    events = forms.IntegerField(min_value=0, max_value=MOST)

    class Meta:
        model = AggregateCount
        fields = (
            *("measure", "place", "place_kind", "place_code", "place_name", "dimension", "group"),
            *("period_start", "period_end", "events", "source", "is_sample"),
        )


class DenominatorForm(FigureForm):
    class Meta:
        model = Denominator
        fields = (
            *("place", "place_kind", "place_code", "place_name", "dimension", "group"),
            *("age_band", "as_of", "population"),
            *("source", "approximation", "is_sample"),
        )


class IndicatorForm(forms.ModelForm):
    """A published figure. Only its name and its source are required: an empty cell is "not recorded"."""

    n = forms.IntegerField(min_value=0, max_value=MOST, required=False)
    source = forms.URLField(max_length=300, assume_scheme="https")
    published = forms.DateField(required=False, input_formats=["%Y-%m-%d"])

    class Meta:
        model = Indicator
        fields = (
            *("key", "value", "unit", "numerator", "denominator", "n", "place", "group", "period"),
            *("claim", "comparator", "data_owner", "source", "published"),
        )


KINDS: dict[str, type[FigureForm]] = {"counts": CountForm, "denominators": DenominatorForm}


def read_csv(lines: Iterable[str], *, kind: str) -> list[Figure]:
    """The figures of a CSV file with a header, unsaved.

    BadInput when anything is wrong; its message has a line for each problem, with the line of the file.
    """
    return check_rows(_rows(lines, KINDS[kind]), kind=kind)


def check_rows(rows: Iterable[Row], *, kind: str) -> list[Figure]:
    """The figures of numbered rows of text, unsaved; BadInput names every wrong one."""
    form_class = KINDS[kind]
    same_in = key_columns(form_class._meta.model)
    figures: list[Figure] = []
    problems: list[str] = []
    seen: dict[tuple[Any, ...], int] = {}
    for line, row in rows:
        form = form_class(row)
        if not form.is_valid():
            problems += [
                _("Line %(line)s: %(reason)s") % {"line": line, "reason": reason} for reason in _reasons(form)
            ]
            continue
        figure = form.save(commit=False)
        key = tuple(getattr(figure, column) for column in same_in)
        if (before := seen.setdefault(key, line)) != line:
            problems.append(
                _("Line %(line)s: the same figure as line %(before)s.") % {"line": line, "before": before}
            )
        figures.append(figure)
    if problems:
        raise BadInput("\n".join(_the_first(problems)))
    return figures


def _reasons(form: forms.ModelForm) -> Iterator[str]:
    for column, errors in form.errors.items():
        value = form.data.get(column, "")
        for error in errors:
            yield str(error) if column == "__all__" else f"{column} “{value}”: {error}"


def _the_first(problems: list[str]) -> list[str]:
    more = len(problems) - SHOWN_AT_ONCE
    return problems if more <= 0 else [*problems[:SHOWN_AT_ONCE], _("and %(count)s more") % {"count": more}]


def _rows(lines: Iterable[str], form: type[FigureForm]) -> Iterator[Row]:
    """Rows as dictionaries with the number of their last line. The header must be the form's fields."""
    reader = csv.reader(lines, strict=True)
    wanted = list(form.base_fields)
    needed = {name for name, field in form().fields.items() if field.required or name not in LEFT_OUT}
    try:
        header = next(reader, [])
        if len(set(header)) < len(header) or not needed <= set(header) <= set(wanted):
            raise BadInput(_("Line 1: the columns must be %(columns)s.") % {"columns": ", ".join(wanted)})
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                raise BadInput(
                    _("Line %(line)s: %(found)s cells under %(wanted)s columns.")
                    % {"line": reader.line_num, "found": len(cells), "wanted": len(header)}
                )
            yield reader.line_num, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise BadInput(
            _("Line %(line)s: %(reason)s") % {"line": reader.line_num or 1, "reason": error}
        ) from error
    except UnicodeDecodeError as error:
        raise BadInput(
            _("Line %(line)s: this is not text in UTF-8.") % {"line": reader.line_num + 1}
        ) from error
