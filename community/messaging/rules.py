"""What texts mean and when they may leave: pure functions, no database."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from community.messaging.sentences import Wish, plain_words, wish_to_stop, without_please

# A menu to come keeps these; no question ever uses them.
KEPT_NUMBERS = frozenset({0, 9})
# A number that stood for an answer rests this long once its question is closed: who answers late, a vote
# that has just closed say, must not answer the next one.
NUMBER_RESTS = timedelta(minutes=15)
# Digits alone, with the marks that phones and people put around them.
_DIGITS_ALONE = re.compile(r"[\s.,!()]*(\d+)[\s.,!()]*")
_FIRST_WORD = re.compile(r"\W*(\w+)[\s:,.-]*(.*)", re.DOTALL)
# Twilio refuses longer bodies (error 21617).
LONGEST_BODY = 1600
# How long after their own text an answer of the staff still counts as an answer.
ANSWER_WINDOW = timedelta(hours=1)
# Then the words of a text are deleted; that it came or went stays.
KEEP_WORDS_FOR = timedelta(days=90)
# "A person will read it" is said this seldom, so that two machines never talk for ever.
PROMISE_EVERY = timedelta(hours=1)
# Carriers give a number away again after 45 days at the soonest (47 CFR 64.1200(l)(1)); after so long
# without a word from it we ask whose it is.
SILENT_FOR = timedelta(days=90)
# How many first names that are nobody's there it takes to let a number go.
WRONG_NAMES_TO_UNLINK = 2


# Twilio says these of our account, not of the text: https://www.twilio.com/docs/api/errors/20003, /30002
# ("account suspended"), /20005 ("account not active"), /20404 (there is no such account, as its address is
# all that is looked up). A text waits until somebody has put it right.
ACCOUNT_SHUT = frozenset({20003, 20005, 20404, 30002})
# Failures that may pass, with how long to wait the first time; each further wait is twice as long. From
# Twilio's dictionary (https://www.twilio.com/docs/api/errors/CODE): 20429 and 30022 ask to send more
# slowly, 21611 and 30001 are full queues, 30008 is a carrier's unknown error, 30500 Twilio's own, which
# says to send again; 30003 is a phone that is off or out of reach; the cap of 30023 ends at midnight,
# Pacific time. All others stay as they are however often one tries.
MAY_PASS: dict[int, timedelta] = {
    **dict.fromkeys([20429, 21611, 30001, 30008, 30022, 30500], timedelta(minutes=2)),
    30003: timedelta(minutes=30),
    30023: timedelta(hours=2),
}
MOST_ATTEMPTS = 5
# Where the service is out of reach, or takes no more for now, the number of tries does not count: no
# wait is longer than this, and it is given up after a day.
LONGEST_WAIT = timedelta(minutes=32)
TOO_MANY = 20429
# Nor is a wait doubled for ever: an account may be shut for weeks, and a length of time has an end.
MOST_DOUBLED = 10
# After these a number may have passed to somebody else.
NUMBER_IN_DOUBT = frozenset({30003, 30005, 30006})
# Whatever the reason, no text is tried again later than this after it was written.
TRY_FOR = timedelta(days=1)
# What may lie between our clock and the carrier's; and how long after its claim a text may be handed over.
CLOCKS_DIFFER = timedelta(minutes=2)
HANDED_OVER_WITHIN = timedelta(minutes=10)
_ON_TRIAL = "Sent from your Twilio trial account - "


def wait_after(attempt: int, code: int | None) -> timedelta:
    """How long to wait after the ``attempt``th failure (1 is the first) with Twilio's ``code``."""
    return MAY_PASS.get(code or 0, timedelta(minutes=2)) * 2 ** (min(attempt, MOST_DOUBLED) - 1)


_LINK = re.compile(r"/l/[\w-]{4,}")
STRUCK_LINK = "/l/••••"
# A link stays in a text that was sent, and of which no news comes, for so long.
KEEP_LINKS_FOR = timedelta(days=3)


def is_struck_out(body: str) -> bool:
    """Whether ``body`` held a signed link that is gone, so that it is of no use to send it again."""
    return STRUCK_LINK in body


def without_ways_in(body: str, *, has_code: bool = False) -> str:
    """``body`` with its signed links struck out, and with ``has_code`` its code to sign in too.

    They let the family in; the staff, who reads the texts later, must not be able to use them.
    """
    body = _LINK.sub(STRUCK_LINK, body)
    return re.sub(r"\b\d{6}\b", "••••••", body) if has_code else body


class Command(StrEnum):
    """What a text says to the machinery itself, before it can be an answer to anything."""

    STOP = "stop"
    # It may mean STOP, so a person reads it before anything else is sent.
    PAUSE = "pause"
    HELP = "help"
    START = "start"


# As ``plain_words`` leaves them. STOP has a grammar of its own (``sentences``).
_HELP_WORDS = frozenset({"help", "info", "ayuda", "ed", "enfo"})
_START_WORDS = frozenset(
    {"start", "unstop", "inicio", "iniciar", "empezar", "comenzar", "komanse", "rekomanse"}
)
_COMMAND_OF = {Wish.EXACT: Command.STOP, Wish.LIKELY: Command.PAUSE}
# Twilio lifts its block on YES too, so it counts, but only from a phone that has said STOP.
_STARTS_WHEN_STOPPED = frozenset({"yes"})


def silent_too_long(heard: datetime, now: datetime) -> bool:
    """Whether a number that was last heard then may be somebody else's by now."""
    return now - heard > SILENT_FOR


def clean(body: str) -> str:
    """``body`` without what a database or a page cannot hold: control characters and lone surrogates."""
    kept = (char for char in body if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def command_in(body: str, *, stopped: bool) -> Command | None:
    """The command in ``body``: HELP or START alone, STOP alone or in plain words, PAUSE for what may be STOP.

    ``stopped``: the phone has opted out.
    """
    words = plain_words(body)
    if words in _HELP_WORDS:
        return Command.HELP
    if without_please(words) in _START_WORDS or (stopped and words in _STARTS_WHEN_STOPPED):
        return Command.START
    wish = wish_to_stop(body)
    return _COMMAND_OF[wish] if wish else None


def digits_in(body: str) -> str:
    """The digits that are all of ``body``, in any script, with keycaps and full stops around; "" if none.

    They stand together: "1 3" is two answers at once, and which of the two was meant is not ours to guess.
    """
    bare = "".join(char for char in body if unicodedata.category(char) not in ("Mn", "Me", "Cf"))
    found = _DIGITS_ALONE.fullmatch(bare)
    return "".join(str(unicodedata.digit(digit)) for digit in found[1]) if found else ""


def first_word(body: str) -> tuple[str, str]:
    """The first word of a text as ``plain_words`` leaves it, and the words after it as they were typed,
    without the marks between; ("", "") where there is no word."""
    found = _FIRST_WORD.fullmatch(unicodedata.normalize("NFC", body))
    return (plain_words(found[1]), found[2]) if found else ("", "")


def number_in(body: str) -> int | None:
    """The number that is all of ``body``; no question has one of more than four digits."""
    digits = digits_in(body)
    return int(digits) if 0 < len(digits) <= 4 else None


def free_run(taken: Collection[int], length: int) -> range:
    """The lowest run of ``length`` numbers that are neither in ``taken`` nor kept."""
    start = 1
    while clash := [n for n in range(start, start + length) if n in taken or n in KEPT_NUMBERS]:
        start = clash[-1] + 1
    return range(start, start + length)


def next_moment_to_text(now: datetime, zone: ZoneInfo, opens: time, closes: time) -> datetime:
    """``now`` if texts may leave now, else the next moment when they may (UTC).

    They may from ``opens`` until just before ``closes`` on the wall clock of ``zone``. Around a
    change of the clocks an opening time may come twice (the first that is not past counts) or not at
    all (then the clock shows a later time at that moment, and it counts if that is before ``closes``).
    """
    if opens <= now.astimezone(zone).time() < closes:
        return now
    today = now.astimezone(zone).date()
    for days in range(8):
        for fold in (0, 1):
            opening = datetime.combine(today + timedelta(days), opens, tzinfo=zone).replace(fold=fold)
            moment = opening.astimezone(UTC)
            if moment > now and opens <= moment.astimezone(zone).time() < closes:
                return moment
    raise ValueError("these texting hours never come")


def next_moment_for_all(now: datetime, zones: Sequence[ZoneInfo], opens: time, closes: time) -> datetime:
    """The first moment from ``now`` on at which texts may leave in each of ``zones``; the first is our own.

    A phone is in one place: where the hours of two zones never meet, one of them is wrong, and ours counts.
    """
    moment = now
    for _turn in range(20):
        latest = max(next_moment_to_text(moment, zone, opens, closes) for zone in zones)
        if latest == moment:
            return moment
        moment = latest
    return next_moment_to_text(now, zones[0], opens, closes)


def pair_up(
    lost: Sequence[tuple[int, str, datetime]], listed: Sequence[tuple[str, str, datetime]]
) -> dict[int, str]:
    """Which of the texts that the carrier ``listed`` (sid, body, created) is which of our ``lost`` ones
    (key, body, claimed), all to one phone. Texts with one body are matched one to one, in time order.

    Bodies are compared without links and codes: ours may be struck out by now. A listed text without a
    body is one that Twilio was told not to keep; it may be any of them, and must not count as absent.
    """
    found: dict[int, str] = {}
    left = sorted(listed, key=lambda text: text[2])
    for key, body, claimed in sorted(lost, key=lambda text: (text[2], text[0])):
        ours = _bare(body)
        for text in left:
            sid, theirs, created = text
            in_time = claimed - CLOCKS_DIFFER <= created <= claimed + HANDED_OVER_WITHIN
            if in_time and _bare(theirs) in (ours, ""):
                found[key] = sid
                left.remove(text)
                break
    return found


def _bare(body: str) -> str:
    """What of ``body`` can be compared: no ways in, single spaces, and not what Twilio puts before the
    texts of an account on trial."""
    return " ".join(without_ways_in(body, has_code=True).split()).removeprefix(_ON_TRIAL)
