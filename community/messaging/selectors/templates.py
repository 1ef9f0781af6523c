"""Versions of texts for many."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from community.messaging.models import (
    Template,
    TemplateVersion,
)


def newest_versions(templates: Iterable[Template]) -> dict[int, TemplateVersion]:
    """The newest version of each of ``templates`` by its key, with its texts. Three queries."""
    later = TemplateVersion.objects.filter(template=OuterRef("template"), number__gt=OuterRef("number"))
    newest = TemplateVersion.objects.filter(~Exists(later), template__in=templates)
    versions = newest.select_related("made_by").prefetch_related("texts__reviewed_by")
    return {version.template_id: version for version in versions}


def newest_version(template: Template) -> TemplateVersion:
    """The words of ``template`` that hold now."""
    return newest_versions([template])[template.pk]


def older_versions(template: Template, *, than: TemplateVersion) -> list[TemplateVersion]:
    """What stood in ``template`` before ``than``, newest first, with its texts."""
    older = TemplateVersion.objects.filter(template=template, number__lt=than.number).order_by("-number")
    return list(older.select_related("made_by").prefetch_related("texts"))
