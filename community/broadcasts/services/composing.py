"""Writing a message to many: its words, who it is for, and what texts may cost."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from community.broadcasts import rules
from community.broadcasts.audience import Filters
from community.broadcasts.models import Broadcast
from community.core import audit
from community.core.access import require
from community.core.errors import BadInput, Refused
from community.messaging.models import Template, TemplateVersion
from community.messaging.services.templates import review_text, write_template, write_version
from community.people.models import Community, Person


@transaction.atomic
def compose(
    community: Community, *, name: str, texts: Mapping[str, str], filters: Filters, by: Person
) -> Broadcast:
    """A draft in new words, which are kept as a template of that ``name``."""
    require(rules.may_send(by) and by.community_id == community.pk)
    template = write_template(community, kind=Template.Kind.BROADCAST, name=name, texts=texts, by=by)
    return _draft(template.versions.get(), filters, by)


@transaction.atomic
def compose_from(template: Template, *, filters: Filters, by: Person) -> Broadcast:
    """A draft in the newest words of ``template``."""
    require(rules.may_send(by) and by.community_id == template.community_id)
    if template.kind != Template.Kind.BROADCAST or template.retired_at is not None:
        raise BadInput(_("Those words are no longer offered. Choose others."))
    return _draft(template.versions.latest("number"), filters, by)


def _draft(version: TemplateVersion, filters: Filters, by: Person) -> Broadcast:
    community = version.template.community
    filters.check(community)
    broadcast = Broadcast.objects.create(
        community=community, version=version, audience=filters.as_json(), made_by=by
    )
    audit.record(broadcast, "write", by=by, to_state=broadcast.state)
    return broadcast


@transaction.atomic
def change(broadcast: Broadcast, *, texts: Mapping[str, str], filters: Filters, by: Person) -> None:
    """Other words or other people for a draft. Whoever changes it has written it, and cannot approve it.

    Other words are a new version of its template; what is new in it is to be reviewed.
    """
    _lock_draft(broadcast, by)
    filters.check(broadcast.community)
    version = broadcast.version
    if dict(version.texts.values_list("language", "body")) != dict(texts):
        broadcast.version = write_version(version.template, texts=texts, by=by, after=version.number)
    broadcast.audience, broadcast.made_by = filters.as_json(), by
    broadcast.save(update_fields=["version", "audience", "made_by"])
    audit.record(broadcast, "change", by=by, to_state=broadcast.state)


def review_words(broadcast: Broadcast, *, language: str, by: Person) -> None:
    """``by`` reads ``language``, and its words may be sent."""
    require(rules.may_handle(by, broadcast))
    text = broadcast.version.texts.select_related("version__template__community").filter(language=language)
    if (found := text.first()) is None:
        raise BadInput(_("There are no words in this language."))
    review_text(found, by=by)


@transaction.atomic
def take_newest_words(broadcast: Broadcast, *, by: Person) -> None:
    """Give a draft the words that its template has by now."""
    _lock_draft(broadcast, by)
    broadcast.version, broadcast.made_by = broadcast.version.template.versions.latest("number"), by
    broadcast.save(update_fields=["version", "made_by"])
    audit.record(broadcast, "change", by=by, to_state=broadcast.state)


def _lock_draft(broadcast: Broadcast, by: Person) -> None:
    require(rules.may_handle(by, broadcast))
    broadcast.refresh_from_db(from_queryset=Broadcast.objects.select_for_update(of=("self",)))
    if broadcast.state != Broadcast.State.DRAFT:
        raise Refused(
            _("It can't be changed now: it is already “%(state)s”.")
            % {"state": broadcast.get_state_display()}
        )


@transaction.atomic
def set_limits(community: Community, *, budget_cents: int | None, approve_above: int, by: Person) -> None:
    """What texts may cost in a month (None: no cap), and from how many people on a second one approves."""
    require(rules.sets_budget(by) and by.community_id == community.pk)
    community.texts_budget_cents, community.approve_above = budget_cents, approve_above
    community.save(update_fields=["texts_budget_cents", "approve_above"])
    audit.record(community, "set_limits", by=by)  # type: ignore[arg-type]
