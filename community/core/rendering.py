"""How Django's forms come out: label, hint, the error beside the field, and a summary that leads to it."""

from django.forms.renderers import TemplatesSetting


class HouseForms(TemplatesSetting):
    """``{{ form }}`` and ``{{ form.field.as_field_group }}`` in the house's own markup."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
