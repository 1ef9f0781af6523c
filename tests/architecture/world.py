"""Two communities with one of everything, and a browser for every role."""

from functools import cached_property
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils import timezone
from django.utils.http import int_to_base36

from advisory.models import Stipend
from advisory.stipends.services.funding import owe
from community.live.services import make_board
from community.messaging.services import write_template
from community.models import (
    ActionItem,
    Attendance,
    Broadcast,
    MeetingNote,
    Message,
    Person,
    TemplateText,
    Thread,
)
from community.people.services import give_phone_sign_in, make_link
from community.reality.services import open_check
from tests.architecture.chamber import Chamber
from tests.architecture.evening import A_DAY, Evening
from tests.architecture.paying import Paying
from tests.architecture.purse import Purse
from tests.architecture.released import Released
from tests.architecture.seats import Seats
from tests.architecture.serving import Serving
from tests.architecture.spending import Spending
from tests.architecture.tracked import Tracked
from tests.architecture.trying import Trying
from tests.architecture.votes import Votes
from tests.architecture.watching import Watching
from tests.architecture.working import Working
from tests.factories.messaging import ready_answer
from tests.factories.people import (
    SINCE,
    CommunityFactory,
    GroupFactory,
    PersonFactory,
    member,
    provider,
    signed_in,
    staff,
)
from tests.factories.reality import ask_about
from tests.factories.referrals import refer
from tests.factories.stipends import rate_for

# "half" is a coordinator who has shown a password and no second factor.
STAFF = frozenset({"coordinator", "facilitator", "ambassador", "finance"})
KNOWN = frozenset({"family", "board", "provider"}) | STAFF
EVERYONE = KNOWN | {"stranger"}
ROLES = sorted(EVERYONE | {"half"})


class World(
    *(Votes, Chamber, Spending, Paying, Evening, Seats, Purse, Working, Trying),
    *(Serving, Released, Tracked, Watching),
):
    """One community with one of everything that an address can name."""

    def __init__(self, mark: str = "Maple", *, is_sample: bool = True) -> None:
        """``mark`` stands in the name of everything here."""
        self.mark = mark
        self.community = here = CommunityFactory(name=f"{mark} Street", is_sample=is_sample)
        self.group = GroupFactory(community=here, name=f"{mark} board", code=mark[:8])
        called = {role: {"display_name": f"{mark} {role}"} for role in ROLES}
        self.people: dict[str, Person | None] = {role: staff(here, role, **called[role]) for role in STAFF}
        self.people |= {
            "board": member(self.group, **called["board"]),
            "provider": provider(here, **called["provider"]),
            "family": PersonFactory(community=here, **called["family"]),
            "half": staff(here, "coordinator", **called["half"]),
            "stranger": None,
        }
        self.provider.organisation.name = f"{mark} clinic"
        self.provider.organisation.save()
        self.browsers: dict[str, Client] = {}
        self.sign_everybody_in()

    def __getattr__(self, role: str) -> Person:
        try:
            return self.__dict__["people"][role]
        except KeyError:
            raise AttributeError(role) from None

    def sign_everybody_in(self) -> None:
        """Board members and families by a code to their phone, the rest by password."""
        for role, person in self.people.items():
            if role in ("board", "family"):
                give_phone_sign_in(person)
                person.save(update_fields=["user"])
            two = role in STAFF | {"provider"}
            self.browsers[role] = signed_in(person, second_factor=two) if person else Client()

    @cached_property
    def second_group(self) -> Any:
        return GroupFactory(community=self.community, name=f"{self.mark} team", code=f"{self.mark[:6]} 2")

    @cached_property
    def live_board(self) -> Any:
        return self.meeting.board

    @cached_property
    def action_item(self) -> Any:
        due = timezone.localdate()
        return ActionItem.objects.create(
            group=self.group, title=f"{self.mark} chairs", owner=self.board, due_on=due
        )

    @cached_property
    def step(self) -> Any:
        """A next step of the meeting, without owner and day."""
        return ActionItem.objects.create(group=self.group, meeting=self.meeting, title=f"{self.mark} tables")

    @cached_property
    def note(self) -> Any:
        return MeetingNote.objects.create(meeting=self.meeting, body=f"{self.mark} note", author=self.board)

    @cached_property
    def parked(self) -> Any:
        return MeetingNote.objects.create(meeting=self.meeting, kind="parked", body=f"{self.mark} idea")

    @cached_property
    def stipend(self) -> Any:
        rate = rate_for(self.group, 7500, SINCE)
        stipend = Stipend.objects.create(
            group=self.group,
            person=self.board,
            meeting=self.meeting,
            rate=rate,
            full_cents=7500,
            amount_cents=7500,
            day=self.meeting.roster_day,
        )
        assert self.fund.left_cents
        owe(self.community, [stipend])
        return stipend

    @cached_property
    def stipend_approved(self) -> Any:
        self.stipend.state, self.stipend.approved_by = "approved", self.half
        self.stipend.approved_at = timezone.now()
        self.stipend.save()
        return self.stipend

    @cached_property
    def meeting_owing(self) -> Any:
        return self.stipend.meeting

    @cached_property
    def meeting_to_pay(self) -> Any:
        return self.stipend_approved.meeting

    @cached_property
    def referral(self) -> Any:
        return refer(self.provider, child_name=f"{self.mark} child", parent_name=f"{self.mark} parent")

    @cached_property
    def thread(self) -> Any:
        """A text that waits for a person."""
        thread = Thread.objects.create(
            community=self.community, phone=self.family.phone, waiting_since=timezone.now()
        )
        Message.objects.create(
            thread=thread, direction="in", state="received", body=f"{self.mark}: can my aunt come?"
        )
        return thread

    @cached_property
    def template(self) -> Any:
        return write_template(
            self.community,
            kind="broadcast",
            name=f"{self.mark} hours",
            texts={"en": f"{self.mark}: the library is open."},
            by=self.coordinator,
        )

    @cached_property
    def template_text(self) -> Any:
        return TemplateText.objects.get(version__template=self.template)

    @cached_property
    def ready_answer(self) -> Any:
        return ready_answer(self.coordinator, name=f"{self.mark} directions")

    @cached_property
    def message_to_many(self) -> Any:
        """A draft to the members of the board."""
        return Broadcast.objects.create(
            community=self.community,
            version=self.template.versions.get(),
            audience={"groups": [self.group.pk]},
            made_by=self.half,
        )

    @cached_property
    def message_sent(self) -> Any:
        """One that has left, with its board."""
        return Broadcast.objects.create(
            community=self.community,
            version=self.template.versions.get(),
            audience={"groups": [self.group.pk]},
            made_by=self.half,
            state="sending",
            started_at=timezone.now(),
            board=make_board(self.community, "broadcast"),
        )

    @cached_property
    def questions(self) -> Any:
        return ask_about(self.group, by=self.coordinator, words=f"{self.mark}: I could ask.")

    @cached_property
    def check_question(self) -> Any:
        assert self.check.pk
        return self.questions.questions.get()

    @cached_property
    def check(self) -> Any:
        """An open Reality Check of the meeting; its board's member and the staff were there."""
        assert self.questions.pk
        assert self.meeting_came.pk
        for role in sorted(STAFF):
            Attendance.objects.create(meeting=self.meeting, person=self.people[role], channel="phone")
        return open_check(self.meeting, by=self.facilitator)

    @cached_property
    def meeting_to_check(self) -> Any:
        assert self.questions.pk
        return self.meeting

    @cached_property
    def link(self) -> str:
        """The token of a link into the meeting."""
        address = make_link(
            self.board, purpose="meeting", subject_id=self.meeting.pk, expires_at=timezone.now() + A_DAY
        )
        return address.rstrip("/").rsplit("/", 1)[1]

    @property
    def slug(self) -> str:
        return self.community.slug

    @cached_property
    def uidb36(self) -> str:
        return int_to_base36(self.coordinator.user_id)

    @cached_property
    def reset_key(self) -> str:
        return default_token_generator.make_token(self.coordinator.user)

    def furnish(self) -> None:
        """Make one of everything now."""
        meeting = (
            "planned",
            "held",
            "item",
            "action_item",
            "draft",
            "decision",
            "stipend",
            "stipend_for_work",
            "rule",
            "notice",
            "turn",
        )
        for made in (
            *meeting,
            "referral",
            "service",
            "directory_file",
            "brought",
            "promise",
            "offer",
            "counted",
            "thread",
            "template",
            "message_to_many",
            "message_sent",
            "ready_answer",
            "check",
            "amendment",
            "position",
            "measure",
        ):
            getattr(self, made)
        self.furnish_board()
        self.spend()
