"""Following a decision through."""

from advisory.outcomes.services.keeping import add_measure, promise, read_measure, release, set_aside
from advisory.outcomes.services.settling import carry_out, give_up, resume
from advisory.outcomes.services.stepping import add_step
from advisory.outcomes.services.telling import tell_news

__all__ = [
    "add_measure",
    "add_step",
    "carry_out",
    "give_up",
    "promise",
    "read_measure",
    "release",
    "resume",
    "set_aside",
    "tell_news",
]
