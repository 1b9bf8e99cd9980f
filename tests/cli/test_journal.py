"""A run can be killed, resumed, taken back and looked up: the journal, the lock, the audit log (applying.md, Journal)."""

import json
import os
import random
import re
import signal
import socket
import sqlite3
import stat
import time

import pytest

from harness import between, forward, settings_for
from test_faults import EVERY_WRITE, WRITES, Started, assert_as_wanted


def state_of(place):
    return place.directory / ".local/state/interlock"


def killed_at(place, at_write, answers=False):
    """Plans EVERY_WRITE and applies it; the process is killed while that write is on its way, or once it was carried out."""
    place.manifest(EVERY_WRITE)
    place.plan()
    writes, started = [], []

    def change(handler):
        if handler.command not in WRITES or "oauth" in handler.path:
            return None
        writes.append(handler.path)
        if len(writes) != at_write:
            return None
        if answers:
            forward(place.sandbox, handler)
        started[0].process.send_signal(signal.SIGKILL)
        return 503, {}, b""

    server = between(place.sandbox, change)
    place.write({"interlock.yaml": settings_for(server.url)})
    started.append(Started(place, "apply", "plan.json", "--format", "json", "--parallelism", "2"))
    done = started[0].result()
    server.stop()
    assert done.code == -signal.SIGKILL, done
    place.settings()


def run_ids(place):
    return [run["run"] for run in place.run("runs", "--format", "json").json["runs"]]


@pytest.mark.parametrize("answers", [False, True], ids=["before_it_was_carried_out", "after_it_was_carried_out"])
@pytest.mark.parametrize("at_write", range(1, 11))
def test_a_run_that_was_killed_is_resumed(workplace, at_write, answers):
    place = workplace()
    killed_at(place, at_write, answers)
    killed = place.run("runs", "--format", "json").json["runs"][0]
    assert killed["ended"] is None and killed["resumable"] is True
    done = place.run("resume", "--format", "json")
    assert done.code == 0, done
    assert "in doubt" in done.err and done.json["run"] == killed["run"]
    assert done.json["applied"] == "all"
    doubted = [step for step in done.json["done"] if step.get("was_in_doubt")]
    assert doubted and all(step["reason"].startswith("it was in doubt") for step in doubted)
    assert_as_wanted(place)
    place.plan()
    assert place.run("plan", "--detailed-exitcode").code == 0
    assert place.run("runs", "audit", "--check").code == 0


def test_a_run_that_ended_by_a_signal_goes_on_under_its_own_name(workplace):
    place = workplace()
    place.manifest(EVERY_WRITE)
    place.plan()
    started = []

    def change(handler):
        if handler.command in WRITES and "oauth" not in handler.path and started:
            started.pop().process.send_signal(signal.SIGTERM)
            time.sleep(0.1)
        return None

    server = between(place.sandbox, change)
    place.write({"interlock.yaml": settings_for(server.url)})
    run = Started(place, "apply", "plan.json", "--format", "json", "--parallelism", "1")
    started.append(run)
    stopped = run.result()
    server.stop()
    place.settings()
    assert stopped.code == 143 and stopped.json["resumable"] is True
    done = place.run("resume", stopped.json["run"], "--format", "json")
    assert done.code == 0, done
    assert done.json["run"] == stopped.json["run"] and done.json["resumable"] is False
    assert len(done.json["done"]) == sum(len(stopped.json[key]) for key in ("done", "not_attempted", "unknown"))
    assert_as_wanted(place)


def test_there_is_nothing_to_resume_after_a_run_that_did_all(workplace):
    """B86"""
    place = workplace()
    place.converge(EVERY_WRITE)
    done = place.run("resume")
    assert done.code == 3 and "run-" in done.err and "resume" not in run_ids(place), done


@pytest.mark.parametrize("command", ["resume", "undo"])
def test_a_run_that_nobody_knows_is_named_with_those_that_are_known(workplace, command):
    """B86"""
    place = workplace()
    assert place.run(command, "run-1").code == 3
    place.converge(EVERY_WRITE)
    done = place.run(command, "run-1")
    assert done.code == 3 and "'run-1'" in done.err and run_ids(place)[0] in done.err, done


def test_what_the_tenant_says_otherwise_than_the_journal_is_left_as_it_is(workplace):
    """B71"""
    place = workplace()
    killed_at(place, 5, answers=True)
    record = place.run("runs", "show", run_ids(place)[0], "--format", "json").json
    skill = next(step["address"] for step in record["done"] if step["address"].startswith("skill/"))
    name = skill.split("/", 1)[1]
    found = place.sandbox.named("/api/v2/routing/skills", name)
    place.sandbox.edit("PUT", f"/api/v2/routing/skills/{found['id']}", lambda body: body.update(description="theirs"))
    done = place.run("resume", "--format", "json")
    assert done.code == 5, done
    held = next(step for step in done.json["held"] if step["address"] == skill)
    assert "the journal says that it was done" in held["reason"]
    again = place.sandbox.named("/api/v2/routing/skills", name)
    assert again["description"] == "theirs"
    assert (state_of(place) / "runs" / done.json["run"] / "reconcile.jsonl").read_text().count("\n") >= 1


def test_undo_shows_first_and_writes_only_with_yes(workplace):
    place = workplace()
    before = fields_of(place)
    place.converge(EVERY_WRITE)
    writes = place.sandbox.writes
    shown = place.run("undo", "--format", "json")
    assert shown.code == 0, shown
    assert shown.json["kind"] == "plan" and place.sandbox.writes == writes
    done = place.run("undo", "--yes", "--format", "json")
    assert done.code == 0, done
    assert fields_of(place) == before
    newest = place.run("runs", "--format", "json").json["runs"][0]
    assert newest["undoes"] == run_ids(place)[1] and newest["exit"] == 0


def fields_of(place):
    """The tenant by names: ids of what came back are new ones."""
    state = place.sandbox.state()
    names = {}
    for objects in state.values():
        if isinstance(objects, list):
            names.update({one["id"]: one.get("name") or one.get("email") for one in objects if "id" in one})
    text = json.dumps({key: value for key, value in state.items() if isinstance(value, list)}, sort_keys=True)
    for number, name in names.items():
        text = text.replace(json.dumps(number), json.dumps("the id of " + str(name)))
    plain = json.loads(text)
    for objects in plain.values():
        for one in objects:
            for key in ("version", "etag", "dateModified", "dateCreated", "modifiedBy"):
                one.pop(key, None)
        objects.sort(key=lambda one: json.dumps(one, sort_keys=True))
    return plain


def test_undo_leaves_what_somebody_else_changed_since(workplace):
    place = workplace()
    place.manifest("skills:\n  - {name: Kept}\n  - {name: Changed}\n")
    place.plan()
    place.apply()
    found = place.sandbox.named("/api/v2/routing/skills", "Changed")
    place.sandbox.edit("PUT", f"/api/v2/routing/skills/{found['id']}", lambda body: body.update(description="theirs"))
    done = place.run("undo", "--yes", "--format", "json")
    assert done.code == 5, done
    assert [step["address"] for step in done.json["held"]] == ["skill/Changed"]
    assert [step["address"] for step in done.json["done"]] == ["skill/Kept"]
    assert place.sandbox.named("/api/v2/routing/skills", "Changed")["description"] == "theirs"
    line = json.loads((state_of(place) / "runs" / done.json["run"] / "reconcile.jsonl").read_text().splitlines()[0])
    assert line["name"] == "Changed", line


def test_undo_of_half_a_run_takes_back_that_half(workplace):
    place = workplace()
    before = fields_of(place)
    killed_at(place, 5, answers=True)
    lock = place.run("undo", "--yes")
    assert lock.code == 9, lock
    lock_id = lock.err.split("lock id '")[1].split("'")[0]
    assert place.run("unlock", lock_id).code == 0
    done = place.run("undo", "--yes", "--format", "json")
    assert done.code == 0, done
    assert fields_of(place) == before


def test_two_runs_on_one_tenant_do_not_run_together(workplace):
    """F46"""
    place = workplace()
    place.manifest(EVERY_WRITE)
    place.plan()
    others = []

    def change(handler):
        if handler.command in WRITES and "oauth" not in handler.path and not others:
            others.append(None)
            others.append(place.run("apply", "plan.json"))
        return None

    server = between(place.sandbox, change)
    place.write({"interlock.yaml": settings_for(server.url)})
    assert place.run("apply", "plan.json").code == 0
    server.stop()
    other = others[1]
    assert other.code == 9, other
    for words in ("is locked by", socket.gethostname(), "lock id"):
        assert words in other.err, other


def test_the_lock_of_a_run_that_lives_is_not_removed(workplace):
    """F48, B72"""
    place = workplace()
    place.manifest(EVERY_WRITE)
    place.plan()
    seen = []

    def change(handler):
        if handler.command in WRITES and "oauth" not in handler.path and not seen:
            seen.append(None)
            held = place.run("apply", "plan.json")
            seen.append(place.run("unlock", held.err.split("lock id '")[1].split("'")[0]))
        return None

    server = between(place.sandbox, change)
    place.write({"interlock.yaml": settings_for(server.url)})
    assert place.run("apply", "plan.json").code == 0
    server.stop()
    assert seen[1].code == 9 and "is alive" in seen[1].err, seen[1]
    assert place.run("unlock", "nothing").code == 3


def test_what_a_run_leaves_is_for_its_owner_alone(workplace):
    """SEC45"""
    place = workplace()
    place.manifest(EVERY_WRITE)
    place.plan()
    assert place.run("apply", "plan.json", umask=0).code == 0
    for directory, _, files in os.walk(state_of(place)):
        assert stat.S_IMODE(os.stat(directory).st_mode) == 0o700, directory
        for name in files:
            assert stat.S_IMODE(os.stat(os.path.join(directory, name)).st_mode) == 0o600, name


def test_the_audit_log_tells_each_write_and_shows_when_one_is_missing(workplace):
    """SEC17, SEC18"""
    place = workplace()
    plan = place.converge(EVERY_WRITE)
    path = state_of(place) / "runs" / plan["run"] / "audit.jsonl"
    lines = path.read_text().splitlines()
    assert len(lines) == place.sandbox.writes
    assert "@example.com" not in re.sub(r"user-[^\"]*", "", path.read_text())  # ids of this sandbox look like that
    checked = place.run("runs", "audit", "--check")
    assert checked.code == 0 and f"{len(lines)} records" in checked.out, checked
    path.write_text("\n".join(lines[:1] + lines[2:]) + "\n")
    damaged = place.run("runs", "audit", "--check")
    assert damaged.code == 10 and "line 2" in damaged.err, damaged


def test_a_state_directory_that_cannot_be_used_stops_before_the_first_write(workplace):
    """B73"""
    place = workplace()
    place.manifest(EVERY_WRITE)
    place.plan()
    (place.directory / "file").write_text("")
    done = place.run("apply", "plan.json", "--state-dir", "file/below")
    assert done.code == 11 and place.sandbox.writes == 0, done


def test_a_plan_without_steps_leaves_nothing(workplace):
    place = workplace()
    place.converge(EVERY_WRITE)
    known = run_ids(place)
    place.plan()
    place.apply()
    assert run_ids(place) == known


KILLS = int(os.environ.get("INTERLOCK_KILLS", "4"))
SEED = int(os.environ.get("INTERLOCK_SEED", "1"))


@pytest.mark.parametrize("seed", range(SEED, SEED + KILLS))
def test_a_process_that_is_killed_at_any_moment_leaves_what_resume_finishes(workplace, seed):
    """F40, F45: at a moment that nobody chose; the run may have ended by then."""
    place = workplace()
    place.manifest(EVERY_WRITE)
    place.plan()
    run = Started(place, "apply", "plan.json", "--parallelism", str(1 + seed % 4))
    time.sleep(random.Random(seed).uniform(0, 0.25))
    run.process.kill()
    run.result()
    known = place.run("runs", "--format", "json").json["runs"]
    if known and known[0]["resumable"]:
        done = place.run("resume", "--format", "json")
        assert done.code == 0 and done.json["applied"] == "all", done
    else:
        locks = place.run("apply", "plan.json")
        assert locks.code == 0, locks
    assert_as_wanted(place)
    assert place.run("plan", "--detailed-exitcode").code == 0
    assert place.run("runs", "audit", "--check").code == 0


def change_database(*statements):
    def change(path):
        database = sqlite3.connect(path)
        for statement in statements:
            database.execute(statement)
        database.commit()
        database.close()

    return change


DAMAGES = {
    "it_is_empty": (lambda path: path.write_bytes(b""), "not a journal"),
    "it_is_a_text": (lambda path: path.write_text("interlock: 1\n"), "journal.db"),
    "it_is_of_a_newer_version": (change_database("PRAGMA user_version = 7000001"), "version"),
    "it_has_a_table_more": (change_database("CREATE TABLE more (id)"), "journal.db"),
    "a_record_says_something_else": (
        change_database("UPDATE record SET content = replace(content, 'done', 'held') WHERE kind = 'outcome'"),
        "record",
    ),
    "a_record_is_missing": (change_database("DELETE FROM record WHERE number = 3"), "record 3"),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("command", [["runs"], ["resume"], ["undo"], ["apply", "plan.json"]], ids=lambda one: one[0])
def test_a_journal_that_was_changed_is_not_believed(workplace, damage, command):
    """B69, B70: nothing is written on its word."""
    change, words = DAMAGES[damage]
    place = workplace()
    place.converge(EVERY_WRITE)
    place.manifest("skills:\n  - {name: One_More}\n")
    place.plan()
    writes = place.sandbox.writes
    for path in state_of(place).glob("journal.db-*"):
        path.unlink()
    change(state_of(place) / "journal.db")
    done = place.run(*command)
    is_about_other_runs = command[0] == "apply" and damage.startswith("a_record")
    assert done.code == (0 if is_about_other_runs else 10), done
    if not is_about_other_runs:
        assert words in done.err and place.sandbox.writes == writes, done


def test_a_journal_that_lost_a_run_is_not_believed(workplace):
    """F73: an older copy of the journal stands beside the directories of runs that it does not know."""
    place = workplace()
    place.converge("skills:\n  - {name: One}\n")
    older = (state_of(place) / "journal.db").read_bytes()
    place.converge("skills:\n  - {name: Two}\n")
    for path in state_of(place).glob("journal.db-*"):
        path.unlink()
    (state_of(place) / "journal.db").write_bytes(older)
    done = place.run("runs")
    assert done.code == 10 and "run-" in done.err, done
