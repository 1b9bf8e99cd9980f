#!/usr/bin/python3
"""Makes 10,000 writes by `interlock apply`, and the same calls by a Python client on asyncio and aiohttp.

Each has a fresh sandbox on the published API whose quotas are out of the way, and ten requests in flight. What the apply
asks of one object is recorded from a few, and must be the same for each of them; the Python client makes these calls for
all. Requests per second are the sandbox's as much as the client's, since both share the machine; the processor time of the
client is its own: the apply's has the reading of the plan, the guards and the journal in it. writes.py [WRITES]
"""

import asyncio
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))

from harness import Sandbox, environment, run, settings_for, write_files  # noqa: E402
from published import PublishedSandbox  # noqa: E402

SAMPLE = 5
PARALLEL = 10
RATE = "100000/s"
HOURS = {"start": "2026-01-05T08:00:00.000", "end": "2026-01-05T18:00:00.000"}
BEFORE, AFTER = "FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO,TU"
MARK = "{id}"  # stands for the object in the calls recorded


def name(number):
    return f"Hours_{number:05}"


def tenant(count):
    fields = {"enabled": True, "closed": False, "version": 1, **HOURS, "rrule": BEFORE}
    schedules = [{"id": f"schedule-{name(n)}", "name": name(n), **fields} for n in range(count)]
    rates = {bucket: RATE for bucket in ("token", "routing", "queues", "architect")}
    organization = {"id": "0a0a0a0a-0000-4000-8000-000000000001", "name": "Many Hours"}
    return {"sandbox": 1, "organization": organization, "rates": rates, "schedules": schedules}


def plan_of(sandbox, directory, count):
    """Plans a new rule for each schedule."""
    entries = "".join(f"  - {{name: {name(n)}, rrule: '{AFTER}'}}\n" for n in range(count))
    settings = settings_for(sandbox.url, api="published", rates=f"{{token: {RATE}}}")
    write_files(directory, {"interlock.yaml": settings, "hours.yaml": "interlock: 1\nschedules:\n" + entries})
    planned = run("plan", "-f", "hours.yaml", "-o", "plan.json", cwd=directory, env=sandbox.credentials, timeout=600)
    assert planned.code == 0, planned


def apply(sandbox, directory):
    words = ("apply", "plan.json", "--parallelism", PARALLEL, "--format", "json")
    applied = run(*words, cwd=directory, env=sandbox.credentials, timeout=3600)
    assert applied.code == 0, applied
    return applied.json


def recorded():
    """The calls that an apply makes of one object, the same for each: [method, target, body]."""
    with tempfile.TemporaryDirectory() as directory:
        sandbox = PublishedSandbox(tenant(SAMPLE), directory)
        try:
            plan_of(sandbox, directory, SAMPLE)
            start = len(sandbox.exchanges)
            apply(sandbox, directory)
            exchanges = sandbox.exchanges[start:]
        finally:
            sandbox.stop()
    kinds = []
    for number in range(SAMPLE):
        ours = [row for row in exchanges if name(number) in row.target]
        calls = [[row.method, row.target, (row.sent or b"").decode()] for row in ours]
        kinds.append([[part.replace(name(number), MARK) for part in call] for call in calls])
    assert kinds[0] and all(kind == kinds[0] for kind in kinds), kinds
    return kinds[0]


def measured(client):
    """Seconds that pass, and those of the processor that the processes of `client` use, with what it returns."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    result = client()
    passed, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, result


def by_interlock(count):
    with tempfile.TemporaryDirectory() as name_of_directory:
        directory = pathlib.Path(name_of_directory)
        sandbox = PublishedSandboxAlone(tenant(count), directory)
        try:
            plan_of(sandbox, directory, count)
            passed, used, report = measured(lambda: apply(sandbox, directory))
            return passed, used, report["totals"]["requests"], sandbox.writes
        finally:
            sandbox.stop()


def by_python(count, calls):
    with tempfile.TemporaryDirectory() as name_of_directory:
        directory = pathlib.Path(name_of_directory)
        sandbox = PublishedSandboxAlone(tenant(count), directory)
        try:
            task = {"url": sandbox.url, "token": sandbox.token(), "count": count, "calls": calls}
            words = ["/usr/bin/python3", __file__, "--client"]
            how = {"input": json.dumps(task).encode(), "env": environment(directory), "check": True}
            passed, used, _ = measured(lambda: subprocess.run(words, **how))
            return passed, used, count * len(calls), sandbox.writes
        finally:
            sandbox.stop()


class PublishedSandboxAlone(Sandbox):
    """Without anything between it and its clients."""

    api = "published"


async def make_calls(url, token, count, calls):
    import aiohttp

    numbers = iter(range(count))
    headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}

    async def worker(session):
        for number in numbers:
            for call in calls:
                method, target, body = (part.replace(MARK, name(number)) for part in call)
                async with session.request(method, url + target, data=body or None, headers=headers) as answer:
                    assert answer.status == 200, (method, target, answer.status, await answer.text())
                    json.loads(await answer.read())

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=PARALLEL)) as session:
        await asyncio.gather(*(worker(session) for _ in range(PARALLEL)))


def show(what, count, passed, used, requests, writes):
    assert writes == count, (what, writes)
    cpu = used * 1000 / requests
    print(f"  {what:18} {requests:7} requests, {writes} writes  {passed:7.1f} s  {requests / passed:7.0f} requests/s", end="")
    print(f"  {used:6.1f} s CPU  {cpu:6.3f} s CPU per 1,000 requests", flush=True)
    return cpu, requests / passed


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    calls = recorded()
    print(f"{count} writes, {PARALLEL} in flight; per object " + ", ".join(f"{call[0]} {call[1]}" for call in calls))
    ours = show("interlock apply", count, *by_interlock(count))
    theirs = show("asyncio, aiohttp", count, *by_python(count, calls))
    print(f"  python / interlock: CPU per request {theirs[0] / ours[0]:.2f}, requests/s {theirs[1] / ours[1]:.2f}")


if sys.argv[1:] == ["--client"]:
    given = json.load(sys.stdin)
    asyncio.run(make_calls(given["url"], given["token"], given["count"], given["calls"]))
else:
    main()
