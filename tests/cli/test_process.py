"""What the process does with the streams that it was given, and how many requests it has on their way."""

import itertools
import stat
import subprocess
import threading

import pytest

from harness import INTERLOCK, environment, listening, settings_for
from tenants import support_centre
from test_network import between

SCHEDULES = "schedules:\n  - {name: Weekdays, state: closed}\n"


def shell(place, command):
    """The line as a shell runs it, with $0 for the binary."""
    return subprocess.run(
        ["/bin/bash", "-c", command, INTERLOCK],
        cwd=place.directory,
        env=environment(place.directory, place.sandbox.credentials),
        capture_output=True,
        timeout=120,
    )


@pytest.mark.parametrize("closed", [">&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_closed_standard_output_is_an_error_and_no_socket_takes_its_place(workplace, closed):
    place = workplace()
    place.manifest(SCHEDULES)
    done = shell(place, f'"$0" plan -o plan.json {closed}')
    assert done.returncode == 11, done
    assert b"standard output" in done.stderr or "2>&-" in closed
    assert place.run("show", "plan.json").code == 0


def test_closed_input_and_messages_hurt_nobody(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    whole = place.run("plan", "--format", "json")
    done = shell(place, '"$0" plan --format json <&- 2>&-')
    assert (done.returncode, len(done.stdout)) == (0, len(whole.out.encode())), done


def test_a_reader_that_left_is_an_error_and_no_crash(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    done = shell(place, '{ sleep 0.1; "$0" plan; echo "code $?" >&2; } | true')
    assert done.stderr.endswith(b"code 11\n"), done
    assert b"cannot write to standard output: Broken pipe" in done.stderr


# B50: what surrounds a run changes nothing in what it says.

SURROUNDINGS = {
    "the C locale": {"LC_ALL": "C"},
    "a locale whose i has no dot": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "a locale with a decimal comma": {"LC_ALL": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"},
    "a locale that is not there": {"LC_ALL": "xx_YY.KOI8"},
    "an odd zone": {"TZ": "Asia/Kathmandu"},
    "a zone that is none": {"TZ": "<+99>-99:99:99"},
    "no home": {"HOME": None},
    "no colour": {"NO_COLOR": "1"},
    "nothing but the credentials": {"PATH": None, "HOME": None, "LANG": None},
}
COMMANDS = (
    ("drift",),
    ("drift", "--format", "json"),
    ("show", "plan.json"),
    ("show", "plan.json", "--format", "json"),
    ("explain", "plan.json"),
    ("validate",),
    ("settings",),
    ("help", "plan"),
)


def test_surroundings_change_no_byte(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    place.plan()
    for command in COMMANDS:
        plain = place.run(*command)
        for name, env in SURROUNDINGS.items():
            assert place.run(*command, env=env) == plain, (name, command)


def test_where_nothing_can_be_written_only_that_is_missed(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    done = place.run("plan", "--format", "json", "-o", "/proc/plan.json")
    assert done.code == 11, done
    # Found before the tenant is read (B73).
    assert "/proc/plan.json" in done.err and done.json["kind"] == "problems"


def test_reports_are_private_whatever_the_umask(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    assert place.run("drift", "--report", "json=report.json", umask=0).code == 2
    assert stat.S_IMODE((place.directory / "report.json").stat().st_mode) == 0o600


# B51: proxy variables count with --proxy env alone.


@pytest.mark.parametrize("value", ["http://127.0.0.1:1", "ftp://u:p@nowhere:99999/x", "\r"])
def test_proxy_variables_are_ignored_unless_asked_for(workplace, value):
    place = workplace()
    place.manifest(SCHEDULES)
    names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    done = place.run("plan", env=dict.fromkeys(names, value))
    assert (done.code, done.err) == (0, ""), done


def test_a_good_proxy_is_used_when_asked_for(workplace):
    place = workplace()
    place.manifest(SCHEDULES)
    with listening(status=502) as server:
        env = {"http_proxy": server.url.replace("//", "//someone:pa55word@")}
        done = place.run("plan", "--proxy", "env", "--max-wait", "1s", env=env)
        assert done.code == 7 and server.connections > 0, done
        assert "pa55word" not in done.out + done.err


def test_a_path_of_128_kilobytes_is_refused_in_a_few_words(work):
    done = work("validate", "-f", "a" * 130_000)
    assert done.code == 11, done
    assert len(done.err) < 300


def test_a_file_that_is_named_twice_is_read_once(work):
    once = work("validate")
    for again in (("manifests", "manifests"), ("manifests/a.yaml", "manifests/../manifests/a.yaml")):
        done = work("validate", "-f", again[0], "-f", again[1])
        assert (done.code, done.err) == (once.code, once.err), done


def test_consent_to_nothing_is_success(workplace):
    place = workplace()
    place.converge(SCHEDULES)
    done = place.run("apply", "-f", "manifests", "--yes")
    assert done.code == 0, done
    assert "no changes" in done.err


def test_as_many_requests_are_on_their_way_as_parallelism_allows(workplace):
    many = 24
    tenant = support_centre()
    for number in range(many):
        tenant.user(f"agent{number}@example.com", {"Fax": 1})
    place = workplace(tenant)
    place.manifest("queues:\n  - {name: Billing_Line, requires: [{skill: Billing, level: 3}]}\n")
    together, arrivals = threading.Barrier(many), itertools.count()

    def change(handler):
        if "/users/" in handler.path and next(arrivals) < many:
            together.wait(timeout=30)

    server = between(place.sandbox, change)
    place.write({"interlock.yaml": settings_for(server.url)})
    done = place.run("plan", "--parallelism", str(many))
    server.stop()
    assert done.code == 0, done
    assert next(arrivals) >= many
    assert not together.broken
