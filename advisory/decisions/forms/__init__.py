"""Forms of decisions."""

from advisory.decisions.forms.drafting import DraftForm, OpenForm
from advisory.decisions.forms.entering import BoxForm, EntryForm, PaperForm
from advisory.decisions.forms.moving import DeferForm, ReopenForm, WhyForm
from advisory.decisions.forms.standing_aside import AsideForm, AsideOfForm, ProxyForm

__all__ = [
    "AsideForm",
    "AsideOfForm",
    "BoxForm",
    "DeferForm",
    "DraftForm",
    "EntryForm",
    "OpenForm",
    "PaperForm",
    "ProxyForm",
    "ReopenForm",
    "WhyForm",
]
