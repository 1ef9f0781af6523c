"""Reading proposals, writing one, and saying what one thinks of it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from advisory.proposals import services
from advisory.proposals.forms import ProposeForm, SayForm
from advisory.proposals.models import Position, Proposal
from advisory.proposals.rules import may_propose, reads_proposals, takes_part
from advisory.proposals.selectors import groups_open_to, has_a_seat, proposals_for
from advisory.proposals.views.finding import find, page_of, remark
from community.core.access import door, require
from community.core.errors import Refused, tell
from community.people.models import Group
from community.people.rules import runs_meetings

ON_A_PAGE = 30


@door(reads_proposals)
def proposals(request: Any) -> HttpResponse:
    """The proposals that this person may read, newest first."""
    page = Paginator(proposals_for(request.person), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "proposals/proposals.html", {"page": page, "groups": groups_open_to(request.person)}
    )


@door(takes_part, methods=("GET", "HEAD", "POST"))
def proposal_new(request: Any, group: int) -> HttpResponse:
    """Propose something to one's own group; who runs meetings writes it down for any."""
    found = get_object_or_404(Group.objects.of(request.community), pk=group)
    require(may_propose(request.person, found, has_a_seat=has_a_seat(request.person, found)))
    form = ProposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.propose(found, by=request.person, channel=Proposal.Channel.WEB, **said)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("Your proposal stands here. Your group can talk about it now."))
            return redirect("proposal", made.pk)
    shown = {"form": form, "group": found}
    return render(request, "proposals/new.html", shown, status=400 if form.errors else 200)


@door(reads_proposals)
def proposal(request: Any, pk: int) -> HttpResponse:
    """One proposal: its text, how it changed, what people say of it."""
    return page_of(request, find(request, pk))


@door(takes_part, methods=("POST",))
def proposal_say(request: Any, pk: int) -> HttpResponse:
    """Say what one thinks of it. Nothing is told back: the words stand on the page, and the answer to
    whoever leaves out their name is the same as to everybody.
    """
    found = find(request, pk)
    seated = has_a_seat(request.person, found.group)
    form = SayForm(request.POST, is_member=seated)
    if form.is_valid():
        said = {"stance": form.cleaned_data["stance"], "words": form.cleaned_data["words"]}
        if form.cleaned_data.get("unsigned"):
            services.say_unsigned(found, by=request.person, **said)
        else:
            services.say(found, by=request.person, **said)
        return redirect(reverse("proposal", args=[pk]) + "#said")
    return page_of(request, found, say_form=form)


@door(runs_meetings, second_factor=True, methods=("POST",))
def proposal_hide(request: Any, pk: int) -> HttpResponse:
    """Keep one remark from the page, with a reason."""
    found = find(request, pk)
    meant = remark(found, request.POST.get("remark", ""))
    why = request.POST.get("why", "")
    if isinstance(meant, Position):
        services.hide(meant, by=request.person, why=why)
    else:
        services.hide_unsigned(meant, by=request.person, why=why)
    return redirect(reverse("proposal", args=[pk]) + "#said")
