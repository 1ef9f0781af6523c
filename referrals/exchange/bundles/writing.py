"""A referral as resources: ServiceRequest and Task, with the least of Patient, Organization and Consent.

What its reader does not see in full on the pages (``tracking.sights``) is left out, and
free words are left out for everybody.
"""

from collections.abc import Iterator
from typing import Any

from referrals.exchange.bundles import vocabulary as words
from referrals.tracking.models import Referral
from referrals.tracking.sights import Field, Role, shows

Resource = dict[str, Any]


def entries(referral: Referral, *, texts: bool, role: Role) -> Iterator[Resource]:
    """The entries of a bundle for ``referral`` as ``role`` sees it; ``texts``: the parent agreed to them."""
    own = f"{referral.child.community.slug}-{referral.pk}"
    names = words.names_of(referral.state, referral.closed_reason)
    yield _entry(_organisation(referral))
    yield _entry(_patient(referral, own, role))
    for purpose in ("referral", *(["texts"] if texts else [])):
        yield _entry(_consent(referral, own, purpose))
    yield _entry(_request(referral, own, names, role))
    yield _entry(_task(referral, own, names))


def system_of(slug: str) -> str:
    """In which system the numbers of a community's referrals are theirs."""
    return f"urn:stoop:{slug}:referral"


def _entry(resource: Resource) -> Resource:
    kind, key = resource["resourceType"], resource["id"]
    return {"fullUrl": f"urn:stoop:{kind}:{key}", "resource": resource}


def _coded(system: str, code: str, display: Any = "") -> Resource:
    coding = {"system": system, "code": code}
    return {"coding": [coding | {"display": str(display)} if display else coding]}


def _extension(system: str, code: str) -> Resource:
    return {"url": system, "valueCode": code}


def _organisation(referral: Referral) -> Resource:
    key = f"{referral.child.community.slug}-{referral.organisation_id}"
    return {"resourceType": "Organization", "id": key, "name": referral.organisation.name}


def _patient(referral: Referral, own: str, role: Role) -> Resource:
    child = referral.child
    parts: dict[Field, Resource] = {
        Field.RACES: {"extension": [_extension(words.RACE, race.category) for race in child.races.all()]},
        Field.NAME: {"name": [{"text": child.name}]},
        Field.BORN: {"birthDate": child.birth_date.isoformat()},
        Field.SEX: {"gender": words.GENDERS[child.sex]},
        Field.ZIP_CODE: {"address": [{"use": "home", "postalCode": child.zip_code}]},
        Field.LANGUAGE: {
            "communication": [{"language": _coded(words.LANGUAGE, child.language), "preferred": True}]
        },
    }
    patient: Resource = {"resourceType": "Patient", "id": own}
    for field, part in parts.items():
        if shows(role, field):
            patient |= part
    return patient | {"contact": [_contact(child.parent, role)]}


def _contact(parent: Any, role: Role) -> Resource:
    contact: Resource = {"name": {"text": parent.display_name}} if shows(role, Field.PARENT) else {}
    if parent.phone and shows(role, Field.PHONE):
        contact["telecom"] = [{"system": "phone", "value": parent.phone}]
    return contact


def _consent(referral: Referral, own: str, purpose: str) -> Resource:
    return {
        "resourceType": "Consent",
        "id": f"{own}-{purpose}",
        "status": "active",
        "category": [_coded(words.PURPOSE, purpose)],
        "patient": _to("Patient", own),
        "dateTime": referral.consent.given_at.isoformat(),
    }


def _request(referral: Referral, own: str, names: words.Names, role: Role) -> Resource:
    source = referral.source if shows(role, Field.SOURCE) else ""
    return {
        "resourceType": "ServiceRequest",
        "id": own,
        "identifier": [{"system": system_of(referral.child.community.slug), "value": str(referral.pk)}],
        "extension": [_extension(words.SOURCE, source)] if source else [],
        "status": names.request,
        "intent": "order",
        "subject": _to("Patient", own),
        "requester": _to("Organization", f"{referral.child.community.slug}-{referral.organisation_id}"),
        "authoredOn": referral.referred_on.isoformat(),
        "reasonCode": [
            _coded(words.CONCERN, concern.area, concern.get_area_display())
            for concern in referral.concerns.all()
        ],
    }


def _task(referral: Referral, own: str, names: words.Names) -> Resource:
    business = _coded(words.BSER, names.business)
    business["coding"].append({"system": words.STEP, "code": referral.state})
    task = {
        "resourceType": "Task",
        "id": own,
        "status": names.task,
        "businessStatus": business,
        "intent": "order",
        "focus": _to("ServiceRequest", own),
        "for": _to("Patient", own),
        "authoredOn": referral.referred_on.isoformat(),
        "lastModified": referral.state_since.isoformat(),
        # When each step was taken, so that the other side need not guess a day.
        "output": [
            {"type": _coded(words.STEP, step.state), "valueDate": step.happened_on.isoformat()}
            for step in referral.steps.all()
        ],
    }
    if referral.closed_reason:
        reason = referral.get_closed_reason_display()
        task["statusReason"] = _coded(words.REASON, referral.closed_reason, reason)
    return task


def _to(kind: str, key: str) -> Resource:
    return {"reference": f"urn:stoop:{kind}:{key}"}
