"""Sealed columns: plain in Python, unreadable in the database, and no lookup that would pretend otherwise."""

import datetime

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from referrals.models import Child
from referrals.sealing.fields import SealedDate, SealedJSON, SealedText
from referrals.sealing.keys import MARK, UnknownKey, is_sealed_anew, seal, unseal
from tests.factories.referrals import refer

BORN = datetime.date.today() - datetime.timedelta(days=500)  # noqa: DTZ011  any day will do


def raw(child, column="name"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM referrals_child WHERE id = %s", [child.pk])  # noqa: S608
        return cursor.fetchone()[0]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_word_comes_back_and_no_seal_is_made_twice(words):
    assert unseal(seal(words)) == words
    assert seal(words) != seal(words)
    assert seal(words).startswith(MARK)


@given(st.dates())
def test_every_day_comes_back(day):
    field = SealedDate()
    kept = field.get_db_prep_value(day, connection)
    assert day.isoformat() not in kept
    assert field.from_db_value(kept, None, connection) == day


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(JSON.filter(lambda value: value is not None))
def test_every_table_comes_back(value):
    field = SealedJSON()
    assert field.from_db_value(field.get_db_prep_save(value, connection), None, connection) == value


@pytest.mark.parametrize("nothing", ["", None])
@pytest.mark.parametrize("field", [SealedText(), SealedDate()])
def test_nothing_stays_nothing(field, nothing):
    assert field.get_db_prep_value(nothing, connection) == nothing
    assert field.from_db_value(nothing, None, connection) == nothing


def test_no_table_at_all_stays_none():
    field = SealedJSON()
    assert field.get_db_prep_save(None, connection) is None
    assert field.from_db_value(None, None, connection) is None


def test_words_too_long_for_their_column_are_refused():
    field = SealedText(max_length=5)
    assert unseal(field.get_db_prep_value("Ámbar", connection)) == "Ámbar"
    with pytest.raises(ValueError, match="5 letters"):
        field.get_db_prep_value("Ámbar1", connection)


@pytest.mark.django_db
def test_a_child_is_plain_in_python_and_sealed_in_the_database(clinic):
    child = Child.objects.get(pk=refer(clinic, child_name="Zephyrine", birth_date=BORN).child_id)
    assert (child.name, child.birth_date) == ("Zephyrine", BORN)
    assert raw(child).startswith(MARK)
    assert raw(child, "birth_date").startswith(MARK)
    assert list(Child.objects.values_list("name", "birth_date")) == [("Zephyrine", BORN)]
    Child.objects.update(name="Zoé")
    Child.objects.bulk_update([Child(pk=child.pk, birth_date=BORN.replace(day=1))], ["birth_date"])
    child.refresh_from_db()
    assert (child.name, child.birth_date) == ("Zoé", BORN.replace(day=1))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "lookup",
    [
        {"name": "Zephyrine"},
        {"name__icontains": "z"},
        {"name__in": ["Zephyrine"]},
        {"birth_date": BORN},
        {"birth_date__lte": BORN},
        {"birth_date__year": 2025},
        {"birth_date__year__gte": 2025},
        {"referrals__child__name": "Zephyrine"},
    ],
)
def test_a_lookup_is_refused_and_does_not_just_find_nothing(lookup):
    with pytest.raises(FieldError, match="sealed"):
        list(Child.objects.filter(**lookup))


@pytest.mark.django_db
def test_a_row_with_nothing_in_a_sealed_column_can_be_found(clinic):
    refer(clinic)
    assert Child.objects.filter(name__isnull=False, birth_date__isnull=False).count() == 1
    assert Child.objects.filter(name__sealed=True).count() == 1
    assert Child.objects.filter(name__sealed=False).count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["name", "birth_date"])
@pytest.mark.parametrize("plain", ["", "Zephyrine", "2026-01-01"])
def test_the_database_itself_takes_nothing_in_plain(clinic, column, plain):
    child = refer(clinic).child
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(f"UPDATE referrals_child SET {column} = %s WHERE id = %s", [plain, child.pk])  # noqa: S608


def test_the_newest_key_seals_and_older_ones_still_open(settings):
    old, middle, new = (Fernet.generate_key().decode() for _key in range(3))
    settings.FIELD_KEYS = [old]
    first = seal("Zephyrine")
    settings.FIELD_KEYS = [new, middle, old]
    second = seal("Zephyrine")
    assert (unseal(first), unseal(second)) == ("Zephyrine", "Zephyrine")
    assert (is_sealed_anew(first), is_sealed_anew(second)) == (False, True)
    settings.FIELD_KEYS = [new]
    assert unseal(second) == "Zephyrine"
    with pytest.raises(UnknownKey, match="none of FIELD_KEYS"):
        unseal(first)


@pytest.mark.django_db
def test_a_lost_key_says_so_and_loses_nothing(clinic, settings):
    child, keys = refer(clinic).child, settings.FIELD_KEYS
    before = raw(child)
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(UnknownKey) as refusal:
        Child.objects.get(pk=child.pk)
    assert "Zephyrine" not in str(refusal.value)
    assert before not in str(refusal.value)
    assert raw(child) == before
    settings.FIELD_KEYS = keys
    assert Child.objects.get(pk=child.pk).name == "Zephyrine"


def test_a_sealed_column_is_text_to_every_database():
    assert {field().get_internal_type() for field in (SealedText, SealedDate, SealedJSON)} == {"TextField"}
    assert issubclass(SealedDate, models.DateField)
