"""What a release says in plain words, in the language in force. Made once, when it is issued."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from referrals.equity.findings import period as period_in_words
from referrals.equity.rules import EVERYONE

# Below so many, a share says its count before its percent.
COUNT_FIRST = 30


def verdicts() -> dict[str, str]:
    """How a group's rate here lies beside its rate there."""
    return {
        "lower": _("lower"),
        "higher": _("higher"),
        "no clear difference": _("no clear difference"),
        "too few to say": _("too few to say"),
        "cannot be compared": _("cannot be compared"),
    }


def title(body: Mapping[str, Any]) -> str:
    """The finding, as a headline."""
    names = _names(body) | {"events": in_language(body["measure"]["events"])}
    said = {
        "lower": _("%(events)s: lower in %(place)s than in %(beside)s"),
        "higher": _("%(events)s: higher in %(place)s than in %(beside)s"),
        "no clear difference": _("%(events)s: no clear difference between %(place)s and %(beside)s"),
    }
    words = said.get(_verdict_of_all(body), _("%(events)s: %(place)s")) % names
    return capfirst(words)


def sentences(body: Mapping[str, Any]) -> list[str]:
    """Three: everyone, the groups, and what is not shown."""
    groups = _groups(body) if body["beside"] else _each_group(body)
    return [capfirst(said) for said in (_everyone(body), groups, _hidden(body))]


def period_of(body: Mapping[str, Any]) -> str:
    """The period in words."""
    return period_in_words(*(date.fromisoformat(body["period"][end]) for end in ("start", "end")))


def place_name(body: Mapping[str, Any], key: str | None) -> str:
    """What a place is called."""
    return next((in_language(place["name"]) for place in body["places"] if place["key"] == key), "")


def in_language(words: Mapping[str, str]) -> str:
    """What was written down in the language in force, else in English."""
    return words.get(get_language() or "en", words["en"])


def number(value: float, places: int = 0) -> str:
    """A number as the language in force writes it."""
    return number_format(round(value, places), decimal_pos=places, force_grouping=True)


def people_say(value: float) -> str:
    """A rate as people say it: no decimals from 10 on, one below."""
    return number(value, 0 if value >= 9.95 or value == 0 else 1)


def rate_in_words(body: Mapping[str, Any], cell: Mapping[str, Any]) -> str:
    """A rate with what it is a rate of. A share of few says its count first."""
    if cell["estimate"] is None:
        return ""
    said = people_say(cell["estimate"])
    if not body["measure"]["is_share"]:
        return _("%(rate)s of every %(per)s") % {"rate": said, "per": number(body["measure"]["per"])}
    if cell["people"] < COUNT_FIRST:
        out_of = {"count": number(cell["count"]), "people": number(cell["people"])}
        return _("%(count)s of %(people)s") % out_of + f" ({said}%)"
    return f"{said}%"


def cell_of(body: Mapping[str, Any], place: str | None, group: str) -> Mapping[str, Any]:
    """One cell; nothing recorded where there is none."""
    nothing = {"state": "not recorded", "count": None, "estimate": None}
    found = (cell for cell in body["cells"] if (cell["place"], cell["group"]) == (place, group))
    return next(found, nothing)


def _names(body: Mapping[str, Any]) -> dict[str, str]:
    places = body["places"]
    here = place_name(body, body["here"]) or (in_language(places[0]["name"]) if places else "")
    return {"place": here, "beside": place_name(body, body["beside"])}


def _verdict_of_all(body: Mapping[str, Any]) -> str:
    return next((one["verdict"] for one in body["comparisons"] if one["group"] == EVERYONE), "")


def _everyone(body: Mapping[str, Any]) -> str:
    ours, theirs = (cell_of(body, body[place], EVERYONE) for place in ("here", "beside"))
    words = {
        **_names(body),
        "period": period_of(body),
        "events": in_language(body["measure"]["events"]),
        "people": in_language(body["measure"]["people"]),
    }
    if ours["state"] == "hidden":
        return _("%(place)s, %(period)s: too few to say (%(events)s).") % words
    if ours["count"] is None:
        return _("%(place)s, %(period)s: no total is on record (%(events)s).") % words
    said = _("%(place)s, %(period)s: %(count)s %(events)s.") % (words | {"count": number(ours["count"])})
    if ours["estimate"] is None:
        return said
    of = {"rate": rate_in_words(body, ours), "people": words["people"], "number": number(ours["people"])}
    if body["measure"]["is_share"]:
        of["rate"] = f"{people_say(ours['estimate'])}%"
        more = _("That is %(rate)s of the %(number)s %(people)s") % of
    else:
        more = _("That is %(rate)s %(people)s (out of %(number)s)") % of
    if theirs["estimate"] is None:
        return f"{said} {more}."
    other = _("in %(beside)s it is %(rate)s") % (words | {"rate": rate_in_words(body, theirs)})
    return " ".join(filter(None, (f"{said} {more}; {other}.", _as_children(body))))


def _as_children(body: Mapping[str, Any]) -> str:
    """A clear difference in children: how many more or fewer there would be at the other rate."""
    one = next((one for one in body["comparisons"] if one["group"] == EVERYONE), None)
    if one is None or one["more"] is None or one["verdict"] not in {"lower", "higher"}:
        return ""
    few, many = sorted(max(round(abs(one["more"][end])), 1) for end in ("lower", "upper"))
    words = (
        _("At that rate it would be between %(few)s and %(many)s more.")
        if one["verdict"] == "lower"
        else _("At that rate it would be between %(few)s and %(many)s fewer.")
    )
    return words % {"few": number(few), "many": number(many)}


def _groups(body: Mapping[str, Any]) -> str:
    labels = {group["key"]: in_language(group["label"]) for group in body["groups"]}
    by_verdict: dict[str, list[str]] = {}
    for one in body["comparisons"]:
        if one["group"] not in {EVERYONE, "unknown"}:
            by_verdict.setdefault(one["verdict"], []).append(labels[one["group"]])
    beginnings = {
        "lower": _("Lower than the same group in %(beside)s: %(groups)s."),
        "higher": _("Higher than the same group in %(beside)s: %(groups)s."),
        "no clear difference": _("No clear difference: %(groups)s."),
        "too few to say": _("Too few to say: %(groups)s."),
        "cannot be compared": _("Cannot be compared: %(groups)s."),
    }
    names = _names(body)
    said = [
        words % (names | {"groups": ", ".join(by_verdict[verdict])})
        for verdict, words in beginnings.items()
        if verdict in by_verdict
    ]
    return " ".join(said) or _("There is nothing to set these numbers beside.")


def _each_group(body: Mapping[str, Any]) -> str:
    """The groups side by side, where the place stands beside no other."""
    labels = {group["key"]: in_language(group["label"]) for group in body["groups"]}
    said = [
        f"{labels[cell['group']]} {rate_in_words(body, cell) or number(cell['count'])}"
        for cell in body["cells"]
        if cell["place"] == _first(body) and cell["group"] != EVERYONE and cell["count"]
    ]
    if not said:
        return _("There is nothing to set these numbers beside.")
    return _("By group: %(groups)s.") % {"groups": "; ".join(said)}


def _first(body: Mapping[str, Any]) -> str | None:
    """Our neighborhood, else the first place."""
    places = body["places"]
    return body["here"] or (places[0]["key"] if places else None)


def _hidden(body: Mapping[str, Any]) -> str:
    hidden = sum(cell["state"] == "hidden" for cell in body["cells"])
    if not hidden:
        return _("No number had to be left out: none is so small that a child could be recognized.")
    return ngettext(
        "%(number)s number is not shown, so that no child can be recognized.",
        "%(number)s numbers are not shown, so that no child can be recognized.",
        hidden,
    ) % {"number": hidden}
