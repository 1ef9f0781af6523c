"""What decisions say, by text and on screen. Called under the reader's language.

A sentence is whole in each of its cases, so that each can be translated as people say it.
"""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.counting.methods import METHODS
from advisory.decisions.models import Ballot, Decision, Option, Result
from advisory.decisions.rules import quorum_of
from community.core.words import digits_and_words, local, time_in_words, when_in_words
from community.people.models import Group

Method = Decision.Method


def closed_words(title: str) -> str:
    """What a vote hears that came too late."""
    return _('The vote on "%(title)s" is closed, so this did not count.') % {"title": title}


def is_board(decision: Decision) -> bool:
    """Whether people call the group that decides "the board"."""
    return decision.group.kind == Group.Kind.ADVISORY_BOARD


def until(decision: Decision) -> str:
    """“8 pm”, or “Sat Nov 28, 8 pm” when it is not today; "" when nobody set an hour."""
    if decision.closes_at is None:
        return ""
    if local(decision.closes_at).date() == local(timezone.now()).date():
        return time_in_words(decision.closes_at)
    return when_in_words(decision.closes_at)


def question_words(decision: Decision, numbers: dict[str, int]) -> str:
    """The question by text: who decides what, which digit means what, until when."""
    parts = {"community": decision.group.community.name, "title": decision.title, **numbers}
    said = (
        _('%(community)s: the board votes on "%(title)s". %(yes)d yes %(no)d no %(abstain)d not voting.')
        if is_board(decision)
        else _(
            '%(community)s: your group votes on "%(title)s". %(yes)d yes %(no)d no %(abstain)d not voting.'
        )
    ) % parts
    if decision.method == Decision.Method.TWO_THIRDS:
        said = " ".join([said, _("It takes two yes for every no.")])
    if decision.method == Decision.Method.CONSENT:
        said = " ".join([said, _("It passes when nobody says no.")])
    return f"{said} {open_words(decision)}".rstrip()


def open_words(decision: Decision) -> str:
    """“Open until 8 pm.”; "" when nobody set an hour."""
    ends = until(decision)
    return _("Open until %(until)s.") % {"until": ends} if ends else ""


def withdrawn_words(decision: Decision) -> str:
    """What those who voted hear when the question is taken back."""
    return _('%(community)s: the vote on "%(title)s" was taken back, so it does not count.') % {
        "community": decision.group.community.name,
        "title": decision.title,
    }


def line_words(decision: Decision, numbers: Mapping[str, int]) -> str:
    """“"Saturday hours": 1 yes 2 no 3 not voting”, or the title alone."""
    title = f'"{decision.title}"'
    if not numbers:
        return title
    return (
        f"{title}: {digits_and_words((numbers[value], str(Option(value).label)) for value in Option.values)}"
    )


def echo_words(ballot: Ballot, numbers: dict[str, int], *, in_call: bool = False) -> str:
    """A vote by text or in a call said back, with the digits that change it."""
    said = {
        Option.YES: _('Got it: YES to "%(title)s".'),
        Option.NO: _('Got it: NO to "%(title)s".'),
        Option.ABSTAIN: _('Got it: you are not voting on "%(title)s".'),
    }[Option(ballot.option)] % {"title": ballot.entry.decision.title}
    change = _press_to_change if in_call else _text_to_change
    return f"{said} {change(Option(ballot.option)) % numbers}" if numbers else said


def _text_to_change(option: Option) -> str:
    return {
        Option.YES: _("To change, text %(no)d for no or %(abstain)d for not voting."),
        Option.NO: _("To change, text %(yes)d for yes or %(abstain)d for not voting."),
        Option.ABSTAIN: _("To change, text %(yes)d for yes or %(no)d for no."),
    }[option]


def _press_to_change(option: Option) -> str:
    return {
        Option.YES: _("To change, press %(no)d for no or %(abstain)d for not voting."),
        Option.NO: _("To change, press %(yes)d for yes or %(abstain)d for not voting."),
        Option.ABSTAIN: _("To change, press %(yes)d for yes or %(no)d for no."),
    }[option]


def thanks(option: str) -> str:
    """A vote on screen said back."""
    return {
        Option.YES: _("Your vote is YES. You can change it until the vote closes."),
        Option.NO: _("Your vote is NO. You can change it until the vote closes."),
        Option.ABSTAIN: _("You are not voting. You can change that until the vote closes."),
    }[Option(option)]


def hand_words(decision: Decision, option: str, *, entered_by: str) -> str:
    """What a person hears when a facilitator wrote down their raised hand."""
    return {
        Option.YES: _(
            '%(community)s: %(name)s wrote down your raised hand: YES to "%(title)s". '
            "Not right? Tell %(name)s."
        ),
        Option.NO: _(
            '%(community)s: %(name)s wrote down your raised hand: NO to "%(title)s". '
            "Not right? Tell %(name)s."
        ),
        Option.ABSTAIN: _(
            '%(community)s: %(name)s wrote down that you are not voting on "%(title)s". '
            "Not right? Tell %(name)s."
        ),
    }[Option(option)] % {
        "community": decision.group.community.name,
        "name": entered_by,
        "title": decision.title,
    }


def entered_words(decision: Decision, channel: str, option: str, *, entered_by: str) -> str:
    """What a person hears when somebody else entered their vote. ``option`` is "" for a vote that chooses."""
    if channel == Ballot.Channel.HAND and option:
        return hand_words(decision, option, entered_by=entered_by)
    said = (
        _('%(community)s: %(name)s voted for you on "%(title)s", as you asked. Not right? Tell %(name)s.')
        if channel == Ballot.Channel.PROXY
        else _('%(community)s: %(name)s entered your ballot on "%(title)s". Not right? Tell %(name)s.')
    )
    return said % {"community": decision.group.community.name, "name": entered_by, "title": decision.title}


def box_words(decision: Decision, *, entered_by: str) -> str:
    """What a voter hears when it is noted that their paper is in the box."""
    return _(
        '%(community)s: %(name)s wrote down that your paper on "%(title)s" is in the box. '
        "Not right? Tell %(name)s."
    ) % {"community": decision.group.community.name, "name": entered_by, "title": decision.title}


def hand_entered(option: str, *, name: str) -> str:
    """What the facilitator hears after writing down a raised hand."""
    return {
        Option.YES: _("Written down for %(name)s: YES."),
        Option.NO: _("Written down for %(name)s: NO."),
        Option.ABSTAIN: _("Written down for %(name)s: not voting."),
    }[Option(option)] % {"name": name}


def votes_words(result: Result) -> str:
    """“15 yes, 3 no, 2 not voting”."""
    if result.winners is not None:
        return ngettext("%(count)d ballot", "%(count)d ballots", result.cast) % {"count": result.cast}
    counted = [
        _("%(count)d yes") % {"count": result.yes},
        _("%(count)d no") % {"count": result.no},
    ]
    if result.abstain:
        counted.append(_("%(count)d not voting") % {"count": result.abstain})
    return ", ".join(counted)


def outcome_words(decision: Decision, result: Result) -> str:
    """What came of it, in one sentence."""
    board, parts = is_board(decision), {"title": decision.title, "votes": votes_words(result)}
    if not result.quorum_met:
        return (
            _('The vote on "%(title)s" does not count: %(present)d took part and %(quorum)d were needed.')
            if result.present
            else _('The vote on "%(title)s" does not count: nobody took part.')
        ) % {
            **parts,
            "present": result.present,
            "quorum": quorum_of(result.entitled, decision.quorum_percent),
        }
    if result.winners is not None:
        return chosen_words(decision, result, parts)
    if result.passed:
        said = (
            _('The board voted YES to "%(title)s": %(votes)s.')
            if board
            else _('Your group voted YES to "%(title)s": %(votes)s.')
        )
    elif decision.method == Decision.Method.CONSENT:
        said = _('"%(title)s" did not pass: %(votes)s. It passes when nobody says no.')
    elif (result.no or 0) > (result.yes or 0):
        said = (
            _('The board voted NO to "%(title)s": %(votes)s.')
            if board
            else _('Your group voted NO to "%(title)s": %(votes)s.')
        )
    elif decision.method == Decision.Method.TWO_THIRDS:
        said = _('"%(title)s" did not pass: %(votes)s. It takes two yes for every no.')
    else:
        said = _('"%(title)s" did not pass: %(votes)s. It takes more yes than no.')
    return said % parts


def chosen_words(decision: Decision, result: Result, parts: dict[str, str]) -> str:
    """“The board chose Saturday (12 ballots)”, or that equals stand at the top."""
    titles = [choice.title for choice in result.chosen]
    if not titles:
        return _('Nothing was chosen on "%(title)s": %(votes)s, and no choice is ahead.') % parts
    chosen = {**parts, "chosen": ", ".join(titles)}
    return (
        _('The board chose on "%(title)s": %(chosen)s (%(votes)s).')
        if is_board(decision)
        else _('Your group chose on "%(title)s": %(chosen)s (%(votes)s).')
    ) % chosen


def quorum_words(decision: Decision, result: Result) -> str:
    """“18 of 23 took part; quorum is 12: met”."""
    parts = {
        "present": result.present,
        "entitled": result.entitled,
        "quorum": quorum_of(result.entitled, decision.quorum_percent),
    }
    if result.quorum_met:
        return _("%(present)d of %(entitled)d took part; quorum is %(quorum)d: met.") % parts
    return _("%(present)d of %(entitled)d took part; quorum is %(quorum)d: not met.") % parts


def rule_words(decision: Decision) -> str:
    """The rule of one decision in plain sentences: what it takes to pass, and who counts as taking part."""
    passes = _passes(decision)
    takes_part = (
        _("Any vote counts as taking part, even “Not voting”.")
        if decision.meeting_id is None
        else _("Being at the meeting counts as taking part. So does any vote, even “Not voting”.")
    )
    return f"{passes % {'percent': decision.quorum_percent}} {takes_part}"


def _passes(decision: Decision) -> str:
    return {
        Method.CONSENT: _("It passes when nobody says no, if %(percent)d%% of the members take part."),
        Method.MAJORITY: _("It passes with more yes than no, if %(percent)d%% of the members take part."),
        Method.TWO_THIRDS: _(
            "It passes with at least two yes for every no, if %(percent)d%% of the members take part."
        ),
    }.get(Method(decision.method)) or " ".join(
        [
            str(METHODS[decision.counted_by].sentence),
            _("It counts if %(percent)d%% of the members take part."),
        ]
    )


def voted_words(cast: int, entitled: int) -> str:
    """“17 of 23 have voted”."""
    return ngettext("%(cast)d of %(entitled)d has voted", "%(cast)d of %(entitled)d have voted", cast) % {
        "cast": cast,
        "entitled": entitled,
    }
