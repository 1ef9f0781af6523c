"""Choosing a table to release, and saying why a release no longer stands."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.equity.findings import period
from referrals.equity.rules import Dimension
from referrals.equity.selectors import Entry
from referrals.reports.services.issuing import LONGEST_WHY


class TableForm(forms.Form):
    """Which table to release. ``tables`` are those of the community, by key."""

    table = forms.ChoiceField(label=gettext_lazy("Which numbers"))

    def __init__(self, *args: Any, tables: Mapping[str, Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, table in tables.items():
            group = _("%(events)s (%(origin)s)") % _names(table)
            choice = _("by %(dimension)s, %(period)s") % _names(table)
            groups.setdefault(capfirst(group), []).append((key, choice))
        field: Any = self.fields["table"]
        field.choices = list(groups.items())


def table_in_words(table: Entry) -> str:
    """What is counted, by what, when, and whose counts they are."""
    return _("%(events)s, by %(dimension)s, %(period)s (%(origin)s)") % _names(table)


def _names(table: Entry) -> dict[str, str]:
    return {
        "events": str(table.definition.events),
        "dimension": str(Dimension(table.dimension).label),
        "period": period(table.start, table.end),
        "origin": _("imported") if table.origin == "imported" else _("our own"),
    }


class WhyForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why does it no longer stand?"),
        help_text=gettext_lazy("Everybody can read this, beside the numbers."),
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
