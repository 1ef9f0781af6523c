"""Which texts ask us to stop: a labelled corpus, and 100,000 texts that nobody would think of."""

import random
import re
import unicodedata
from collections import Counter

import pytest

from community.messaging import rules
from community.messaging.reading import Kind, Reading, read
from community.messaging.rules import Command
from community.messaging.sentences import Wish, wish_to_stop
from tests.factories.messaging import shared_data

CORPUS = shared_data("opt_out_corpus.json")["texts"]
KNOWN = shared_data("opt_out_and_rules.json")
BY_LABEL = {
    label: [text["text"] for text in CORPUS if text["label"] == label]
    for label in ("exact", "likely", "none")
}


@pytest.mark.parametrize("text", BY_LABEL["exact"])
def test_a_plain_wish_acts_at_once(text):
    assert wish_to_stop(text) is Wish.EXACT
    assert wish_to_stop(text.upper()) is Wish.EXACT
    assert wish_to_stop(f" {text} 🙏 ") is Wish.EXACT


@pytest.mark.parametrize("text", BY_LABEL["likely"])
def test_what_may_mean_it_waits_for_a_person(text):
    assert wish_to_stop(text) is Wish.LIKELY


def test_nothing_else_acts_and_hardly_anything_else_pauses():
    read = {text: wish_to_stop(text) for text in BY_LABEL["none"]}
    assert [text for text, wish in read.items() if wish is Wish.EXACT] == []
    assert len([text for text, wish in read.items() if wish is Wish.LIKELY]) <= 3


def test_the_corpus_is_wide_enough_to_mean_something():
    assert Counter(text["language"] for text in CORPUS).keys() == {"en", "es", "ht"}
    assert all(len(texts) >= 50 for texts in BY_LABEL.values())


@pytest.mark.parametrize(
    "word",
    [
        *KNOWN["twilio_default_opt_out"],
        *KNOWN["aws_required_opt_out"],
        *KNOWN["fcc_per_se_revocation_words"],
    ],
)
def test_the_words_of_the_carriers_and_of_the_fcc_are_exact_with_please_around(word):
    for body in (word, f"Please {word}!", f"{word} por favor", f"tanpri, {word}", f"{word}. {word}"):
        assert wish_to_stop(body) is Wish.EXACT, body


def test_what_is_added_to_a_plain_wish_makes_it_a_case_for_a_person():
    assert wish_to_stop("don't text me") is Wish.EXACT
    assert wish_to_stop("don't text me before nine") is Wish.LIKELY
    assert wish_to_stop("wrong number. take me off your list") is Wish.LIKELY


def test_letters_that_look_otherwise_are_read():
    for body in ("ｓｔｏｐ", "𝐒𝐓𝐎𝐏", "S\u200bTOP", "s.t.o.p", "ⓢⓣⓞⓟ", "Stóp", "S̶T̶O̶P̶"):
        assert wish_to_stop(body) is Wish.EXACT, body


STOPS = sorted({*KNOWN["twilio_default_opt_out"], *KNOWN["fcc_per_se_revocation_words"], "alto", "sispann"})
PIECES = [
    *("stop", "no", "ya", "más", "mensajes", "texts", "me", "don't", "text", "pa", "voye", "mesaj", "ankò"),
    *(
        "1",
        "2",
        "12",
        "٣",
        "２",
        "1️⃣",
        "¹",
        "½",
        "𝟙",
        "yes",
        "sí",
        "wi",
        "uno",
        "the",
        "bus",
        "at",
        "6",
        "para",
    ),
    *(
        "🛑",
        "🙏",
        "👍🏽",
        "\u200d",
        "\u202e",
        "\x00",
        "\x1b",
        "\ud800",
        "\n",
        "\t",
        ",",
        ".",
        "!",
        "¿",
        "'",
        "-",
    ),
]
AROUND = [
    " ",
    "\n",
    "!",
    ".",
    "¡",
    "…",
    "🙏",
    "😡",
    "“",
    ")",
    "\u200b",
    "\ufe0f",
    " please ",
    " por favor ",
    " tanpri ",
]


def a_stop(chance):
    """An exact word in any case, width and accents, with noise around."""
    word = "".join(chance.choice((char.upper(), char.lower())) for char in chance.choice(STOPS))
    look = chance.randrange(3)
    if look == 0:
        word = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in word)
    elif look == 1:
        word = unicodedata.normalize("NFC", "".join(char + chance.choice(("", "\u0301")) for char in word))
    before, after = ("".join(chance.choices(AROUND, k=chance.randrange(4))) for _ in range(2))
    return before + word + after


def any_letters(chance):
    return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(30)))


def pieces(chance):
    return chance.choice(("", " ")).join(chance.choices(PIECES, k=chance.randrange(1, 9)))


def digits(chance):
    zeros = chance.choices((0x30, 0x660, 0x966, 0xFF10), k=chance.randrange(1, 4))
    after = chance.choice(("", ".", " yes", " 2", "\ufe0f", "a"))
    return "".join(chr(zero + chance.randrange(10)) for zero in zeros) + after


def a_sentence_with_more(chance):
    return chance.choice(CORPUS)["text"] + chance.choice(("", " ", "?", " 1", " ok", " no"))


def a_word(chance):
    """A word of answer in any case, often with something around it."""
    word = chance.choice((*MAY_MEAN, "sí", "yes please", "cero", "nine", "seven"))
    around = chance.choice((" ", "!", " 👍", "…", "\n", " a", "'", "1"))
    return chance.choice((word, word.upper(), f"{word}{around}", f"{around}{word}"))


def a_near_miss(chance):
    letters = list(chance.choice(("stop", "sispann", "unsubscribe", "cancelar", "yes", "uno")))
    letters[chance.randrange(len(letters))] = chance.choice("abcxyz10 ")
    return "".join(letters)


def a_long_one(chance):
    return " ".join(chance.choices(PIECES, k=chance.randrange(20, 60)))


OTHERS = [any_letters, pieces, digits, a_sentence_with_more, a_word, a_near_miss, a_long_one]


VOTE, CARE, WHO = (
    {1: (7, "yes"), 2: (7, "no"), 3: (7, "abstain")},
    {4: (8, "yes"), 5: (8, "no")},
    {6: (9, "12")},
)
OPEN = [{}, VOTE, CARE, {**CARE, **WHO}, {**VOTE, **CARE}, {10: (7, "yes"), 11: (7, "no"), **WHO}]
# What a word may stand for, reckoned in another way than the code does: an answer, or a number.
MAY_MEAN = {
    **dict.fromkeys(["yes", "y", "yeah", "yep", "yup", "si", "sip", "wi", "oui", "yesplease"], "yes"),
    **dict.fromkeys(["no", "n", "nope", "nah", "non", "nothanks", "nogracias", "nonmesi"], "no"),
    **dict.fromkeys(["one", "uno", "un", "una", "youn", "yon"], 1),
    **dict.fromkeys(["two", "dos", "de"], 2),
    **dict.fromkeys(["three", "tres", "twa"], 3),
    **dict.fromkeys(["four", "cuatro", "kat"], 4),
    **dict.fromkeys(["five", "cinco", "senk"], 5),
    **dict.fromkeys(["six", "seis", "sis"], 6),
}


def stands_for(body, open_numbers):
    """The open numbers that the word ``body`` may stand for: a number only where one question is open."""
    letters = [char for char in unicodedata.normalize("NFKD", body) if unicodedata.category(char)[0] in "LN"]
    meant = MAY_MEAN["".join(letters).casefold()]
    if isinstance(meant, int):
        return [meant] if len({key for key, _value in open_numbers.values()}) == 1 else []
    return [number for number, (_key, value) in open_numbers.items() if value == meant]


def test_a_hundred_thousand_texts_are_read_without_a_crash_a_missed_stop_or_a_made_up_vote():
    chance = random.Random("no more texts")  # noqa: S311  the same texts each time
    kinds = Counter()
    for _ in range(100_000):
        is_stop = chance.random() < 0.2
        text = (a_stop if is_stop else chance.choice(OTHERS))(chance)
        body, open_numbers = rules.clean(text), chance.choice(OPEN)
        said = read(body, stopped=False, open_numbers=open_numbers)
        kinds[said.kind] += 1
        if is_stop:
            assert said == Reading(Kind.COMMAND, command=Command.STOP), text
        elif said.kind is Kind.WORD:
            assert stands_for(body, open_numbers) == [said.number], text
        elif said.kind is Kind.NUMBER:
            assert not re.search(r"[^\W\d_]", body), text
            assert said.number == int("".join(str(unicodedata.digit(c)) for c in body if c.isdecimal())), text
        else:
            assert said.number is None, text
    assert min(kinds[kind] for kind in Kind) > 100, "each kind of text is among them"


def test_a_very_long_text_is_read_in_no_time():
    for unit in ("stop ", "no ", "any ", "mensajes ", "m ", "a", "pa voye ", "don t ", "i do not want any "):
        assert wish_to_stop(unit * (rules.LONGEST_BODY // len(unit))) in (None, *Wish)
