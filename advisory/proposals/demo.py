"""Sample proposals for the demo's community."""

from typing import Any

from advisory.proposals.models import Amendment, Proposal, ProposalVersion
from advisory.proposals.services import propose, say, say_unsigned

BENCHES = "Put three benches at the north gate of the park, where parents wait after school."
FIVE_BENCHES = (
    "Put five benches at the north gate of the park, in the shade, where parents wait after school."
)
WITH_A_LAMP = f"{FIVE_BENCHES} Put a lamp beside them."
SIGNED = [
    (4, "for", "I stand there every day with a stroller."),
    (6, "changes", "Three are too few. Five, and in the shade."),
    (9, "concerns", "Who cleans them?"),
    (11, "for", "My mother comes along if she can sit."),
]
UNSIGNED = [
    ("concerns", "People sleep there at night, and I am afraid to walk by."),
    ("for", "It would help me more than I like to say."),
]


def seed(cast: Any) -> None:
    """One that the board talks about, with a change that was accepted and one that waits; one by text."""
    members, facilitator = cast.members, cast.staff["facilitator"]
    benches = propose(
        cast.board,
        title="More benches at the park",
        text=BENCHES,
        by=members[3],
        channel=Proposal.Channel.WEB,
    )
    for place, stance, words in SIGNED:
        say(benches, by=members[place], stance=stance, words=words)
    say(benches, by=facilitator, stance="answer", words="The parks department cleans what it puts up.")
    for stance, words in UNSIGNED:
        say_unsigned(benches, by=members[0], stance=stance, words=words)
    # Written as they stand, so that nobody gets a text about a sample.
    first = benches.versions.get()
    second = ProposalVersion.objects.create(proposal=benches, number=2, text=FIVE_BENCHES, author=members[6])
    Amendment.objects.create(
        version=first, text=FIVE_BENCHES, author=members[6], state=Amendment.State.ACCEPTED, became=second
    )
    Amendment.objects.create(
        version=second, text=WITH_A_LAMP, author=members[9], note="So that nobody is afraid at night."
    )
    propose(
        cast.board,
        title="a walk together to the health fair in spring",
        by=members[1],
        channel=Proposal.Channel.TEXT,
    )
