"""Reading the environment: a flag, the addresses of the database, mail server and identity provider, the secret key."""

import os
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def flag(name: str) -> bool:
    """Say whether the environment sets `name` to 1, true, yes or on."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def database_of(url: str, data: Path) -> dict[str, Any]:
    """Return Django's settings for `url`, or for an SQLite file under `data` where it is empty.

    `postgres://user:password@host:port/name?option=value`, or `sqlite:///path`.
    Raises: ImproperlyConfigured for any other scheme.
    """
    if not url:
        return _sqlite(data / "fairlead.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL starts with postgres:// or sqlite:///; this one does not.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Wide queries of short answers: compiling them costs seconds and saves nothing.
        "OPTIONS": {"options": "-c jit=off", **options},
    }


def _sqlite(path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; "
                "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def mail_of(url: str) -> dict[str, Any]:
    """Return Django's settings of the mail server at `url`: smtp://user:password@host:port, or smtps:// for TLS.

    With smtp:// TLS is begun in the connection where a password is given. Without `url`, the machine's own at port 25.
    To try it out, `console:` prints mail and file:///folder writes it there.
    Raises: ImproperlyConfigured for any other scheme.
    """
    parts = urlsplit(url or "smtp://localhost:25")
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file":
        folder = unquote(parts.path)
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
    if parts.scheme not in {"smtp", "smtps"}:
        raise ImproperlyConfigured("FAIRLEAD_MAIL starts with smtp://, smtps:// or file://, or is console:.")
    is_wrapped = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if is_wrapped else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_wrapped,
        "EMAIL_USE_TLS": not is_wrapped and bool(parts.password),
        "EMAIL_TIMEOUT": 10,
    }


def public_url(said: str, origins: Sequence[str]) -> str:
    """Return the address of this server as people know it: what is `said`, else the first of `origins`."""
    return (said or next(iter(origins), "http://127.0.0.1:8000")).rstrip("/")


def oidc_of(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return allauth's settings of the identity provider that FAIRLEAD_OIDC_ISSUER names; empty without one.

    Raises: ImproperlyConfigured where its client is missing, or what it says could be changed on the way.
    """
    issuer = environment.get("FAIRLEAD_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return {}
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1"}:
        raise ImproperlyConfigured("FAIRLEAD_OIDC_ISSUER starts with https://; only on this machine it may be http://.")
    client, secret = environment.get("FAIRLEAD_OIDC_CLIENT_ID"), environment.get("FAIRLEAD_OIDC_CLIENT_SECRET")
    if not client or not secret:
        raise ImproperlyConfigured(
            "FAIRLEAD_OIDC_ISSUER needs FAIRLEAD_OIDC_CLIENT_ID and FAIRLEAD_OIDC_CLIENT_SECRET."
        )
    app = {
        "provider_id": "sso",
        "name": environment.get("FAIRLEAD_OIDC_NAME") or parts.hostname,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def secret_key(data: Path) -> str:
    """Return FAIRLEAD_SECRET_KEY, or a key made once and kept under `data`, readable by its owner only."""
    given = os.environ.get("FAIRLEAD_SECRET_KEY")
    if given:
        return given
    path = data / "secret-key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()
