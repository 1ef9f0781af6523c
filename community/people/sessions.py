"""What a session says: who is here, and which factors they showed. Pages and sockets ask the same."""

from typing import Any

from community.people.models import Person
from community.people.selectors import people_behind

PERSON_KEY = "person"
METHODS_KEY, METHODS_USER_KEY = "account_authentication_methods", "account_authentication_methods_user"


def person_of(user: Any, session: Any) -> Person | None:
    """The person this session acts as: the only one behind its sign-in, or the one they chose.

    Without two factors the person has none of the roles that need them (``Person.roles``).
    """
    if not user.is_authenticated:
        return None
    people = list(people_behind(user))
    chosen = session.get(PERSON_KEY)
    for person in people:
        if person.pk == chosen or len(people) == 1:
            person.both_factors = showed_both_factors(user, session)
            return person
    return None


def methods_of(user: Any, session: Any) -> set[str]:
    """How this sign-in was proved; allauth keeps the list in the session, and for whom it holds."""
    if session.get(METHODS_USER_KEY) != str(user.pk):
        return set()
    return {record.get("method") for record in session.get(METHODS_KEY, [])}


def showed_both_factors(user: Any, session: Any) -> bool:
    """Whether a password and a second factor were shown; a code to the phone stands in for neither."""
    return {"password", "mfa"} <= methods_of(user, session)
