"""What the buttons of a broadcast's page do. Each takes (broadcast, person, post) and returns words.

``post`` comes from outside: everything in it is checked.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.broadcasts import services
from community.broadcasts.models import Broadcast
from community.people.models import Person

Action = Callable[[Broadcast, Person, Mapping[str, Any]], str]


def send(broadcast: Broadcast, person: Person, post: Mapping[str, Any]) -> str:
    return services.said_of(services.send_broadcast(broadcast, by=person))


def approve(broadcast: Broadcast, person: Person, post: Mapping[str, Any]) -> str:
    return services.said_of(services.approve_broadcast(broadcast, by=person))


def send_back(broadcast: Broadcast, person: Person, post: Mapping[str, Any]) -> str:
    services.send_back(broadcast, why=str(post.get("why", "")), by=person)
    return _("It is a draft again. %(name)s sees why.") % {"name": broadcast.made_by.display_name}


def review(broadcast: Broadcast, person: Person, post: Mapping[str, Any]) -> str:
    services.review_words(broadcast, language=str(post.get("language", "")), by=person)
    return _("Thank you. These words may be sent.")


def newest_words(broadcast: Broadcast, person: Person, post: Mapping[str, Any]) -> str:
    services.take_newest_words(broadcast, by=person)
    return _("These are the newest words.")


def pause(broadcast: Broadcast, person: Person, post: Mapping[str, Any]) -> str:
    services.pause_broadcast(broadcast, by=person)
    return _("It is paused. Nobody else gets it until you go on.")


def resume(broadcast: Broadcast, person: Person, post: Mapping[str, Any]) -> str:
    services.resume_broadcast(broadcast, by=person)
    return _("It goes on.")


def cancel(broadcast: Broadcast, person: Person, post: Mapping[str, Any]) -> str:
    services.cancel_broadcast(broadcast, by=person)
    return _("It is canceled. Nobody else gets it.")


def again(broadcast: Broadcast, person: Person, post: Mapping[str, Any]) -> str:
    resent = services.send_again(broadcast, by=person)
    if not resent.sent:
        return _("There is nobody to send it to again.")
    words = ngettext(
        "It goes again to %(number)d person.", "It goes again to %(number)d people.", resent.sent
    )
    return words % {"number": resent.sent}


ACTIONS: dict[str, Action] = {
    "send": send,
    "approve": approve,
    "send_back": send_back,
    "review": review,
    "newest_words": newest_words,
    "pause": pause,
    "resume": resume,
    "cancel": cancel,
    "again": again,
}
