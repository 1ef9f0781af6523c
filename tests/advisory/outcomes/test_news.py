"""What those who voted hear: once each, one text a day at most, in their language."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from advisory.outcomes import jobs, services
from advisory.outcomes.models import Step, Telling
from community.core.errors import BadInput, Refused
from community.models import Message
from tests.advisory.proposals.test_texts import PLAIN
from tests.factories.decisions import drafted
from tests.factories.outcomes import made
from tests.factories.people import CommunityFactory, GroupFactory
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db
A_DAY = datetime.timedelta(days=1)
TITLE = "Saturday hours at the library"


def news_for(person):
    found = Message.objects.filter(once_key__startswith="outcome:", person=person).order_by("pk")
    return list(found.values_list("body", flat=True))


def happens(evening, words="The library opens on Saturdays", **more):
    day = evening.decision.group.community.today()
    return services.add_step(evening.decision, on=day, words=words, by=evening.facilitator, **more)


def closed_at(moment, group, **draft):
    """A decision that was closed then; the database's own clock does not travel."""
    evening = made(group, **draft)
    type(evening.decision).objects.update(closed_at=moment)
    evening.decision.refresh_from_db()
    return evening


def a_home():
    home = CommunityFactory(name="Brownsville Families", number="+17185550100")
    return GroupFactory(community=home, name="Family Advisory Board")


@pytest.mark.parametrize("is_secret", [False, True])
def test_those_who_voted_are_told_and_nobody_else(is_secret, run_jobs):
    evening = made(a_home(), is_secret=is_secret)
    happens(evening)
    run_jobs()
    for voter in evening.voters:
        (text,) = news_for(voter)
        assert text == (
            f'Brownsville Families: you voted on "{TITLE}". What came of it: The library opens on Saturdays.'
        )
    assert news_for(evening.silent) == []


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_each_reads_it_in_their_language(language, run_jobs):
    evening = made(a_home())
    type(evening.voters[0]).objects.update(language=language)
    others = {"es": "La biblioteca abre los sabados", "ht": "Bibliyotek la louvri samdi"}
    happens(evening, others=others)
    run_jobs()
    (text,) = news_for(evening.voters[0])
    assert others.get(language, "The library opens on Saturdays") in text
    assert not set(text) - PLAIN
    assert ("you voted" in text) == (language == "en")


def test_a_double_tap_and_a_job_that_runs_twice_tell_once(run_jobs):
    evening = made(a_home())
    for _twice in range(2):
        happens(evening)
    run_jobs()
    jobs.tell_news(evening.decision.pk)
    jobs.tell_what_waited()
    run_jobs()
    assert Step.objects.count() == 1
    assert [len(news_for(voter)) for voter in evening.voters] == [1, 1]


def test_what_comes_after_the_text_of_a_day_goes_together_with_the_next(run_jobs):
    noon = datetime.datetime(2026, 11, 19, 17, tzinfo=datetime.UTC)
    with time_machine.travel(noon, tick=False):
        evening = closed_at(noon, a_home())
        happens(evening, "The library said yes")
        run_jobs()
        happens(evening, "The keys are cut")
        happens(evening, "A clerk is found!")
        jobs.tell_what_waited()
        run_jobs()
        assert len(news_for(evening.voters[0])) == 1
    with time_machine.travel(noon + A_DAY, tick=False):
        jobs.tell_what_waited()
        run_jobs()
        jobs.tell_what_waited()
        run_jobs()
    _first, second = news_for(evening.voters[0])
    assert second.endswith("The keys are cut. A clerk is found!")
    assert Telling.objects.count() == 2


def test_a_worker_that_died_halfway_goes_on_with_the_others(run_jobs, monkeypatch):
    evening = made(a_home())
    happens(evening)
    send, sent = services.telling.send_text, []

    def dies_after_one(person, *args, **more):
        if sent:
            raise RuntimeError("killed")
        sent.append(person)
        return send(person, *args, **more)

    monkeypatch.setattr(services.telling, "send_text", dies_after_one)
    with pytest.raises(RuntimeError):
        jobs.tell_news(evening.decision.pk)
    monkeypatch.undo()
    jobs.tell_what_waited()
    run_jobs()
    assert [len(news_for(voter)) for voter in evening.voters] == [1, 1]


def test_carrying_it_out_and_giving_it_up_are_news_too(run_jobs):
    evening = made(a_home())
    services.carry_out(evening.decision, words="The doors are open", by=evening.facilitator)
    run_jobs()
    assert news_for(evening.voters[0])[0].endswith("The doors are open.")


def test_a_long_title_and_many_steps_fit_two_parts(run_jobs):
    noon = datetime.datetime(2026, 11, 19, 17, tzinfo=datetime.UTC)
    with time_machine.travel(noon, tick=False):
        evening = closed_at(noon, a_home(), title="Saturday hours " * 7)
        for number in range(3):
            happens(evening, f"{number} " + "words " * 19)
        run_jobs()
    (text,) = news_for(evening.voters[0])
    assert len(text) <= 2 * 153


@pytest.mark.parametrize(
    "words",
    [
        "",
        "x" * 121,
        "Early Intervention came",
        "Rosa 00 opened the door",
        "Maya Santos sat there",
    ],
)
def test_words_that_no_text_may_hold_are_refused(words):
    evening = made(a_home())
    refer_child(evening)
    with pytest.raises(BadInput):
        happens(evening, words)
    with pytest.raises(BadInput):
        happens(evening, "Fine words", others={"es": words or "x" * 121})
    assert not Step.objects.exists()


def refer_child(evening):
    from tests.factories.people import provider

    refer(provider(evening.decision.group.community), child_name="Maya Santos")


def test_a_step_is_dated_between_the_vote_and_today():
    evening = made(a_home())
    for day in (timezone.localdate() + 2 * A_DAY, timezone.localdate() - 2 * A_DAY):
        with pytest.raises(BadInput):
            services.add_step(evening.decision, on=day, words="Something", by=evening.facilitator)


def test_before_the_vote_is_closed_nothing_has_come_of_it():
    evening = made(a_home())
    draft = drafted(evening.decision.group, by=evening.facilitator)
    with pytest.raises(Refused):
        services.add_step(draft, on=draft.group.community.today(), words="Something", by=evening.facilitator)
