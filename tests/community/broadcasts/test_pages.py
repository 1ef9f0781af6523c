"""The pages: what is shown before a message leaves and while it does, and who may press what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.broadcasts import services
from community.broadcasts.audience import Filters
from community.models import Broadcast, Message, TemplateText, Thread
from tests.community.broadcasts.conftest import look, started, words_of
from tests.factories.broadcasts import WORDS, crowd, drafted, version_of
from tests.factories.people import GroupFactory, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_a_message_is_written_looked_at_and_sent(house, run_jobs):
    luis, _ana, group = house
    browser = signed_in(luis)
    posted = {
        "name": "Library",
        "groups": [group.pk],
        **{f"body_{code}": body for code, body in WORDS.items()},
    }
    page = browser.post("/broadcasts/new/", posted, follow=True)
    broadcast = Broadcast.objects.get()
    assert page.redirect_chain == [(f"/broadcasts/{broadcast.pk}/", 302)]
    assert "0 people get it" in words_of(page)
    for language in WORDS:
        page = browser.post(f"/broadcasts/{broadcast.pk}/do/review/", {"language": language}, follow=True)
    assert "4 people get it" in words_of(page)
    page = browser.post(f"/broadcasts/{broadcast.pk}/do/send/", follow=True)
    assert "It is on its way to 4 people." in words_of(page)
    run_jobs()
    page = words_of(browser.get(f"/broadcasts/{broadcast.pk}/"))
    assert "4 of 4 texts done" in page
    assert "4 sent, no news yet" in page


def test_a_message_in_the_words_of_a_template(house):
    luis, _ana, group = house
    version = version_of(luis)
    browser = signed_in(luis)
    posted = {"template": version.template.pk, "groups": [group.pk], "roles": ["board"], "languages": ["ht"]}
    browser.post("/broadcasts/new/", posted)
    broadcast = Broadcast.objects.get()
    assert broadcast.version == version
    assert broadcast.audience == {"groups": [group.pk], "roles": ["board"], "languages": ["ht"]}
    page = look(luis, broadcast)
    assert "2 people get it" in page
    assert "The board" in page
    assert "Haitian Creole" in page


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"roles": ["board"]}, "Write it in one language at least."),
        ({"body_en": "Hello", "roles": ["board"]}, "Give it a name"),
        ({"name": "Hi", "body_en": "Hello"}, "Choose who gets it."),
        ({"name": "Hi", "body_en": "Hello", "answers": ["yes"]}, "Choose both"),
        ({"name": "Hi", "body_en": "Hello {last_name}", "roles": ["board"]}, "is not a field"),
        ({"name": "Hi", "body_en": "Autism day on Friday", "roles": ["board"]}, "health"),
    ],
)
def test_what_cannot_be_a_message_is_said_at_the_form(house, posted, said):
    luis, _ana, _group = house
    page = signed_in(luis).post("/broadcasts/new/", posted)
    assert page.status_code == 400
    assert said in words_of(page)
    assert not Broadcast.objects.exists()


def test_new_words_and_a_template_at_once_are_refused(house):
    luis, _ana, _group = house
    posted = {"template": version_of(luis).template.pk, "body_en": "Hello", "roles": ["board"]}
    assert "not both" in words_of(signed_in(luis).post("/broadcasts/new/", posted))


def test_languages_that_are_blocked_say_so_with_numbers(house):
    luis, _ana, _group = house
    words = {"en": "Hello {first_name}", "ht": "Bonjou {first_name}"}
    page = look(luis, drafted(luis, version=version_of(luis, words, unreviewed=("ht",))))
    assert "1 person gets it" in page
    assert "2 people read Haitian Creole: they get nothing until its text is reviewed." in page
    assert "1 person reads Spanish: they get nothing until it is written in it." in page
    assert "3: no reviewed text in their language" in page
    assert "I read Haitian Creole, and this is right" in page


def test_the_preview_shows_what_somebody_really_gets_and_what_it_costs(house, settings):
    settings.SMS_SEGMENT_PRICE = 128
    luis, _ana, _group = house
    words = {"en": "Hi {first_name}", "es": "Mañana hay más, {first_name}. " + "a" * 60, "ht": "Bonjou 😀"}
    page = look(luis, drafted(luis, version=version_of(luis, words)))
    assert "What Cleo gets: Mañana hay más, Cleo." in page
    assert "Parts 2 Cost of one $0.0256" in page
    assert "UCS-2" in page
    assert "á: a will do" in page
    assert "😀: leave it out" in page
    assert "ñ:" not in page
    assert "Cost of all: 2 people $0.03" in page
    assert "It costs $0.07." in page  # five parts


def test_changing_words_makes_a_version_that_is_reviewed_anew(house):
    luis, _ana, group = house
    broadcast = drafted(luis)
    browser = signed_in(luis)
    page = browser.get(f"/broadcasts/{broadcast.pk}/edit/")
    assert "{community}: hello {first_name}" in page.text
    posted = {f"body_{code}": body for code, body in WORDS.items()} | {
        "body_es": "Hola",
        "groups": [group.pk],
    }
    browser.post(f"/broadcasts/{broadcast.pk}/edit/", posted)
    broadcast.refresh_from_db()
    texts = TemplateText.objects.filter(version=broadcast.version)
    assert broadcast.version.number == 2
    assert list(texts.filter(reviewed_at=None).values_list("language", flat=True)) == ["es"]
    assert broadcast.audience == {"groups": [group.pk]}


def test_words_that_were_replaced_can_be_caught_up_with(house):
    luis, ana, _group = house
    broadcast = drafted(luis)
    services.change(
        drafted(luis, version=broadcast.version),
        texts={"en": "Come."},
        filters=Filters(roles=("board",)),
        by=ana,
    )
    assert "Its template has newer words by now." in look(luis, broadcast)
    signed_in(luis).post(f"/broadcasts/{broadcast.pk}/do/newest_words/")
    broadcast.refresh_from_db()
    assert broadcast.version.number == 2


def test_the_second_person_sees_it_on_the_first_page_and_the_first_why_it_came_back(house):
    luis, ana, _group = house
    services.set_limits(luis.community, budget_cents=None, approve_above=1, by=ana)
    luis.community.refresh_from_db()
    broadcast = drafted(luis)
    name = broadcast.version.template.name
    page = signed_in(luis).post(f"/broadcasts/{broadcast.pk}/do/send/", follow=True)
    assert "It waits for a second person" in words_of(page)
    assert "You wrote it" in words_of(page)
    assert f"“{name}” waits for your approval" in words_of(signed_in(ana).get("/"))
    assert "waits for your approval" not in words_of(signed_in(luis).get("/"))
    browser = signed_in(ana)
    browser.post(f"/broadcasts/{broadcast.pk}/do/send_back/", {"why": "Say which library"})
    assert "Say which library" in words_of(signed_in(luis).get("/"))
    assert "Say which library" in look(luis, broadcast)
    signed_in(luis).post(f"/broadcasts/{broadcast.pk}/do/send/")
    page = browser.post(f"/broadcasts/{broadcast.pk}/do/approve/", follow=True)
    assert "approved by Ana Reyes" in words_of(page)


def test_the_budget_is_on_the_page_and_the_first_page_tells_when_it_ran_out(settings, run_jobs):
    settings.SMS_SEGMENT_PRICE = 100
    broadcast = started(3, texts_budget_cents=3)
    luis = broadcast.made_by
    thread = Thread.objects.create(community=luis.community, phone="+12125550001")
    Message.objects.create(
        thread=thread, direction="out", state="sent", body="x", segments=1, sent_at=timezone.now()
    )
    run_jobs()
    assert "1: the month's budget is used up" in look(luis, broadcast).replace("&#x27;", "'")
    assert "The budget for texts ran out" in words_of(signed_in(luis).get("/"))
    page = look(luis, drafted(luis))
    assert "$0 is left of this month" in page
    assert "Send it to" not in page


def test_limits_are_set_by_a_coordinator(house):
    _luis, ana, _group = house
    page = signed_in(ana).post(
        "/broadcasts/limits/", {"dollars": "12.50", "approve_above": "20"}, follow=True
    )
    assert "Texts this month: $0 of $12.50; $12.50 left" in words_of(page)
    ana.community.refresh_from_db()
    assert (ana.community.texts_budget_cents, ana.community.approve_above) == (1250, 20)
    signed_in(ana).post("/broadcasts/limits/", {"dollars": "", "approve_above": "20"})
    ana.community.refresh_from_db()
    assert ana.community.texts_budget_cents is None
    assert (
        signed_in(ana).post("/broadcasts/limits/", {"dollars": "-1", "approve_above": "x"}).status_code == 400
    )


def test_the_number_of_queries_does_not_hang_on_the_number_of_rows(house):
    luis, _ana, _group = house
    browser = signed_in(luis)
    counts = []
    for people in (range(2), range(2, 40)):
        crowd(luis.community, people)
        to_all = Filters(roles=("family", "board"))
        draft = drafted(luis, to_all)
        sent = services.send_broadcast(drafted(luis, to_all), by=luis)
        for _more in people:
            drafted(luis, version=draft.version)
        found = []
        pages = ["", "new/", f"{draft.pk}/", f"{draft.pk}/edit/", f"{sent.pk}/"]
        for address in ("/", *(f"/broadcasts/{page}" for page in pages)):
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(address).status_code == 200
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]
    assert max(counts[1]) < 40


def test_the_form_says_what_it_needs_in_its_own_words(house):
    luis, _ana, _group = house
    for address in ("/broadcasts/new/", f"/broadcasts/{drafted(luis).pk}/edit/"):
        page = words_of(signed_in(luis).get(address))
        assert "(not required)" not in page
        assert (
            page.index("The words")
            < page.lower().index("in one language at least")
            < page.index("Who gets it")
        )


def test_what_comes_next_is_said_while_words_wait_for_a_review(house):
    luis, _ana, _group = house
    version = version_of(luis, {"en": "Hello", "ht": "Bonjou"}, unreviewed=("ht",))
    broadcast = drafted(luis, version=version)
    next_step = "Next: look at each language below"
    page = signed_in(luis).get(f"/broadcasts/{broadcast.pk}/")
    assert next_step in words_of(page)
    assert f'href="/broadcasts/{broadcast.pk}/edit/#id_body_es">Write it in Spanish</a>' in page.text
    services.review_words(broadcast, language="ht", by=luis)
    assert next_step not in look(luis, broadcast)


def test_choices_that_nobody_matches_say_so(house):
    luis, _ana, _group = house
    nobody = GroupFactory(community=luis.community)
    page = look(luis, drafted(luis, filters=Filters(groups=(nobody.pk,))))
    assert "Nobody matches these choices today. Change whom it is for." in page


def test_failures_say_what_to_do_and_whose_they_are(house, run_jobs):
    luis, _ana, _group = house
    broadcast = services.send_broadcast(drafted(luis, filters=Filters(roles=("board",))), by=luis)
    run_jobs()
    text = Message.objects.filter(person__display_name="Cleo").get()
    Message.objects.filter(pk=text.pk).update(state="failed", error_code=30003)
    page = signed_in(luis).get(f"/broadcasts/{broadcast.pk}/")
    assert "1: The phone is off or out of reach. Call, or send it again later." in words_of(page)
    assert f'href="/inbox/{text.thread_id}/">Cleo</a>' in page.text


def test_all_that_is_missing_is_said_at_once(house):
    luis, _ana, _group = house
    page = words_of(signed_in(luis).post("/broadcasts/new/", {"name": ""}))
    assert "3 things to mend" in page
    for said in ("Write it in one language at least.", "Give it a name", "Choose who gets it."):
        assert said in page


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Hasta el sábado", "These letters take double the room of others. á: a will do"),
        ("a" * 80 + "á", "Without them it takes 1 part. á: a will do"),
        ("a" * 80 + "😀", "Without them it takes 1 part. 😀: leave it out"),
    ],
)
def test_letters_are_said_to_cost_more_only_where_they_do(house, body, said):
    luis, _ana, _group = house
    assert said in look(luis, drafted(luis, version=version_of(luis, {"es": body})))
