"""What is approved, by the way its member is paid."""

from collections import defaultdict

from advisory.stipends.models import Stipend
from advisory.stipends.selectors import Wish, stipends_of, wishes_of
from community.people.models import Community, Person


def ready_by_method(community: Community, *, by: Person) -> dict[str, list[Stipend]]:
    """What ``by`` may pay today, by method: not their own, not what they approved, nobody who waits.

    Two queries.
    """
    approved = stipends_of(community).filter(state=Stipend.State.APPROVED)
    ready = list(approved.exclude(person=by).exclude(approved_by=by).order_by("pk"))
    wishes = wishes_of({stipend.person_id for stipend in ready})
    today = community.today()
    found: dict[str, list[Stipend]] = defaultdict(list)
    for stipend in ready:
        wish = wishes.get(stipend.person_id, Wish())
        if not wish.holds_on(today):
            found[wish.method].append(stipend)
    return dict(found)
