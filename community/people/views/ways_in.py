"""Pages of the ways in that are ours: who is there, and setting up the second factor."""

import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.core.access import door
from community.core.errors import BadInput, NotAllowed
from community.people.selectors import people_behind
from community.people.sessions import PERSON_KEY, methods_of

View = Callable[..., HttpResponse]


# Seconds. Looking somebody up, making their sign-in and queueing a text or a mail takes 15 to 40 ms here.
EVEN_TIME = 0.25


def taking_even_time(view: View) -> View:
    """Answer a POST no sooner than after ``EVEN_TIME``, so that its time does not tell whom we know."""

    @wraps(view)
    def even(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        began = time.monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            time.sleep(max(0.0, began + EVEN_TIME - time.monotonic()))
        return response

    return even


@door(None, methods=("GET", "HEAD", "POST"))
def who(request: Any) -> HttpResponse:
    """Ask who is there, where several people share a phone."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    own = request.user.email is not None
    people = [each for each in people_behind(request.user) if own or not each.needs_two_factors]
    if request.method == "POST":
        chosen = next((each for each in people if str(each.pk) == request.POST.get("person")), None)
        if chosen is None:
            raise BadInput(_("Press one of the names."))
        request.session[PERSON_KEY] = chosen.pk
        return redirect(get_next_redirect_url(request) or "home")
    first_names = Counter(each.first_name for each in people)
    communities = {each.community_id for each in people}
    names = [
        (
            each.pk,
            each.first_name if first_names[each.first_name] == 1 else each.display_name,
            each.community.name if len(communities) > 1 else "",
        )
        for each in people
    ]
    return render(request, "people/who.html", {"names": names, "next": request.GET.get("next", "")})


class SetUpSecondFactor(ActivateTOTPView):
    """allauth's page, after which the second factor just shown counts for this sign-in."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """A sign-in by a code to a phone cannot be raised to two factors: it lacks the password."""
        if request.user.is_authenticated and "password" not in methods_of(request.user, request.session):
            raise NotAllowed(_("Sign in by e-mail and password first."))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        authenticator = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        post_authentication(self.request, authenticator, reauthenticated=True)
        return response
