"""A small OpenID provider: discovery, keys, an authorization that asks nobody, tokens signed by its key, user info."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "fairlead", "a secret of the two"


class Provider:
    """Says of whoever comes that they are `person`, given as claims."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"

    @property
    def environment(self) -> Mapping[str, str]:
        """What the settings of a server that trusts this provider are."""
        return {
            "FAIRLEAD_OIDC_ISSUER": self.issuer,
            "FAIRLEAD_OIDC_CLIENT_ID": CLIENT,
            "FAIRLEAD_OIDC_CLIENT_SECRET": SECRET,
            "FAIRLEAD_OIDC_NAME": "Harbor Office",
        }

    def answer(self, path: str, asked: dict[str, str], headers: Any) -> tuple[int, dict[str, Any]]:
        match path:
            case "/.well-known/openid-configuration":
                return 200, self._discovery()
            case "/keys":
                return 200, {"keys": [jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)]}
            case "/authorize":
                code = str(len(self.codes))
                self.codes[code] = asked
                back = urlencode({"code": code, "state": asked["state"]})
                return 302, {"Location": f"{asked['redirect_uri']}?{back}"}
            case "/token":
                return self._token(asked)
            case "/me" if headers["Authorization"] == "Bearer letmein":
                return 200, self.person
        return 401, {}

    def _token(self, asked: dict[str, str]) -> tuple[int, dict[str, Any]]:
        began = self.codes.pop(asked["code"], None)
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if began is None or began["code_challenge"] != proof or asked.get("client_secret") != SECRET:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {**self.person, "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60}
        id_token = jwt.encode(claims, self.key, algorithm="RS256")
        return 200, {"access_token": "letmein", "token_type": "Bearer", "expires_in": 60, "id_token": id_token}

    def _discovery(self) -> dict[str, Any]:
        paths = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "me"}
        return {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **{name: f"{self.issuer}/{path}" for name, path in paths.items()},
        }


@contextmanager
def provided() -> Iterator[Provider]:
    """Run a provider while the block lasts."""
    provider = Provider()
    thread = threading.Thread(target=provider.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.server.shutdown()
        provider.server.server_close()
        thread.join()


def _handler_of(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            self._tell(parts.path, parts.query)

        def do_POST(self) -> None:
            self._tell(self.path, self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _tell(self, path: str, query: str) -> None:
            asked = {name: values[0] for name, values in parse_qs(query).items()}
            status, said = provider.answer(path, asked, self.headers)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", said["Location"])
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_args: Any) -> None:
            pass

    return Handler
