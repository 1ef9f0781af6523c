"""How people come to a seat: outreach, applicants, and the gatherings where they and the group meet."""

from advisory.recruiting.models.applicants import Applicant, Outreach
from advisory.recruiting.models.gatherings import Gathering, GatheringNote, Guest

__all__ = ["Applicant", "Gathering", "GatheringNote", "Guest", "Outreach"]
