"""Drives the built binary from outside: the process, the sandbox, and a server that only listens."""

import base64
import contextlib
import http.server
import json
import os
import pathlib
import resource
import select
import socket
import socketserver
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
INTERLOCK = os.environ.get("INTERLOCK", str(ROOT / "build/dev/interlock"))
INTERLOCK = str(pathlib.Path(INTERLOCK).resolve())
# The address sanitizer reserves terabytes of address space, so memory cannot be limited under it.
IS_SANITIZED = bool(os.environ.get("INTERLOCK_SANITIZED"))
MIB = 1 << 20
# What runs here is reached without a proxy, whatever the caller's environment says.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))

# Far above what a test needs, so that no test waits for a quota; the rates themselves are tested in process.
QUICK_RATES = "{token: 60000/min, routing: 1000/s, queues: 1000/s, architect: 60000/min}"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


def environment(home, extra=None):
    """Nothing of the caller's environment but what instrumented builds need: a developer's credentials never reach a test."""
    kept = {name: value for name, value in os.environ.items() if name.endswith(("SAN_OPTIONS", "LLVM_PROFILE_FILE"))}
    given = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8", **kept, **(extra or {})}
    return {name: value for name, value in given.items() if value is not None}


def run(*args, cwd, env=None, umask=0o022, stdin="", stdout=subprocess.PIPE, memory=0, timeout=120):
    """Runs `interlock ARGS` in `cwd` without a terminal. `memory` limits the address space in bytes."""

    def prepare():
        os.umask(umask)
        if memory and not IS_SANITIZED:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    done = subprocess.run(
        [INTERLOCK, *map(str, args)],
        cwd=cwd,
        env=environment(cwd, env),
        input=stdin.encode(),
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=timeout,
        preexec_fn=prepare,
    )
    if args and args[0] == "plan" and done.returncode in (0, 2):
        Agreements.plans += 1
    return Result(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())


class Agreements:
    """Plans that were shown as good: the binary asked its second checker about each, and ends with 1 where that objects."""

    plans = 0

    @classmethod
    def record(cls):
        """Adds them to the file that INTERLOCK_AGREEMENTS names, for ci/test to sum up."""
        path = os.environ.get("INTERLOCK_AGREEMENTS")
        if path and cls.plans:
            with open(path, "a") as file:
                file.write(f"{cls.plans}\n")


def ask(request):
    return _DIRECT.open(request, timeout=30)


def write_files(root, files):
    """Writes text, bytes or what a function without arguments returns to each path below `root`."""
    for name, content in files.items():
        path = pathlib.Path(root) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = content() if callable(content) else content
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


class Sandbox:
    """A running `interlock sandbox`, and a client that edits its tenant as a colleague would."""

    api = "guide"
    exchanges = ()  # those that somebody else shall judge

    def __init__(self, tenant, directory, extra_args=()):
        self.directory = pathlib.Path(directory)
        self.tenant_file = self.directory / "tenant.json"
        self.tenant_file.write_text(json.dumps(tenant))
        self.process = subprocess.Popen(
            [INTERLOCK, "sandbox", "--tenant", str(self.tenant_file), *extra_args],
            cwd=self.directory,
            env=environment(self.directory),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.ready = self._await_ready()
        self.url = self.ready[self.api]
        self._token = None

    def _await_ready(self):
        readable, _, _ = select.select([self.process.stdout], [], [], 60)
        line = self.process.stdout.readline() if readable else b""
        if not line:
            self.process.kill()
            raise RuntimeError("the sandbox did not start: " + self.process.stderr.read().decode())
        return json.loads(line)

    def stop(self):
        self.process.terminate()
        out, err = self.process.communicate(timeout=30)
        return Result(self.process.returncode, out.decode(), err.decode())

    @property
    def credentials(self):
        return {
            "GENESYSCLOUD_OAUTHCLIENT_ID": self.ready["client_id"],
            "GENESYSCLOUD_OAUTHCLIENT_SECRET": self.ready["client_secret"],
        }

    def token(self):
        if self._token is None:
            basic = f"{self.ready['client_id']}:{self.ready['client_secret']}"
            headers = {
                "Authorization": "Basic " + base64.b64encode(basic.encode()).decode(),
                "Content-Type": "application/x-www-form-urlencoded",
            }
            request = urllib.request.Request(
                self.url + "/oauth/token", b"grant_type=client_credentials", headers, method="POST"
            )
            with ask(request) as answer:
                self._token = json.load(answer)["access_token"]
        return self._token

    def call(self, method, path, body=None, headers=None, token=None):
        """Status, headers and decoded body of one request to the API."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": "Bearer " + (token or self.token()), **(headers or {})}
        if data is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(
            self.url + urllib.parse.quote(path, safe="/?&=%:,@"), data, headers, method=method
        )
        try:
            with ask(request) as answer:
                return answer.status, answer.headers, _decoded(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, error.headers, _decoded(error.read())

    def get(self, path):
        status, headers, body = self.call("GET", path)
        # A test that looks at many objects shares the quota with the run before it, on a slow machine too.
        while status == 429:
            time.sleep(int(headers["Retry-After"]))
            status, headers, body = self.call("GET", path)
        assert status == 200, (path, status, body)
        return body

    def all(self, path):
        """Every entity of a list."""
        found, next_uri = [], f"{path}?pageSize=500"
        while next_uri:
            page = self.get(next_uri)
            found += page["entities"]
            next_uri = page.get("nextPageUri")
            if next_uri and "://" in next_uri:
                parts = urllib.parse.urlsplit(next_uri)
                next_uri = f"{parts.path}?{parts.query}"
        return found

    def named(self, path, name):
        key = "email" if path.endswith("/users") else "name"
        return next(entity for entity in self.all(path) if entity[key] == name)

    def edit(self, method, path, change):
        """Reads the object, lets `change` edit it, and writes it under its etag: a colleague at work."""
        status, headers, body = self.call("GET", path)
        assert status == 200, (path, status, body)
        changed = change(body) or body
        guard = {"If-Match": headers["ETag"]} if headers["ETag"] else {}
        status, _, answer = self.call(method, path, changed, guard)
        assert status in (200, 201, 204), (method, path, status, answer)
        return answer

    def state(self):
        return self.get("/__sandbox/state")

    def observer(self):
        """What the observer saw: {"writes": N, "throttled": N, "breaches": [...]}."""
        return self.get("/__sandbox/breaches")

    @property
    def writes(self):
        return self.observer()["writes"]


def _decoded(text):
    return json.loads(text) if text else None


def settings_for(url, api="guide", name="sandbox", rates=QUICK_RATES, settle="0s", more=""):
    return (
        f"interlock: 1\ntenants:\n  {name}:\n    url: {url}\n    api: {api}\n    rates: {rates}\n"
        f"settle: {settle}\n{more}"
    )


class _Server(http.server.ThreadingHTTPServer):
    def server_bind(self):
        """Without the name of the address, which a machine without /etc/hosts would seek in the network."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address


class Listener:
    """A loopback server that records every request and answers each the same way: nothing of the platform behind it."""

    def __init__(self, status=503, headers=None, body=b"{}", tls=None):
        listener = self
        self.requests = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                self.body = self.rfile.read(length)
                listener.requests.append((self.command, self.path, dict(self.headers), self.body))
                answer_status, answer_headers, answer_body = listener.reply(self)
                self.send_response(answer_status)
                for name, value in answer_headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer_body)))
                self.end_headers()
                self.wfile.write(answer_body)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

            def log_message(self, *args):
                pass

        self.reply = lambda handler: (status, headers or {}, body)
        self.server = _Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        # Also a connection without a request (a failed TLS handshake, a bare connect) counts as network traffic.
        self.connections = 0
        verify = self.server.verify_request

        def count(request, client):
            self.connections += 1
            return verify(request, client)

        self.server.verify_request = count
        self.scheme = "http"
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
            self.scheme = "https"
        self.server.handle_error = lambda *args: None
        # stop() waits for the next poll, so the default of half a second would be most of the time of the tests.
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def port(self):
        return self.server.server_address[1]

    @property
    def url(self):
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@contextlib.contextmanager
def listening(**how):
    listener = Listener(**how)
    try:
        yield listener
    finally:
        listener.stop()


def closed_port():
    """A loopback port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def forward(sandbox, handler):
    """The sandbox's own answer to the request."""
    headers = {
        name: value for name, value in handler.headers.items() if name.lower() not in ("host", "accept-encoding")
    }
    request = urllib.request.Request(sandbox.url + handler.path, handler.body or None, headers, method=handler.command)
    try:
        with ask(request) as answer:
            status, fields, text = answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        status, fields, text = error.code, error.headers, error.read()
    kept = {name: fields[name] for name in ("ETag", "Content-Type", "Retry-After") if fields[name]}
    return status, kept, text


def between(sandbox, change):
    """A server between tool and sandbox; `change` gives another answer, or None."""
    server = Listener()
    server.reply = lambda handler: change(handler) or forward(sandbox, handler)
    return server
