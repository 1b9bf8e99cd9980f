"""The sandbox is no door: SEC40."""

import json
import socket
import urllib.error
import urllib.parse

import pytest

from canaries import TOKEN


# SEC40: the sandbox is no door.


def test_the_sandbox_listens_on_loopback_only(workplace):
    sandbox = workplace().sandbox
    port = urllib.parse.urlsplit(sandbox.url).port
    listening_on = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in open(table).read().splitlines()[1:]:
            address, state = line.split()[1], line.split()[3]
            if state == "0A" and int(address.split(":")[1], 16) == port:
                listening_on.add(address.split(":")[0])
    assert listening_on == {"0100007F"}


@pytest.mark.parametrize(
    "host", ["evil.example.com", "127.0.0.1.example.com", "169.254.169.254", "", "login.mypurecloud.com"]
)
def test_the_sandbox_refuses_another_host(workplace, host):
    sandbox = workplace().sandbox
    for path in ("/api/v2/routing/skills", "/__sandbox/state"):
        status, _, body = sandbox.call("GET", path, headers={"Host": host})
        assert 400 <= status < 500, (path, status)
        assert "Billing" not in json.dumps(body)


@pytest.mark.parametrize("token", ["", "x", "a" * 86, TOKEN])
def test_the_sandbox_refuses_a_token_that_is_not_its_own(workplace, token):
    sandbox = workplace().sandbox
    for method, path in (("GET", "/api/v2/routing/skills"), ("PATCH", "/api/v2/architect/schedules/schedule-Weekdays")):
        status, _, _ = sandbox.call(method, path, {"closed": True} if method == "PATCH" else None, token=token or " ")
        assert status == 401
    assert sandbox.writes == 0


def test_the_sandbox_makes_its_secrets_anew_on_each_start(workplace):
    first, second = workplace().sandbox, workplace().sandbox
    assert first.ready["client_secret"] != second.ready["client_secret"] and first.token() != second.token()
    assert len(first.ready["client_secret"]) >= 16
    assert second.call("GET", "/api/v2/routing/skills", token=first.token())[0] == 401


def test_the_sandbox_refuses_a_wrong_client_secret(workplace):
    sandbox = workplace().sandbox
    sandbox.ready["client_secret"] = "wrong"
    with pytest.raises(urllib.error.HTTPError) as refused:
        sandbox.token()
    assert refused.value.code in (400, 401)


def test_the_sandbox_outlives_a_request_that_is_none(workplace):
    sandbox = workplace().sandbox
    parts = urllib.parse.urlsplit(sandbox.url)
    for garbage in (
        b"\0" * 1000,
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /oauth/token HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    ):
        with socket.create_connection((parts.hostname, parts.port), timeout=30) as connection:
            connection.sendall(garbage)
    assert sandbox.get("/api/v2/routing/skills")["total"] == 3


# Two ports, one tenant.


def test_both_apis_are_served_over_one_tenant(workplace):
    sandbox = workplace().sandbox
    ports = {name: urllib.parse.urlsplit(sandbox.ready[name]) for name in ("published", "guide")}
    assert {address.hostname for address in ports.values()} == {"127.0.0.1"}
    assert ports["published"].port != ports["guide"].port
    organizations = []
    for name in ports:
        sandbox.url = sandbox.ready[name]
        status, _, body = sandbox.call("GET", "/api/v2/organizations/me")
        assert status == 200
        organizations.append(body["id"])
    assert organizations == [sandbox.ready["organization"]] * 2
