"""The rows of bad-input.md that this version answers for: exit code, place, words, hint, and nothing written."""

import os
import re

import pytest

from bad_input import command_rows, environment_rows, field_rows, matrix_rows, name_rows, platform_rows, scope_rows, text_rows
from bad_input.row import contains
from harness import run, write_files

MANIFESTS = text_rows.ROWS + field_rows.ROWS + matrix_rows.ROWS + name_rows.ROWS
OFFLINE = MANIFESTS + command_rows.ROWS + environment_rows.ROWS + scope_rows.OFFLINE_ROWS
PLATFORM = platform_rows.ROWS + scope_rows.PLATFORM_ROWS
CREDENTIALS = {"GENESYSCLOUD_OAUTHCLIENT_ID": "offline", "GENESYSCLOUD_OAUTHCLIENT_SECRET": "never-to-be-sent"}


def check(row, done):
    assert done.code == row.exit, done
    if isinstance(row.at, re.Pattern):
        assert row.at.search(done.err), done.err
    elif row.at:
        assert re.search(rf"^{re.escape(row.at)}:(\d+:)* ?error: ", done.err, re.MULTILINE), done.err
    for wanted in row.says:
        assert contains(done.err, wanted), (wanted, done.err)
    hints = "\n".join(line for line in done.err.splitlines() if line.startswith("  hint: "))
    for wanted in row.hint:
        assert contains(hints, wanted), (wanted, done.err)
    for unwanted in row.never:
        assert unwanted not in done.out + done.err, unwanted
    # G8: nothing of our insides. G2: hostile text is shown escaped.
    assert not re.search(r"std::|nlohmann|terminate called|unexpected error", done.err), done.err
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", done.err), done.err


def feed(row, cwd, args, env):
    write_files(cwd, row.files)
    for name, mode in row.modes.items():
        (cwd / name).chmod(mode)
    for name, target in row.links.items():
        (cwd / name).symlink_to(target)
    for name in row.pipes:
        os.mkfifo(cwd / name)
    return run(*args, cwd=cwd, env={**env, **row.env}, stdin=row.stdin, memory=row.memory)


def tenant_flags(row, listener):
    """Leads a command that would read a tenant to the listener; settings of the row's own stay in force."""
    if row.args[0] == "validate":
        return ("--api", "guide")
    if row.args[0] not in ("plan", "apply") or "interlock.yaml" in row.files or "--tenant" in row.args:
        return ()
    return ("--api", "guide", "--url", listener.url)


@pytest.mark.parametrize("row", OFFLINE, ids=lambda row: row.test_id)
def test_is_refused_without_a_network_call(row, tmp_path, listener):
    done = feed(row, tmp_path, (*row.args, *tenant_flags(row, listener)), CREDENTIALS)
    check(row, done)
    assert listener.connections == 0


@pytest.mark.parametrize("row", [row for row in MANIFESTS if row.args == ("plan",)], ids=lambda row: row.test_id)
def test_validate_finds_it_too(row, tmp_path):
    check(row, feed(row, tmp_path, ("validate", "--api", "guide"), {}))


@pytest.mark.parametrize("row", PLATFORM, ids=lambda row: row.test_id)
def test_is_refused_without_a_write(row, workplace):
    place = workplace(row.tenant() if row.tenant else None)
    if row.prepare:
        row.prepare(place)
    before = place.sandbox.writes
    write_files(place.directory, row.files)
    done = place.run(*row.args)
    check(row, done)
    assert place.sandbox.writes == before
    assert place.sandbox.observer()["breaches"] == []


def test_every_row_of_this_version_is_here():
    """So that none gets lost when tables are split."""
    offline = {*range(1, 24), 28, 33, 38, *range(41, 45), 49, 51, 52, 74, 75, 77, 78, 81, *range(87, 94), 95}
    with_tenant = {24, 25, 26, 29, 40, 65, 66, 76, 83, 91, 94}
    assert {int(row.id[1:]) for row in OFFLINE} >= offline
    assert {int(row.id[1:]) for row in PLATFORM} >= with_tenant
