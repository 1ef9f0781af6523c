"""Texts written once, in each language, for many: their versions, and who has reviewed them."""

import unicodedata
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.messaging import rules
from community.messaging.lint import Problem, Severity
from community.messaging.models import Template, TemplateText, TemplateVersion
from community.messaging.selectors import newest_version
from community.messaging.services.wording import check_wording, private_names
from community.people.models import LANGUAGES, Community, Person
from community.people.rules import is_staff

LONGEST_NAME = 80


@transaction.atomic
def write_template(
    community: Community, *, kind: str, name: str, texts: Mapping[str, str], by: Person
) -> Template:
    """A new template and its first version; ``texts`` are its words by language, blank ones left out.

    Raises BadInput where a text holds what texts may not hold (``lint``), or where the name is taken.
    """
    _require_staff(by)
    name = " ".join(name.split())
    if kind not in Template.Kind.values:
        raise BadInput(_("Choose what it is for."))
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadInput(_("Give it a name of %(most)d letters at most.") % {"most": LONGEST_NAME})
    words = _checked(community, texts)
    try:
        with transaction.atomic():
            template = Template.objects.create(community=community, kind=kind, name=name)
    except IntegrityError as error:
        raise BadInput(_("There is one with this name already. Choose another.")) from error
    version = TemplateVersion.objects.create(template=template, number=1, made_by=by)
    TemplateText.objects.bulk_create(
        TemplateText(version=version, language=language, body=body) for language, body in words.items()
    )
    audit.record(template, "write", by=by)
    return template


@transaction.atomic
def write_version(
    template: Template, *, texts: Mapping[str, str], by: Person, after: int | None = None
) -> TemplateVersion:
    """New words. A language whose words stay keeps its review; where all stay, so does the version.

    ``after`` is the number of the version that ``by`` had before them: Refused when somebody has written
    another since.
    """
    _require_staff(by)
    _lock(template)
    last = newest_version(template)
    before = {text.language: text for text in last.texts.all()}
    words = _checked(template.community, texts)
    if words == {language: text.body for language, text in before.items()}:
        return last
    if after is not None and after != last.number:
        raise Refused(_("Somebody has changed this template meanwhile. Read the new words first."))
    version = TemplateVersion.objects.create(template=template, number=last.number + 1, made_by=by)
    for language, body in words.items():
        text = TemplateText(version=version, language=language, body=body)
        if language in before and before[language].body == body:
            text.reviewed_by, text.reviewed_at = before[language].reviewed_by, before[language].reviewed_at
        text.save()
    audit.record(template, "change", by=by, from_state=str(last.number), to_state=str(version.number))
    return version


@transaction.atomic
def review_text(text: TemplateText, *, by: Person) -> TemplateText:
    """Put the name of ``by`` to it: whoever reads this language has read it, and it may be sent.

    Pressed again it stays with whoever was first. Refused for words that a newer version has replaced,
    and for those that hold a name which has become private since they were written.
    """
    _require_staff(by)
    template = text.version.template
    _lock(template)
    text.refresh_from_db()
    if text.version_id != newest_version(template).pk:
        raise Refused(_("These words have been replaced meanwhile. Read the new ones."))
    if text.reviewed_at is None:
        _checked(template.community, {text.language: text.body})
        text.reviewed_by, text.reviewed_at = by, timezone.now()
        text.save(update_fields=["reviewed_by", "reviewed_at"])
        audit.record(text, "review", by=by)
    return text


@transaction.atomic
def retire_template(template: Template, *, by: Person) -> None:
    """Offer it no longer. What was sent with it stays known; its name is free again."""
    _require_staff(by)
    locked = Template.objects.select_for_update().get(pk=template.pk)
    if locked.retired_at is None:
        template.retired_at = locked.retired_at = timezone.now()
        locked.save(update_fields=["retired_at"])
        audit.record(template, "retire", by=by)


def ready_texts(version: TemplateVersion, community: Community) -> dict[str, TemplateText]:
    """The texts of ``version`` by language that may be sent: reviewed, and nothing refuses them today."""
    names = private_names(community)
    reviewed = [text for text in version.texts.all() if text.reviewed_at is not None]
    return {
        text.language: text
        for text in reviewed
        if not _refusals(check_wording(community, text.body, text.language, names=names))
    }


def missing_languages(version: TemplateVersion, community: Community) -> list[str]:
    """The languages of ``community`` in which ``version`` may not be sent."""
    ready = ready_texts(version, community)
    return [language for language in languages_of(community) if language not in ready]


def languages_of(community: Community) -> list[str]:
    """The languages that ``community`` writes in; all of ours where it names none."""
    return list(community.languages) or [code for code, _name in LANGUAGES]


def _require_staff(by: Person) -> None:
    if not is_staff(by):
        raise NotAllowed(_("Only the staff writes and reviews ready texts."))


def _lock(template: Template) -> None:
    """Hold ``template`` while its versions change; Refused when it is retired."""
    if Template.objects.select_for_update().get(pk=template.pk).retired_at is not None:
        raise Refused(_("This template is no longer in use."))


def _checked(community: Community, texts: Mapping[str, str]) -> dict[str, str]:
    """``texts`` as they are kept: cleaned, the blank ones left out. BadInput for what may not be said."""
    words = {language: tidy(body) for language, body in texts.items()}
    words = {language: body for language, body in words.items() if body}
    known = dict(LANGUAGES)
    if not words or not words.keys() <= known.keys():
        raise BadInput(_("Write the text in one language at least."))
    names = private_names(community)
    for language, body in words.items():
        for refusal in _refusals(check_wording(community, body, language, names=names)):
            said = {"language": known[language], "problem": refusal}
            raise BadInput(_("%(language)s: %(problem)s") % said)
    return words


def tidy(body: str) -> str:
    """``body`` without what texts cannot hold, and each letter whole: é is cheap, e with an accent is not."""
    return unicodedata.normalize("NFC", rules.clean(body))


def _refusals(problems: list[Problem]) -> list[str]:
    return [problem.text for problem in problems if problem.severity is Severity.REFUSE]
