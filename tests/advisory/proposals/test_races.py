"""Many press at once: what was said is kept once, and no two texts overwrite each other."""

import pytest

from advisory.decisions.models import Decision
from advisory.proposals import services
from advisory.proposals.models import Proposal, ProposalVersion, UnsignedPosition
from community.core.errors import Refused
from tests.factories.crowd import at_once
from tests.factories.proposals import BENCHES, TEXT, talk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_by_threads")]


def test_the_same_proposal_sent_at_once_is_one():
    evening = talk()
    said = at_once(
        [lambda: services.propose(evening.group, title="A ramp", by=evening.rosa, channel="text")] * 8
    )
    assert {answer.title for answer in said} == {"A ramp"}
    assert Proposal.objects.filter(title="A ramp").count() == 1
    assert ProposalVersion.objects.filter(proposal__title="A ramp").count() == 1


def test_remarks_without_a_name_that_come_at_once_are_all_there():
    evening = talk()

    def saying(number):
        return lambda: services.say_unsigned(
            evening.proposal, by=evening.rosa, stance="for", words=f"Words {number % 8}"
        )

    said = at_once([saying(number) for number in range(16)])
    assert said == [None] * 16
    kept = sorted(UnsignedPosition.objects.values_list("words", flat=True))
    assert kept == [f"Words {number}" for number in range(8)]


def test_of_two_changes_accepted_at_once_one_is_the_next_version():
    evening = talk()
    changes = [
        services.suggest(evening.proposal, text=f"{TEXT} {number}", by=evening.others[0], after=1)
        for number in range(4)
    ]
    said = at_once(
        [lambda change=change: services.accept_amendment(change, by=evening.rosa) for change in changes * 2]
    )
    assert sum(isinstance(answer, ProposalVersion) for answer in said) == 1
    assert sum(isinstance(answer, Refused) for answer in said) == 7
    assert list(evening.proposal.versions.values_list("number", flat=True)) == [1, 2]


def test_it_goes_to_one_vote():
    evening = talk()
    said = at_once(
        [
            lambda: services.take_to_vote(
                Proposal.objects.select_related("group__community").get(pk=evening.proposal.pk),
                by=evening.facilitator,
                method="majority",
            )
        ]
        * 4
    )
    assert sum(isinstance(answer, Decision) for answer in said) == 1
    assert sum(isinstance(answer, Refused) for answer in said) == 3
    assert list(Decision.objects.values_list("title", flat=True)) == [BENCHES]
