"""Which letters the bytes are: twelve ways in which offices save, and what cannot be told."""

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community.core.errors import BadInput
from referrals.exchange.files.encodings import BLOCK, LETTERS, NAMEABLE, named, readings

NAMES = "Niño,José Núñez\nHAITÍ,Zoé Bien-Aimé\nPEÑA,Fermín\nTavárez,Frè Chèf\n¿Ramón?,Güira\n"
# What MS-DOS of 1981 has no capital for.
WITHOUT_CAPITALS = NAMES.replace("HAITÍ", "Haití").replace("Í", "I")
TWELVE = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
    *("cp1252", "latin-1", "iso-8859-15", "mac-roman", "cp850", "cp437"),
)


@pytest.mark.parametrize("encoding", TWELVE)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_twelve_encodings_are_read_as_they_were_meant(encoding, end):
    meant = (WITHOUT_CAPITALS if encoding == "cp437" else NAMES).replace("\n", end)
    content = meant.encode(encoding)
    (reading,) = readings(io.BytesIO(content))
    assert content.decode(reading.encoding).removeprefix("\ufeff") == meant
    assert {"Niño", "Núñez", "Tavárez"} <= set(reading.words)


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_letter_with_its_mark(mark):
    content = ("\ufeff" + NAMES).encode(mark)
    (reading,) = readings(io.BytesIO(content))
    assert content.decode(reading.encoding) == NAMES


def test_letters_cut_by_the_end_of_a_block_are_whole():
    content = ("a" * (BLOCK - 1) + "ñandú\n").encode()
    (reading,) = readings(io.BytesIO(content))
    assert reading.encoding == "utf-8"
    content = ("Ana,José\n" * (BLOCK // 9) + "Núñez\n").encode("mac-roman")
    assert [reading.encoding for reading in readings(io.BytesIO(content))] == ["mac-roman"]


@pytest.mark.parametrize(
    ("word", "saved", "other"), [("Peña", "mac-roman", "Peûa"), ("López", "mac-roman", "Lùpez")]
)
def test_what_two_tables_read_as_names_is_for_a_person_to_say(word, saved, other):
    found = readings(io.BytesIO(f"Rosa {word}\n".encode(saved)))
    assert [reading.words for reading in found] == [(word,), (other,)]


@pytest.mark.parametrize(
    "content",
    [
        "NÃºÃ±ez\n".encode(),  # UTF-8 read as Windows, and saved once more
        "Zo\ufffd\n".encode(),  # a letter that was lost before
        "Núñez\n".encode() + "Núñez\n".encode("cp1252"),  # two ways in one file
        b"x\xdbx\xb1x\xb9x\n",  # no table makes names of it
        bytes(range(256)) * 20,  # a picture
        b"\xff\xfea",  # half a letter
    ],
)
def test_what_nobody_could_have_meant_is_refused(content):
    with pytest.raises(BadInput):
        readings(io.BytesIO(content))


@pytest.mark.parametrize("encoding", NAMEABLE)
def test_what_a_person_names_is_tried_to_the_end_of_the_file(encoding):
    content = NAMES.replace("HAITÍ", "Haití").encode(encoding)
    assert named(io.BytesIO(content), encoding).encoding == encoding
    # The others give each byte some letter.
    if encoding.startswith("utf") or encoding == "cp1252":
        with pytest.raises(BadInput, match="not saved as"):
            named(io.BytesIO(content + b"\x81\xd8\x00"), encoding)


@given(
    st.lists(st.text(st.sampled_from("abcdeñáéíóúüèò"), min_size=2, max_size=9).map(str.title), min_size=1),
    st.sampled_from(["cp1252", "mac-roman", "cp850"]),
)
@example(words=["Ííè"], encoding="mac-roman")
def test_the_true_reading_is_always_among_those_offered(words, encoding):
    """Never another one alone: that would be wrong letters without a word."""
    meant = "\n".join(words)
    content = meant.encode(encoding)
    offered = [content.decode(reading.encoding) for reading in readings(io.BytesIO(content))]
    assert meant in offered


def test_the_letters_are_of_the_languages_here():
    assert set("ñáéíóúüÑÁÉÍÓÚÜèòàçÈÒÀÇëïßÿ") <= LETTERS
    assert not set("ÐÞ¤§±") & LETTERS
