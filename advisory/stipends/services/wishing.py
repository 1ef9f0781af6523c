"""How a member wants to be paid: the way, how much, and when."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from advisory.stipends.models import PayWish
from advisory.stipends.rules import Method
from advisory.stipends.services.rates import HIGHEST_CENTS
from advisory.stipends.words import noted_words
from community.core import audit
from community.core.errors import BadInput, NotAllowed
from community.messaging.services import send_text
from community.people.models import Person
from community.people.rules import handles_money

LATEST = timedelta(days=2 * 366)


@transaction.atomic
def wish_for(
    person: Person,
    *,
    method: str,
    by: Person,
    at_most_cents: int | None = None,
    not_before: date | None = None,
) -> PayWish:
    """Keep how ``person`` is paid from now on: by ``method``, at most so much each time (0: nothing, None:
    the whole), and not before a day. What is owed already keeps its amount. Others' notes are texted to them.

    Raises NotAllowed for others than they and those who handle money, who may only say the method, and
    BadInput for what cannot be.
    """
    own = by.pk == person.pk
    if not own and not (handles_money(by) and by.community_id == person.community_id):
        raise NotAllowed(_("Only they, a coordinator or finance can say how somebody is paid."))
    if not own and (at_most_cents is not None or not_before is not None):
        raise NotAllowed(_("How much and when is theirs alone to choose."))
    today = person.community.today()
    if method not in Method.values:
        raise BadInput(_("Choose how to be paid."))
    if at_most_cents is not None and not 0 <= at_most_cents <= HIGHEST_CENTS:
        raise BadInput(_("Choose an amount from $0 to $1,000."))
    if not_before is not None and not today < not_before <= today + LATEST:
        raise BadInput(_("Choose a day from tomorrow on, within two years."))
    if not own:
        latest = PayWish.objects.filter(person=person).first()
        at_most_cents = latest.at_most_cents if latest else None
        not_before = latest.not_before if latest else None
    wish = PayWish.objects.create(
        person=person, method=method, at_most_cents=at_most_cents, not_before=not_before, said_by=by
    )
    audit.record(wish, "say", by=by)
    if not own:
        send_text(person, lambda: noted_words(person, method), once_key=f"noted:{wish.pk}")
    return wish
