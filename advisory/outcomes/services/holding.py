"""The decision that is followed, held until the commit."""

from django.utils.translation import gettext as _

from advisory.decisions.models import Decision
from advisory.decisions.selectors import WHOLE, is_final
from advisory.outcomes.models import Outcome
from advisory.outcomes.rules import may_follow
from community.core.errors import NotAllowed, Refused
from community.people.models import Person


def check_follows(decision: Decision, by: Person) -> None:
    """Raise NotAllowed for those who do not run the meetings of its group."""
    if not may_follow(by, decision):
        raise NotAllowed(_("Only a facilitator or a coordinator can do this."))


def hold(decision: Decision, by: Person) -> Decision:
    """The row of a closed decision, locked. Raises NotAllowed for those who do not run meetings."""
    check_follows(decision, by)
    rows = Decision.objects.select_for_update(no_key=True, of=("self",)).select_related(*WHOLE)
    locked = rows.get(pk=decision.pk)
    if locked.state != Decision.State.CLOSED:
        raise Refused(_("This is not decided yet."))
    return locked


def hold_final(decision: Decision, by: Person) -> Decision:
    """The same of one that holds: it passed, was no first pass, and everybody asked has approved."""
    locked = hold(decision, by)
    if not is_final(locked):
        raise Refused(
            _(
                "This decision is not final: it did not pass, was a first pass, or waits for another group "
                "to approve it."
            )
        )
    return locked


def hold_under_way(decision: Decision, by: Person) -> Decision:
    """The same of one that nobody has called carried out, or not."""
    locked = hold_final(decision, by)
    settled = Outcome.objects.filter(decision=locked).exclude(state=Outcome.State.UNDER_WAY).first()
    if settled is not None:
        raise Refused(
            _("This is settled already: %(state)s. Take it up again first.")
            % {"state": settled.get_state_display()}
        )
    return locked
