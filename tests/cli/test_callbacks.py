"""What a run tells other systems once it has ended: signed, to listed hosts alone, never decisive (SEC7, SEC8)."""

import hashlib
import hmac
import json
import re
import time

import jsonschema
import pytest

from harness import ROOT, Listener
from test_faults import EVERY_WRITE
from test_network import certificate, tls

KEY = "a-key-of-the-test-that-nobody-else-has"
SCHEMA = json.loads((ROOT / "schemas/callback.schema.json").read_text())


class Receiver:
    """An HTTPS server that checks what comes as the README tells receivers to: signature, time, and each event once."""

    def __init__(self, directory, **how):
        self.certificate, key = certificate(directory, "127.0.0.1")
        self.server = Listener(tls=tls(self.certificate, key), **{"status": 200, **how})
        self.url = f"https://127.0.0.1:{self.server.port}"
        self.allow = [f"127.0.0.1:{self.server.port}"]
        self.events = set()

    def stop(self):
        self.server.stop()

    def is_genuine(self, request, key=KEY, clock=time.time):
        _, _, headers, body = request
        sent, event = headers["Interlock-Time"], headers["Interlock-Event"]
        wanted = hmac.new(key.encode(), f"{sent}.{event}.".encode() + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest("sha256=" + wanted, headers["Interlock-Signature"]):
            return False
        is_new = abs(clock() - int(sent)) < 300 and event not in self.events
        self.events.add(event)
        return is_new


@pytest.fixture
def receiver(tmp_path):
    started = []

    def start(**how):
        directory = tmp_path / f"receiver{len(started)}"
        directory.mkdir()
        started.append(Receiver(directory, **how))
        return started[-1]

    yield start
    for one in started:
        one.stop()


def converge(place, hooks, *args, key=KEY, wants=EVERY_WRITE, env=None):
    """Plans and applies with these hooks in the settings."""
    place.manifest(wants)
    settings = (place.directory / "interlock.yaml").read_text()
    place.write({"interlock.yaml": settings + "hooks: " + json.dumps(hooks) + "\n"})
    place.plan()
    given = env if env is not None else {"INTERLOCK_HOOK_KEY": key}
    return place.run("apply", "plan.json", "--format", "json", *args, env=given)


def test_both_hooks_are_told_of_a_run_in_signed_documents_of_a_fixed_form(workplace, receiver):
    """SEC8, P5"""
    place, other = workplace(), receiver()
    hooks = {"allow": other.allow, "change": other.url + "/change?team=a%20b", "workforce": other.url + "/wfm"}
    done = converge(place, hooks, "--ca-file", other.certificate)
    assert done.code == 0 and "not told" not in done.err, done
    requests = other.server.requests
    assert [request[:2] for request in requests] == [("POST", "/change?team=a%20b"), ("POST", "/wfm")]
    change, workforce = (json.loads(request[3]) for request in requests)
    for document, request in ((change, requests[0]), (workforce, requests[1])):
        jsonschema.validate(document, SCHEMA)
        assert other.is_genuine(request)
        assert document["event"] == request[2]["Interlock-Event"]
        assert document["run"] == done.json["run"] and document["plan_digest"] == done.json["plan_digest"]
        assert document["applied"] == "all" and document["exit"] == 0
    assert change["kind"] == "change" and change["steps"]["done"] == len(done.json["done"])
    assert workforce["kind"] == "workforce" and workforce["users_changed"] == 3
    assert workforce["totals"]["requests"] == done.json["totals"]["requests"]
    assert sorted(queue["id"] for queue in workforce["queues"]) == ["queue-Billing_Line", "queue-Expert_Line"]


def test_a_receiver_rejects_what_is_forged_changed_or_sent_again(workplace, receiver):
    """SEC8"""
    place, other = workplace(), receiver()
    converge(place, {"allow": other.allow, "change": other.url + "/"}, "--ca-file", other.certificate)
    (request,) = other.server.requests
    method, path, headers, body = request
    assert not other.is_genuine(request, key="another key")
    assert not other.is_genuine((method, path, headers, body.replace(b'"all"', b'"none"')))
    assert not other.is_genuine(request, clock=lambda: time.time() + 3600)
    other.events.clear()
    assert other.is_genuine(request)
    assert not other.is_genuine(request)


def test_nothing_that_anybody_wrote_is_in_a_callback(workplace, receiver):
    """SEC8: names of skills, queues, tenants and the free text of a description stay here."""
    place, other = workplace(), receiver()
    hooks = {"allow": other.allow, "change": other.url + "/a", "workforce": other.url + "/b"}
    converge(place, hooks, "--ca-file", other.certificate)
    assert len(other.server.requests) == 2
    for _, _, headers, body in other.server.requests:
        text = re.sub(r'"id":"queue-[^"]*"', "", body.decode())  # ids of this sandbox look like names
        for word in ("Expert", "Tier_2", "Money", "Weekdays", "ana@", "Test Centre", KEY):
            assert word not in text and word not in str(headers), word


TROUBLES = {
    "the_receiver_refuses": (dict(status=500), [], "answered 500"),
    "the_receiver_redirects": (dict(status=302, headers={"Location": "https://127.0.0.1:1/"}), [], "answered 302"),
    "the_answer_is_endless": (dict(status=200, body=b"x" * 200_000), [], "larger than"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_hook_in_trouble_is_a_warning_and_the_run_is_as_it_was(workplace, receiver, trouble):
    how, args, words = TROUBLES[trouble]
    place, other = workplace(), receiver(**how)
    done = converge(place, {"allow": other.allow, "change": other.url + "/"}, "--ca-file", other.certificate, *args)
    assert done.code == 0 and done.json["applied"] == "all", done
    assert "warning: hooks.change was not told" in done.err and words in done.err, done
    assert len(other.server.requests) == 1


def test_a_certificate_that_nobody_vouches_for_gets_nothing(workplace, receiver):
    place, other = workplace(), receiver()
    done = converge(place, {"allow": other.allow, "change": other.url + "/"})
    assert done.code == 0 and "certificate" in done.err, done
    assert other.server.requests == []


@pytest.mark.parametrize("host", ["localhost", "127.0.0.2"])
def test_a_name_that_leads_inside_is_called_only_where_the_list_has_the_address(workplace, receiver, host):
    """SEC7: the address that is connected to is checked, whatever name leads to it."""
    place, other = workplace(), receiver()
    hooks = {"allow": [f"{host}:{other.server.port}"], "change": f"https://{host}:{other.server.port}/"}
    done = converge(place, hooks, "--ca-file", other.certificate)
    assert done.code == 0 and "hooks.change was not told" in done.err, done
    assert other.server.requests == []
    if host == "localhost":
        assert "may be reached" in done.err and other.server.connections == 0, done


def test_a_proxy_of_the_environment_is_not_asked(workplace, receiver, listener):
    """A proxy would connect where it likes: what it reaches cannot be checked from here."""
    place, other = workplace(), receiver()
    env = {"INTERLOCK_HOOK_KEY": KEY, "https_proxy": listener.url, "all_proxy": listener.url}
    hooks = {"allow": other.allow, "change": other.url + "/"}
    done = converge(place, hooks, "--ca-file", other.certificate, env=env)
    assert done.code == 0 and len(other.server.requests) == 1, done
    assert listener.connections == 0


@pytest.mark.parametrize(
    "env, words",
    [
        pytest.param({}, "INTERLOCK_HOOK_KEY is not set", id="there_is_none"),
        pytest.param({"INTERLOCK_HOOK_KEY": ""}, "set but empty", id="it_is_empty"),
        pytest.param({"INTERLOCK_HOOK_KEY": KEY, "INTERLOCK_HOOK_KEY_FILE": "f"}, "unset one", id="there_are_two"),
        pytest.param({"INTERLOCK_HOOK_KEY_FILE": "missing"}, "missing", id="its_file_is_not_there"),
    ],
)
def test_without_a_usable_key_nothing_is_sent_and_the_run_says_so(workplace, receiver, env, words):
    place, other = workplace(), receiver()
    hooks = {"allow": other.allow, "change": other.url + "/"}
    done = converge(place, hooks, "--ca-file", other.certificate, env=env)
    assert done.code == 0 and "hooks was not told" in done.err, done
    assert other.server.requests == [] and KEY not in done.err + done.out


def test_the_key_may_come_from_a_file(workplace, receiver):
    place, other = workplace(), receiver()
    path = place.directory / "key"
    path.write_text(KEY + "\n")
    path.chmod(0o600)
    hooks = {"allow": other.allow, "change": other.url + "/"}
    converge(place, hooks, "--ca-file", other.certificate, env={"INTERLOCK_HOOK_KEY_FILE": str(path)})
    assert other.is_genuine(other.server.requests[0])


def test_a_plan_and_an_apply_without_steps_call_nobody(workplace, receiver):
    """SEC7, SEC8: a plan sends none."""
    place, other = workplace(), receiver()
    hooks = {"allow": other.allow, "change": other.url + "/"}
    converge(place, hooks, "--ca-file", other.certificate)
    sent = len(other.server.requests)
    place.plan("--ca-file", other.certificate)
    assert place.run("apply", "plan.json", env={"INTERLOCK_HOOK_KEY": KEY}).code == 0
    assert len(other.server.requests) == sent


def test_undo_tells_which_run_it_took_back(workplace, receiver):
    place, other = workplace(), receiver()
    hooks = {"allow": other.allow, "change": other.url + "/"}
    first = converge(place, hooks, "--ca-file", other.certificate).json
    flags = ("--ca-file", other.certificate, "--yes")
    assert place.run("undo", *flags, env={"INTERLOCK_HOOK_KEY": KEY}).code == 0
    document = json.loads(other.server.requests[-1][3])
    assert document["undoes"] == first["run"] and document["run"] != first["run"]
    jsonschema.validate(document, SCHEMA)


def test_a_hook_that_its_list_does_not_name_is_refused_with_its_line(workplace):
    """B36, SEC7: whoever may write one setting must not send what the other guards."""
    place = workplace()
    place.manifest(EVERY_WRITE)
    settings = (place.directory / "interlock.yaml").read_text()
    place.write({"interlock.yaml": settings + "hooks: {allow: [a.example.com], change: https://b.example.com/}\n"})
    done = place.run("plan")
    line = settings.count("\n") + 1
    assert done.code == 3 and f"interlock.yaml:{line}:" in done.err and "hooks.allow" in done.err, done
