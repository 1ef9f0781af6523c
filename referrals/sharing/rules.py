"""Who may do what with what families share, and how long. Pure."""

from datetime import timedelta

from community.people.models import Consent

Purpose = Consent.Purpose
# In this order a parent sees who holds what.
ORDER = (Purpose.REFERRAL, Purpose.SHARE, Purpose.FOLLOW_UP, Purpose.CONFERENCE, Purpose.MEASURES)
# How long the digits of the answer to WHO count, and its link opens.
ANSWER_WITHIN = timedelta(days=7)
