"""A round from its first idea to its last count."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from advisory.budgets import services
from advisory.budgets.findings import counted, told
from advisory.budgets.models import Idea, Project, ProjectReading, Round
from advisory.budgets.selectors import left_cents, projects_of
from advisory.budgets.services.projects import Words
from advisory.decisions.models import Decision
from advisory.decisions.services import cast_vote, close_decision, open_decision, withdraw_decision
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.owned import Unchangeable
from community.models import Message
from tests.factories.audit import lines_about
from tests.factories.budgets import begun, project, voted
from tests.factories.decisions import drafted
from tests.factories.people import GroupFactory, member

pytestmark = pytest.mark.django_db


def whys(found):
    found = Round.objects.select_related("decision__result", "group__community").get(pk=found.pk)
    lines = told(found, projects_of(found, public=True).select_related("choice"), "en")
    return {line.project.title: line.why for line in lines}


def states(found):
    return dict(Project.objects.filter(round=found).values_list("title", "state"))


def test_equal_shares_are_explained_in_numbers():
    """Ten voters have $10 each. Six pay $60 for A; the other four have $40, too little for B's $50."""
    found, _decision, _by = voted([60, 50, 30], [[1]] * 6 + [[2]] * 3 + [[]])
    assert found.state == Round.State.DELIVERY
    # Nine ballots share $100; Add1 then raises shares until nothing more fits.
    assert states(found)["Project A"] == "chosen"
    assert whys(found)["Project A"] == "6 people voted for it. 6 supporters paid $10 each."
    assert whys(found)["Project B"] == "3 people voted for it. It costs $50, and $40 was left."
    assert whys(found)["Project C"] == "Nobody voted for it."
    assert left_cents(found) == 40_00


def test_shares_that_differ_show_the_range_and_add_up():
    """Three pay $16 each for B first, so one of A's two supporters has less left and gives all."""
    found, decision, _by = voted([40, 48], [[1], [1, 2], [2], [2]])
    said = whys(found)
    assert said["Project A"].startswith("2 people voted for it. 2 supporters paid from $12 to $28 each.")
    assert said["Project B"] == "3 people voted for it. 3 supporters paid $16 each."
    assert [sum(decision.result.count["shares"][place]) for place in ("1", "2")] == [40, 48]
    assert left_cents(found) == 12_00


def test_what_fits_may_still_lack_its_own_supporters_money():
    """B would fit into the $50 left, but its one supporter has not $45, and larger shares would buy C too."""
    found, _decision, _by = voted([50, 45, 60], [[1, 3]] * 9 + [[1], [2]])
    assert states(found) == {"Project A": "chosen", "Project B": "not_chosen", "Project C": "not_chosen"}
    assert "its own supporters did not have enough of it" in whys(found)["Project B"]
    assert "It costs $60, and $50 was left." in whys(found)["Project C"]


def test_the_greedy_way_says_so_without_shares():
    found, _decision, _by = voted([60, 50, 30], [[1], [1], [2, 3]], method="greedy")
    said = whys(found)
    assert said["Project A"] == "2 people voted for it. Its votes came before the money ran out."
    assert "$50, and" in said["Project B"]


def test_a_vote_that_does_not_count_sends_the_round_back():
    found, _decision, by = voted([60, 50], [[1], [], [], []])
    assert found.state == Round.State.REVIEW
    assert set(states(found).values()) == {"feasible"}
    again = services.put_to_vote(found, by=by, method="greedy")
    assert again.choices.count() == 2
    with pytest.raises(Refused, match="still stands"):
        services.review_again(found, by=by, why="A slip")
    withdraw_decision(again, by=by, why="A slip")
    assert services.review_again(found, by=by, why="A slip").state == Round.State.REVIEW
    assert list(lines_about(found))[-1].why == "A slip"


def test_a_first_look_waits_until_everything_is_read_and_looked_at():
    found, by = begun()
    rosa = member(found.group)
    idea, _new = services.propose(found, words="More benches", channel="page", proposer=rosa)
    services.review_round(found, by=by)
    with pytest.raises(Refused, match="not been read"):
        services.put_to_vote(found, by=by, method="greedy")
    benches = project(found, "Benches", 20, by=by, feasible=False)
    services.merge_idea(idea, by=by, project=benches)
    with pytest.raises(Refused, match="still being looked at"):
        services.put_to_vote(found, by=by, method="greedy")
    with pytest.raises(Refused, match="makes you sure"):
        services.find_feasible(benches, by=by)
    services.add_note(benches, by=by, body="The park agrees.")
    services.find_feasible(benches, by=by)
    with pytest.raises(BadInput, match="from 2 to"):
        services.put_to_vote(found, by=by, method="greedy")
    with pytest.raises(BadInput, match="shared out"):
        services.put_to_vote(found, by=by, method="majority")


def test_what_costs_more_than_there_is_is_not_feasible():
    found, by = begun()
    dear = project(found, "A pool", 101, by=by, feasible=False)
    with pytest.raises(Refused, match="more than there is"):
        services.find_feasible(dear, by=by)
    unknown = project(found, "A tree", None, by=by, feasible=False)
    with pytest.raises(Refused, match="what it costs"):
        services.find_feasible(unknown, by=by)


def test_why_not_is_sent_to_whoever_proposed_it(run_jobs):
    found, by = begun()
    rosa, luz = member(found.group), member(found.group, language="es")
    pool = project(found, "A pool", 90, by=by, feasible=False)
    for person in (rosa, luz):
        idea, _new = services.propose(found, words="A pool", channel="text", proposer=person)
        services.merge_idea(idea, by=by, project=pool)
    services.find_not_feasible(pool, by=by, why="The city forbids it.")
    said = Message.objects.filter(direction="out").values_list("person__language", "body")
    assert {language for language, body in said if "The city forbids it." in body} == {"en", "es"}
    pool.refresh_from_db()
    assert (pool.state, pool.why_not) == ("not_feasible", "The city forbids it.")
    services.look_again(pool, by=by, why="A new offer")
    assert pool.why_not == ""
    with pytest.raises(BadInput):
        services.find_not_feasible(pool, by=by, why="  ")


def test_a_project_has_words_in_each_language_and_is_not_changed_once_looked_at():
    found, by = begun()
    texts = {"en": Words("Benches", "Four."), "es": Words("Bancos", "Cuatro."), "ht": Words("")}
    made = services.write_project(found, by=by, texts=texts, cost_cents=20_00)
    assert set(made.texts.values_list("language", "title")) == {("en", "Benches"), ("es", "Bancos")}
    with pytest.raises(BadInput, match="language of the ballot"):
        services.write_project(found, by=by, texts={"es": Words("Bancos")})
    with pytest.raises(Refused, match="has that name"):
        services.write_project(found, by=by, texts={"en": Words("Benches")})
    with pytest.raises(BadInput, match="health"):
        services.write_project(found, by=by, texts={"en": Words("Play", "For autism")})
    services.add_note(made, by=by, body="The park agrees.")
    services.find_feasible(made, by=by)
    with pytest.raises(Refused, match="look at it again"):
        services.write_project(found, by=by, project=made, texts=texts)


def test_not_recorded_is_not_none():
    found, _decision, by = voted([60, 30], [[1], [1], [1]])
    chosen = Project.objects.get(round=found, title="Project A")
    boxes = services.add_measure(chosen, by=by, what="boxes packed", goal=50)
    today = found.group.community.today()
    assert counted(chosen)[0].words == "not recorded"
    services.record_reading(boxes, by=by, on=today, count=None, why_none="The list was lost.")
    assert counted(chosen)[0].words == "not recorded"
    services.record_reading(boxes, by=by, on=today, count=0)
    assert counted(chosen)[0].words == "0, and one time not recorded"
    wrong = services.record_reading(boxes, by=by, on=today, count=120)
    services.record_reading(boxes, by=by, on=today, count=12, corrects=wrong)
    assert counted(chosen)[0].words == "12, and one time not recorded"
    with pytest.raises(Refused, match="corrected already"):
        services.record_reading(boxes, by=by, on=today, count=1, corrects=wrong)
    with pytest.raises(BadInput, match="still to come"):
        services.record_reading(boxes, by=by, on=today + timedelta(days=1), count=1)
    for count, why in ((None, ""), (3, "Nobody came")):
        with pytest.raises(BadInput):
            services.record_reading(boxes, by=by, on=today, count=count, why_none=why)
    with pytest.raises(Unchangeable):
        ProjectReading.objects.update(count=1)
    for count, why in ((None, ""), (0, "Nobody")):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProjectReading.objects.create(measure=boxes, on=today, count=count, why_none=why, by=by)


def test_only_chosen_projects_are_carried_out_and_the_round_waits_for_them():
    found, _decision, by = voted([60, 50], [[1], [1], [1]])
    won, lost = Project.objects.filter(round=found)
    with pytest.raises(Refused, match="Only chosen"):
        services.add_measure(lost, by=by, what="benches")
    with pytest.raises(Refused, match="not done yet"):
        services.finish_round(found, by=by)
    services.deliver(won, by=by)
    assert services.finish_round(found, by=by).state == Round.State.DONE


def test_others_do_not_run_rounds_and_the_table_is_whole():
    found, by = begun()
    rosa = member(found.group)
    for act in (
        lambda: services.begin_round(found.group, title="Mine", budget_cents=100, by=rosa),
        lambda: services.publish_round(found, by=rosa),
        lambda: services.review_round(found, by=rosa),
        lambda: services.write_project(found, by=rosa, texts={"en": Words("Mine")}),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=found.pk).update(state="vote")
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(group=found.group, number=found.number, title="Again", budget_cents=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.create(round=found, words="x", plain="x", channel="page", state="shown")
    assert services.begin_round(found.group, title="Next", budget_cents=1, by=by).number == 2


def test_a_vote_that_waits_for_another_body_decides_nothing_yet():
    found, by = begun()
    for title in ("Benches", "Trees"):
        project(found, title, 40, by=by)
    member(found.group)
    services.review_round(found, by=by)
    decision = services.put_to_vote(found, by=by, method="greedy")
    other = GroupFactory(community=found.group.community)
    voter = member(other)
    ratifying = drafted(other, by=by, ratifies=decision)
    open_decision(decision, by=by)
    rosa = decision.roll.get().person
    cast_vote(decision, voter=rosa, channel="phone", marks=[1])
    close_decision(decision, by=by)
    found.refresh_from_db()
    assert found.state == Round.State.VOTE
    open_decision(ratifying, by=by)
    cast_vote(ratifying, voter=voter, channel="phone", option="yes")
    close_decision(Decision.objects.get(pk=ratifying.pk), by=by)
    found.refresh_from_db()
    assert found.state == Round.State.DELIVERY
    assert states(found)["Benches"] == "chosen"
