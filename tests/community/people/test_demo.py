"""The demo's door: anybody with one press, and only in the demo."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client, override_settings

from community.core import registry
from community.models import User
from tests.factories.people import CommunityFactory, GroupFactory, PersonFactory, member, provider, staff
from tools.deploy_check import PRODUCTION

ROOT = Path(__file__).resolve().parents[3]
DEMO = override_settings(ROOT_URLCONF="tests.architecture.demo_urls")
LOOK_UP = """
import django
django.setup()
from django.conf import settings
from django.urls import Resolver404, resolve
for path in ("/demo/", "/demo/enter/1/", "/simulator/"):
    try:
        resolve(path)
    except Resolver404:
        continue
    raise SystemExit(f"{path} exists in {settings.MODE}")
resolve("/accounts/login/")
"""


@pytest.fixture
def sample():
    return CommunityFactory(is_sample=True)


@DEMO
@pytest.mark.django_db
@pytest.mark.parametrize("role", ["coordinator", "facilitator", "ambassador", "finance"])
def test_one_press_signs_staff_in_with_both_factors(sample, role):
    ana = staff(sample, role)
    ana.user = User.objects.create_user(email="ana@example.org")
    ana.save()
    client = Client()
    assert client.post(f"/demo/enter/{ana.pk}/").headers["Location"] == "/"
    assert client.get("/").context["person"] == ana
    assert client.get("/people/").status_code == 200


@DEMO
@pytest.mark.django_db
def test_one_press_chooses_among_those_who_share_a_phone(sample):
    board = GroupFactory(community=sample)
    rosa = member(board, phone="+13475550199")
    luis = member(board, phone="+13475550199")
    client = Client()
    for person in (rosa, luis, rosa):
        client.post(f"/demo/enter/{person.pk}/")
        assert client.get("/").context["person"] == person
    assert User.objects.count() == 1


@DEMO
@pytest.mark.django_db
def test_everyone_is_listed_with_what_they_would_try(sample, monkeypatch, django_assert_max_num_queries):
    offer = registry.DemoTry(lambda person: (f"Try {person.first_name}", "/people/"))
    monkeypatch.setattr(registry.demo_tries, "_plugs", {"test": offer})
    board = GroupFactory(community=sample)
    for number in range(20):
        member(board, display_name=f"Rosa{number} Paul")
    nobody = PersonFactory(community=sample, phone=None, display_name="Eve")
    elsewhere = PersonFactory(display_name="Zoe")
    staff(sample, display_name="Ana", user=User.objects.create_user(email="ana@example.org"))
    provider(sample, display_name="Bob", user=User.objects.create_user(email="bob@example.org"))
    for number in range(9):
        PersonFactory(community=sample, display_name=f"Neighbor{number} Paul")
    with django_assert_max_num_queries(8):
        page = Client().get("/demo/").text
    for seen in ("Rosa19 Paul", "Ana", "Bob", "Try Rosa7", "Board members", "Coordinators", "Providers"):
        assert seen in page
    for unseen in (nobody.display_name, elsewhere.display_name, "Neighbor8"):
        assert f"Be {unseen}" not in page


@DEMO
@pytest.mark.django_db
def test_nobody_else_can_be_entered():
    rosa = PersonFactory()
    assert Client().post(f"/demo/enter/{rosa.pk}/").status_code == 404
    assert Client().get(f"/demo/enter/{rosa.pk}/").status_code == 405
    assert Client(enforce_csrf_checks=True).post(f"/demo/enter/{rosa.pk}/").status_code == 403


def test_outside_the_demo_its_doors_do_not_exist(client):
    assert client.get("/demo/").status_code == 404
    assert client.get("/simulator/").status_code == 404


def test_nor_in_production():
    env = {**os.environ, **PRODUCTION, "DJANGO_SETTINGS_MODULE": "community.config.settings"}
    asked = subprocess.run(  # noqa: S603  our own interpreter, our own words
        [sys.executable, "-c", LOOK_UP], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 0, asked.stderr


@pytest.mark.parametrize("missing", sorted(set(PRODUCTION) - {"STOOP_MODE"}))
def test_production_stops_when_a_secret_is_missing(missing):
    env = {**os.environ, **PRODUCTION, "DJANGO_SETTINGS_MODULE": "community.config.settings"}
    del env[missing]
    asked = subprocess.run(  # noqa: S603  the same
        [sys.executable, "-c", LOOK_UP], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert asked.returncode != 0
    assert f"{missing} is not set" in asked.stderr
