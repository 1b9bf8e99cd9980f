#!/usr/bin/python3
"""Flips 50 schedules by one `interlock apply` and by the same 50 calls in sequence, through the same sandbox.

Prints both times, on plain loopback and through a relay that holds back each answer for 30 ms, as a distant platform would.
"""

import http.client
import json
import pathlib
import socket
import statistics
import sys
import tempfile
import threading
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


class Relay:
    """Passes connections on to `url` and holds back every piece that the server sends for `delay` seconds."""

    def __init__(self, url, delay):
        parts = urllib.parse.urlsplit(url)
        self.target, self.delay = (parts.hostname, parts.port), delay
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.create_connection(self.target)
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for ends in ((client, server, 0), (server, client, self.delay)):
                threading.Thread(target=self.pump, args=ends, daemon=True).start()

    @staticmethod
    def pump(source, sink, delay):
        try:
            while piece := source.recv(1 << 20):
                time.sleep(delay)
                sink.sendall(piece)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # one side is gone; the other learns it from its own socket


def by_interlock(directory, delay):
    """Seconds of `apply PLAN`, process start included; the plan is made before, as one for an emergency is."""
    sandbox = Sandbox(tenant(PLATFORM), directory)
    try:
        settings = settings_for(Relay(sandbox.url, delay).url, rates="{token: 300/min, architect: 300/min}")
        write_files(directory, {"interlock.yaml": settings, "manifests/a.yaml": manifest()})
        planned = run("plan", "-o", "plan.json", cwd=directory, env=sandbox.credentials)
        start = time.perf_counter()
        applied = run("apply", "plan.json", cwd=directory, env=sandbox.credentials)
        seconds = time.perf_counter() - start
        assert (planned.code, applied.code) == (0, 0), (planned, applied)
        return seconds, sandbox.observer()["throttled"]
    finally:
        sandbox.stop()


def by_calls(directory, delay):
    """Seconds of 50 PATCH calls, one after the other, over one connection: what a careful script does."""
    sandbox = Sandbox(tenant(QUICK_RATES), directory)
    try:
        headers = {"Authorization": f"Bearer {sandbox.token()}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(Relay(sandbox.url, delay).url).netloc)
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


def measure(delay):
    ours, calls, throttled = [], [], 0
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as directory:
            seconds, refused = by_interlock(pathlib.Path(directory), delay)
            ours.append(seconds)
            throttled += refused
            calls.append(by_calls(pathlib.Path(directory), delay))
    print(f"{COUNT} schedules, {delay * 1000:.0f} ms to the platform, {ROUNDS} rounds, {throttled} answers 429")
    for what, times in (("interlock apply", ours), ("calls in sequence", calls)):
        print(f"  {what:18} min {min(times):6.3f} s   median {statistics.median(times):6.3f} s")
    print(f"  calls / apply      {statistics.median(calls) / statistics.median(ours):.2f}")


for milliseconds in (0, 30):
    measure(milliseconds / 1000)
