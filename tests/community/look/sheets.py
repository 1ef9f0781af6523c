"""The project's own style sheets; what collectstatic copied below ``var/`` is none of them."""

from tests.architecture.reading import APPS, ROOT

FIRST_FACE = ROOT / "community/static/community"
SHEETS = sorted(path for app in APPS for path in (ROOT / app).glob("static/*/*.css"))
