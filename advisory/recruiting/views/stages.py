"""Who would like to join and where they stand; where the group looks for members; the flyer; the vote."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from advisory.boards.rules import has_boards
from advisory.boards.selectors import is_member, joining_rules_of, rules_of
from advisory.boards.words import joining_sentences
from advisory.recruiting import selectors, services
from advisory.recruiting.forms import OutreachForm, PersonForm, VoteForm
from advisory.recruiting.models import Outreach
from advisory.recruiting.rules import KEYWORD, recruits
from community.core.access import door, require
from community.core.errors import BadInput, Refused, tell
from community.core.scanning import picture_of
from community.joining.wordings import agreement
from community.people.models import Group
from community.people.rules import runs_meetings


def find_group(request: Any, pk: int) -> Group:
    """The group, if this person leads people to a seat in it, or sits in it."""
    found = get_object_or_404(Group.objects.of(request.community).select_related("community"), pk=pk)
    require(recruits(request.person, found) or is_member(request.person, found, request.community.today()))
    return found


@door(has_boards)
def recruiting(request: Any, pk: int) -> HttpResponse:
    """Who stands at which stage: everybody for who runs meetings, and for members those they may see."""
    group = find_group(request, pk)
    leads = recruits(request.person, group)
    shown = {
        "group": group,
        "stages": selectors.by_stage(selectors.applicants_for(request.person, group)),
        "gatherings": selectors.gatherings_of(group),
        "leads": leads,
        "rules": joining_sentences(joining_rules_of(group, request.community.today())),
    }
    if leads:
        outreach = selectors.outreach_of(group)
        today = request.community.today()
        shown |= {
            "outreach": outreach,
            "today": today,
            "outreach_form": OutreachForm(initial={"starts_on": today}),
            "person_form": PersonForm(outreach=outreach, auto_id="person_%s"),
            "flyers": [(code, name, KEYWORD[code]) for code, name in _LANGUAGES],
        }
    return render(request, "recruiting/recruiting.html", shown)


_LANGUAGES = [("en", "English"), ("es", "Español"), ("ht", "Kreyòl")]


@door(runs_meetings, second_factor=True, methods=("POST",))
def outreach_new(request: Any, pk: int) -> HttpResponse:
    """The group looks for members somewhere."""
    group, form = find_group(request, pk), OutreachForm(request.POST)
    if not form.is_valid():
        raise BadInput(form.first_error())
    services.begin_outreach(group, by=request.person, **form.cleaned_data)
    tell(request, _("Written down. Who texts the word on the flyer meanwhile counts for it."))
    return redirect("recruiting", pk)


@door(runs_meetings, second_factor=True, methods=("POST",))
def outreach_end(request: Any, pk: int) -> HttpResponse:
    """Today is the last day of looking there."""
    rows = Outreach.objects.of(request.community).select_related("group__community")
    found = get_object_or_404(rows, pk=pk)
    services.end_outreach(found, by=request.person)
    return redirect("recruiting", found.group_id)


@door(runs_meetings, second_factor=True, methods=("POST",))
def applicant_new(request: Any, pk: int) -> HttpResponse:
    """Somebody said on paper or in person that they would like to join."""
    group = find_group(request, pk)
    form = PersonForm(request.POST, outreach=selectors.outreach_of(group))
    if not form.is_valid():
        raise BadInput(form.first_error())
    made = services.write_down(group, by=request.person, **form.cleaned_data)
    tell(request, _("Written down."))
    return redirect("applicant", made.pk)


@door(runs_meetings, second_factor=True)
def recruiting_flyer(request: Any, pk: int, language: str) -> HttpResponse:
    """One page to print, in ``language``: what the group is, and the word to text.

    What somebody agrees to by texting stands beside the word, as on the flyer of joining.
    """
    group = find_group(request, pk)
    community = group.community
    if language not in KEYWORD or not community.number:
        raise Http404
    word = f"{KEYWORD[language]} {group.code}"
    with translation.override(language):
        shown = {
            "community": community,
            "group": group,
            "keyword": word,
            "picture": picture_of(f"sms:{community.number}?body={word.replace(' ', '%20')}"),
            "agreement": agreement(community),
        }
        response = render(request, "recruiting/flyer.html", shown)
    response.headers["Content-Language"] = language
    return response


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def recruiting_vote(request: Any, pk: int) -> HttpResponse:
    """Draft the group's vote about one or several candidates."""
    group = find_group(request, pk)
    rules = rules_of(group, request.community.today())
    form = VoteForm(
        request.POST or None,
        people=selectors.may_stand(group),
        meetings=selectors.meetings_to_come(group),
        initial={"title": _("A new member of the board"), "is_secret": rules.secret_by_text},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.put_to_vote(group, by=request.person, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("The question is drafted. Open the vote when the group is ready."))
            return redirect("decision", made.pk)
    shown = {"group": group, "form": form}
    return render(request, "recruiting/vote.html", shown, status=400 if form.errors else 200)
