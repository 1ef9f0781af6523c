"""What belongs to a referral: its lines, its pauses, who it can be passed on to."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from community.models import Consent
from community.people.services import give_consent
from referrals.conference.services import begin_conference, decide, let_in
from referrals.models import Pause
from referrals.tracking.services import agree
from tests.factories.people import provider


class Tracked:
    """Rows of one referral, for ``World``."""

    community: Any
    referral: Any
    mark: str

    @cached_property
    def referral_line(self) -> Any:
        return self.referral.steps.get()

    @cached_property
    def referral_stop(self) -> Any:
        """A pause that lasts."""
        start = self.referral.referred_on
        return Pause.objects.create(
            referral=self.referral,
            kind="family",
            evidence="calls",
            from_on=start,
            look_again_on=start.replace(year=start.year + 1, day=1),
            recorded_by=self.referral.referred_by,
        )

    @cached_property
    def conference_case(self) -> Any:
        """A case that the provider took on."""
        assert self.conference
        case = self.conference.cases.get()
        decide(case, step="call", owner=self.provider, due_on=self.conference.held_on, by=self.ambassador)
        return case

    @cached_property
    def conference(self) -> Any:
        """Today's, with the one referral, and the provider there."""
        agree(self.referral.child, Consent.Purpose.CONFERENCE, by=self.provider)
        conference = begin_conference(by=self.ambassador)
        let_in(conference, self.provider, by=self.ambassador)
        return conference

    @cached_property
    def referral_ending(self) -> Any:
        """The referral, of which the weekly meeting may speak until tomorrow."""
        child = self.referral.child
        give_consent(
            child.parent,
            purpose=Consent.Purpose.CONFERENCE,
            wording="Yes.",
            language="en",
            channel="voice",
            recorded_by=self.provider,
            subject_id=child.pk,
            ends_on=self.community.today() + timedelta(days=1),
        )
        return self.referral

    @cached_property
    def agency(self) -> Any:
        organisation = provider(self.community, display_name=f"{self.mark} agent").organisation
        organisation.name = f"{self.mark} agency"
        organisation.save()
        return organisation
