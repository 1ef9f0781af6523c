"""Changing keys: in pieces, again and again, beside people at work, and without losing a word."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from community.config.env import new_key
from community.core.triggers import AppendOnlyTable
from referrals.models import Child, ChildMark
from referrals.sealing import services
from referrals.sealing.fields import Sealing
from referrals.sealing.keys import seal
from referrals.sealing.services import count_seals, reseal, sealed_columns
from referrals.tracking.likeness import Entry
from referrals.tracking.services import duplicates
from referrals.tracking.services.duplicates import children_like
from tests.factories.referrals import PARENT_PHONE, refer

pytestmark = pytest.mark.django_db
HOW_MANY = 5


def name_column():
    return next(column for column in sealed_columns() if column.label == "referrals.Child.name")


def names():
    return sorted(Child.objects.values_list("name", flat=True))


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(services, "CHUNK", 2)
    monkeypatch.setattr(duplicates, "CHUNK", 2)


@pytest.fixture
def children(clinic):
    for number in range(HOW_MANY):
        refer(clinic, child_name=f"Child {number}")
    return [f"Child {number}" for number in range(HOW_MANY)]


def test_every_sealed_column_of_every_room_is_known():
    labels = {column.label for column in sealed_columns()}
    assert {"referrals.Child.name", "referrals.Child.birth_date"} <= labels


def test_no_guard_of_a_table_keeps_a_seal_from_being_changed():
    """A room whose rows are only ever added guards them with AppendOnlyButSealed where it seals words."""
    loader = MigrationLoader(None)
    sealing = {
        (model._meta.app_label, model._meta.model_name)
        for model in apps.get_models()
        if any(isinstance(field, Sealing) for field in model._meta.concrete_fields)
    }
    guarded = set()
    for (app, _name), migration in sorted(loader.disk_migrations.items()):
        for operation in migration.operations:
            if isinstance(operation, AppendOnlyTable):
                table = (app, operation.model_name.lower())
                # The operation that came last holds.
                guarded.discard(table)
                if type(operation) is AppendOnlyTable:
                    guarded.add(table)
    assert ("referrals", "step") in guarded
    assert not guarded & sealing


@pytest.mark.parametrize("how_often", [1, 2])
def test_after_a_change_of_keys_the_older_ones_can_go(children, settings, capsys, how_often):
    for _change in range(how_often):
        settings.FIELD_KEYS = [new_key(), *settings.FIELD_KEYS]
        settings.BLIND_KEYS = [new_key(), *settings.BLIND_KEYS]
        if how_often == 2:
            Child.objects.filter(pk=Child.objects.first().pk).update(name="Child 0")
    call_command("rotate_keys", "--dry-run")
    told = capsys.readouterr().out
    assert f"referrals.Child.birth_date: {HOW_MANY} to seal anew" in told
    assert f"children to mark anew: {HOW_MANY}" in told
    call_command("rotate_keys")
    assert "Keys after the first may be taken away" in capsys.readouterr().out
    settings.FIELD_KEYS, settings.BLIND_KEYS = settings.FIELD_KEYS[:1], settings.BLIND_KEYS[:1]
    assert names() == children
    child = Child.objects.get(pk=Child.objects.first().pk)
    found = children_like(child.community, Entry(child.name, child.birth_date, PARENT_PHONE, "11212"))
    assert found == [child]
    call_command("rotate_keys")
    assert "referrals.Child.name: 0 sealed anew\n" in capsys.readouterr().out


def test_an_interrupted_run_is_gone_on_with(children, settings, monkeypatch):
    settings.FIELD_KEYS = [new_key(), *settings.FIELD_KEYS]
    real, calls = services.seal, []

    def stopped(words):
        calls.append(words)
        if len(calls) > 3:
            raise KeyboardInterrupt
        return real(words)

    monkeypatch.setattr(services, "seal", stopped)
    with pytest.raises(KeyboardInterrupt):
        reseal(name_column())
    assert count_seals(name_column()).older == 3, "the first piece of two stays done"
    assert names() == children
    monkeypatch.setattr(services, "seal", real)
    assert reseal(name_column()).older == 3
    assert count_seals(name_column()) == ("referrals.Child.name", 0, 0)
    assert names() == children


def test_what_is_written_meanwhile_is_kept(children, settings, monkeypatch):
    settings.FIELD_KEYS = [new_key(), *settings.FIELD_KEYS]
    child, real = Child.objects.order_by("pk").first(), services.unseal

    def slow(words):
        Child.objects.filter(pk=child.pk).update(name="Written meanwhile")
        return real(words)

    monkeypatch.setattr(services, "unseal", slow)
    reseal(name_column())
    child.refresh_from_db()
    assert child.name == "Written meanwhile"


def test_a_seal_of_a_lost_key_is_named_and_left_and_the_others_are_done(children, settings, capsys):
    keys, lost = settings.FIELD_KEYS, new_key()
    settings.FIELD_KEYS = [lost]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE referrals_child SET name = %s WHERE id = %s",
            [seal("Lost"), Child.objects.values_list("pk", flat=True).first()],
        )
    settings.FIELD_KEYS = [new_key(), *keys]
    with pytest.raises(CommandError, match="none of FIELD_KEYS"):
        call_command("rotate_keys")
    told = capsys.readouterr().out
    assert f"referrals.Child.name: {HOW_MANY - 1} sealed anew, 1 closed to every key" in told
    assert "Lost" not in told
    settings.FIELD_KEYS = [*settings.FIELD_KEYS, lost]
    call_command("rotate_keys")
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert names() == [*children[1:], "Lost"]


def test_marks_are_made_anew_in_pieces_and_only_once(children, settings):
    settings.BLIND_KEYS = [new_key(), *settings.BLIND_KEYS]
    before = set(ChildMark.objects.values_list("mark", flat=True))
    assert duplicates.mark_anew() == HOW_MANY
    after = set(ChildMark.objects.values_list("mark", flat=True))
    assert len(after) == len(before)
    assert not after & before
    assert duplicates.mark_anew() == 0
