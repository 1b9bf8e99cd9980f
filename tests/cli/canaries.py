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


def encodings(secret):
    basic = f"canary-id:{secret}"
    forms = {
        base64.b64encode(secret.encode()).decode(),
        base64.b64encode(basic.encode()).decode(),
        base64.urlsafe_b64encode(basic.encode()).decode(),
        base64.b64encode(("x" + secret).encode()).decode()[4:-4],
        base64.b64encode(("xx" + secret).encode()).decode()[4:-4],
        secret.encode().hex(),
        secret.encode().hex().upper(),
        urllib.parse.quote(secret, safe=""),
        json.dumps(secret).strip('"').replace("/", "\\/"),
        secret.replace("&", "&amp;"),
    }
    return sorted(forms)
