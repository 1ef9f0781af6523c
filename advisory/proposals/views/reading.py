"""Reading proposals, writing one, and saying what one thinks of it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from advisory.decisions.selectors import seats_of
from advisory.proposals import services
from advisory.proposals.forms import ProposeForm, SayForm
from advisory.proposals.models import Position, Proposal
from advisory.proposals.rules import reads_proposals, takes_part
from advisory.proposals.selectors import has_a_seat, proposals_for
from advisory.proposals.views.finding import find, page_of, remark
from community.core.access import door
from community.core.errors import Refused, tell
from community.people.models import Group
from community.people.rules import runs_meetings

ON_A_PAGE = 30


@door(reads_proposals)
def proposals(request: Any) -> HttpResponse:
    """The proposals that this person may read, newest first."""
    page = Paginator(proposals_for(request.person), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "proposes": takes_part(request.person)}
    return render(request, "proposals/proposals.html", shown)


@door(takes_part, methods=("GET", "HEAD", "POST"))
def proposal_new(request: Any) -> HttpResponse:
    """Propose something to one's own group; who runs meetings writes it down for any."""
    person = request.person
    all_groups = Group.objects.of(request.community)
    groups = (all_groups if runs_meetings(person) else seats_of(person)).order_by("name")
    only = groups[0] if len(groups) == 1 else None
    form = ProposeForm(request.POST or None, groups=groups, initial={"group": only})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.propose(by=person, channel=Proposal.Channel.WEB, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("Your proposal stands here. Your group can talk about it now."))
            return redirect("proposal", made.pk)
    return render(request, "proposals/new.html", {"form": form}, status=400 if form.errors else 200)


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
