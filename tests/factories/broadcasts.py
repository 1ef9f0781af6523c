"""Messages to many, for tests: words that are reviewed, people who may be texted."""

from typing import Any

from django.utils import timezone

from community.broadcasts.audience import Filters
from community.models import Broadcast, Community, Consent, Person, Template, TemplateText, TemplateVersion
from tests.factories.people import CommunityFactory, GroupFactory, PersonFactory, member, staff

WORDS = {
    "en": "{community}: hello {first_name}, the library is open on Saturday.",
    "es": "{community}: hola {first_name}, la biblioteca abre el sabado.",
    "ht": "{community}: bonjou {first_name}, bibliyotek la louvri samdi.",
}


def agree(*people: Person) -> None:
    """They agree to get texts."""
    Consent.objects.bulk_create(
        Consent(person=person, purpose="texts", wording="I agree to texts.", language="en", channel="paper")
        for person in people
    )


def version_of(
    by: Person, words: dict[str, str] = WORDS, *, unreviewed: tuple[str, ...] = ()
) -> TemplateVersion:
    """The first version of a template of ``by``'s community."""
    template = Template.objects.create(
        community=by.community, kind="broadcast", name=f"Library {Template.objects.count()}"
    )
    version = TemplateVersion.objects.create(template=template, number=1, made_by=by)
    for language, body in words.items():
        seen = {} if language in unreviewed else {"reviewed_by": by, "reviewed_at": timezone.now()}
        TemplateText.objects.create(version=version, language=language, body=body, **seen)
    return version


def drafted(by: Person, filters: Filters | None = None, **fields: Any) -> Broadcast:
    """A draft of ``by``, to the board members of their community unless ``filters`` say otherwise."""
    filters = filters or Filters(roles=("board",))
    fields.setdefault("version", version_of(by))
    return Broadcast.objects.create(community=by.community, made_by=by, audience=filters.as_json(), **fields)


def neighborhood(members: int = 3, **community: Any) -> tuple[Person, Person, list[Person]]:
    """Two of the staff, and the members of a board, who have agreed to texts."""
    home: Community = CommunityFactory(**community)
    group = GroupFactory(community=home)
    board = [member(group, display_name=f"Rosa {index:02d}") for index in range(members)]
    agree(*board)
    luis = staff(home, "facilitator", display_name="Luis Herrera")
    ana = staff(home, "coordinator", display_name="Ana Reyes")
    return luis, ana, board


def crowd(community: Community, people: range) -> list[Person]:
    """People with a phone and a consent, and no seat; the numbers of ``people`` are in their phones."""
    many = [
        PersonFactory.build(community=community, display_name=f"Rosa {index}", phone=f"+1212555{index:04d}")
        for index in people
    ]
    made = Person.objects.bulk_create(many)
    agree(*made)
    return made
