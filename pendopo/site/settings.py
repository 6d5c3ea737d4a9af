"""Django's settings; what differs between sites is an option (options.py), nothing else."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.keys import create_keys, load_keys
from pendopo.places.rules.zones import zone_of
from pendopo.site.options import option
from pendopo.site.troubles import DatabaseGone, was_a_site

PENDOPO_DATA: Path = option("PENDOPO_DATA")
PENDOPO_KEYS = PENDOPO_DATA / "keys"
PENDOPO_DEMO: bool = option("PENDOPO_DEMO")
PENDOPO_VILLAGE: str = option("PENDOPO_VILLAGE")
PENDOPO_VILLAGE_HOSTS: dict[str, str] = option("PENDOPO_VILLAGE_HOSTS")
PENDOPO_PUBLIC_URL: str = option("PENDOPO_PUBLIC_URL")
PENDOPO_UPLOAD_BYTES: int = option("PENDOPO_UPLOAD_MB") * 1024 * 1024
PENDOPO_SMTP_URL: str = option("PENDOPO_SMTP_URL")
PENDOPO_SMTP_FROM: str = option("PENDOPO_SMTP_FROM")
PENDOPO_SMS_URL: str = option("PENDOPO_SMS_URL")
PENDOPO_SMS_KEYS: bool = option("PENDOPO_SMS_KEYS")
PENDOPO_WHATSAPP_URL: str = option("PENDOPO_WHATSAPP_URL")
PENDOPO_WHATSAPP_TEMPLATE: str = option("PENDOPO_WHATSAPP_TEMPLATE")

# Keys, uploads or the note of a village without the database: no settings, no connection that would make a new file.
_file = option("PENDOPO_DATABASE_URL") or (PENDOPO_DATA / "pendopo.sqlite3").exists()
if not _file and was_a_site(PENDOPO_DATA):
    raise DatabaseGone.at(PENDOPO_DATA)
# A first start makes the keys; a site that lost one of its keys must not get a new one.
if not (PENDOPO_DATA / "pendopo.sqlite3").exists() and not was_a_site(PENDOPO_DATA):
    create_keys(PENDOPO_KEYS)
SECRET_KEY = load_keys(PENDOPO_KEYS).django_secret

DEBUG = False
ALLOWED_HOSTS = [
    *option("PENDOPO_HOSTS"),
    *PENDOPO_VILLAGE_HOSTS,
    "localhost",
    "127.0.0.1",
    "[::1]",
    "testserver",
]
INSTALLED_APPS = [
    "pendopo.kernel",
    "pendopo.ui",
    "pendopo.places",
    "pendopo.people",
    "pendopo.accounts",
    "pendopo.notices",
    "pendopo.questions",
    "pendopo.documents",
    "pendopo.cases",
    "pendopo.matching",
    "pendopo.mail",
    "pendopo.letters",
    "pendopo.disclosure",
    "pendopo.vital",
    "pendopo.district",
    "pendopo.kiosk",
    "pendopo.site",
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
    "axes",
    "csp",
]
MIDDLEWARE = [
    "pendopo.site.middleware.quiet_errors",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "pendopo.site.middleware.known_address",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pendopo.site.middleware.choose_language",
    "pendopo.site.villages.village_in_address",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pendopo.site.middleware.find_actor",
    "pendopo.site.villages.VillageOfActor",
    "pendopo.site.middleware.respect_switches",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pendopo.site.middleware.typed_text",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "pendopo.site.urls"
WSGI_APPLICATION = "pendopo.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["pendopo.ui.loading.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "pendopo.ui.shell.context",
                "pendopo.site.middleware.site_context",
            ],
        },
    },
]
FORM_RENDERER = "pendopo.ui.renderer.Renderer"


def _database(url: str) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": PENDOPO_DATA / "pendopo.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: an acknowledged write survives a power cut. Pages that many writes touch go to the file once in
                # 128 MB of log, and not with every 4 MB: an import wrote each of them twice.
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-32000;PRAGMA wal_autocheckpoint=32000;",
            },
        }
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or query.get("host", "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(option("PENDOPO_DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "pendopo.accounts.views.known.OfficerGate",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_FORMS = {"login": "pendopo.accounts.forms.OfficerSignInForm"}
ACCOUNT_ADAPTER = "pendopo.accounts.views.adapter.OfficerAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # a village officer may have no e-mail
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False  # the office PC is shared: the session ends with the browser
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_PRESERVE_USERNAME_CASING = False
# A limit by address stops neighbours: networks are counted by our own gate, and a known browser by itself.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/300s/key"}
MFA_ADAPTER = "pendopo.accounts.views.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {
    "webauthn_login": None
}  # nobody guesses a signature, and nothing is written for a wrong one
MFA_TOTP_ISSUER = "Pendopo"
MFA_TOTP_TOLERANCE = 1  # office clocks drift
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PENDOPO_DEMO  # http://127.0.0.1 in the demo only
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # one address cannot lock the whole office out
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the journal keeps the history
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "pendopo.accounts.views.known.tried_name"
AXES_WHITELIST_CALLABLE = "pendopo.accounts.views.known.is_known_browser"
# People type an NIK where the name belongs.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "csrfmiddlewaretoken"]
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_HTTP_RESPONSE_CODE = 429
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = option("PENDOPO_HTTPS")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
PENDOPO_PROXY: bool = option("PENDOPO_PROXY")
if PENDOPO_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}


def _village_beside_data() -> str:
    path = PENDOPO_DATA / "village"
    return path.read_text().strip() if path.exists() else ""


LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesia")), ("en", _("English"))]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]
PENDOPO_TIME_ZONE: str = option("PENDOPO_TIME_ZONE")
TIME_ZONE: str = PENDOPO_TIME_ZONE or zone_of(PENDOPO_VILLAGE or _village_beside_data())
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"  # from the root: a relative one would take on the form of the first page's village
MEDIA_ROOT = PENDOPO_DATA / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "pendopo.site.staticfiles.VersionedStorage"},
}
WHITENOISE_USE_FINDERS = True
# An address changes with the content of the file (staticfiles.py), so that a phone loads each file once.
WHITENOISE_MAX_AGE = 365 * 24 * 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
SILENCED_SYSTEM_CHECKS = ["security.W019"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"masked": {"()": "pendopo.site.logs.MaskingFormatter"}},
    "filters": {"refusals": {"()": "pendopo.site.logs.ShortRefusals"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "masked", "filters": ["refusals"]}
    },
    "loggers": {"waitress.queue": {"level": "ERROR"}},  # a line for every request that waits a moment
    "root": {"handlers": ["console"], "level": "WARNING"},
}
