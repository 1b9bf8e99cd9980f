#!/usr/bin/python3
"""Prints how many reads a plan without changes makes of a large tenant on the published API, by kind of list."""

import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))

from harness import run, settings_for, write_files  # noqa: E402
from large_tenant import LargeTenant, counted  # noqa: E402
from published import PublishedSandbox  # noqa: E402

SIZES = {"skills": 500, "queues": 200, "users": 1000, "schedules": 60}


def plan_of(sandbox, directory):
    """The reads of a plan for what was exported."""
    write_files(directory, {"interlock.yaml": settings_for(sandbox.url, api="published")})
    exported = run("export", "-o", "out", cwd=directory, env=sandbox.credentials)
    before = len(sandbox.requests("GET"))
    planned = run("plan", "-f", "out", "--detailed-exitcode", cwd=directory, env=sandbox.credentials)
    assert (exported.code, planned.code) == (0, 0), (exported, planned)
    return counted(sandbox.requests("GET")[before:])


def main():
    tenant = LargeTenant(**SIZES)
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        sandbox = PublishedSandbox(tenant.document, directory)
        try:
            reads = plan_of(sandbox, directory)
        finally:
            sandbox.stop()
    print(", ".join(f"{count} {what}" for what, count in SIZES.items()) + ": a plan without changes reads")
    for kind, count in reads.most_common():
        print(f"  {count:5} {kind}")
    print(f"  {sum(reads.values()):5} in all, {tenant.reads_allowed()} at most; {tenant.reads_one_by_one()} one by one")


main()
