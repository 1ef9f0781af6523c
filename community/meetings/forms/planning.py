"""Forms that plan a meeting, change it, or say why it is not held."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.meetings.forms.fields import Clock, Day, MeetingForm
from community.meetings.forms.plain import PlainForm
from community.meetings.models import Meeting, Notice
from community.people.models import Community, Group


class PlanForm(MeetingForm):
    """A new meeting. Times are local to the community."""

    group = forms.ModelChoiceField(Group.objects.none(), label=_("Which group meets?"), empty_label=None)
    number = forms.IntegerField(
        label=_("Meeting number"),
        min_value=1,
        max_value=9999,
        help_text=_("As the group counts its meetings."),
    )
    day = Day(label=_("Day"))
    starts = Clock(label=_("Starts at"))
    ends = Clock(label=_("Ends at"))

    field_order = (
        *("group", "number", "day", "starts", "ends", "mode", "place", "link", "objectives"),
        *("offers_meal", "offers_childcare", "offers_interpretation", "offers_ride"),
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.community = community
        groups = Group.objects.of(community).annotate(last=Max("meetings__number")).order_by("pk")
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        self.offer_groups(groups if len(groups) > 1 else groups.none())
        first = groups.first()
        if first is not None:
            self.fields["group"].initial = first.pk
            self.fields["number"].initial = (first.last or 0) + 1

    def plan(self) -> dict[str, Any]:
        """What ``plan_meeting`` takes, from a form that is valid."""
        given = dict(self.cleaned_data)
        day, starts, ends = given.pop("day"), given.pop("starts"), given.pop("ends")
        return {
            **given,
            "starts_at": datetime.combine(day, starts, tzinfo=self.community.zone),
            "ends_at": datetime.combine(day, ends, tzinfo=self.community.zone),
            "objectives": self.lines(),
        }


class ChangeForm(MeetingForm):
    """A meeting that is planned, to be changed. Times are local to the community."""

    day = Day(label=_("Day"))
    starts = Clock(label=_("Starts at"))
    ends = Clock(label=_("Ends at"))

    field_order = PlanForm.field_order

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.community = meeting.group.community
        initial = {name: getattr(meeting, name) for name in self.base_fields if hasattr(meeting, name)}
        assert meeting.starts_at is not None  # noqa: S101  a meeting that is planned has its times
        assert meeting.ends_at is not None  # noqa: S101
        starts, ends = (
            timezone.localtime(moment, self.community.zone) for moment in (meeting.starts_at, meeting.ends_at)
        )
        initial |= {
            "day": starts.date(),
            "starts": starts.time(),
            "ends": ends.time(),
            "objectives": "\n".join(meeting.objectives),
            "joint_with": list(meeting.joint_with.values_list("pk", flat=True)),
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        others = Group.objects.of(self.community).exclude(pk=meeting.group_id).order_by("pk")
        self.offer_groups(others)

    def change(self) -> dict[str, Any]:
        """What ``change_meeting`` takes, from a form that is valid."""
        given = dict(self.cleaned_data)
        day, starts, ends = given.pop("day"), given.pop("starts"), given.pop("ends")
        return {
            **given,
            "starts_at": datetime.combine(day, starts, tzinfo=self.community.zone),
            "ends_at": datetime.combine(day, ends, tzinfo=self.community.zone),
            "objectives": self.lines(),
        }


class SkipForm(PlainForm):
    """Why a meeting is not held."""

    why = forms.CharField(
        label=_("Why is it not held?"),
        max_length=200,
        help_text=_("Those invited read it behind the link in their text."),
    )


class NoticeForm(PlainForm):
    """What leaves by itself, and when. The moment is local to the community."""

    kind = forms.ChoiceField(label=_("What leaves"), choices=Notice.Kind.choices)
    day = Day(label=_("Day"))
    hour = Clock(label=_("Hour"))

    def moment(self, community: Community) -> datetime:
        """When it leaves, from a form that is valid."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], tzinfo=community.zone)
