"""The executor over real HTTP while the line between tool and tenant is bad: F1-F5, F11, F14, F28, F31-F34, F45, F69."""

import os
import random
import signal
import subprocess
import threading
import time

import pytest

from harness import INTERLOCK, Result, between, environment, forward, settings_for
from tenants import Tenant, support_centre

# One write of every kind: POST, PUT of profiles, queues and a skill, PATCH, DELETE.
EVERY_WRITE = (
    "skills:\n  - {name: Expert, replaces: Tier_2}\n  - {name: Billing, description: Money}\n"
    "profiles:\n  - {user: ben@example.com, levels: {Billing: 3}}\n  - {name: Support_Agent, levels: {Fax: 4}}\n"
    "queues:\n  - {name: New_Line, requires: [{skill: Fax, level: 1}]}\n"
    "schedules:\n  - {name: Weekdays, state: closed}\n"
)
WRITES = ("POST", "PUT", "PATCH", "DELETE")


def cut_off(handler):
    raise ConnectionAbortedError


def answer_lost(handler, sandbox):
    """The request arrives and takes effect, no answer comes back."""
    forward(sandbox, handler)
    cut_off(handler)


def answer_cut(handler, sandbox):
    _, _, text = forward(sandbox, handler)
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (len(text) + 10) + text[: len(text) // 2])
    cut_off(handler)


def half_a_body(handler, sandbox):
    """A whole answer as far as HTTP knows."""
    status, headers, text = forward(sandbox, handler)
    return status, headers, text[: len(text) // 2]


def twice(handler, sandbox):
    """The line delivers the request twice; the second answer is the one that comes back."""
    forward(sandbox, handler)
    return forward(sandbox, handler)


def slow(handler, sandbox):
    time.sleep(0.05)
    return forward(sandbox, handler)


FAULTS = {
    "request_lost": lambda handler, sandbox: cut_off(handler),
    "answer_lost": answer_lost,
    "answer_cut": answer_cut,
    "half_a_body": half_a_body,
    "a_page_of_a_portal": lambda handler, sandbox: (200, {"Content-Type": "text/html"}, b"<html>Please log in</html>"),
    "portal_after_effect": lambda handler, sandbox: forward(sandbox, handler) and (200, {}, b"<html></html>"),
    "empty_200_after_effect": lambda handler, sandbox: forward(sandbox, handler) and (200, {}, b""),
    "unavailable": lambda handler, sandbox: (503, {}, b'{"code": "service.unavailable", "message": "later"}'),
    "bad_gateway_after_effect": lambda handler, sandbox: forward(sandbox, handler) and (502, {}, b"<html></html>"),
    "throttled": lambda handler, sandbox: (429, {"Retry-After": "1"}, b'{"code": "too.many.requests.retry.after"}'),
    "twice": twice,
    "slow": slow,
}


def assert_as_wanted(place):
    """What EVERY_WRITE asks for, once, with no queue without agents on the way."""
    sandbox = place.sandbox
    state = sandbox.state()
    assert sorted(skill["name"] for skill in state["skills"]) == ["Billing", "Expert", "Fax"]
    assert sorted(queue["name"] for queue in state["queues"]) == ["Billing_Line", "Expert_Line", "New_Line"]
    profile = next(profile for profile in state["personal_profiles"] if profile["name"] == "ana@example.com")
    assert {held["skill"]["name"]: held["level"] for held in profile["levels"]} == {"Billing": 4, "Expert": 2}
    assert profile["invented_by_the_platform"] == "kept"
    assert sandbox.observer()["breaches"] == []
    place.settings()
    assert place.run("plan", "--detailed-exitcode").code == 0


@pytest.mark.parametrize("fault", FAULTS)
def test_each_write_of_a_run_meets_the_fault_once_and_all_arrives_once(workplace, fault):
    place = workplace()
    place.manifest(EVERY_WRITE)
    met = set()

    def change(handler):
        # A throttled bucket rests for a second: one of each method is enough.
        request = (handler.command, handler.path if fault != "throttled" else "any")
        if handler.command not in WRITES or "oauth" in handler.path or request in met:
            return None
        met.add(request)
        return FAULTS[fault](handler, place.sandbox)

    server = between(place.sandbox, change)
    place.write({"interlock.yaml": settings_for(server.url)})
    place.plan()
    run = place.apply()
    server.stop()
    assert {method for method, _ in met} == set(WRITES)
    assert run["applied"] == "all"
    assert_as_wanted(place)


@pytest.mark.parametrize("fault", ["answer_cut", "half_a_body", "unavailable"])
def test_a_plan_reads_all_although_every_third_read_meets_the_fault_once(workplace, fault):
    place = workplace()
    place.manifest(EVERY_WRITE)
    expected = addresses(place.plan())
    seen = []

    def change(handler):
        if handler.path in seen:
            return None
        seen.append(handler.path)
        return FAULTS[fault](handler, place.sandbox) if len(seen) % 3 == 2 else None

    server = between(place.sandbox, change)
    place.write({"interlock.yaml": settings_for(server.url)})
    assert addresses(place.plan("--parallelism", "1")) == expected
    server.stop()
    assert len(seen) > 9


def addresses(plan):
    return [(step["verb"], step["address"]) for step in plan["steps"]]


ROUGH = ("request_lost", "answer_lost", "answer_cut", "half_a_body", "portal_after_effect", "unavailable", "twice")


@pytest.mark.parametrize("seed", range(int(os.environ.get("INTERLOCK_SEEDS", "2"))))
def test_on_a_rough_line_every_run_tells_the_truth_and_a_good_line_finishes_it(workplace, seed):
    place = workplace()
    place.manifest(EVERY_WRITE)
    plan = place.plan()
    dice = random.Random(seed)

    def change(handler):
        return FAULTS[dice.choice(ROUGH)](handler, place.sandbox) if dice.random() < 0.3 else None

    server = between(place.sandbox, change)
    place.write({"interlock.yaml": settings_for(server.url)})
    done = place.run("apply", "plan.json", "--format", "json", "--max-wait", "5s")
    server.stop()
    assert done.code in (0, 7, 8), done
    if done.json["kind"] == "run":
        lists = [entry["step"] for key in OUTCOMES for entry in done.json[key]]
        assert sorted(lists) == sorted(step["id"] for step in plan["steps"])
        assert (done.code == 0) == (len(done.json["done"]) == len(plan["steps"]))
    else:
        assert place.sandbox.writes == 0
    place.settings()
    place.plan()
    place.apply()
    assert_as_wanted(place)


OUTCOMES = ("done", "held", "failed", "not_attempted", "unknown")


class Started:
    """A run of the binary that the test can signal while it works."""

    def __init__(self, place, *args):
        self.process = subprocess.Popen(
            [INTERLOCK, *args],
            cwd=place.directory,
            env=environment(place.directory, place.sandbox.credentials),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def result(self):
        out, err = self.process.communicate(timeout=60)
        return Result(self.process.returncode, out.decode(), err.decode())


@pytest.mark.parametrize("at_write", [1, 4])
@pytest.mark.parametrize(
    "number, code",
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)],
    ids=["SIGINT", "SIGTERM", "SIGKILL"],
)
def test_a_run_that_is_ended_by_a_signal_is_finished_by_the_next(workplace, number, code, at_write):
    place = workplace()
    place.manifest(EVERY_WRITE)
    plan = place.plan()
    writes, started = [], []

    def change(handler):
        if handler.command not in WRITES or "oauth" in handler.path:
            return None
        writes.append(handler.path)
        if len(writes) == at_write:
            started[0].process.send_signal(number)
            time.sleep(0.1)  # the signal arrives while the write is on its way
        return None

    server = between(place.sandbox, change)
    place.write({"interlock.yaml": settings_for(server.url)})
    started.append(Started(place, "apply", "plan.json", "--format", "json", "--parallelism", "2"))
    done = started[0].result()
    server.stop()
    assert done.code == code, done
    if number != signal.SIGKILL:
        lists = {key: [entry["step"] for entry in done.json[key]] for key in OUTCOMES}
        assert sorted(sum(lists.values(), [])) == sorted(step["id"] for step in plan["steps"])
        assert len(lists["done"]) == place.sandbox.writes and lists["not_attempted"]
        assert done.json["applied"] == "part" and lists["unknown"] == [] and lists["failed"] == []
    place.settings()
    if number == signal.SIGKILL:
        assert place.run("apply", "plan.json").code == 9  # F48: nobody takes the lock over silently
        assert place.run("resume").code == 0
    else:
        place.plan()
        place.apply()
    assert_as_wanted(place)


def test_a_run_stops_where_the_next_token_is_for_another_organization(workplace):
    """SEC22, B46: nothing leaves with the new token but the question whose it is."""
    place = workplace()
    place.manifest(EVERY_WRITE)
    plan = place.plan()
    used = {}

    def change(handler):
        """After three writes the token of the run is refused; the one that follows is somebody else's."""
        token = handler.headers["Authorization"]
        if "oauth" in handler.path:
            return None
        used.setdefault(token, []).append((handler.command, handler.path))
        if len(used) == 1:
            is_over = place.sandbox.writes >= 3
            return (401, {}, b'{"code": "bad.credentials"}') if is_over else None
        if handler.path.endswith("/organizations/me"):
            return 200, {}, b'{"id": "0b0b0b0b-0000-4000-8000-000000000002", "name": "Another"}'
        return None

    server = between(place.sandbox, change)
    place.write({"interlock.yaml": settings_for(server.url)})
    done = place.run("apply", "plan.json", "--format", "json", "--parallelism", "1")
    server.stop()
    assert done.code == 4, done
    for words in ("0a0a0a0a-0000-4000-8000-000000000001", "0b0b0b0b-0000-4000-8000-000000000002", "'Another'"):
        assert words in done.err, done.err
    assert [sent for token, sent in used.items()][1:] == [[("GET", "/api/v2/organizations/me")]]
    assert len(done.json["done"]) == place.sandbox.writes == 3 and done.json["applied"] == "part"
    assert len(done.json["not_attempted"]) == len(plan["steps"]) - 3
