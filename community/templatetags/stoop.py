"""Small helpers for templates."""

from django import template

register = template.Library()


@register.filter
def money(cents: int) -> str:
    """Cents as dollars: 7500 is $75, 7550 is $75.50."""
    whole, part = divmod(int(cents), 100)
    return f"${whole:,}.{part:02d}" if part else f"${whole:,}"
