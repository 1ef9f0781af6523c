"""Publishing a release once and for all, and saying later that it no longer stands."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput, Refused
from community.core.lifecycle import transition
from community.people.models import Community, Person
from referrals.reports.body import digest, written
from referrals.reports.models import Draft, Release, ReleasedCount, Withdrawal
from referrals.reports.rules import prepares_reports
from referrals.reports.services.preparing import Prepared, look_again

LONGEST_WHY = 300


@transaction.atomic
def publish_release(draft: Draft, *, by: Person) -> Release:
    """Issue the draft under the next number. Whoever prepared it cannot: two people look.

    Refused when figures or other releases have changed since it was prepared. Releases of one community
    wait for each other, so that each enters the attack on the next.
    """
    require(prepares_reports(by))
    Community.objects.select_for_update(no_key=True).get(pk=draft.community_id)
    if draft.prepared_by_id == by.pk:
        raise Refused(_("Somebody else publishes it: two people see more than one."))
    transition(draft, "publish", by=by)
    prepared = look_again(draft)
    if prepared is None or prepared.digest != draft.digest or prepared.exposed is not None:
        raise Refused(_("The figures have changed since this was prepared. Prepare it again."))
    return issue(draft.community, draft.table, prepared, prepared_by=draft.prepared_by, issued_by=by)


def issue(
    community: Community,
    table: str,
    prepared: Prepared,
    *,
    prepared_by: Person | None,
    issued_by: Person | None,
) -> Release:
    """Keep what was prepared as the next release, to the letter."""
    last = Release.objects.of(community).aggregate(last=Max("number"))["last"] or 0
    moment = timezone.now()
    body = {
        **prepared.body,
        "number": last + 1,
        "issued_on": f"{moment.astimezone(community.zone).date()}",
        "community": {"slug": community.slug, "name": community.name},
    }
    text = written(body)
    release = Release.objects.create(
        community=community,
        number=last + 1,
        table=table,
        body=text,
        sha256=digest(text),
        is_sample=body["is_sample"],
        issued_at=moment,
        prepared_by=prepared_by,
        issued_by=issued_by,
    )
    ReleasedCount.objects.bulk_create(
        ReleasedCount(
            release=release,
            measure=one.fact.measure,
            place=one.fact.place,
            period_start=one.fact.start,
            period_end=one.fact.end,
            dimension=one.fact.dimension,
            group=one.fact.group,
            count=one.events,
            people=one.people,
            is_shown=one.is_shown,
        )
        for one in prepared.sheet
    )
    audit.record(release, "publish", by=issued_by)
    return release


@transaction.atomic
def drop_draft(draft: Draft, *, by: Person) -> Draft:
    """Let a draft go: it is not published."""
    require(prepares_reports(by))
    return transition(draft, "drop", by=by)


@transaction.atomic
def withdraw_release(release: Release, *, why: str, by: Person) -> Withdrawal:
    """Say that a release no longer stands, and why. It stays readable, under its address, with the reason."""
    require(prepares_reports(by))
    reason = " ".join(why.split())
    if not reason:
        raise BadInput(_("Say why. Everybody can read it."))
    if len(reason) > LONGEST_WHY:
        raise BadInput(_("That is too long. Say it in a sentence or two."))
    Community.objects.select_for_update(no_key=True).get(pk=release.community_id)
    if Withdrawal.objects.filter(release=release).exists():
        raise Refused(_("It is withdrawn already."))
    withdrawal = Withdrawal.objects.create(release=release, why=reason, by=by)
    audit.record(release, "withdraw", by=by, why=reason)
    return withdrawal
