"""One evening of a Family Advisory Board, from the invitation to the stipend, on real processes."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from tests.journeys.browser import Browser, visitor
from tests.journeys.house import House
from tests.journeys.watching import Watcher, watching

# Three who have not answered yet, one in each language; and one who will have no more texts.
ENGLISH, SPANISH, CREOLE, LEAVING = "Ebony Watts", "Ana Lucía Reyes", "Nadège Louis", "Darnell Hughes"
WORDS = {
    "en": {"invitation": "Can you come", "yes": "YES", "closed": "closed", "passed": "voted YES"},
    "es": {"invitation": "¿Vienes", "yes": "S[IÍ]", "closed": "cerr", "passed": "dijo SI"},
    "ht": {"invitation": "vini", "yes": "WI", "closed": "fèmen", "passed": "WI"},
}


class Family:
    """A phone in somebody's hand."""

    def __init__(self, house, name):
        self.house = house
        self.row = house.person(name)
        self.phone, self.words = self.row["phone"], WORDS[self.row["language"]]

    def got(self, pattern):
        return self.house.twilio.wait_for(self.phone, pattern)

    def texts(self, body):
        taken = self.house.twilio.text(
            self.house.address + self.house.path("sms_inbound"),
            From=self.phone,
            To=self.house.facts["community"]["number"],
            Body=body,
        )
        assert taken == 200


@dataclass
class Room:
    """The evening while it lasts: who is in it, and the two screens that follow it."""

    house: House
    facilitator: Browser
    ebony: Family
    ana: Family
    darnell: Family
    link: str
    projector: Watcher
    phone: Watcher


def digits(body):
    """The answers that a text offers, in its order: "1 yes 2 no" is ["1", "2"]."""
    return re.findall(r"(?<![\d:/.,-])(\d{1,2}) [^\d\s]", body.split("?")[-1].split('"')[-1])


def link_in(body):
    return re.search(r"/l/[\w-]+/", body).group()


def test_one_evening(house):
    ebony, ana, nadege, darnell = (Family(house, name) for name in (ENGLISH, SPANISH, CREOLE, LEAVING))
    invite_and_answer(ebony, ana, nadege)
    stop_texting(darnell)
    facilitator = visitor(house, house.role("facilitator"))
    link = link_in(ebony.got(ebony.words["invitation"]))
    console = house.path("meeting_console")
    facilitator.get(console)
    facilitator.post(f"{console}do/open_meeting/")
    board = re.search(r'data-board="(\d+)"', facilitator.get(console)).group(1)
    with (
        watching(house, f"/ws/board/{board}/?as=projector", cookies=facilitator.cookies()) as projector,
        watching(house, f"/ws/l{link.removeprefix('/l')}") as phone,
    ):
        room = Room(house, facilitator, ebony, ana, darnell, link, projector, phone)
        arrive(room)
        decide(room)
        promise_and_close(room)
    pay(house, ebony)
    refer(house)
    compare(house)


def invite_and_answer(ebony, ana, nadege):
    """Each is asked in their language, answers by digit, and hears the answer back in words."""
    for family in (ebony, ana, nadege):
        yes, no, *_more = digits(family.got(family.words["invitation"]))
        if family is nadege:
            family.texts(no)
        family.texts(yes)
        echo = family.got(family.words["yes"])
        assert len(digits(echo.split(".", 1)[1])) >= 2, "child care is asked with digits of its own"


def stop_texting(darnell):
    """STOP is confirmed once, and nothing follows (the vote's text, for one)."""
    darnell.texts("stop")
    darnell.got("START")


def arrive(room):
    """By door code, on one's own phone, and by the facilitator's tap; each once."""
    house, facilitator, link = room.house, room.facilitator, room.link
    room.ana.texts(house.facts["meeting"]["door_code"])
    room.projector.until("here", "of 23")
    own = Browser(house.address)
    own.get(link)
    assert "csrftoken" in own.http.cookies
    own.post(f"{link}do/check_in/")
    room.phone.until("here", ENGLISH, SPANISH)
    again = own.post(f"{link}do/check_in/")
    assert "already checked in" in again
    console = house.path("meeting_console")
    people = re.findall(r'do/tap/" name="person" value="(\d+)"[^>]*>([^<]+)<', facilitator.get(console))
    assert len(people) == 21
    for pk, name in people:
        if name in (CREOLE, "Denise Carter", "Marisol Peña", "Wideline Joseph"):
            facilitator.post(f"{console}do/tap/", person=pk)
    facilitator.post(f"{console}do/next_item/", seen="")
    room.projector.until("agenda", "who is your hero")
    assert "<strong>6 of 23</strong>" in room.phone.until("here", CREOLE, "6 of 23")


def decide(room):
    """By text, on one's own phone and by raised hand; the last ballot counts, and none after closing."""
    house, facilitator, ana, link = room.house, room.facilitator, room.ana, room.link
    console = house.path("meeting_console")
    page = facilitator.get(console)
    decision = re.search(r'do/open_decision/" name="decision" value="(\d+)"', page).group(1)
    facilitator.post(f"{console}do/open_decision/", decision=decision)
    vote = room.phone.until("decision", "Saturday hours")
    assert "csrf" not in vote, "the same bytes for a whole audience"
    yes, no, _abstain = digits(ana.got("Saturday hours"))
    ana.texts(no)
    room.projector.until("decision", "1 of 23")
    ana.texts(yes)
    ana.got(f"{ana.words['yes']}.*Saturday hours|Saturday hours.*{ana.words['yes']}")
    own = Browser(house.address)
    own.get(link)
    own.post(f"{link}do/vote/", option=f"{decision}:yes")
    hand = re.search(rf'value="({decision}:(\d+):yes)"', facilitator.get(console)).group(1)
    facilitator.post(f"{console}do/raise_hand/", hand=hand)
    # With the six in the room they are thirteen who take part: the quorum of twelve is met.
    for name in (
        *("Keisha Morgan", "Yolanda Rivera", "Marie-Ange Pierre", "Latoya Simmons"),
        *("Andre Walker", "Carmen Ortiz", "Shanice Grant"),
    ):
        voter = Family(house, name)
        voter.texts(digits(voter.got("Saturday hours"))[0])
    room.projector.until("decision", "10 of 23")
    vote_as_a_stranger(house, facilitator, decision)
    facilitator.post(f"{console}do/close_decision/", decision=decision)
    room.projector.until("decision", "10 yes")
    ana.got(ana.words["passed"])
    room.ebony.got(room.ebony.words["passed"])
    ana.texts(no)
    ana.got(ana.words["closed"])
    assert not any("Saturday hours" in body for body in house.twilio.bodies_to(room.darnell.phone))


def vote_as_a_stranger(house, facilitator, decision):
    """A provider is not on the roll."""
    provider = visitor(house, house.role("provider"))
    provider.get(house.path("home"))
    provider.post(f"{house.path('meeting_board')}do/vote/", option=f"{decision}:yes", status=403)


def promise_and_close(room):
    """A next step with an owner and a date; then the evening ends, once."""
    facilitator = room.facilitator
    console = room.house.path("meeting_console")
    owner = re.search(r'<option value="([^"]+)">[^<]*Denise Carter', facilitator.get(console)).group(1)
    facilitator.submit("do/add_action", title="Write to the library", owner=owner, due_on="2030-01-15")
    room.phone.until("actions", "Write to the library")
    facilitator.post(f"{console}do/close_meeting/", sure="yes")
    room.projector.until("agenda", "Thank you")
    facilitator.post(f"{console}do/close_meeting/", status=409, sure="yes")


def pay(house, ebony):
    """Who came is owed a stipend; one approves, another marks it paid."""
    coordinator, finance = (visitor(house, house.role(role)) for role in ("coordinator", "finance"))
    money = coordinator.get(house.path("money"))
    assert "$75" in money
    pk = stipend_of(money, ENGLISH, "approve")
    coordinator.post(f"/money/{pk}/approve/")
    ebony.got(r"\$75")
    coordinator.post(f"/money/{pk}/pay/", status=403)
    finance.get(house.path("money"))
    finance.post(f"/money/{pk}/pay/")
    finance.post(f"/money/{pk}/pay/", status=409)


def stipend_of(page, name, verb):
    """The id of the stipend of this evening that ``verb`` can be done to."""
    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    row = next(row for row in rows if name in row and f"/{verb}/" in row)
    return re.search(rf"/money/(\d+)/{verb}/", row).group(1)


def refer(house):
    """A provider logs a referral; the Ambassador finds it; the board cannot see it."""
    provider = visitor(house, house.role("provider"))
    provider.get(house.path("referral_new"))
    fields = {
        "child_name": "J. M.",
        "birth_date": f"{timezone.localdate() - timedelta(days=400)}",
        "zip_code": "11212",
        "language": "es",
        "races": ["hispanic", "black"],
        "concerns": ["communication"],
        "source": "clinic",
        "parent_name": "Lucía Marte",
        "parent_phone": "929-555-0177",
        "consent": "on",
        "may_text": "on",
    }
    provider.submit("referrals/new", status=400, **{**fields, "birth_date": "2035-01-01"})
    provider.submit("referrals/new", **fields)
    assert "J. M." in provider.get(provider.page.url)
    child = re.search(r"/referrals/\d+/", provider.page.url).group()
    ambassador, board = visitor(house, house.role("ambassador")), Browser(house.address)
    assert "J. M." in ambassador.get(child)
    other = visitor(house, house.facts["people"][5])
    other.get(child, status=404)
    board.get(child)
    assert "login" in board.page.url


def compare(house):
    """The equity page says its numerators, denominators, place, period and source."""
    coordinator = visitor(house, house.role("coordinator"))
    page = coordinator.get(house.path("equity"))
    assert "<svg" in page
    assert "per 1,000" in page
    assert "sample" in page.lower()
