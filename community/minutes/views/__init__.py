"""Pages of minutes."""

from community.minutes.views.public import minutes_pdf, public_minutes, published_minutes
from community.minutes.views.writing import minutes, minutes_do, minutes_write

__all__ = ["minutes", "minutes_do", "minutes_pdf", "minutes_write", "public_minutes", "published_minutes"]
