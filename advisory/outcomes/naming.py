"""Names of persons, which the public record does not show."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from community.core.errors import BadInput
from community.core.registry import PrivateName
from community.messaging.private_words import names_in
from community.people.models import Community, Person


def names_of(community: Community) -> list[PrivateName]:
    """The whole names of everybody the community knows. A single word is no whole name."""
    names = Person.objects.of(community).order_by("pk").values_list("display_name", flat=True)
    called = [[word for word in name.split() if not word.endswith(".")] for name in names]
    return [PrivateName("person", " ".join(words)) for words in called if len(words) > 1]


def names_somebody(words: str, names: Sequence[PrivateName]) -> bool:
    """Whether ``words`` name one of ``names``."""
    return bool(names_in(words, names))


def refuse_names(community: Community, words: str) -> None:
    """Raise BadInput when ``words``, which everybody may read, name a person of ``community``."""
    found = names_in(words, names_of(community))
    if found:
        raise BadInput(
            _("“%(name)s” names a person, and everybody may read this. Leave it out.")
            % {"name": found[0].name}
        )
