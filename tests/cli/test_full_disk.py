"""A state directory that is full or read-only (F44): a real file system of a few kilobytes, in a mount namespace of its own."""

import os
import subprocess

import pytest

from harness import INTERLOCK, environment
from test_faults import EVERY_WRITE, assert_as_wanted

UNSHARE = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
MOUNT = 'mount -t tmpfs -o mode=700,size="$1" none state && '


def in_namespace(place, script, *args):
    """What a shell does that sees `state` as a file system of its own."""
    env = {**environment(place.directory, place.sandbox.credentials), "INTERLOCK": INTERLOCK}
    command = [*UNSHARE, "sh", "-c", script, "sh", *args]
    return subprocess.run(command, cwd=place.directory, env=env, capture_output=True, text=True, timeout=120)


@pytest.fixture
def place(workplace, tmp_path):
    place = workplace()
    (place.directory / "state").mkdir()
    if in_namespace(place, MOUNT + "true", "64k").returncode != 0:
        pytest.skip("no file system can be mounted here")
    place.manifest(EVERY_WRITE)
    place.plan()
    return place


@pytest.mark.parametrize("size", ["4k", "48k", "64k", "80k", "96k", "160k", "224k", "288k", "352k", "480k", "16m"])
def test_a_disk_that_is_full_loses_nothing_that_was_done(place, size):
    """J4: what left gets its outcome, nothing leaves afterwards; once there is room, `resume` does the rest."""
    done = in_namespace(
        place,
        MOUNT + '"$INTERLOCK" apply plan.json --state-dir state > apply.json --format json; echo $? > apply.code;'
        "mount -o remount,size=16m state || exit 99;"
        '"$INTERLOCK" runs --state-dir state --format json > runs.json;'
        'if grep -q \'"resumable":true\' runs.json; then "$INTERLOCK" resume --state-dir state;'
        'else "$INTERLOCK" plan -o plan.json > again.txt && "$INTERLOCK" apply plan.json --state-dir state; fi',
        size,
    )
    code = int((place.directory / "apply.code").read_text())
    assert code in (0, 11), done
    assert code == {"4k": 11, "16m": 0}.get(size, code), done
    assert done.returncode == 0, done
    assert_as_wanted(place)


def test_a_read_only_directory_stops_the_run_before_its_first_write(place):
    done = in_namespace(
        place, MOUNT + "mount -o remount,ro state && exec \"$INTERLOCK\" apply plan.json --state-dir state", "16m"
    )
    assert done.returncode == 11 and "state" in done.stderr, done
    assert place.sandbox.writes == 0
