"""Django settings, read from the environment; an unsafe combination is refused with a sentence.

``KOMPASSROS_MODE`` is ``demo`` (default: SQLite, loopback only, made-up accounts), ``test`` or ``production``.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from kompassros.safety import demo_secret_key, refuse_unsafe

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent

MODE = env.str("KOMPASSROS_MODE", default="demo")
PRODUCTION = MODE == "production"
DATA_DIR = Path(env.str("KOMPASSROS_DATA_DIR", default="var")).resolve()
CLOCK_FILE = env.str("KOMPASSROS_CLOCK_FILE", default="")
DEBUG = False

SECRET_KEY = env.str("KOMPASSROS_SECRET_KEY", default="")
if not SECRET_KEY and not PRODUCTION:
    SECRET_KEY = demo_secret_key(DATA_DIR)
ALLOWED_HOSTS = env.list(
    "KOMPASSROS_ALLOWED_HOSTS",
    default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"],
)
CSRF_TRUSTED_ORIGINS = env.list("KOMPASSROS_TRUSTED_ORIGINS", default=[])
SOURCE_URL = env.str("KOMPASSROS_SOURCE_URL", default="")
DATABASE_URL = env.str("DATABASE_URL", default="")

refuse_unsafe(
    mode=MODE,
    secret_key=SECRET_KEY,
    allowed_hosts=ALLOWED_HOSTS,
    database_url=DATABASE_URL,
    clock_file=CLOCK_FILE,
)

INSTALLED_APPS = [
    "kompassros.api",
    "kompassros.portal",
    "kompassros.steering",
    "kompassros.evaluations",
    "kompassros.indicators",
    "kompassros.statistics",
    "kompassros.instruments",
    "kompassros.organisations",
    "kompassros.records",
    "kompassros.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_scopes",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
]

MIDDLEWARE = [
    "kompassros.portal.published.PublishedPages",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kompassros.web.body_limit.BodyLimitMiddleware",
    "kompassros.web.keeper.KeeperMiddleware",
    "kompassros.web.access.AccessMiddleware",
]

ROOT_URLCONF = "kompassros.urls"
WSGI_APPLICATION = "kompassros.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kompassros.web.context.site",
            ],
        },
    }
]
FORM_RENDERER = "kompassros.web.forms.KitRenderer"


def _databases() -> dict[str, dict[str, object]]:
    """PostgreSQL where DATABASE_URL names one; else SQLite, with write-ahead log and immediate write locks."""
    if DATABASE_URL:
        return {"default": env.db_url_config(DATABASE_URL) | {"CONN_MAX_AGE": 60}}
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; PRAGMA foreign_keys=ON;"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
    return {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "kompassros.sqlite3",
            "OPTIONS": options,
            # Closing the last connection writes the whole log back into the file, which a save should not wait for.
            "CONN_MAX_AGE": 60,
        }
    }


DATABASES = _databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:front"
ACCOUNT_ADAPTER = "kompassros.organisations.signin.ClosedSignup"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:front"
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("KOMPASSROS_TRUSTED_PROXIES", default=0)
# Own choice. Residents' comments (steering/residents/limits.py): of one sender, and on one chapter from all.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "resident_comment": "5/h/key,20/d/key",
    "resident_comment_chapter": "60/h/key",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Kompassros"

EMAIL_BACKEND = env.str(
    "KOMPASSROS_EMAIL_BACKEND",
    default="django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
_mail = env.email_url("KOMPASSROS_EMAIL_SERVER", default="smtp://localhost:25")
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = bool(_mail.get("EMAIL_USE_TLS")), bool(_mail.get("EMAIL_USE_SSL"))
EMAIL_TIMEOUT = 20
PUBLIC_ADDRESS = env.str("KOMPASSROS_PUBLIC_ADDRESS", default="").rstrip("/")
DEFAULT_FROM_EMAIL = env.str("KOMPASSROS_FROM_EMAIL", default="kompassros@localhost")

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("nb", _("Norwegian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = DATA_DIR / "files"
FILE_LIMIT_MB = env.int("KOMPASSROS_FILE_LIMIT_MB", default=25)
PUBLISHED_DIR = DATA_DIR / "published"
WRITE_PAGES = env.bool("KOMPASSROS_WRITE_PAGES", default=True)
CHART_CACHE_DIR = DATA_DIR / "charts"
STATISTICS_DIR = DATA_DIR / "statistics"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "long"]}}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("KOMPASSROS_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "kompassros": {"level": "INFO"},
        "django_tasks": {"level": "WARNING"},
        "stamina": {"level": "ERROR"},
        "django_tasks_db": {"level": "ERROR"},
    },
}
