"""A form whose mistakes can be said in one sentence."""

from django import forms


class PlainForm(forms.Form):
    """A form whose first mistake can be said in one sentence, where no page shows the fields."""

    def first_error(self) -> str:
        name, found = next(iter(self.errors.items()))
        label = self.fields[name].label if name in self.fields else ""
        return f"{label}: {found[0]}" if label else str(found[0])
