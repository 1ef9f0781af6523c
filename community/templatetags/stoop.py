"""Small helpers for templates."""

from django import template

from community.people.phones import for_people

register = template.Library()


@register.filter
def money(cents: int) -> str:
    """Cents as dollars: 7500 is $75, 7550 is $75.50."""
    whole, part = divmod(int(cents), 100)
    return f"${whole:,}.{part:02d}" if part else f"${whole:,}"


@register.filter
def phone(number: str) -> str:
    """A number in E.164 as people write it: +17185550123 is (718) 555-0123."""
    return for_people(number)


@register.filter
def is_under(path: str, place: str) -> bool:
    """Whether ``path`` is a page below ``place``; everything is below "/", so that one never counts."""
    return place != "/" and path.startswith(place)
