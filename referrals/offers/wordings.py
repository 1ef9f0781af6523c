"""What notices say. They name no child, no service and no organization."""

from django.utils.translation import gettext as _

from community.people.models import Community


def text_of(community: Community, number: int) -> str:
    """The text, in the language that is active: the news (1), a reminder, or the Ambassador's word (0)."""
    words = {"community": community.name}
    if number == 0:
        return _("%(community)s: a family waits, and nobody has answered. Please look at your list.") % words
    if number == 1:
        return _("%(community)s: a family waits for your answer. Please look at your list.") % words
    return _("%(community)s: a family still waits for your answer. Please look at your list.") % words


def mail_of(community: Community, number: int, *, address: str) -> tuple[str, str]:
    """Subject and words of the e-mail."""
    words = {"community": community.name, "address": address}
    if number == 0:
        subject = _("A family waits, and nobody has answered")
        body = _("An organization has not answered for days. The family is on your list: %(address)s")
    elif number == 1:
        subject = _("A family waits for your answer")
        body = _("Can you take the family? Yes, later, or no takes one press: %(address)s")
    else:
        subject = _("A family still waits for your answer")
        body = _("Can you take the family? If we hear nothing, the Ambassador calls you: %(address)s")
    return f"{community.name}: {subject}", body % words
