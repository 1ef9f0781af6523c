"""State plus messages equals a fresh look, whatever happened and whenever somebody came."""

import json

from hypothesis import example, given
from hypothesis import strategies as st

from community.core.registry import Audience
from community.live.showing import Showing

KEYS = ("agenda", "here", "decision")
change = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["", "<p>1</p>", "<p>é</p>"]))
event = st.one_of(change, st.just("look"), st.just("pulse"), st.just("join"), st.just("join with a page"))


class Page:
    """What board.js does with its messages."""

    def __init__(self, version=0, panels=None):
        self.have, self.panels = version, dict(panels or {})

    def take(self, message):
        body = json.loads(message["text"])
        assert body["since"] <= self.have, "a gap, though nothing was lost"
        self.panels |= body["panels"]
        self.have = body["version"]


@given(st.lists(event, max_size=30))
@example([{"here": "<p>1</p>"}, "look", {"here": ""}, "join with a page", {"here": "<p>1</p>"}])
def test_every_page_ends_with_what_is_there(events):
    showing, pages = Showing(Audience("member", "en")), []
    truth, version = dict.fromkeys(KEYS, "old"), 1

    def look():
        message = showing.turn_to({"version": version, "panels": dict(truth)})
        for page in [page for page in pages if message and page.joined]:
            page.take(message)
        for page in [page for page in pages if not page.joined]:
            if showing.may_differ(page.have):
                page.take(showing.everything())
            page.joined = True

    for happening in events:
        if isinstance(happening, dict):
            truth |= happening
            version += 1
        elif happening == "look":
            look()
        elif happening == "pulse":
            for page in [page for page in pages if page.joined]:
                page.take(showing.pulse())
        else:
            page = Page() if happening == "join" else Page(version, truth)
            page.joined = False
            pages.append(page)
    look()
    assert all(page.panels == truth for page in pages)


def test_whoever_is_up_to_date_needs_no_message():
    showing = Showing(Audience("member", "en"))
    assert showing.turn_to({"version": 4, "panels": {"here": "1"}}) is None
    assert showing.turn_to({"version": 5, "panels": {"here": "1"}}) is None
    assert json.loads(showing.turn_to({"version": 6, "panels": {"here": "2"}})["text"]) == {
        "version": 6,
        "since": 4,
        "panels": {"here": "2"},
    }


def test_many_sockets_share_one_message():
    showing = Showing(Audience("member", "en"))
    showing.turn_to({"version": 1, "panels": {"here": "1"}})
    assert showing.everything() is showing.everything()
