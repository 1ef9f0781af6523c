"""Who leads a case conference, who may come, and what next steps there are. Pure."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.people.rules import has

leads_conference = has("ambassador", "coordinator")
may_come = has("ambassador", "coordinator", "provider")

# So many cases fit an hour; those due first.
CASES = 30
# A referral about which nobody wrote anything for so many days is stale, and an agency that wrote nothing
# does not report.
NEWS_DAYS = 30


class NextStep(models.TextChoices):
    """What is done next for a family. A list, so that no free text about a child is kept."""

    CALL = "call", _("call the family")
    VISIT = "visit", _("visit the family")
    INTERPRETER = "interpreter", _("find somebody who speaks their language")
    CONSENT = "consent", _("ask the parent to agree")
    EVALUATION = "evaluation", _("set the day of the evaluation")
    OTHER_AGENCY = "other_agency", _("find another agency")
    PLAN = "plan", _("set the day of the plan meeting")
    RIDE = "ride", _("help with the way there")
    PRESCHOOL = "preschool", _("refer to preschool special education")
    ASK = "ask", _("ask the agency what happened")
    NOTHING = "nothing", _("wait and look again")
