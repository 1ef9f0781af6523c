"""Every text about pay, in three languages: plain letters, and short enough to read at a glance."""

import datetime
import re

import pytest
import time_machine

from advisory.payments.models import Payment
from advisory.payments.services import settle_failed, start_run
from advisory.stipends import services
from advisory.stipends.rules import REFUNDS, Kind
from tests.architecture.test_texts_fit import ENGLISH, ONE_PART, PLAIN, SATURDAY, TWO_PARTS, sent
from tests.factories.messaging import text_from
from tests.factories.people import SINCE, CommunityFactory, GroupFactory, member, staff
from tests.factories.stipends import funded

__all__ = ["sent"]


def a_week_of_pay(language, run_jobs):
    """A member who writes down work of each kind, is approved, and whose payment does not arrive."""
    home = CommunityFactory(name="Brownsville Families", number="+17185550100")
    board = GroupFactory(community=home)
    rosa = member(board, display_name="Rosa Diaz", language=language)
    ana, grace = staff(home), staff(home, "finance")
    funded(home, 10_000_00, by=grace)
    for kind in [kind for kind in Kind if kind != Kind.MEETING]:
        services.set_rate(board, amount_cents=7550, since=SINCE, by=ana, kind=kind)
        asked = 1250 if kind in REFUNDS else None
        done = services.Done(kind, home.today(), asked_cents=asked)
        stipend = services.enter_work(board, rosa, done, by=rosa)
        run_jobs()
        services.approve_stipend(stipend, by=ana)
        week = home.today() + datetime.timedelta(days=7)
        services.set_rate(board, amount_cents=8050, since=week, by=ana, kind=kind)
    services.wish_for(rosa, method="gift_card", by=ana)
    services.wish_for(rosa, method="check", by=ana)
    run_jobs()
    start_run(home, method="check", by=grace)
    settle_failed(Payment.objects.get(), by=grace, why="The check came back.")
    services.reverse_stipend(rosa.stipends.first(), by=ana, why="Twice.")
    text_from(rosa.phone, home, "PAY")
    run_jobs()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_every_text_about_pay_is_plain_and_short(language, run_jobs, sent):
    with time_machine.travel(SATURDAY, tick=False):
        a_week_of_pay(language, run_jobs)
    assert len(sent) > 20
    assert [(text, set(text) - PLAIN) for text in sent if set(text) - PLAIN] == []
    assert [text for text in sent if len(text) > (TWO_PARTS if "/l/" in text else ONE_PART)] == []
    words = [set(re.findall(r"\w+", text.partition("/l/")[0].lower())) for text in sent]
    assert language == "en" or [said & ENGLISH for said in words if said & ENGLISH] == []
