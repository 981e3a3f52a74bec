"""Settings, all from the environment; docs/reference/settings.md says what each is for."""

import os
from pathlib import Path

from fairlead.config.environment import database_of, flag, mail_of, oidc_of, public_url, secret_key
from fairlead.kernel.jobs import QUEUES

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("FAIRLEAD_DATA", "data")).resolve()

DEBUG = flag("FAIRLEAD_DEBUG")
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = os.environ.get("FAIRLEAD_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("FAIRLEAD_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_vite",
    "django_tasks",
    "django_tasks_db",
    "fairlead.kernel",
    "fairlead.access",
    "fairlead.collaboration",
    "fairlead.resources",
    "fairlead.strategy",
    "fairlead.programs",
    "fairlead.work",
    "fairlead.schedule",
    "fairlead.staffing",
    "fairlead.governance",
    "fairlead.exchange",
    "fairlead.templates",
    "fairlead.letters",
    "fairlead.demo",
    "fairlead.api",
    "fairlead.pages",
    "fairlead.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "fairlead.config.security.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fairlead.pages.sessions.SeenSessions",
    "fairlead.pages.addresses.FormAddresses",
]

ROOT_URLCONF = "fairlead.config.urls"
WSGI_APPLICATION = "fairlead.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Ours stand before those of the packages that they replace.
        "DIRS": [PACKAGE / "pages/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fairlead.pages.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "fairlead.pages.templatetags.fairlead",
                "fairlead.pages.templatetags.staffing",
                "fairlead.pages.templatetags.authority",
                "fairlead.pages.templatetags.strategy",
                "fairlead.pages.templatetags.programs",
                "fairlead.pages.templatetags.health",
            ],
        },
    }
]

FORM_RENDERER = "fairlead.pages.rendering.WidgetRenderer"

DATABASES = {"default": database_of(os.environ.get("DATABASE_URL", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "fairlead.pages.accounts.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
MFA_ADAPTER = "fairlead.pages.accounts.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Fairlead"
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
SOCIALACCOUNT_ADAPTER = "fairlead.pages.single_sign_on.KnownOnlyAdapter"
SOCIALACCOUNT_PROVIDERS = oidc_of(os.environ)
# A form could not lead there: the content policy keeps forms on this server.
SOCIALACCOUNT_LOGIN_ON_GET = True
OIDC_DOMAINS = [name for name in os.environ.get("FAIRLEAD_OIDC_DOMAINS", "").lower().split(",") if name]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if flag("FAIRLEAD_HTTPS") else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if flag("FAIRLEAD_HTTPS") else 0

globals().update(mail_of(os.environ.get("FAIRLEAD_MAIL", "")))
HAS_MAIL = bool(os.environ.get("FAIRLEAD_MAIL"))
PUBLIC_URL = public_url(os.environ.get("FAIRLEAD_URL", ""), CSRF_TRUSTED_ORIGINS)
DEFAULT_FROM_EMAIL = os.environ.get("FAIRLEAD_MAIL_FROM", "fairlead@localhost")
INVITATION_DAYS = int(os.environ.get("FAIRLEAD_INVITATION_DAYS", "14"))

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = flag("FAIRLEAD_HTTPS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("FAIRLEAD_HTTPS") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = os.environ.get("FAIRLEAD_LANGUAGE", "en")
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = os.environ.get("FAIRLEAD_TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# Vite names these by their content.
WHITENOISE_IMMUTABLE_FILE_TEST = r"/fairlead/dist/assets/"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": PACKAGE / "pages/static/fairlead/dist/manifest.json",
        "static_url_prefix": "fairlead/dist",
    }
}

MEDIA_ROOT = DATA / "files"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
IMPORT_MAX_BYTES = int(os.environ.get("FAIRLEAD_IMPORT_MAX_MB", "50")) * 1024 * 1024
IMPORT_MAX_TASKS = int(os.environ.get("FAIRLEAD_IMPORT_MAX_TASKS", "200000"))
IMPORT_MPXJ_SECONDS = int(os.environ.get("FAIRLEAD_IMPORT_MPXJ_SECONDS", "60"))
IMPORT_MPXJ_MAX_MB = int(os.environ.get("FAIRLEAD_IMPORT_MPXJ_MAX_MB", "768"))
IMPORT_MPXJ_MAX_OUTPUT_MB = int(os.environ.get("FAIRLEAD_IMPORT_MPXJ_MAX_OUTPUT_MB", "200"))

LONG_JOBS = int(os.environ.get("FAIRLEAD_LONG_JOBS", "1"))
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if os.environ.get("FAIRLEAD_TASKS", "database") == "database"
        else "django_tasks.backends.immediate.ImmediateBackend",
        "QUEUES": QUEUES,
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
