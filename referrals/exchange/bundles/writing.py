"""A referral as resources: ServiceRequest and Task, with the least of Patient, Organization and Consent."""

from collections.abc import Iterator
from typing import Any

from referrals.exchange.bundles import vocabulary as words
from referrals.tracking.models import Referral

Resource = dict[str, Any]


def entries(referral: Referral, *, texts: bool) -> Iterator[Resource]:
    """The entries of a bundle for ``referral``. ``texts``: the parent agreed to texts, too."""
    own = f"{referral.child.community.slug}-{referral.pk}"
    names = words.names_of(referral.state, referral.closed_reason)
    yield _entry(_organisation(referral))
    yield _entry(_patient(referral, own))
    for purpose in ("referral", *(["texts"] if texts else [])):
        yield _entry(_consent(referral, own, purpose))
    yield _entry(_request(referral, own, names))
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


def _patient(referral: Referral, own: str) -> Resource:
    child = referral.child
    contact: Resource = {"name": {"text": child.parent.display_name}}
    if child.parent.phone:
        contact["telecom"] = [{"system": "phone", "value": child.parent.phone}]
    return {
        "resourceType": "Patient",
        "id": own,
        "extension": [_extension(words.RACE, race.category) for race in child.races.all()],
        "name": [{"text": child.name}],
        "birthDate": child.birth_date.isoformat(),
        "gender": words.GENDERS[child.sex],
        "address": [{"use": "home", "postalCode": child.zip_code}],
        "communication": [{"language": _coded(words.LANGUAGE, child.language), "preferred": True}],
        "contact": [contact],
    }


def _consent(referral: Referral, own: str, purpose: str) -> Resource:
    return {
        "resourceType": "Consent",
        "id": f"{own}-{purpose}",
        "status": "active",
        "category": [_coded(words.PURPOSE, purpose)],
        "patient": _to("Patient", own),
        "dateTime": referral.consent.given_at.isoformat(),
    }


def _request(referral: Referral, own: str, names: words.Names) -> Resource:
    return {
        "resourceType": "ServiceRequest",
        "id": own,
        "identifier": [{"system": system_of(referral.child.community.slug), "value": str(referral.pk)}],
        "extension": [_extension(words.SOURCE, referral.source)] if referral.source else [],
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
