"""The second campaign: random centres, real processes and sockets, a fault script, kills and signals; judged from outside by
plain bookkeeping that shares nothing with the simulator. `ci/blackbox` plays more of them."""

import contextlib
import json
import os
import pathlib
import random
import signal
import sqlite3
import time

import pytest

from harness import write_files
from test_faults import Started
from test_journal import state_of
from test_random_centres import Centre, PublishedCentre, levels_in

BOXES = int(os.environ.get("INTERLOCK_BOXES", "3"))
FIRST = int(os.environ.get("INTERLOCK_FIRST_BOX", "1"))

# Each strikes a few times, so that there is an end to it; nobody but the tool writes.
TROUBLES = (
    *("refused_connection", "lost_request", "trouble", "refused_token", "unauthorized", "busy_login", "portal", "redirect"),
    *("conflict", "ignored_write", "twice", "accepted", "small_pages", "lost_answer", "cut_answer", "empty_answer"),
    *("trouble_after", "conflict_after", "stale_read", "incomplete", "wrong_total"),
)
SHORT_DELAY = {"accepted": {"delay": "50ms"}, "stale_read": {"delay": "50ms"}}
# A signal that comes before the process listens ends it as it ends any other.
ENDS = {0, 4, 5, 6, 7, 8, 130, 143, -signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT}
ROUNDS = 12


class Box:
    """One seed: a centre in trouble, and an operator who does not give up."""

    def __init__(self, seed, centre, start, directory):
        self.dice = random.Random(f"box {seed}")
        self.centre = centre
        rules = [self.rule(fault) for fault in self.dice.sample(TROUBLES, self.dice.randint(1, 7))]
        self.doubles = sum(rule["times"] for rule in rules if rule["fault"] == "twice")
        write_files(directory, {"faults.json": json.dumps({"interlock": 1, "seed": seed, "rules": rules})})
        self.place = start(centre.tenant, extra_args=("--faults", str(directory / "faults.json")))
        self.place.manifest(centre.manifest or "skills: []\n")
        self.told = ""

    def rule(self, fault):
        rate, times = self.dice.choice([0.1, 0.3, 1]), self.dice.randint(1, 4)
        return {"fault": fault, "rate": rate, "times": times, **SHORT_DELAY.get(fault, {})}

    def keep(self, done):
        self.told += done.out + done.err
        assert "internal error" not in done.err, done
        return done

    def run(self, *args):
        return self.keep(self.place.run(*args, "--max-wait", "3s"))

    def run_or_kill(self, *args):
        """The command, which meets its end at a moment that nobody chose, or comes to it."""
        run = Started(self.place, *args, "--max-wait", "3s", "--parallelism", str(self.dice.randint(1, 8)))
        fate = self.dice.choice([None, None, signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
        if fate:
            time.sleep(self.dice.uniform(0, 0.2))
            run.process.send_signal(fate)
        done = self.keep(run.result())
        assert done.code in ENDS, done
        return done

    def plan(self):
        """Its code once the way to the tenant is free for so long."""
        for _ in range(ROUNDS):
            done = self.run("plan", "-o", "plan.json", "--detailed-exitcode")
            if done.code not in (6, 7):
                return done
        raise AssertionError(("no plan could be made", done))

    def open_run(self):
        known = self.place.run("runs", "--format", "json").json["runs"]
        return known[0]["run"] if known and known[0]["resumable"] else None

    def play(self):
        """True where the plan was carried out; False where it was refused."""
        first = self.plan()
        if first.code in (3, 4):
            return False
        self.run_or_kill("apply", "plan.json")
        for _ in range(ROUNDS):
            name = self.open_run()
            if name is None:
                break
            if self.run_or_kill("resume", name).code in (4, 5):
                break  # what is left needs a new plan
        for _ in range(ROUNDS):
            if self.plan().code == 0:
                return True
            self.run_or_kill("apply", "plan.json")
            while (name := self.open_run()) and self.place.run("runs", "--format", "json").json["runs"][0]["ended"] is None:
                self.run("resume", name)
        raise AssertionError(("it comes to no end", self.told[-3000:]))

    def judge(self):
        place, state = self.place, self.place.sandbox.state()
        assert levels_in(state) == self.centre.wanted, self.centre.manifest
        for section in ("skills", "queues", "personal_profiles"):
            names = [body["name"] for body in state[section]]
            assert len(names) == len(set(names)), names
            assert all(body.get("kept", body["name"]) == body["name"] for body in state[section])
        assert place.sandbox.observer()["breaches"] == []
        self.judge_records()
        self.judge_secrets()

    def judge_records(self):
        """Whatever the server took was announced, and the chain of announcements holds (O5, SEC17)."""
        assert self.place.run("runs", "audit", "--check").code == 0
        logs = (state_of(self.place) / "runs").glob("*/audit.jsonl")
        records = sum(len(log.read_text().splitlines()) for log in logs)
        intents = self.intents()
        assert self.place.sandbox.writes <= intents + self.doubles, (self.place.sandbox.writes, intents, records)
        assert records <= intents, (records, intents)

    def intents(self):
        """Read with SQLite alone, while nobody writes."""
        path = state_of(self.place) / "journal.db"
        if not path.exists():
            return 0
        with contextlib.closing(sqlite3.connect(path)) as journal:
            return journal.execute("SELECT count(*) FROM record WHERE kind = 'intent'").fetchone()[0]

    def judge_secrets(self):
        place = self.place
        secrets = [place.sandbox.credentials["GENESYSCLOUD_OAUTHCLIENT_SECRET"], place.sandbox.token()]
        kept = [path for path in pathlib.Path(place.directory).rglob("*") if path.is_file()]
        for text in [self.told.encode(), *(path.read_bytes() for path in kept)]:
            assert not any(secret.encode() in text for secret in secrets)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + BOXES))
def test_whatever_happens_the_tenant_comes_to_what_is_wanted(workplace, tmp_path, seed):
    box = Box(seed, Centre(seed), workplace, tmp_path)
    if box.play():
        box.judge()


@pytest.mark.parametrize("seed", range(FIRST, FIRST + BOXES))
def test_so_does_one_of_the_published_api(published_workplace, tmp_path, seed):
    box = Box(seed, PublishedCentre(seed), published_workplace, tmp_path)
    if box.play():
        box.judge()
    box.place.sandbox.exchanges.clear()  # in trouble a platform says what its document does not know
