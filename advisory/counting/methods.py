"""Every way of counting, by name: what it needs, what it may be told, and how it is explained on a ballot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisory.counting import equal_shares, greedy, irv
from advisory.counting.approval import count_approval
from advisory.counting.ballots import Kind, Profile
from advisory.counting.consent import count_consent
from advisory.counting.dots import count_dots
from advisory.counting.majority import count_majority
from advisory.counting.result import CannotCount, Result
from advisory.counting.score import count_score
from advisory.counting.two_thirds import count_two_thirds


@dataclass(frozen=True)
class Option:
    """Something that a method may be told: one of ``choices``, a whole number from ``least``, or a flag."""

    choices: tuple[str, ...] = ()
    least: int | None = None

    def read(self, value: str) -> Any:
        """The value that the text of a file or a command stands for. Raises ValueError for others."""
        if self.choices:
            if value not in self.choices:
                raise ValueError(value)
            return value
        if self.least is not None:
            number = int(value)
            if number < self.least or len(value) > 15:
                raise ValueError(value)
            return number
        return {"yes": True, "no": False}[value]


OPTIONS: Final[Mapping[str, Option]] = {
    "overvote": Option(choices=irv.OVERVOTES),
    "max_skipped": Option(least=0),
    "duplicate": Option(choices=irv.DUPLICATES),
    "batch_elimination": Option(),
    "continue_until_two": Option(),
    "tie": Option(choices=irv.TIES),
    "seed": Option(least=0),
    "completion": Option(choices=equal_shares.COMPLETIONS),
    "dots": Option(least=1),
}


@dataclass(frozen=True)
class Method:
    """One way of counting.

    ``kind`` is what it needs a ballot to show; ``else_kind`` what does instead. ``sentence`` explains it to
    voters. ``source`` is where the rule comes from.
    """

    name: str
    count: Callable[..., Result]
    sentence: Promise
    source: str
    kind: Kind
    else_kind: Kind | None = None
    options: tuple[str, ...] = ()

    def marks(self, profile: Profile) -> Kind:
        """Which marks of ``profile`` are counted. Raises CannotCount when it has none of that kind."""
        for kind in (self.kind, self.else_kind):
            if kind is not None and profile.shows(kind):
                return kind
        words: dict[Kind, str] = {
            "ranks": _("These ballots do not say who comes first, and the method needs that."),
            "approvals": _("These ballots do not say whom a voter approves, and the method needs that."),
            "scores": _("These ballots give no points, and the method needs them."),
        }
        raise CannotCount(words[self.kind])


_ALL: Final = (
    Method(
        name="majority",
        count=count_majority,
        sentence=gettext_lazy(
            "The choice with more than half of the votes wins; if none has that, none wins."
        ),
        source="Robert's Rules of Order Newly Revised, 12th ed., 44:1",
        kind="ranks",
    ),
    Method(
        name="two-thirds",
        count=count_two_thirds,
        sentence=gettext_lazy(
            "It passes with at least two thirds of the votes; not voting counts neither for nor against."
        ),
        source="Robert's Rules of Order Newly Revised, 12th ed., 44:3",
        kind="ranks",
    ),
    Method(
        name="consent",
        count=count_consent,
        sentence=gettext_lazy("It passes if nobody objects; whoever objects says why."),
        source="Sociocracy 3.0, Consent Decision-Making",
        kind="ranks",
    ),
    Method(
        name="approval",
        count=count_approval,
        sentence=gettext_lazy("Mark every choice that you can live with; the one with the most marks wins."),
        source="Brams and Fishburn 1978, doi:10.2307/1955105",
        kind="approvals",
    ),
    Method(
        name="score",
        count=count_score,
        sentence=gettext_lazy("Give each choice points; the one with the most points in all wins."),
        source="Smith 2000, rangevoting.org",
        kind="scores",
    ),
    Method(
        name="dots",
        count=count_dots,
        sentence=gettext_lazy(
            "Spread your dots as you like, on one choice or on several; the one with the most dots wins."
        ),
        source="Glasser 1959, Management Science 5",
        kind="scores",
        options=("dots",),
    ),
    Method(
        name="irv",
        count=irv.count_irv,
        sentence=gettext_lazy(
            "Rank the choices; round by round the last one leaves, and its ballots go to their next choice, "
            "until one has more than half."
        ),
        source="RCTab 2.0.1, github.com/BrightSpots/rcv",
        kind="ranks",
        options=(
            "overvote",
            "max_skipped",
            "duplicate",
            "batch_elimination",
            "continue_until_two",
            "tie",
            "seed",
        ),
    ),
    Method(
        name="equal-shares",
        count=equal_shares.count_equal_shares,
        sentence=gettext_lazy(
            "Everyone has the same share of the money; a project is chosen when those who voted for it can "
            "pay for it together."
        ),
        source="Peters, Pierczyński and Skowron 2021, arXiv:2008.13276; equalshares.net",
        kind="scores",
        else_kind="approvals",
        options=("completion", "tie", "seed"),
    ),
    Method(
        name="greedy",
        count=greedy.count_greedy,
        sentence=gettext_lazy("Projects are paid for in the order of their votes, while the money lasts."),
        source="pabulib.org/format, rule “greedy”",
        kind="scores",
        else_kind="approvals",
        options=("tie", "seed"),
    ),
)

METHODS: Final[Mapping[str, Method]] = {method.name: method for method in _ALL}


def tally(profile: Profile, *, method: str, options: Mapping[str, Any] | None = None) -> Result:
    """Count ``profile`` by the method of that name.

    Raises CannotCount for an unknown method, options that are not its own, and ballots it cannot read.
    """
    rule = METHODS.get(method)
    if rule is None:
        raise CannotCount(_("There is no method called “%(name)s”.") % {"name": method})
    given = {name: value for name, value in (options or {}).items() if value is not None}
    for name in given:
        if name not in rule.options:
            told = {"option": name.replace("_", "-"), "method": method}
            raise CannotCount(_("--%(option)s does not belong to the method “%(method)s”.") % told)
    if method == "dots" and "dots" not in given:
        raise CannotCount(_("Say how many dots everyone has: --dots N."))
    rule.marks(profile)
    return rule.count(profile, **given)
