"""Whatever a member texts while a vote is open: a ballot exists only if the text was its digit or word."""

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from advisory.decisions import jobs
from advisory.decisions.models import Ballot
from community.messaging.services import receive_text
from community.models import Message
from tests.factories.decisions import opened
from tests.factories.messaging import new_sid, shared_data

CORPUS = [text["text"] for text in shared_data("opt_out_corpus.json")["texts"]]
BY_DIGIT = {1: "yes", 2: "no", 3: "abstain"}
BY_WORD = {
    **dict.fromkeys(
        ["yes", "yespls", "yesplease", "y", "yeah", "yep", "yup", "si", "sip", "wi", "oui"], "yes"
    ),
    **dict.fromkeys(["one", "uno", "un", "una", "youn", "yon"], "yes"),
    **dict.fromkeys(["no", "n", "nope", "nah", "non", "nothanks", "nogracias", "nonmesi"], "no"),
    **dict.fromkeys(["two", "dos", "de"], "no"),
    **dict.fromkeys(["three", "tres", "twa"], "abstain"),
}
DIGITS = st.sampled_from("0123456789٠١٢٣１２３१२३¹²½①")
TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(CORPUS),
    st.text(alphabet="123 .,!()-\u200b\ufe0f\u20e3", max_size=5),
    st.lists(DIGITS, min_size=1, max_size=3).map("".join),
    st.tuples(DIGITS, st.sampled_from(["st", " yes", "pm", "%", "👍", "-2", " or 2"])).map("".join),
    st.sampled_from(
        ["yes", "YES!", "sí", "wi", "no", "non", "uno", "yes no", "yesterday", "no sé", "one or two"]
    ),
)


def allowed(body: str) -> str | None:
    """The option that ``body`` may stand for, reckoned in another way than the code does."""
    said = [char for char in unicodedata.normalize("NFD", body) if unicodedata.category(char)[0] in "LN"]
    if said and all(char.isdecimal() for char in said):
        return BY_DIGIT.get(int("".join(str(unicodedata.decimal(char)) for char in said)))
    return BY_WORD.get("".join(said).casefold())


class AnyText(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.decision, _facilitator, (cls.rosa,) = opened(members=1)
        jobs.ask_the_roll(cls.decision.pk)

    @settings(max_examples=100)
    @given(body=TEXTS)
    @example(body="1")
    @example(body=" 2. ")
    @example(body="STOP")
    @example(body="stop 1")
    def test_a_ballot_is_never_made_up(self, body):
        decision, rosa = self.decision, self.rosa
        receive_text(community=rosa.community, phone=rosa.phone, body=body, sid=new_sid())
        cast = list(Ballot.objects.filter(entry__decision=decision).values_list("option", flat=True))
        assert cast in ([], [allowed(body)])
        if body.strip() in ("1", "2", "3"):
            assert cast == [BY_DIGIT[int(body)]]
        assert Message.objects.filter(direction="in").count() == 1
