"""What a session says: who is here, and which factors they showed. Pages and sockets ask the same."""

import copy
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from community.core.among import among
from community.people.models import Person, User
from community.people.selectors import people_behind, people_behind_each

PERSON_KEY = "person"
METHODS_KEY, METHODS_USER_KEY = "account_authentication_methods", "account_authentication_methods_user"


def person_of(user: Any, session: Any) -> Person | None:
    """The person this session acts as: the only one behind its sign-in, or the one they chose.

    Without two factors the person has none of the roles that need them (``Person.roles``).
    """
    if not user.is_authenticated:
        return None
    return _chosen(people_behind(user), user, session)


def _chosen(people: Sequence[Person], user: Any, session: Any) -> Person | None:
    chosen = session.get(PERSON_KEY)
    for person in people:
        if person.pk == chosen or len(people) == 1:
            # Another session of the same sign-in may have shown fewer.
            acting = copy.copy(person)
            acting.both_factors = showed_both_factors(user, session)
            return acting
    return None


def people_of_sessions(keys: Collection[str]) -> dict[str, tuple[Person | None, User]]:
    """Who acts in each of many browser sessions, by their keys, and as which user. Three queries.

    Sessions that are not found, or whose sign-in is not plain (no user any more, a key of the house that
    was replaced since), are left out: ``django.contrib.auth.get_user`` knows what to do about those.
    """
    store = SessionStore()
    rows = Session.objects.filter(among("session_key", keys), expire_date__gt=timezone.now())
    said = {row.session_key: store.decode(row.session_data) for row in rows}
    ids = {each[SESSION_KEY] for each in said.values() if str(each.get(SESSION_KEY, "")).isdecimal()}
    users = {str(user.pk): user for user in User.objects.filter(among("pk", {*map(int, ids)}))}
    signed_in = {key: (users.get(each.get(SESSION_KEY, "")), each) for key, each in said.items()}
    people = people_behind_each(list(users.values()))
    return {
        key: (_chosen(people[user.pk], user, session), user)
        for key, (user, session) in signed_in.items()
        if user is not None and _holds(session, user)
    }


def _holds(session: Mapping[str, Any], user: User) -> bool:
    """Whether a session still signs ``user`` in (the same checks as ``django.contrib.auth.get_user``)."""
    return (
        user.is_active
        and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    )


def methods_of(user: Any, session: Any) -> set[str]:
    """How this sign-in was proved; allauth keeps the list in the session, and for whom it holds."""
    if session.get(METHODS_USER_KEY) != str(user.pk):
        return set()
    return {record.get("method") for record in session.get(METHODS_KEY, [])}


def showed_both_factors(user: Any, session: Any) -> bool:
    """Whether a password and a second factor were shown; a code to the phone stands in for neither."""
    return {"password", "mfa"} <= methods_of(user, session)
