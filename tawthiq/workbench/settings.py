"""Settings of the workbench, from the environment; the defaults are the safe ones (standards §5.17).

`TAWTHIQ_REGISTER` is the register's folder (needed); `DATABASE_URL` names a PostgreSQL database in the place of the
SQLite file beside the register; `TAWTHIQ_HOSTS` the names the office is reached by; `TAWTHIQ_TLS=1` says that a proxy
ends TLS in front (secure cookies and HSTS); `TAWTHIQ_SECRET_KEY` replaces the key file in the register's folder.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from tawthiq.workbench.secret import secret_key

REGISTER = Path(os.environ.get("TAWTHIQ_REGISTER", "register")).absolute()
HOME = REGISTER / "workbench"
TLS = os.environ.get("TAWTHIQ_TLS", "") == "1"

DEBUG = False
SECRET_KEY = os.environ.get("TAWTHIQ_SECRET_KEY") or (
    secret_key(HOME / "secret.key") if "TAWTHIQ_REGISTER" in os.environ else secrets.token_urlsafe(64)
)
ALLOWED_HOSTS = [h for h in os.environ.get("TAWTHIQ_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS] if TLS else []

INSTALLED_APPS = [
    "tawthiq.workbench.staff",
    "tawthiq.workbench.register",
    "tawthiq.workbench.review",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tawthiq.workbench.review.api.problems.Plainly",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tawthiq.workbench.staff.middleware.StaffOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "tawthiq.workbench.urls"
WSGI_APPLICATION = "tawthiq.workbench.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tawthiq.workbench.review.context.page",
            ],
            "string_if_invalid": "",
        },
    }
]

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;",
}


def _database() -> dict[str, Any]:
    if os.environ.get("DATABASE_URL"):
        return {**dj_database_url.config(conn_max_age=60), "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(HOME / "workbench.db"),
        "OPTIONS": SQLITE,
        "CONN_MAX_AGE": None,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "workbench_cache"},
    # Lists as last shown, by the register's revision; of one process, and lost with it.
    "shown": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "shown",
        "OPTIONS": {"MAX_ENTRIES": 400},
    },
}

AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tawthiq.workbench.staff.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/15m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "tawthiq.workbench.staff.second_factor.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Tawthiq"
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS  # localhost is a secure context of its own
LOCKOUT_FAILURES = 5
LOCKOUT_MINUTES = 15

SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_SECONDS = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = TLS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_HSTS_PRELOAD = TLS
SECURE_SSL_REDIRECT = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
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
        "object-src": [NONE],
    }
}

UPLOAD_BYTES = 50 * 2**20
"""The largest file the inbox takes, in bytes."""
UPLOAD_FILES = 200
"""How many files one drop may hold."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5 * UPLOAD_FILES  # those beyond are named as not taken; a bare refusal names none
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
FILE_UPLOAD_PERMISSIONS = 0o600

RETENTION_DAYS = {"source": 365, "witness": 365, "victim": 365}
"""How many days the sealed identity of a kind is kept once no consent of the person stands (standards §5.11)."""
IDENTITY_OPEN_HOURS = 24
"""For how many hours a second person's yes to the opening of an identity may be used, once."""

API_REQUESTS_PER_MINUTE = int(os.environ.get("TAWTHIQ_API_REQUESTS_PER_MINUTE") or 1_200)
"""How many requests one API token may make in a minute."""

PUBLIC_SITE = os.environ.get("TAWTHIQ_SITE", "").rstrip("/")
"""Where the office puts what `tawthiq site` draws ("https://office.example.org/register"); empty where it has no public site."""

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "Arabic"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "tawthiq_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TAWTHIQ_TIME_ZONE", "UTC")
STATIC_URL = "static/"
STATIC_ROOT = str(HOME / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = str(HOME / "uploads")
FILE_UPLOAD_TEMP_DIR = None
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Asked to speak of everything, these would print what pages and statements hold: names among it.
    "loggers": {
        "django.template": {"level": "WARNING"},
        "django.db.backends": {"level": "WARNING"},
        "asyncio": {"level": "WARNING"},
    },
}
