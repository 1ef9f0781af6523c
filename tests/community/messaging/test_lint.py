"""What a text for many may not hold, and what is only warned of."""

import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from community.core.registry import PrivateName
from community.messaging.lint import Severity, answers_that_opt, lint
from community.messaging.private_words import birth_dates, health_words, names_in

TODAY = datetime.date(2026, 11, 25)
NAMES = [
    PrivateName("child", "Zoé Toussaint"),
    PrivateName("child", "Marie-Ange Noël"),
    PrivateName("child", "April Young"),
    PrivateName("child", "Thomas Boyland"),
    PrivateName("child", "A. B."),
    PrivateName("child", "Zephyrine"),
    PrivateName("provider", "Maple Street Pediatrics"),
    PrivateName("provider", "Brightside"),
    PrivateName("program", "Story time"),
]
FINE = "{community}: the board meets Thu Nov 26, 6 pm, 444 Thomas Boyland St. Can you come? 1 yes 2 no"


def problems(body, language="en", names=NAMES):
    return lint(body, language, names=names, today=TODAY)


def refused(body, language="en"):
    return [problem.text for problem in problems(body, language) if problem.severity is Severity.REFUSE]


def found(body):
    return [(name.name, name.is_sure) for name in names_in(body, NAMES)]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (FINE, "en"),
        ("{first_name}, la biblioteca abre el sábado. ¿Vienes? 1 si 2 no", "es"),
        ("{community}: bibliyotèk la ap louvri samdi. Èske w ap vini? 1 wi 2 non", "ht"),
        ("Families with children from birth to three: come on Jan 28, 2027 at 6 pm.", "en"),
        ("To get no more texts from us, text STOP. For help, text HELP.", "en"),
        ("The meeting was delayed. Text 2 to cancel, 1 to keep your place.", "en"),
        ("Reyinyon an an reta. N ap kòmanse a 7 pm.", "ht"),
    ],
)
def test_what_is_fine(body, language):
    assert problems(body, language) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Help with AUTISM and speech delays", ["AUTISM", "delays"]),
        ("Early  Intervention, or EI, is free", ["Early  Intervention", "EI"]),
        ("E.I. is free, and eight is not", ["E.I."]),
        (
            "Intervención temprana y terapia para una discapacidad",
            ["Intervención temprana", "terapia", "discapacidad"],
        ),
        ("Entèvansyon Bonè pou otis ak reta devlopman", ["Entèvansyon Bonè", "otis", "reta devlopman"]),
        ("Special needs, special education", ["Special needs", "special education"]),
        ("A special evening that needs you", []),
    ],
)
def test_words_of_diagnosis(body, words):
    assert sorted(health_words(body)) == sorted(words)


@pytest.mark.parametrize(
    "date",
    [
        *("5/3/2024", "05-03-24", "3.5.2024", "2024-05-03", "2024/5/3", "12/31/25"),
        *("May 3, 2024", "may 3rd 2024", "3 May 2024", "3rd of May, 2024", "May 3 '24", "Sept. 9, 2024"),
        *("3 de mayo de 2024", "3 mayo 2024", "3 de mayo del 2024", "9 de septiembre de 2024"),
        *(
            "3 me 2024",
            "3 fevriye 2024",
            "9 jiyè 2025",
            "born",
            "DOB",
            "date of birth",
            "nació",
            "dat nesans",
        ),
    ],
)
def test_dates_of_birth(date):
    assert birth_dates(f"It says {date} there", today=TODAY) == [date]
    assert birth_dates(f"({date}).", today=TODAY) == [date]


@pytest.mark.parametrize(
    "date",
    [
        *(
            "Thu Nov 26",
            "Nov 26, 6 pm",
            "Nov 26, 2026",
            "11/26/2026",
            "26 de noviembre de 2026",
            "May 3, 1999",
        ),
        *(
            "718-555-0100",
            "(347) 555-0199",
            "1/2",
            "13/32/2024",
            "6:30",
            "birth to three",
            "5/3",
            "31.2.2024",
        ),
    ],
)
def test_other_dates_and_numbers(date):
    assert birth_dates(f"It says {date} there", today=TODAY) == []


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("zoe toussaint comes too", [("zoe toussaint", True)]),
        ("We wait for Zoe today", [("Zoe", True)]),
        ("We wait for ZOÉ's mother", [("ZOÉ", True)]),
        ("Maple Street: Zoé has a place", [("Zoé", True)]),
        ("It is open. Zoé comes", [("Zoé", False)]),
        ("a zoe is a word here", []),
        ("Tell Marie-Ange: we wait", [("Marie-Ange", True)]),
        ("We meet in April", []),
        ("We wait for April Young", [("April Young", True)]),
        ("It is at 444 Thomas Boyland St, for Thomas", [("Thomas", True)]),
        ("It is at 444 Thomas Boyland Street", []),
        ("Vitamins A B C", []),
        ("Come, Zephyrine", [("Zephyrine", True)]),
        ("maple street PEDIATRICS is open", [("maple street PEDIATRICS", True)]),
        ("Maple Street is open", []),
        ("Ask at Brightside", [("Brightside", True)]),
        ("Look at the brightside", []),
        ("There is Story time today", [("Story time", True)]),
        ("There is story time today", []),
    ],
)
def test_names(body, names):
    assert found(body) == names


def test_a_first_word_only_warns_and_a_second_place_makes_it_sure():
    assert [problem.severity for problem in problems("Zoé comes")] == [Severity.WARN]
    assert found("Zoé comes. We know Zoé") == [("Zoé", True)]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Reply YES to keep your place", ["yes"]),
        ("Reply with NO or CANCEL", ["cancel"]),
        ("Text us STOP/QUIT if you can't come", ["stop", "quit"]),
        ("Answer 1 or CANCEL", ["cancel"]),
        ("Responde BAJA si no vienes", ["baja"]),
        ("Responde para confirmar", []),
        ("Voye sispann si ou pa ka vini", ["sispann"]),
        ("Reply STOP to stop our texts", []),
        ("Reply 1 to stop by", []),
        ("Yes, we cancel it. Stop by", []),
        ("Text HELP for help", []),
    ],
)
def test_words_that_opt_are_no_answers(body, words):
    assert answers_that_opt(body) == words


@pytest.mark.parametrize("link", ["bit.ly/3xY", "https://tinyurl.com/abc", "BIT.LY/x", "t.co/1"])
def test_links_that_hide_where_they_lead(link):
    assert len(refused(f"See {link}")) == 1


@pytest.mark.parametrize(
    "link", ["https://stoop.example.org/l/abc/", "rabbit.ly", "bit.ly.example.org", "not.com"]
)
def test_links_that_do_not(link):
    assert refused(f"See {link}") == []


@pytest.mark.parametrize("field", ["{name}", "{"])
def test_a_field_that_there_is_none_of(field):
    assert len(refused(f"Hi {field}")) == 1


def test_length():
    assert problems("a" * 306) == []
    assert [problem.severity for problem in problems("a" * 307)] == [Severity.WARN]
    assert [problem.severity for problem in problems("í" * 135)] == [Severity.WARN]
    assert [problem.severity for problem in problems("a" * 1601)] == [Severity.REFUSE]


def test_hard_english_is_warned_of_and_other_languages_are_not_measured():
    hard = (
        "We respectfully request notification regarding attendance at our facilitated community consultation"
    )
    assert [problem.severity for problem in problems(hard)] == [Severity.WARN]
    assert problems(hard, "es") == []
    assert problems("Community consultation facilitators") == []


@pytest.mark.parametrize("body", ["", "  \n"])
def test_no_words(body):
    assert len(refused(body)) == 1


def test_refusals_come_first_and_what_is_private_is_known():
    found = problems("Zoé comes. " + "a" * 320 + " autism {x}")
    severities = [problem.severity for problem in found]
    assert severities == sorted(severities)
    assert [problem.is_private for problem in found if problem.severity is Severity.REFUSE] == [True, False]


def test_a_problem_is_said_in_the_readers_language():
    with translation.override("es"):
        assert refused("We wait for Zoé") == ["“Zoé” puede ser el nombre de un niño o una niña."]


@given(st.text(max_size=200), st.sampled_from(["en", "es", "ht"]))
def test_any_text_can_be_checked(body, language):
    for problem in problems(body, language):
        assert problem.text


@given(
    st.sampled_from([name for name in NAMES if name.name != "A. B."]),
    st.sampled_from([" today", ", it", ".", "'s"]),
)
def test_no_name_gets_through_inside_a_sentence(name, after):
    body = f"we wait for {name.name}{after}"
    assert any(problem.is_private for problem in problems(body))
