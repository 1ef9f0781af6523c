"""Forms of recruiting. What may be in them, the services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advisory.boards.models import Seat
from advisory.decisions.models import Decision
from advisory.recruiting.models import Applicant, Gathering, Outreach
from advisory.recruiting.services.voting import ALONE, SEVERAL
from community.meetings.forms.fields import Day
from community.meetings.forms.plain import PlainForm
from community.meetings.models import Meeting
from community.people.adapter import PhoneFormField
from community.people.models import LANGUAGES, Channel


class OutreachForm(PlainForm):
    """Where a group looks for members."""

    title = forms.CharField(
        label=_("How you look for members"),
        max_length=120,
        help_text=_("Such as “table at the Livonia Avenue fair”."),
    )
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    starts_on = Day(label=_("From"))
    ends_on = Day(label=_("Last day"), required=False, help_text=_("Empty: until you end it."))


class PersonForm(PlainForm):
    """Somebody who said on paper or in person that they would like to join."""

    name = forms.CharField(label=_("Name"), max_length=80)
    phone = PhoneFormField(label=_("Phone"))
    language = forms.ChoiceField(label=_("Their language"), choices=LANGUAGES)
    channel = forms.ChoiceField(
        label=_("How they told you"),
        choices=[(Channel.VOICE.value, Channel.VOICE.label), (Channel.PAPER.value, Channel.PAPER.label)],
    )
    outreach = forms.ModelChoiceField(
        Outreach.objects.none(), label=_("Where you met"), required=False, empty_label=_("Somewhere else")
    )
    agrees = forms.BooleanField(
        label=_("They have agreed to our texts, in the words of the flyer."), required=False
    )

    def __init__(self, *args: Any, outreach: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outreach"].queryset = outreach  # type: ignore[attr-defined]


class GatheringForm(PlainForm):
    """An information session or a group interview."""

    starts_at = forms.DateTimeField(
        label=_("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Where"), max_length=120, help_text=_("It is part of the text."))
    criteria = forms.CharField(
        label=_("What the group looks for"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One criterion a line, set by the group before anybody comes. Notes are kept by them."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != Gathering.Kind.INTERVIEW:
            del self.fields["criteria"]


class People(forms.ModelMultipleChoiceField):
    """Applicants by name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.person.display_name)


class AskForm(PlainForm):
    """Whom to ask to a gathering."""

    applicants = People(Applicant.objects.none(), label=_("Whom to ask"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["applicants"].queryset = people  # type: ignore[attr-defined]


class NoteForm(PlainForm):
    """A note about somebody at an interview."""

    criterion = forms.ChoiceField(label=_("About"), required=False)
    words = forms.CharField(label=_("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    guest = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, criteria: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("As a whole")), *((line, line) for line in criteria)]
        self.fields["criterion"].choices = choices  # type: ignore[attr-defined]


class VoteForm(PlainForm):
    """The group's vote about those who would join it."""

    applicants = People(Applicant.objects.none(), label=_("Whom the group votes on"))
    title = forms.CharField(
        label=_("The question, in a few words"),
        max_length=120,
        help_text=_("It goes out by text, so keep it short: “A new member of the board”."),
    )
    method = forms.ChoiceField(
        label=_("It is decided by"),
        widget=forms.RadioSelect,
        help_text=_("The first three are for one person, the others for several."),
    )
    seats = forms.IntegerField(
        label=_("How many can be chosen"),
        min_value=1,
        max_value=20,
        initial=1,
        help_text=_("More than one only where people approve of several."),
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label=_("At which meeting"), required=False, empty_label=_("No meeting")
    )
    is_secret = forms.BooleanField(
        label=_("A secret vote: nobody using Stoop can connect a member to their vote"),
        required=False,
        help_text=_("Secret votes go by text only where the charter says so; others vote on their own page."),
    )

    def __init__(self, *args: Any, people: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["applicants"].queryset = people  # type: ignore[attr-defined]
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]
        labels = dict(Decision.Method.choices)
        self.fields["method"].choices = [  # type: ignore[attr-defined]
            (method.value, labels[method]) for method in (*ALONE, *SEVERAL)
        ]


class ReasonForm(PlainForm):
    """Why somebody does not join."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("In words that they could read themselves. It is forgotten with everything else."),
    )


class StepBackForm(PlainForm):
    """Why somebody steps back; they need not say."""

    reason = forms.CharField(label=_("Why"), max_length=200, required=False)


class SeatForm(PlainForm):
    """Which seat, from when on."""

    seat = forms.ModelChoiceField(Seat.objects.none(), label=_("Seat"), empty_label=_("Choose"))
    since = Day(label=_("From"))

    def __init__(self, *args: Any, seats: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["seat"]
        field.queryset = Seat.objects.filter(pk__in=[seat.pk for seat in seats]).order_by("number")
        field.label_from_instance = _named


def _named(seat: Seat) -> str:
    words = gettext("Seat %(number)d") % {"number": seat.number}
    return f"{words}: {seat.purpose}" if seat.purpose else words
