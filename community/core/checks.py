"""What `check --deploy` asks of a production setup beyond Django's own questions."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def texting_is_real(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Production must send its texts, and must know the address that Twilio signs."""
    found: list[checks.CheckMessage] = []
    if settings.SMS_BACKEND != "twilio":
        found.append(checks.Warning("SMS_BACKEND is not “twilio”: families get no texts.", id="stoop.W001"))
    if not settings.PUBLIC_URL.startswith("https://"):
        found.append(
            checks.Warning(
                "PUBLIC_URL is not an https address: Twilio's signatures will not match.", id="stoop.W002"
            )
        )
    return found


@checks.register(checks.Tags.security, deploy=True)
def each_secret_is_its_own(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """One key that leaks must open one thing only."""
    kinds = (
        {settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS},
        {*settings.FIELD_KEYS},
        {*settings.BLIND_KEYS},
    )
    if sum(map(len, kinds)) == len(set().union(*kinds)):
        return []
    return [
        checks.Warning(
            "SECRET_KEY, FIELD_KEYS and BLIND_KEYS have a key in common: make one for each.", id="stoop.W003"
        )
    ]
