"""All settings of Stoop, driven by the environment. README.md lists the variables."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from community.config.env import (
    Mode,
    database,
    env,
    keys,
    local_secret,
    mail,
    names,
    one_of,
    read_mode,
    required,
    whole_number,
)

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(env.str("STOOP_VAR", default=str(ROOT / "var")))
MODE = read_mode()
DEMO = MODE is Mode.DEMO
PRODUCTION = MODE is Mode.PRODUCTION
DEBUG = False

SECRET_KEY = required("SECRET_KEY", mode=MODE, otherwise=lambda: local_secret("secret_key", VAR))
SECRET_KEY_FALLBACKS = names(env.str("SECRET_KEY_FALLBACKS", default=""))
# What is kept of children is sealed with these, newest first; the second kind makes the marks by which one
# child is found again. README.md, “Keys”, says how they are changed.
FIELD_KEYS = keys("FIELD_KEYS", VAR, mode=MODE)
BLIND_KEYS = keys("BLIND_KEYS", VAR, mode=MODE)
ALLOWED_HOSTS = names(required("ALLOWED_HOSTS", mode=MODE, otherwise="localhost,127.0.0.1,[::1],testserver"))
# Where `manage.py demo` serves.
PORT = whole_number("PORT", default=8000, least=1, most=65535)
# The address families and Twilio know us by. Empty: the address of the request.
HERE = f"http://127.0.0.1:{PORT}" if DEMO else ""
PUBLIC_URL = required("PUBLIC_URL", mode=MODE, otherwise=HERE).rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []

INSTALLED_APPS = [
    "daphne",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "channels",
    "csp",
    "django_htmx",
    "django_q",
    "rules",
    "community",
    "advisory",
    "referrals",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Its padding of random length, and a new mask for each form's token, keep BREACH out.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "community.people.middleware.WhoIsHere",
    "community.people.middleware.OwnLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "community.people.middleware.SecondFactor",
    "community.core.errors.SayWhy",
]
# Below these, machines alone ask: their requests pass SecurityMiddleware only (config.handler).
MACHINE_PATHS = ("/sms/", "/voice/")
ROOT_URLCONF = "community.config.urls"
ASGI_APPLICATION = "community.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "community.people.context.here",
            ],
            "builtins": ["community.templatetags.stoop"],
        },
    }
]
FORM_RENDERER = "community.core.rendering.HouseForms"

DATABASES = {"default": database(VAR / ("demo.sqlite3" if DEMO else "stoop.sqlite3"), mode=MODE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Beyond Django's 300 it forgets a third of what it holds: the counts of who has tried how often.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
Q_CLUSTER: dict[str, Any] = {
    "name": "stoop",
    "orm": "default",
    "workers": whole_number("JOB_WORKERS", default=2, least=1),
    "timeout": 60,
    "retry": 120,
    "max_attempts": 5,
    "poll": 0.2,
    "save_limit": -1,
    "catch_up": False,
    "label": "Stoop jobs",
}

AUTH_USER_MODEL = "community.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "community.people.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
# Nobody signs up by themselves (the adapter closes it); without "password1*" here allauth drops
# the password field from the sign-in form, and with "phone*" it refuses staff who have no phone.
ACCOUNT_SIGNUP_FIELDS = ["phone", "email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "community.people.forms.SignInForm",
    "request_login_code": "community.people.forms.RequestCodeForm",
    "confirm_login_code": "community.people.forms.ConfirmCodeForm",
    "reset_password": "community.people.forms.NewPasswordForm",
    "reset_password_from_key": "community.people.forms.ChoosePasswordForm",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
# A board signs in from one room's network, so an address may ask often and a phone may not.
# At a sign-up table a whole evening asks from one network, too; each of these is one text that we pay for.
# "door" counts wrong keys of a meeting's door.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "60/m/ip,3/5m/key,10/d/key",
    "join": "10/m/ip,60/h/ip",
    "door": "20/m/ip",
}
ACCOUNT_PHONE_VERIFICATION_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
# Production stands behind a proxy that speaks TLS; without one here, all visitors would share their limits.
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("TRUSTED_PROXIES", default=1 if PRODUCTION else 0, least=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Stoop"
MFA_TOTP_TOLERANCE = 1
# Coordinators enter the addresses; allauth takes them for unconfirmed, and would refuse the second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "community.people.forms.TotpForm",
    "reauthenticate": "community.people.forms.TotpAgainForm",
    "activate_totp": "community.people.forms.TotpSetUpForm",
}
USERSESSIONS_TRACK_ACTIVITY = False

LANG_INFO["ht"] = {"bidi": False, "code": "ht", "name": "Haitian Creole", "name_local": "Kreyòl ayisyen"}
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("ht", _("Haitian Creole"))]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = "community.config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if MODE is Mode.TEST
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = MODE is Mode.TEST

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Texting: "twilio", "console" (development) or "simulator" (the demo's phones).
SMS_BACKEND = one_of(
    "SMS_BACKEND",
    ("twilio", "console", "simulator"),
    default={Mode.PRODUCTION: "twilio", Mode.DEMO: "simulator"}.get(MODE, "console"),
)
TWILIO_ACCOUNT_SID = required("TWILIO_ACCOUNT_SID", mode=MODE, otherwise="AC" + "0" * 32)
TWILIO_AUTH_TOKEN = required(
    "TWILIO_AUTH_TOKEN", mode=MODE, otherwise=lambda: local_secret("twilio_token", VAR)
)
# Where Twilio's REST API answers; only tests and drills point it elsewhere.
TWILIO_API_URL = env.str("TWILIO_API_URL", default="https://api.twilio.com").rstrip("/")
# What one segment costs, in ten-thousandths of a dollar: Twilio's $0.0083 in the United States
# (twilio.com/en-us/sms/pricing/us, October 2026) and the dearest of the carriers' fees for registered
# ten-digit numbers, $0.0045 (T-Mobile, Verizon; AT&T: $0.0035), so that a budget is not passed unseen.
SMS_SEGMENT_PRICE = whole_number("SMS_SEGMENT_PRICE", default=128, least=0, most=100_000)

EMAIL = mail(mode=MODE)
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = EMAIL["EMAIL_BACKEND"], EMAIL["EMAIL_HOST"], EMAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_USER"], EMAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL["EMAIL_USE_TLS"], EMAIL["EMAIL_USE_SSL"]
EMAIL_FILE_PATH = EMAIL["EMAIL_FILE_PATH"]
# Well within the minute that a job has (Q_CLUSTER).
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", mode=MODE, otherwise="stoop@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "community.core.logs.Discreet",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {"hide_keys": {"()": "community.core.logs.HideKeys"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Whoever else listens to these two must not read addresses either.
    "loggers": {
        "django.request": {"filters": ["hide_keys"]},
        "django.security.csrf": {"filters": ["hide_keys"]},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
