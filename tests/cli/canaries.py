"""Secrets that no run may let out, and where to look for them."""

import base64
import json
import urllib.parse

SECRET = "c4n4ry/s3cret+with=signs&more~2026"
TOKEN = "t0ken-canary_0123456789.abcdef"
CREDENTIALS = {"GENESYSCLOUD_OAUTHCLIENT_ID": "canary-id", "GENESYSCLOUD_OAUTHCLIENT_SECRET": SECRET}
LOGIN = json.dumps({"access_token": TOKEN, "token_type": "bearer", "expires_in": 3600}).encode()


def at(server):
    return ("--api", "guide", "--url", server if isinstance(server, str) else server.url)


def everything(directory, *results):
    """All that runs left behind: their output and each file."""
    texts = [text for result in results for text in (result.out, result.err)]
    files = [path.read_bytes().decode(errors="replace") for path in directory.rglob("*") if path.is_file()]
    return "\n".join(texts + files)


def shifted_encodings(secret):
    """In base64, with one and with two bytes before it."""
    return [base64.b64encode((before + secret).encode()).decode() for before in ("x", "xx")]


def inner(encoded):
    """What depends on the secret alone, and a little less."""
    return encoded[4:-4]


def echoes(secret):
    """What a server may send back of it: whole encodings, never the part that tests look for."""
    return sorted({*encodings(secret), *shifted_encodings(secret)} - set(map(inner, shifted_encodings(secret))))


def encodings(secret):
    basic = f"canary-id:{secret}"
    forms = {
        base64.b64encode(secret.encode()).decode(),
        base64.b64encode(basic.encode()).decode(),
        base64.urlsafe_b64encode(basic.encode()).decode(),
        *(inner(shifted) for shifted in shifted_encodings(secret)),
        secret.encode().hex(),
        secret.encode().hex().upper(),
        urllib.parse.quote(secret, safe=""),
        json.dumps(secret).strip('"').replace("/", "\\/"),
        secret.replace("&", "&amp;"),
    }
    return sorted(forms)
