"""What the platform, or somebody in its place, can do to the tool: SEC5, SEC6, SEC9, SEC42."""

import gzip
import json
import re
import ssl
import subprocess

import pytest

from canaries import CREDENTIALS, LOGIN, at
from harness import between, forward, listening, settings_for

SCHEDULES = "schedules:\n  - {name: Weekdays, state: closed}\n"


# SEC5: credentials stay in their origin.


def redirect(to, status):
    return status, {"Location": to}, b"{}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_of_the_token_endpoint_is_not_followed(work, status):
    with listening() as elsewhere, listening() as server:
        server.reply = lambda handler: redirect(elsewhere.url + "/oauth/token", status)
        done = work("plan", "--max-wait", "1s", *at(server))
        assert done.code in (6, 7), done
        assert (elsewhere.connections, len(server.requests) > 0) == (0, True)


@pytest.mark.parametrize("method", ["GET", "PATCH"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_of_the_api_is_not_followed(workplace, method, status):
    place = workplace()
    place.manifest(SCHEDULES)
    with listening() as elsewhere:

        def change(handler):
            if handler.command == method and "/architect/schedules" in handler.path:
                return redirect(elsewhere.url + handler.path, status)

        server = between(place.sandbox, change)
        place.write({"interlock.yaml": settings_for(server.url)})
        done = place.run("apply", "-f", "manifests", "--yes", "--parallelism", "1", "--max-wait", "1s")
        assert done.code != 0, done
        assert elsewhere.connections == 0
        assert place.sandbox.writes == 0
        server.stop()


def test_of_a_next_page_link_only_the_cursor_is_used(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    with listening() as elsewhere:

        def change(handler):
            if handler.command == "GET" and handler.path.startswith("/api/v2/architect/schedules?"):
                if "after=" in handler.path:
                    return (
                        200,
                        {},
                        json.dumps({"entities": [], "nextPageUri": None, "pageSize": 25, "total": 2}).encode(),
                    )
                status, headers, text = forward(place.sandbox, handler)
                page = {**json.loads(text), "nextPageUri": elsewhere.url + "/api/v2/architect/schedules?after=END"}
                return status, headers, json.dumps(page).encode()

        server = between(place.sandbox, change)
        place.write({"interlock.yaml": settings_for(server.url)})
        done = place.run("plan", "--parallelism", "1")
        assert done.code == 0, done
        assert any("after=END" in request[1] for request in server.requests)
        assert elsewhere.connections == 0
        server.stop()


# SEC6: TLS with verification that nothing switches off; plain http to loopback only.


@pytest.mark.parametrize(
    "url", ["http://192.0.2.1", "http://api.example.com", "http://127.0.0.1.example.com", "http://[2001:db8::1]:80"]
)
def test_plain_http_is_refused_beyond_loopback(work, url):
    done = work("plan", *at(url))
    assert done.code in (3, 4), done
    assert "http" in done.err


def certificate(directory, name="127.0.0.1", days="30"):
    """A self-signed certificate and its key."""
    cert, key = directory / f"{name}.pem", directory / f"{name}.key"
    subject = f"IP:{name}" if re.fullmatch(r"[\d.]+", name) else f"DNS:{name}"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", days]
        + ["-subj", "/CN=test", "-addext", f"subjectAltName={subject}", "-keyout", key, "-out", cert],
        check=True,
        capture_output=True,
    )
    return cert, key


def tls(cert, key, newest=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if newest:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version, context.maximum_version = newest, newest
    context.load_cert_chain(cert, key)
    return context


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    "name, trusted, newest",
    [
        pytest.param("127.0.0.1", False, None, id="unknown_authority"),
        pytest.param("other.example.com", True, None, id="wrong_name"),
        pytest.param("127.0.0.1", True, ssl.TLSVersion.TLSv1_1, id="tls_1_1"),
    ],
)
def test_a_tls_server_that_cannot_be_trusted_gets_no_request(work, tmp_path, name, trusted, newest):
    cert, key = certificate(tmp_path, name)
    with listening(tls=tls(cert, key, newest)) as server:
        done = work("plan", "--max-wait", "1s", *at(server), *(("--ca-file", cert) if trusted else ()))
        assert done.code == 7, done
        assert server.requests == []


def test_a_private_authority_is_trusted_when_it_is_named(work, tmp_path):
    cert, key = certificate(tmp_path)
    with listening(status=401, tls=tls(cert, key)) as server:
        done = work("plan", *at(server), "--ca-file", cert)
        assert done.code == 6, done
        assert [request[1].split("/")[-1] for request in server.requests][:1] == ["token"]


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE"])
def test_no_variable_of_the_environment_adds_trust(work, tmp_path, name):
    cert, key = certificate(tmp_path)
    with listening(tls=tls(cert, key)) as server:
        done = work("plan", "--max-wait", "1s", *at(server), env={**CREDENTIALS, name: str(cert)})
        assert done.code == 7 and server.requests == []


@pytest.mark.parametrize("flag", ["--insecure", "-k", "--no-verify", "--skip-tls-verify"])
def test_no_flag_switches_verification_off(work, flag):
    assert work("plan", flag).code == 3


# SEC9: bombs from the platform; those in manifests are rows B8, B10 and B16.


@pytest.mark.parametrize(
    "headers, body",
    [
        pytest.param({}, b"[" * 1_000_000, id="nesting_a_million_deep"),
        pytest.param({}, b'{"entities": ' + b"[" * 200 + b"]" * 200 + b"}", id="nesting_200_deep"),
        pytest.param({}, b'{"entities": ["' + b"x" * (66 << 20) + b'"]}', id="an_answer_of_66_MiB"),
        pytest.param(
            {"Content-Encoding": "gzip"}, gzip.compress(b" " * (300 << 20), compresslevel=1), id="300_MiB_in_gzip"
        ),
        pytest.param({}, b'{"entities": [], "entities": []}', id="a_key_twice"),
        pytest.param({}, b'{"entities": []} {}', id="two_documents"),
        pytest.param({}, b'{"entities": [' + b"1," * 100, id="an_answer_that_is_cut"),
    ],
)
def test_an_answer_that_is_a_bomb_is_refused_in_bounded_memory(work, headers, body):
    def reply(handler):
        if handler.path.endswith("/oauth/token"):
            return 200, {}, LOGIN
        return 200, {"Content-Type": "application/json", **headers}, body

    with listening() as server:
        server.reply = reply
        done = work("plan", "--parallelism", "1", "--max-wait", "1s", *at(server), memory=768 << 20)
    assert done.code == 7, done
    assert len(done.err) < 4096


# SEC42: credentials go to no host that only a file names.


@pytest.mark.parametrize("url", ["https://attacker.invalid", "https://api.mypurecloud.com.attacker.invalid"])
@pytest.mark.parametrize("command", [("plan",), ("drift",), ("apply", "-f", "manifests", "--yes")])
def test_a_foreign_url_in_the_settings_is_refused(work, tmp_path, url, command):
    (tmp_path / "interlock.yaml").write_text(f"interlock: 1\ntenants:\n  t:\n    url: {url}\n    api: guide\n")
    done = work(*command)
    assert done.code == 4, done
    assert url.removeprefix("https://") in done.err and "interlock.yaml:4:10" in done.err and "--allow-host" in done.err


def test_a_foreign_url_is_asked_when_its_host_is_allowed_by_flag(work, tmp_path):
    (tmp_path / "interlock.yaml").write_text(
        "interlock: 1\ntenants:\n  t:\n    url: https://attacker.invalid\n    api: guide\n"
    )
    done = work("plan", "--max-wait", "1s", "--allow-host", "attacker.invalid")
    assert done.code == 7, done  # names below .invalid never resolve: it was tried
    assert work("plan", "--allow-host", "other.invalid").code == 4
