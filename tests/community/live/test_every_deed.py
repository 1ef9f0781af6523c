"""Each thing that happens at a meeting, once, as an evening has them: what changes a page rings its board."""

import datetime

import pytest

from advisory.decisions import services as decisions
from advisory.decisions.models import Decision
from advisory.decisions.services import voting
from community.breakouts import services as breakouts
from community.core.registry import Audience
from community.live import services
from community.live.panels import snapshots
from community.live.services import ANY
from community.meetings import services as meetings
from community.meetings.models import MeetingNote
from community.meetings.selectors.clock import mark_of
from community.meetings.services import bell
from community.meetings.services.results import add_note
from community.meetings.standing import COLLEAGUE, FACILITATOR, GUEST, MEMBER, PROJECTOR
from community.models import ActionItem, CheckQuestion, Organisation, RealityCheck, SmallGroup
from community.reality import services as reality
from community.speaking import services as speaking
from referrals.models import Commitment
from referrals.teams import services as teams
from tests.community.live.evenings import fresh, note, seen
from tests.factories.meetings import planned
from tests.factories.people import GroupFactory, PersonFactory, member, staff
from tests.factories.reality import ask_about

pytestmark = pytest.mark.django_db
A_MONTH = datetime.timedelta(days=28)
ALL = [Audience(role, "en") for role in (FACILITATOR, PROJECTOR, MEMBER, COLLEAGUE, GUEST)]


class Evening:
    """A meeting that is still to come, its people, and what the deeds below speak of."""

    def __init__(self):
        group = GroupFactory()
        self.rosa, self.ana, self.eva = (member(group, display_name=name) for name in ("Rosa", "Ana", "Eva"))
        self.luis = staff(group.community, "facilitator", display_name="Luis Herrera")
        self.charlie = staff(group.community, display_name="Charlie Baptiste")
        self.gina = PersonFactory(community=group.community, display_name="Gina Guest")
        self.meeting = planned(group)
        self.next = planned(group, number=32, starts_at=self.meeting.starts_at + A_MONTH)
        self.team = GroupFactory(community=group.community, kind="action_team", code="PAT")
        self.clinic = Organisation.objects.create(community=group.community, name="Elm Street Clinic")
        for meeting in (self.meeting, self.next):
            meeting.joint_with.add(self.team)

    def item(self, title):
        return self.meeting.agenda.select_related("meeting").get(title=title)

    @property
    def decision(self):
        return Decision.objects.select_related("group__community", "meeting").get(meeting=self.meeting)

    @property
    def group(self):
        return SmallGroup.objects.select_related("round__meeting").get(
            round__meeting=self.meeting, round__state="open"
        )

    @property
    def promise(self):
        return Commitment.objects.select_related("team").get(team=self.team)

    @property
    def check(self):
        return RealityCheck.objects.get(meeting=self.meeting)


def add(title):
    return lambda at: meetings.add_agenda_item(fresh(at), title=title, minutes=5, by=at.luis)


def go_on(at):
    meetings.next_item(fresh(at), seen=fresh(at).current_item_id, by=at.luis)


def turn_clock(at):
    meetings.turn_clock(fresh(at), seen=mark_of(fresh(at)), by=at.luis)


def check_in(name):
    return lambda at: meetings.check_in(fresh(at), getattr(at, name), channel="phone")


def step(at):
    return ActionItem.objects.select_related("meeting").get(meeting=at.meeting)


def write(body, **about):
    return lambda at: meetings.write_note(fresh(at), body=body, by=at.rosa, item=None, **about)


def order(at):
    keys = list(at.meeting.agenda.filter(state="planned").order_by("position").values_list("pk", flat=True))
    meetings.order_agenda(fresh(at), keys[::-1], seen=keys, by=at.luis)


def promise(at):
    told = {"title": "Screen every child", "measure": "9 of 10", "due_on": at.next.roster_day}
    teams.promise(at.team, organisation=at.clinic, by=at.luis, **told)


def scores():
    return dict.fromkeys(CheckQuestion.objects.values_list("pk", flat=True), 4)


# In the order in which they can happen, each no more than one service.
DEEDS = [
    add("Welcome"),
    add("News"),
    add("Library"),
    add("Parks"),
    lambda at: meetings.change_agenda_item(at.item("Welcome"), title="Hello", by=at.luis),
    lambda at: meetings.remove_agenda_item(at.item("Parks"), by=at.luis),
    lambda at: meetings.move_agenda_item(at.item("News"), up=True, by=at.luis),
    order,
    lambda at: meetings.propose_item(at.meeting, title="Buses", by=at.rosa, channel="web"),
    lambda at: meetings.accept_proposal(at.item("Buses"), by=at.luis),
    lambda at: meetings.propose_item(at.meeting, title="Trees", by=at.rosa, channel="web"),
    lambda at: meetings.drop_item(at.item("Trees"), reason="They are planted", by=at.luis),
    lambda at: meetings.invite(fresh(at), by=at.luis),
    lambda at: meetings.answer_invitation(at.meeting.invitations.get(person=at.rosa), "yes", channel="web"),
    lambda at: meetings.open_meeting(fresh(at), by=at.luis),
    lambda at: meetings.invite_guest(fresh(at), standing="guest", person=at.gina, by=at.luis),
    lambda at: meetings.take_back_guest(at.meeting.invitations.get(person=at.gina), by=at.luis),
    check_in("rosa"),
    check_in("ana"),
    lambda at: meetings.take_back_check_in(fresh(at), at.ana, by=at.luis),
    lambda at: meetings.add_from_paper(fresh(at), {at.ana: None}, by=at.charlie),
    lambda at: meetings.take_back_attendance(fresh(at), at.ana, by=at.charlie),
    check_in("eva"),
    go_on,
    turn_clock,
    turn_clock,
    lambda at: meetings.breathe(fresh(at), on=True, by=at.luis),
    lambda at: meetings.breathe(fresh(at), on=False, by=at.luis),
    lambda at: meetings.show_item(fresh(at), at.item("Hello"), by=at.luis),
    lambda at: meetings.defer_item(at.item("News"), by=at.luis),
    write("Open late"),
    lambda at: meetings.change_note(note(at, 0), body="Open very late", by=at.rosa),
    lambda at: meetings.remove_note(note(at, 0), by=at.rosa),
    write("Bus stop", kind=MeetingNote.Kind.PARKED),
    lambda at: meetings.settle_parked(note(at, 0), by=at.rosa),
    write("Bins", kind=MeetingNote.Kind.PARKED),
    lambda at: meetings.carry_parked(note(at, 1), by=at.rosa),
    lambda at: add_note(fresh(at), body="Found out", by=at.luis),
    lambda at: meetings.add_action_item(fresh(at), title="Call", by=at.luis),
    lambda at: meetings.complete_action_item(
        step(at), due_on=at.meeting.roster_day, owner=at.rosa, by=at.luis
    ),
    lambda at: meetings.say_of_action_item(step(at), "help", by=at.rosa),
    lambda at: meetings.finish_action_item(step(at), by=at.luis),
    lambda at: speaking.raise_hand(at.meeting, at.rosa, channel="phone"),
    lambda at: speaking.raise_hand(at.meeting, at.eva, channel="phone"),
    lambda at: speaking.pass_turn(at.meeting, at.eva, by=at.eva),
    lambda at: speaking.call_on(at.meeting, None, seen=None, by=at.luis),
    lambda at: speaking.interpret(at.meeting, seen=seen(at), on=True, by=at.luis),
    lambda at: speaking.end_turn(at.meeting, seen=seen(at), by=at.luis),
    lambda at: breakouts.start_round(fresh(at), way="count", groups=1, by=at.luis),
    check_in("ana"),
    lambda at: breakouts.seat_late(at.group.round, by=at.luis),
    lambda at: breakouts.name_scribe(at.group, at.rosa, by=at.rosa),
    lambda at: breakouts.write(at.group, what="Benches", who="Rosa", seen=0, by=at.rosa),
    lambda at: breakouts.end_round(at.group.round, by=at.luis),
    lambda at: breakouts.start_round(fresh(at), way="count", groups=1, by=at.luis),
    lambda at: breakouts.end_round(at.group.round, by=at.luis),  # with nothing written, so no note rings
    lambda at: decisions.draft_decision(
        at.meeting.group, title="Saturdays", method="majority", meeting=fresh(at), by=at.luis
    ),
    lambda at: decisions.open_decision(at.decision, by=at.luis),
    lambda at: decisions.cast_vote(at.decision, voter=at.rosa, option="yes", channel="phone"),
    lambda at: decisions.close_decision(at.decision, by=at.luis),
    promise,
    lambda at: teams.review(at.promise, fresh(at), said="kept", by=at.luis),
    lambda at: teams.review(at.promise, fresh(at), said="partly", note="Two of three", by=at.luis),
    lambda at: teams.let_go(at.promise, by=at.luis),
    lambda at: reality.open_check(fresh(at), by=at.luis),
    lambda at: reality.answer(at.check, at.rosa, scores(), channel="web"),
    lambda at: reality.add_paper_sheet(at.check, scores(), by=at.luis),
    lambda at: reality.close_check(at.check, by=at.luis),
    lambda at: reality.say_what_changed(at.check, "We meet later.", by=at.luis),
    lambda at: meetings.close_meeting(fresh(at), by=at.luis),
]


def boards_of(at):
    """Of this evening's board and that of the next meeting: the version, and what its audiences are shown."""
    drawn = [snapshots(at.meeting.board, ALL), snapshots(at.next.board, ALL[:1])]
    versions = [shots[ALL[0]]["version"] for shots in drawn]
    return versions, [[shot["panels"] for shot in shots.values()] for shots in drawn]


def only(keys, panels):
    return {key: panels[key] for key in keys}


def unnamed(named, keys):
    """The panels of which each ring said that nothing changes in them."""
    return keys - set().union(*named) if named and all(named) else set()


@pytest.fixture
def named(monkeypatch):
    """What each ring of a meeting names; empty: any panel may have changed."""
    rung = []

    def ring(board_id, *, panels=ANY):
        rung.append(panels)
        services.ring(board_id, panels=panels)

    for module in (bell, voting, teams):
        monkeypatch.setattr(module, "ring", ring)
    return rung


def test_whatever_changes_a_page_rings_its_board(named):
    at = Evening()
    ask_about(at.meeting.group, by=at.luis, words="I could ask questions.")
    versions, panels = boards_of(at)
    for number, deed in enumerate(DEEDS):
        named.clear()
        deed(at)
        now, shown = boards_of(at)
        others = unnamed(named, panels[0][0].keys())
        assert not others or [only(others, shot) for shot in panels[0]] == [
            only(others, shot) for shot in shown[0]
        ], f"deed {number} changed another panel than it names"
        rang = [new > old for new, old in zip(now, versions, strict=True)]
        changed = [new != old for new, old in zip(shown, panels, strict=True)]
        assert any(rang), f"deed {number} did nothing"
        for heard, differs in zip(rang, changed, strict=True):
            assert heard or not differs, f"deed {number} changed a page that never hears of it"
        versions, panels = now, shown
