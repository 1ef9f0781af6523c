"""Texts, the questions that are open on a phone, what became of each message, and texts written for many."""

from community.messaging.models.messages import Message
from community.messaging.models.questions import ReplyChoice, ReplyExpectation
from community.messaging.models.sweeps import Sweep
from community.messaging.models.templates import Template, TemplateText, TemplateVersion
from community.messaging.models.threads import Thread, ThreadNote

__all__ = [
    "Message",
    "ReplyChoice",
    "ReplyExpectation",
    "Sweep",
    "Template",
    "TemplateText",
    "TemplateVersion",
    "Thread",
    "ThreadNote",
]
