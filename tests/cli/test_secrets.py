"""Secrets go nowhere but to the token endpoint, and nobody else reads what is left behind: SEC1, SEC2, SEC45."""

import json
import re
import stat
import subprocess

import pytest

from canaries import CREDENTIALS, LOGIN, SECRET, TOKEN, at, echoes, encodings, everything
from harness import INTERLOCK, closed_port, environment, listening

SCHEDULES = "schedules:\n  - {name: Weekdays, state: closed}\n"


# SEC1: secrets come from the environment or a file and go nowhere but to the token endpoint.


def test_no_artefact_of_the_main_job_holds_a_secret(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    done = [
        place.run(*command)
        for command in (
            ("validate", "--verbose"),
            ("plan", "--verbose", "-o", "plan.json"),
            ("show", "plan.json"),
            ("show", "plan.json", "--format", "json"),
            ("apply", "plan.json", "--verbose"),
            ("plan", "--verbose", "--format", "json"),
            ("drift", "--verbose", "--format", "json"),
            ("plan", "--frobnicate"),
            ("plan", "-f", "nowhere"),
        )
    ]
    left = everything(place.directory, *done)
    secret, token = place.sandbox.ready["client_secret"], place.sandbox.token()
    assert "Weekdays" in left
    for canary in (secret, token, *encodings(secret), *encodings(token)):
        assert canary not in left


def test_no_artefact_of_a_failing_run_holds_a_secret(work, tmp_path, listener):
    done = [work("plan", "--max-wait", "1s", *at(url)) for url in (listener.url, f"http://127.0.0.1:{closed_port()}")]
    assert [result.code for result in done] == [7, 7]
    assert SECRET not in everything(tmp_path, *done)


def test_the_secret_stands_in_no_process_list_and_no_core_file(work, tmp_path):
    seen = {}

    def inspect(handler):
        """The server asks /proc about its client while the client waits for the answer."""
        for name in ("cmdline", "limits"):
            seen[name] = open(f"/proc/{process.pid}/{name}").read()
        return 503, {"Retry-After": "9999"}, b"{}"

    with listening() as server:
        server.reply = inspect
        command = [INTERLOCK, "plan", *at(server)]
        process = subprocess.Popen(
            command,
            cwd=tmp_path,
            env=environment(tmp_path, CREDENTIALS),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        process.communicate(timeout=120)
    assert SECRET not in seen["cmdline"] and "plan" in seen["cmdline"]
    assert re.search(r"^Max core file size +0 +0 ", seen["limits"], re.MULTILINE), seen["limits"]


@pytest.mark.parametrize("flag", ["--client-secret", "--secret", "--token", "--access-token", "--password"])
def test_no_flag_takes_a_secret(work, flag):
    done = work("plan", flag, SECRET)
    assert done.code == 3 and SECRET not in done.out + done.err


@pytest.mark.parametrize("key", ["client_secret", "secret", "access_token", "password"])
def test_no_settings_file_takes_a_secret(work, tmp_path, key):
    (tmp_path / "interlock.yaml").write_text(f"interlock: 1\ntenants:\n  t:\n    {key}: {SECRET}\n")
    done = work("plan")
    assert done.code == 3 and f"'{key}'" in done.err and SECRET not in done.out + done.err


def test_a_secret_file_serves_as_well_as_the_environment(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    path = place.directory / "secret"
    path.write_text(place.sandbox.ready["client_secret"] + "\n")
    path.chmod(0o600)
    env = {"GENESYSCLOUD_OAUTHCLIENT_SECRET": None, "GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE": str(path)}
    done = place.run("plan", env=env)
    assert done.code == 0, done


def test_a_ready_made_token_serves_as_well_as_id_and_secret(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    names = ("GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYSCLOUD_OAUTHCLIENT_SECRET")
    done = place.run("plan", env={**dict.fromkeys(names), "GENESYSCLOUD_ACCESS_TOKEN": place.sandbox.token()})
    assert done.code == 0, done


# SEC2: a server that echoes the secret finds it redacted in every encoding.


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 500])
def test_a_secret_that_the_token_endpoint_echoes_is_redacted(work, tmp_path, status):
    said = [SECRET, *echoes(SECRET)]
    body = json.dumps({"message": "refused: " + " ".join(said), "code": said[1], "error_description": said[0]})
    with listening(status=status, body=body.encode()) as server:
        done = work("plan", "--verbose", "--max-wait", "1s", *at(server))
    assert done.code != 0
    left = everything(tmp_path, done)
    for canary in (SECRET, *encodings(SECRET)):
        assert canary not in left, canary


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
def test_secret_and_token_that_a_read_echoes_are_redacted(work, tmp_path, status):
    said = [SECRET, *echoes(SECRET), TOKEN, *echoes(TOKEN)]
    body = json.dumps({"message": " ".join(said), "code": TOKEN, "contextId": SECRET}).encode()

    def reply(handler):
        if handler.path.endswith("/oauth/token"):
            return 200, {}, LOGIN
        return status, {}, body

    with listening() as server:
        server.reply = reply
        done = work("plan", "--verbose", "--max-wait", "1s", *at(server))
    assert done.code != 0
    left = everything(tmp_path, done)
    for canary in (SECRET, *encodings(SECRET), TOKEN, *encodings(TOKEN)):
        assert canary not in left, canary


# SEC45: nobody else reads what the tool leaves behind.


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_plan_file_is_private_whatever_the_umask(workplace, umask):
    place = workplace()
    place.manifest(SCHEDULES)
    place.write({"plan.json": "an older file"})
    (place.directory / "plan.json").chmod(0o666)
    for path in ("plan.json", "new.json"):
        assert place.run("plan", "-o", path, umask=umask).code == 0
        assert stat.S_IMODE((place.directory / path).stat().st_mode) == 0o600


def test_a_run_leaves_nothing_that_others_can_read(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    mine = set(place.directory.rglob("*"))
    assert place.run("plan", "-o", "plan.json", umask=0).code == 0
    assert place.run("apply", "plan.json", umask=0).code == 0
    made = set(place.directory.rglob("*")) - mine
    assert place.directory / "plan.json" in made
    for path in made:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_plan_file_does_not_go_through_a_link(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    target = place.directory / "precious"
    target.write_text("precious")
    (place.directory / "plan.json").symlink_to(target)
    place.run("plan", "-o", "plan.json")
    assert target.read_text() == "precious"
