"""Rows are found by many keys at once, whatever stands in them."""

import pytest

from community.core.among import among
from community.models import Person
from tests.factories.people import CommunityFactory, PersonFactory

pytestmark = pytest.mark.django_db
NAMES = ["Rosa", "it's", '"{}', "ñ%s\\", "a,b", "NULL"]


@pytest.fixture
def people():
    home = CommunityFactory()
    return [PersonFactory(community=home, display_name=name) for name in NAMES]


@pytest.mark.parametrize("words", [[], ["nobody"], NAMES[:1], {*NAMES[1:]}, NAMES * 300])
@pytest.mark.usefixtures("people")
def test_by_words(words):
    there = Person.objects.filter(among("display_name", words))
    assert sorted(person.display_name for person in there) == sorted({*words} - {"nobody"})
    assert Person.objects.exclude(among("display_name", words)).count() == len(NAMES) - len(there)


def test_by_keys(people):
    keys = [person.pk for person in people]
    for some in ([], keys[:2], {*keys, 2**62}):
        assert Person.objects.filter(among("pk", some)).count() == len({*some} & {*keys})


def test_two_lists_of_keys_in_one_question(people):
    keys = [person.pk for person in people]
    found = Person.objects.filter(among("pk", keys[1:]), display_name__in=NAMES[:2])
    assert list(found) == [people[1]]
