#!/usr/bin/python3
"""Flips 50 schedules by one `interlock apply` and by the same 50 calls in sequence, on one sandbox; prints both times."""

import http.client
import json
import pathlib
import statistics
import sys
import tempfile
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))

from harness import Sandbox, run, settings_for, write_files  # noqa: E402
from tenants import QUICK_RATES, Tenant  # noqa: E402

COUNT = 50
ROUNDS = 5
# The quotas of the platform. Each round starts with a fresh sandbox, so that no round waits for the quota of the last.
PLATFORM = {"token": "300/min", "routing": "10/s", "queues": "5/s", "architect": "300/min"}


def tenant(rates):
    built = Tenant(rates=rates)
    for number in range(COUNT):
        built.schedule(f"DR_Line_{number:02}")
    return built.document


def manifest():
    entries = "".join(f"  - {{name: DR_Line_{number:02}, state: closed}}\n" for number in range(COUNT))
    return f"interlock: 1\nschedules:\n{entries}"


def by_interlock(directory, latency):
    """Seconds of `apply PLAN`, process start included; the plan is made before, as one for an emergency is."""
    sandbox = Sandbox(tenant(PLATFORM), directory, latency)
    try:
        settings = settings_for(sandbox.url, rates="{token: 300/min, architect: 300/min}")
        write_files(directory, {"interlock.yaml": settings, "manifests/a.yaml": manifest()})
        planned = run("plan", "-o", "plan.json", cwd=directory, env=sandbox.credentials)
        start = time.perf_counter()
        applied = run("apply", "plan.json", cwd=directory, env=sandbox.credentials)
        seconds = time.perf_counter() - start
        assert (planned.code, applied.code) == (0, 0), (planned, applied)
        return seconds, sandbox.observer()["throttled"]
    finally:
        sandbox.stop()


def by_calls(directory, latency):
    """Seconds of 50 PATCH calls, one after the other, over one connection: what a careful script does."""
    sandbox = Sandbox(tenant(QUICK_RATES), directory, latency)
    try:
        headers = {"Authorization": f"Bearer {sandbox.token()}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(sandbox.url).netloc)
        start = time.perf_counter()
        for number in range(COUNT):
            path = f"/api/v2/architect/schedules/schedule-DR_Line_{number:02}"
            connection.request("PATCH", path, json.dumps({"closed": True}), headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
        return time.perf_counter() - start
    finally:
        sandbox.stop()


def main():
    latency = sys.argv[1:]
    ours, calls, throttled = [], [], 0
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as directory:
            seconds, refused = by_interlock(pathlib.Path(directory), latency)
            ours.append(seconds)
            throttled += refused
            calls.append(by_calls(pathlib.Path(directory), latency))
    for what, times in (("interlock apply", ours), ("calls in sequence", calls)):
        print(f"{what:18} min {min(times):6.3f} s   median {statistics.median(times):6.3f} s   ({ROUNDS} rounds)")
    print(f"ratio of medians   {statistics.median(calls) / statistics.median(ours):.2f}   answers 429: {throttled}")


main()
