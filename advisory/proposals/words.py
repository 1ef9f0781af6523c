"""What proposals say by text. Called under the language of the person who gets it.

``title`` is as a text may repeat it, or "" where it may not.
"""

from django.utils.translation import gettext as _

from advisory.proposals.models import Amendment, Proposal
from community.meetings.words import day_of


def heard_words(proposal: Proposal, title: str) -> str:
    """A proposal by text said back."""
    facts = {"title": title, "group": proposal.group.name}
    if not title:
        return _("Got it: your proposal to %(group)s is kept. We will text you what becomes of it.") % facts
    return _('Got it: "%(title)s" is proposed to %(group)s. We will text you what becomes of it.') % facts


def vote_words(proposal: Proposal, title: str) -> str:
    """To who proposed it: there will be a vote."""
    facts = {"community": proposal.home.name, "title": title}
    if not title:
        return _("%(community)s: your proposal goes to a vote. Thank you.") % facts
    return _('%(community)s: your proposal "%(title)s" goes to a vote. Thank you.') % facts


def deferred_words(proposal: Proposal, title: str) -> str:
    """To who proposed it: at which meeting it is talked about."""
    assert proposal.deferred_to is not None  # noqa: S101  the database's own rule
    facts = {"community": proposal.home.name, "title": title, "day": day_of(proposal.deferred_to)}
    if not title:
        return _("%(community)s: your proposal is talked about at the meeting on %(day)s.") % facts
    return _('%(community)s: your proposal "%(title)s" is talked about at the meeting on %(day)s.') % facts


def withdrawn_words(proposal: Proposal, title: str) -> str:
    """To who proposed it: somebody else has taken it back. Why stands on the page."""
    facts = {"community": proposal.home.name, "title": title}
    if not title:
        return _("%(community)s: your proposal was withdrawn. The page says why.") % facts
    return _('%(community)s: your proposal "%(title)s" was withdrawn. The page says why.') % facts


def suggested_words(amendment: Amendment, title: str) -> str:
    """To who proposed it: somebody suggests another wording."""
    facts = {"community": amendment.home.name, "name": amendment.author.display_name, "title": title}
    if not title:
        return (
            _("%(community)s: %(name)s suggests a change to your proposal. You answer on its page.") % facts
        )
    return (
        _('%(community)s: %(name)s suggests a change to your proposal "%(title)s". You answer on its page.')
        % facts
    )


def settled_words(amendment: Amendment, title: str) -> str:
    """To who suggested it: it was accepted, or was not."""
    facts = {"community": amendment.home.name, "title": title}
    if amendment.state == Amendment.State.ACCEPTED:
        return (
            _('%(community)s: your change to "%(title)s" was accepted. Thank you.')
            if title
            else _("%(community)s: your change to a proposal was accepted. Thank you.")
        ) % facts
    return (
        _('%(community)s: your change to "%(title)s" was not accepted. The page says why.')
        if title
        else _("%(community)s: your change to a proposal was not accepted. The page says why.")
    ) % facts
