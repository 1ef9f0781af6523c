"""Mail to those who look into records that were opened with a reason, and questions on the clock."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from community.core import audit, jobs
from community.core.models import AuditLine
from community.messaging.services import speaking_to
from community.people.models import Community, Consent
from referrals.sharing.models import Glass
from referrals.sharing.renewals import to_ask
from referrals.sharing.selectors import watchers_of
from referrals.sharing.services import ask_to_renew

log = logging.getLogger(__name__)
TOLD = "glass_told"


def tell_of_glass(glass_id: int) -> None:
    """Tell everybody who keeps watch, but the one who opened it. Once, though the job may run twice."""
    glass = Glass.objects.select_related("person", "referral__community").filter(pk=glass_id).first()
    if glass is None:
        log.info("glass %s: nothing to tell", glass_id)
        return
    told = AuditLine.objects.filter(subject_type=Glass._meta.label, subject_id=glass.pk, verb=TOLD)
    already = set(told.values_list("why", flat=True))
    for watcher in watchers_of(glass):
        if watcher.email and str(watcher.pk) not in already:
            with speaking_to(watcher):
                send_mail(
                    _("%(community)s: a record was opened in an emergency")
                    % {"community": glass.referral.community.name},
                    _(
                        "%(name)s opened a record without a right to it, for an hour, and said why. Please "
                        "look into it: %(link)s"
                    )
                    % {
                        "name": glass.person.display_name,
                        "link": settings.PUBLIC_URL + reverse("glass_list"),
                    },
                    settings.DEFAULT_FROM_EMAIL,
                    [watcher.email],
                )
            audit.record(glass, TOLD, by=None, why=str(watcher.pk))


def ask_renewals() -> None:
    """Every hour: queue one question for each parent and day on which something ends soon."""
    for community in Community.objects.order_by("pk"):
        due = {(one.person_id, one.ends_on): one.pk for one in to_ask(community)}
        for pk in sorted(due.values()):
            jobs.enqueue("referrals.sharing.jobs.ask_one_renewal", pk)


def ask_one_renewal(consent_id: int) -> None:
    """Ask one parent, unless that has been done or may not be done any more."""
    consent = Consent.objects.filter(pk=consent_id).first()
    if consent is None or ask_to_renew(consent) is None:
        log.info("consent %s: nothing to ask", consent_id)
