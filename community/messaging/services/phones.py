"""The simulator's phones as a live board: one board a community, one audience a phone."""

from django.conf import settings

from community.live.models import LiveBoard
from community.live.services import make_board, ring
from community.people.models import Community

KIND = "phones"


def phones_board(community: Community) -> LiveBoard:
    """The board that all simulated phones of ``community`` follow, made when first asked for."""
    found = LiveBoard.objects.filter(community=community, kind=KIND).order_by("pk").first()
    return found or make_board(community, KIND)


def ring_phones(community: Community) -> None:
    """Where the simulator runs, have its phones look; elsewhere there are none. Call it last."""
    if settings.SMS_BACKEND == "simulator":
        ring(phones_board(community).pk)
