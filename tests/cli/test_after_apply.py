"""Queue statistics against the baseline, once a plan is applied (S8)."""

import json
import signal
import time

import pytest

from harness import between, settings_for
from tenants import support_centre
from test_faults import EVERY_WRITE, Started

WATCH = "after_apply: {watch: 10ms, abandoned: {percent: 20}, conversations: {percent: 30}}\n"
QUIET = {"conversationCount": 100, "abandonedCount": 10}


def counted():
    tenant = support_centre()
    tenant.document["queue_statistics"] = {f"queue-{name}": dict(QUIET) for name in ("Expert_Line", "Billing_Line")}
    return tenant


def converge(place, after=None, settings=WATCH, **how):
    """Plans and applies; from the second time on that a queue is counted, `after` gives its counts."""
    seen = []

    def change(handler):
        if "/analytics/" not in handler.path:
            return None
        seen.append(handler.path)
        is_again = seen.count(handler.path) > 1
        if not is_again or after is None:
            return None
        return after if isinstance(after, tuple) else (200, {}, json.dumps({**QUIET, **after}).encode())

    place.manifest(EVERY_WRITE)
    server = between(place.sandbox, change)
    place.write({"interlock.yaml": settings_for(server.url, **how) + settings})
    place.plan()
    done = place.run("apply", "plan.json", "--format", "json")
    server.stop()
    return done, seen


@pytest.mark.parametrize(
    "after, outside",
    [
        pytest.param({}, [], id="as_before"),
        pytest.param({"abandonedCount": 12}, [], id="as_many_more_abandoned_as_are_allowed"),
        pytest.param({"abandonedCount": 13}, ["abandoned"], id="more_abandoned"),
        pytest.param({"abandonedCount": 0}, [], id="fewer_abandoned"),
        pytest.param({"conversationCount": 69}, ["conversations"], id="callers_that_do_not_arrive"),
        pytest.param({"conversationCount": 131}, ["conversations"], id="more_callers_than_usual"),
        pytest.param({"conversationCount": 70}, [], id="as_few_as_are_allowed"),
        pytest.param({"conversationCount": 0, "abandonedCount": 20}, ["conversations", "abandoned"], id="both"),
    ],
)
def test_what_left_its_thresholds_is_reported_and_decides_nothing(workplace, after, outside):
    place = workplace(counted())
    done, _ = converge(place, after)
    assert done.code == 0 and done.json["applied"] == "all", done
    statistics = done.json["statistics"]
    assert statistics["seconds"] == 0.01
    (queue,) = [row for row in statistics["queues"] if row["queue"] == "queue/Expert_Line"]
    wanted = {**QUIET, **after}
    assert queue["abandoned"] == {"before": 10, "after": wanted["abandonedCount"]}
    assert queue["conversations"] == {"before": 100, "after": wanted["conversationCount"]}
    assert queue["outside"] == outside
    assert done.err.count("warning: ") == len(outside) * len(statistics["queues"]), done
    shown = place.run("runs", "show", done.json["run"])
    assert "Queues, 10ms after the last write" in shown.out and "Expert_Line: " in shown.out, shown


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param((403, {}, b'{"code": "missing.permissions", "message": "no"}'), id="forbidden"),
        pytest.param((200, {}, b'{"conversationCount": -1}'), id="no_counts"),
        pytest.param((200, {}, b'{"conversationCount": 1e99, "abandonedCount": "many"}'), id="absurd_counts"),
    ],
)
def test_queues_that_cannot_be_counted_are_a_warning(workplace, answer):
    place = workplace(counted())
    done, _ = converge(place, answer)
    assert done.code == 0 and done.json["applied"] == "all" and "statistics" not in done.json, done
    assert "warning: the queues could not be counted after the apply" in done.err, done


def test_without_the_setting_nobody_is_asked(workplace):
    place = workplace(counted())
    done, seen = converge(place, settings="")
    assert done.code == 0 and seen == [] and "statistics" not in done.json, done


def test_only_queues_that_the_plan_touches_are_counted(workplace):
    place = workplace(counted())
    done, seen = converge(place)
    assert {row["queue"] for row in done.json["statistics"]["queues"]} == {"queue/Expert_Line"}, done
    assert set(seen) == {"/api/v2/analytics/queues/summary?queueId=queue-Expert_Line"} and len(seen) == 2


def test_a_signal_ends_the_watch_and_the_run_stays_whole(workplace):
    place = workplace(counted())
    place.manifest(EVERY_WRITE)
    settings = (place.directory / "interlock.yaml").read_text()
    place.write({"interlock.yaml": settings + "after_apply: {watch: 1h}\n"})
    place.plan()
    run = Started(place, "apply", "plan.json", "--format", "json")
    while not any(one["ended"] for one in place.run("runs", "--format", "json").json["runs"]):
        assert run.process.poll() is None, run.result()
        time.sleep(0.05)
    run.process.send_signal(signal.SIGTERM)
    done = run.result()
    assert done.json["applied"] == "all" and "a signal ended the watch" in done.err, done
    assert done.code == 0 and "statistics" not in done.json


def test_over_the_published_api_each_queue_has_its_part_of_one_answer(published_workplace):
    from published import published_centre

    tenant = published_centre()
    document = getattr(tenant, "document", tenant)
    document["queue_statistics"] = {queue["id"]: dict(QUIET) for queue in document["queues"]}
    place = published_workplace(tenant)
    settings = (place.directory / "interlock.yaml").read_text()
    place.write({"interlock.yaml": settings + WATCH})
    names = [queue["name"] for queue in document["queues"]]
    place.manifest("queues:\n" + "".join(f"  - {{name: {name}, description: watched}}\n" for name in names))
    place.plan()
    done = place.apply()
    rows = {row["queue"]: row for row in done["statistics"]["queues"]}
    assert set(rows) == {f"queue/{name}" for name in names}
    assert all(row["conversations"] == {"before": 100, "after": 100} for row in rows.values()), rows
