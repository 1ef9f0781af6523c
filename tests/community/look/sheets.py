"""The project's own style sheets; what collectstatic copied below ``var/`` is none of them."""

from pathlib import Path

ROOT = Path(__file__).parents[3]
FIRST_FACE = ROOT / "community/static/community"
APPS = ("community", "advisory", "referrals")
SHEETS = sorted(path for app in APPS for path in (ROOT / app).glob("static/*/*.css"))
