"""What every command-line test starts from: an empty working directory and, where asked for, a running sandbox."""

import pytest

from canaries import CREDENTIALS
from harness import Agreements, Sandbox, Listener, run as run_binary, settings_for, write_files
from openapi import Record
from published import PublishedSandbox
from tenants import support_centre

RECORD = Record()


@pytest.fixture
def run(tmp_path):
    """run(*args, env=..., ...): the binary in an empty directory of the test's own."""
    return lambda *args, **how: run_binary(*args, **{"cwd": tmp_path, **how})


@pytest.fixture
def work(tmp_path, run):
    """work(*args): the binary in a directory with one good manifest, with canaries for credentials."""
    write_files(tmp_path, {"manifests/a.yaml": "interlock: 1\nschedules:\n  - {name: Weekdays, state: closed}\n"})
    return lambda *args, **how: run(*args, **{"env": CREDENTIALS, **how})


@pytest.fixture
def listener():
    """A loopback server that must not be asked: it records what comes."""
    server = Listener()
    yield server
    server.stop()


class Workplace:
    """A working directory with settings and credentials for a running sandbox."""

    def __init__(self, directory, sandbox):
        self.directory = directory
        self.sandbox = sandbox
        self.settings()

    def settings(self, **how):
        self.write({"interlock.yaml": settings_for(self.sandbox.url, **{"api": self.sandbox.api, **how})})

    def write(self, files):
        write_files(self.directory, files)

    def manifest(self, text):
        self.write({"manifests/a.yaml": "interlock: 1\n" + text})

    def run(self, *args, **how):
        env = {**self.sandbox.credentials, **how.pop("env", {})}
        return run_binary(*args, **{"cwd": self.directory, "env": env, **how})

    def plan(self, *args, code=0):
        """Plans to plan.json; what the plan says."""
        done = self.run("plan", "-o", "plan.json", "--format", "json", *args)
        assert done.code == code, done
        return done.json

    def apply(self, code=0):
        done = self.run("apply", "plan.json", "--format", "json")
        assert done.code == code, done
        return done.json

    def converge(self, text, code=0):
        """Plans and applies the manifest."""
        self.manifest(text)
        self.plan()
        return self.apply(code)


def _workplaces(directory, kind):
    """Starts workplaces on demand and stops their sandboxes at the end."""
    started = []

    def start(tenant=None, **how):
        tenant = tenant or support_centre()
        homes = [directory / f"{name}{len(started)}" for name in ("sandbox", "work")]
        for home in homes:
            home.mkdir()
        sandbox = kind(getattr(tenant, "document", tenant), homes[0], **how)
        started.append(sandbox)
        return Workplace(homes[1], sandbox)

    yield start
    for sandbox in started:
        sandbox.stop()
    faults = [fault for sandbox in started for fault in RECORD.judge(sandbox.exchanges)]
    assert not faults, "the OpenAPI document says otherwise:\n" + "\n".join(faults)


@pytest.fixture
def workplace(tmp_path):
    """workplace(tenant): a working directory beside a sandbox with that tenant."""
    yield from _workplaces(tmp_path, Sandbox)


@pytest.fixture
def published_workplace(tmp_path):
    """The same over the published API: each exchange is judged by the OpenAPI document when the test ends."""
    yield from _workplaces(tmp_path, PublishedSandbox)


def pytest_terminal_summary(terminalreporter):
    if RECORD.wanted:
        terminalreporter.write_line(RECORD.summary())


def pytest_sessionfinish():
    Agreements.record()
