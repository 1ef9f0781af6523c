"""What people say of a proposal: under their name, and without it in no row at all."""

import json

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from advisory.proposals import services
from advisory.proposals.models import Position, UnsignedPosition
from advisory.proposals.selectors import positions_of, sides
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.models import AuditLine
from tests.factories.people import PersonFactory, signed_in
from tests.factories.proposals import talk

pytestmark = pytest.mark.django_db
CANARY = "The gate is dark, canary seven"


def everything():
    """Every row of every table but the remarks without a name, as text, by the model's name."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model is not UnsignedPosition:
            rows = [
                {field.attname: str(getattr(row, field.attname)) for field in model._meta.concrete_fields}
                for row in model._base_manager.all()
            ]
            found[model._meta.label] = json.dumps(rows, sort_keys=True)
    return found


def test_each_stands_once_where_they_last_stood():
    evening = talk()
    denise, andre = evening.others
    for person, stance in [(denise, "against"), (andre, "for"), (denise, "question"), (denise, "changes")]:
        services.say(evening.proposal, by=person, stance=stance, words=f"My words: {stance}.")
    counted = dict(sides(positions_of(evening.proposal)))
    assert counted == {"For it": 1, "For it, with changes": 1, "I have concerns": 0, "Against it": 0}


def test_a_double_tap_says_it_once():
    evening = talk()
    for _twice in range(2):
        services.say(evening.proposal, by=evening.rosa, stance="for", words="Yes.")
        services.say_unsigned(evening.proposal, by=evening.rosa, stance="for", words="Yes.")
    assert (Position.objects.count(), UnsignedPosition.objects.count()) == (1, 1)


def test_the_staff_asks_and_answers_and_takes_no_side():
    evening = talk()
    services.say(evening.proposal, by=evening.facilitator, stance="answer", words="The city pays.")
    for stance in ("for", "against"):
        with pytest.raises(NotAllowed):
            services.say(evening.proposal, by=evening.facilitator, stance=stance, words="We like it.")
    with pytest.raises(NotAllowed):
        services.say(
            evening.proposal,
            by=PersonFactory(community=evening.group.community),
            stance="for",
            words="Me too.",
        )


@pytest.mark.parametrize(("stance", "words"), [("maybe", "Yes."), ("for", "  "), ("for", "x" * 601)])
def test_what_is_no_position_is_refused(stance, words):
    evening = talk()
    for verb in (services.say, services.say_unsigned):
        with pytest.raises(BadInput):
            verb(evening.proposal, by=evening.rosa, stance=stance, words=words)


def test_without_a_name_nothing_but_the_words_is_kept_anywhere():
    evening = talk()
    browser = signed_in(evening.others[0], second_factor=False)
    browser.get(f"/proposals/{evening.proposal.pk}/")
    before = everything()
    answer = browser.post(
        f"/proposals/{evening.proposal.pk}/say/",
        {"stance": "concerns", "words": CANARY, "unsigned": "on"},
    )
    assert answer.status_code == 302
    assert everything() == before, "no row of another table tells that anybody spoke"
    row = UnsignedPosition.objects.get()
    assert (row.words, row.stance) == (CANARY, "concerns")
    assert {field.name for field in UnsignedPosition._meta.get_fields()} == {
        *("id", "proposal", "stance", "words", "hidden_why")
    }
    assert CANARY not in json.dumps(everything())
    assert not answer.cookies, "nor does the browser keep a word of thanks"


def test_the_answer_is_the_same_with_a_name_and_without():
    evening = talk()
    browser = signed_in(evening.others[0], second_factor=False)
    address = f"/proposals/{evening.proposal.pk}/say/"
    signed = browser.post(address, {"stance": "for", "words": "With."})
    unsigned = browser.post(address, {"stance": "for", "words": "Without.", "unsigned": "on"})
    assert (signed.status_code, signed.url) == (unsigned.status_code, unsigned.url)
    page = signed_in(evening.rosa, second_factor=False).get(f"/proposals/{evening.proposal.pk}/").text
    assert page.count("Denise Carter") == 1
    assert "Without a name" in page


def test_with_each_new_one_all_are_written_anew_in_the_order_of_their_keys():
    evening = talk()
    for number in range(12):
        services.say_unsigned(evening.proposal, by=evening.rosa, stance="for", words=f"Words {number}")
    with connection.cursor() as cursor:
        place = "ctid" if connection.vendor == "postgresql" else "rowid"
        cursor.execute(f"SELECT id FROM advisory_unsignedposition ORDER BY {place}")  # noqa: S608
        stored = [str(row[0]).replace("-", "") for row in cursor.fetchall()]
    assert stored == sorted(stored)
    said = list(UnsignedPosition.objects.order_by("pk").values_list("words", flat=True))
    assert sorted(said) == sorted(f"Words {number}" for number in range(12))


def test_there_is_an_end_to_remarks_without_a_name(monkeypatch):
    monkeypatch.setattr(services.saying, "MOST_UNSIGNED", 2)
    evening = talk()
    for words in ("One.", "Two."):
        services.say_unsigned(evening.proposal, by=evening.rosa, stance="for", words=words)
    with pytest.raises(Refused):
        services.say_unsigned(evening.proposal, by=evening.rosa, stance="for", words="Three.")
    services.say(evening.proposal, by=evening.rosa, stance="for", words="Three.")


def test_the_same_words_cannot_stand_there_twice():
    evening = talk()
    services.say_unsigned(evening.proposal, by=evening.rosa, stance="for", words="Yes.")
    with transaction.atomic(), pytest.raises(IntegrityError):
        UnsignedPosition.objects.create(proposal=evening.proposal, stance="for", words="Yes.")


def test_a_remark_is_hidden_with_a_reason_and_not_deleted():
    evening = talk()
    signed = services.say(evening.proposal, by=evening.rosa, stance="for", words="Little Tim sat there.")
    services.say_unsigned(evening.proposal, by=evening.rosa, stance="for", words="Little Ann sat there.")
    unsigned = UnsignedPosition.objects.get()
    with pytest.raises(NotAllowed):
        services.hide(signed, by=evening.rosa, why="Mine.")
    for why in ("", "  "):
        with pytest.raises(BadInput):
            services.hide_unsigned(unsigned, by=evening.facilitator, why=why)
    services.hide(signed, by=evening.facilitator, why="It names a child.")
    services.hide_unsigned(unsigned, by=evening.facilitator, why="It names a child.")
    page = signed_in(evening.rosa, second_factor=False).get(f"/proposals/{evening.proposal.pk}/").text
    assert "Little" not in page
    assert page.count("Hidden by the team: It names a child.") == 2
    assert dict(sides(positions_of(evening.proposal)))["For it"] == 0
    assert Position.objects.get().words == "Little Tim sat there."
    told = AuditLine.objects.filter(verb="hide_unsigned").values_list("subject_type", "actor")
    assert list(told) == [("advisory.Proposal", evening.facilitator.pk)]
