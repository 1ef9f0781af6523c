"""A bundle from another system: what it tells of each referral, and what is wrong, by its path. Pure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from referrals.exchange.bundles import vocabulary as words
from referrals.tracking.states import State

MOST_BYTES = 20_000_000
_SEXES = {gender: sex for sex, gender in words.GENDERS.items()}


class Issue(NamedTuple):
    """What is wrong, and where it stands."""

    path: str
    words: str


@dataclass
class Incoming:
    """What one ServiceRequest, and the Task about it, tell.

    ``told`` are cells as of an import; ``moves_to`` is a state, CLOSE or STAY; ``days`` when each step was.
    """

    path: str
    identifier: tuple[str, str]
    told: dict[str, str]
    moves_to: str = words.STAY
    reason: str = ""
    days: dict[str, date] = field(default_factory=dict)


def read_bundle(content: bytes) -> tuple[list[Incoming], list[Issue]]:
    """What a bundle tells of each of its referrals, and all that is wrong with it."""
    try:
        bundle = json.loads(content)
    except (ValueError, RecursionError):
        return [], [Issue("Bundle", _("This is not JSON that we can read."))]
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        return [], [Issue("Bundle.resourceType", _("This is not a FHIR bundle."))]
    reader = _Reader(bundle)
    return reader.requests(), reader.issues


class _Reader:
    def __init__(self, bundle: dict[str, Any]) -> None:
        self.issues: list[Issue] = []
        self.entries: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        self.by_url: dict[str, dict[str, Any]] = {}
        for number, entry in enumerate(_list(bundle.get("entry"))):
            resource = _dict(_dict(entry).get("resource"))
            kind = str(resource.get("resourceType", ""))
            self.entries.setdefault(kind, []).append((f"Bundle.entry[{number}].resource", resource))
            for url in (_dict(entry).get("fullUrl"), f"{kind}/{resource.get('id')}"):
                self.by_url[str(url)] = resource

    def wrong(self, path: str, what: str) -> None:
        self.issues.append(Issue(path, what))

    def requests(self) -> list[Incoming]:
        """One for each ServiceRequest. A Task about none of them is wrong."""
        found: dict[int, Incoming] = {}
        for path, request in self.entries.get("ServiceRequest", []):
            found[id(request)] = self._request(path, request)
        if not found:
            self.wrong("Bundle.entry", _("There is no ServiceRequest in this bundle."))
        for path, task in self.entries.get("Task", []):
            about = found.get(id(self._at(task.get("focus"))))
            if about is None:
                self.wrong(f"{path}.focus", _("This names no ServiceRequest of the bundle."))
            else:
                self._task(path, task, about)
        return list(found.values())

    def _at(self, reference: Any) -> dict[str, Any]:
        return self.by_url.get(str(_dict(reference).get("reference")), {})

    def _request(self, path: str, request: dict[str, Any]) -> Incoming:
        first = _dict(next(iter(_list(request.get("identifier"))), {}))
        identifier = str(first.get("system", "")), str(first.get("value", ""))
        if not all(identifier):
            self.wrong(f"{path}.identifier", _("A number of its own, with its system, is missing."))
        patient = self._at(request.get("subject"))
        if patient.get("resourceType") != "Patient":
            self.wrong(f"{path}.subject", _("This names no Patient of the bundle."))
        told = _told_of(patient) | {
            "concerns": ";".join(_codes(request.get("reasonCode"), words.CONCERN)),
            "source": _extension(request, words.SOURCE),
            "referred_on": str(request.get("authoredOn", ""))[:10],
            "consent": "yes" if self._agreed(patient, "referral") else "no",
            "may_text": "yes" if self._agreed(patient, "texts") else "no",
        }
        return Incoming(path, identifier, told)

    def _agreed(self, patient: dict[str, Any], purpose: str) -> bool:
        return any(
            consent.get("status") == "active"
            and self._at(consent.get("patient")) is patient
            and purpose in _codes(consent.get("category"), words.PURPOSE)
            for _path, consent in self.entries.get("Consent", [])
        )

    def _task(self, path: str, task: dict[str, Any], about: Incoming) -> None:
        status = str(task.get("status", ""))
        business = next(iter(_codes([task.get("businessStatus")], words.BSER)), "")
        step = next(iter(_codes([task.get("businessStatus")], words.STEP)), "")
        reason = next(iter(_codes([task.get("statusReason")], words.REASON)), "")
        for name, value, known in (
            ("status", status, words.TASK_MEANS),
            ("businessStatus", business or "2.0", words.BUSINESS_MEANS),
            ("businessStatus", step or State.REFERRED, State.values),
            ("statusReason", reason or "refused", words.CLOSED),
        ):
            if value not in known:
                self.wrong(f"{path}.{name}", _("We do not know “%(code)s” here.") % {"code": value[:40]})
                return
        moves_to = words.meaning(status, business, step)
        if moves_to is None:
            self.wrong(f"{path}.businessStatus", _("This does not fit the status of the task."))
        elif moves_to == words.CLOSE and not reason:
            self.wrong(f"{path}.statusReason", _("Why it ended is missing."))
        else:
            about.moves_to, about.reason = moves_to, reason
            about.days = self._days(path, task, words_of_end(moves_to))

    def _days(self, path: str, task: dict[str, Any], last: str) -> dict[str, date]:
        said = {last: task.get("lastModified")} if last else {}
        for output in map(_dict, _list(task.get("output"))):
            for step in _codes([output.get("type")], words.STEP):
                said[step] = output.get("valueDate")
        days = {}
        for step, day in said.items():
            try:
                days[step] = date.fromisoformat(str(day)[:10])
            except ValueError:
                where = "lastModified" if step == last else "output"
                self.wrong(f"{path}.{where}", _("The day of a step is missing, or is no date."))
        return days


def words_of_end(moves_to: str) -> str:
    """The step whose day ``Task.lastModified`` tells; "" where nothing moves."""
    return {words.STAY: "", words.CLOSE: State.CLOSED.value}.get(moves_to, moves_to)


def _told_of(patient: dict[str, Any]) -> dict[str, str]:
    contact = _dict(next(iter(_list(patient.get("contact"))), {}))
    phones = [
        str(_dict(telecom).get("value", ""))
        for telecom in _list(contact.get("telecom"))
        if _dict(telecom).get("system") == "phone"
    ]
    languages = [
        code
        for spoken in _list(patient.get("communication"))
        for code in _codes([_dict(spoken).get("language")], words.LANGUAGE)
    ]
    return {
        "child_name": _name(next(iter(_list(patient.get("name"))), {})),
        "birth_date": str(patient.get("birthDate", "")),
        "zip_code": str(_dict(next(iter(_list(patient.get("address"))), {})).get("postalCode", ""))[:5],
        "language": next(iter(languages), "")[:2],
        "sex": _SEXES.get(str(patient.get("gender", "")), ""),
        "races": ";".join(
            str(_dict(extension).get("valueCode"))
            for extension in _list(patient.get("extension"))
            if _dict(extension).get("url") == words.RACE
        ),
        "parent_name": _name(contact.get("name")),
        "parent_phone": next(iter(phones), ""),
    }


def _name(name: Any) -> str:
    told = _dict(name)
    parts = [*_list(told.get("given")), told.get("family", "")]
    return str(told.get("text") or " ".join(str(part) for part in parts if part))


def _codes(concepts: Any, system: str) -> list[str]:
    return [
        str(_dict(coding).get("code", ""))
        for concept in _list(concepts)
        for coding in _list(_dict(concept).get("coding"))
        if _dict(coding).get("system") == system
    ]


def _extension(resource: dict[str, Any], url: str) -> str:
    found: Iterator[dict[str, Any]] = map(_dict, _list(resource.get("extension")))
    return next((str(one.get("valueCode", "")) for one in found if one.get("url") == url), "")


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
