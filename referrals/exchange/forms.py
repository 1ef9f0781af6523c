"""What is asked of whoever brings a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.exchange.files.encodings import NAMEABLE
from referrals.exchange.models import ExportLog, ImportFile
from referrals.exchange.services import read_file

# As the programs that save such files call them.
NAMES = {
    "utf-8": "CSV UTF-8",
    "utf-16": "Unicode (UTF-16)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows (cp1252)",
    "iso-8859-15": "ISO 8859-15",
    "latin-1": "ISO 8859-1 (latin-1)",
    "mac-roman": "Macintosh (mac-roman)",
    "cp850": "MS-DOS (cp850)",
    "cp437": "MS-DOS (cp437)",
}


class BringForm(forms.Form):
    """A file, and how it was saved where that cannot be told from it."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("Your file (CSV or Excel)"),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    encoding = forms.ChoiceField(
        label=_("How it was saved"),
        choices=[("", _("find out by itself")), *((name, NAMES[name]) for name in NAMEABLE)],
        required=False,
        help_text=_("Only if we ask for it."),
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def save(self) -> ImportFile:
        """Read the file. Raises BadInput for one that can't be right."""
        file = self.cleaned_data["file"]
        return read_file(file.file, by=self.by, size=file.size, encoding=self.cleaned_data["encoding"])


class TakeForm(forms.Form):
    """What for, and for which program."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label=_("What is it for?"),
        choices=ExportLog.Reason.choices,
        error_messages={"required": _("Choose what it is for.")},
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=200,
        help_text=_("No names. Needed where it is something else."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("As which kind of file?"),
        choices=ExportLog.Kind.choices[:2],
        initial=ExportLog.Kind.CSV,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("reason") == ExportLog.Reason.OTHER and not told.get("why", "").strip():
            self.add_error("why", _("Say in a few words what it is for."))
        return told


class BundleForm(forms.Form):
    """A FHIR bundle."""

    use_required_attribute = False

    bundle = forms.FileField(
        label=_("Your bundle (JSON)"),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".json"}),
    )
