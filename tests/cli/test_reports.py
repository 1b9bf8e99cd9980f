"""`--report FORMAT=FILE`: written whatever becomes of the command, whole, and to nothing that has another role."""

import json
import os
import stat

import pytest

from harness import between, closed_port, settings_for

MANIFEST = "skills:\n  - {name: Chat, replaces: Fax}\nschedules:\n  - {name: Weekdays, state: closed}\n"
BROKEN = "skils: []\n"
STARVES = "profiles:\n  - {user: chloé@example.com, mode: exact, levels: {}}\n  - {user: ana@example.com, mode: exact, levels: {}}\n"


def report(place, name="report.json"):
    return json.loads((place.directory / name).read_text())


def rules(place):
    document = report(place)
    assert document["kind"] == "problems"
    return {problem["rule"] for problem in document["problems"]}


REPORTS = ("--report", "json=report.json", "--report", "markdown=report.md", "--report", "text=report.txt")


@pytest.mark.parametrize(
    "command, code, kind",
    [
        (("plan",), 0, "plan"),
        (("drift",), 2, "drift"),
        (("apply", "-f", "manifests", "--yes"), 0, "run"),
        (("validate",), 0, "problems"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_a_report_is_the_document_of_the_command(workplace, command, code, kind):
    place = workplace()
    place.manifest(MANIFEST)
    done = place.run(*command, *REPORTS)
    assert done.code == code, done
    assert report(place)["kind"] == kind
    for name in ("report.json", "report.md", "report.txt"):
        assert stat.S_IMODE((place.directory / name).stat().st_mode) == 0o600


def test_a_shown_plan_is_reported_too(workplace):
    place = workplace()
    place.manifest(MANIFEST)
    place.plan()
    assert place.run("show", "plan.json", "--report", "json=report.json").code == 0
    assert report(place) == json.loads((place.directory / "plan.json").read_text())


FAILURES = {
    "plan: a manifest is broken": (BROKEN, ("plan",), 3, "B7"),
    "plan: it is refused": (STARVES, ("plan",), 4, "B24"),
    "plan: an unknown flag": (MANIFEST, ("plan", "--frob"), 3, "B41"),
    "drift: a manifest is broken": (BROKEN, ("drift",), 3, "B7"),
    "validate: a manifest is broken": (BROKEN, ("validate",), 3, "B7"),
    "apply: it is refused": (STARVES, ("apply", "-f", "manifests", "--yes"), 4, "B24"),
    "apply: nobody can be asked": (MANIFEST, ("apply", "-f", "manifests"), 3, "B49"),
    "apply: there is no plan": (MANIFEST, ("apply", "none.json"), 11, "B73"),
    "show: it is no plan": (MANIFEST, ("show", "interlock.yaml"), 3, "B65"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_command_that_fails_reports_why(workplace, failure):
    manifest, command, code, rule = FAILURES[failure]
    place = workplace()
    place.manifest(manifest)
    done = place.run(*command, *REPORTS)
    assert done.code == code, done
    assert rule in rules(place)
    assert rule in (place.directory / "report.md").read_text()
    assert (place.directory / "report.txt").read_text()


@pytest.mark.parametrize("command", [("plan",), ("drift",), ("apply", "-f", "manifests", "--yes")], ids=lambda c: c[0])
def test_a_platform_that_is_away_is_reported(workplace, command):
    place = workplace()
    place.manifest(MANIFEST)
    place.write({"interlock.yaml": settings_for(f"http://127.0.0.1:{closed_port()}")})
    done = place.run(*command, *REPORTS, "--max-wait", "0s")
    assert done.code == 7, done
    assert rules(place)


def test_a_run_that_fails_in_the_middle_is_reported_as_a_run(workplace):
    place = workplace()
    place.manifest(MANIFEST)
    place.plan()
    server = between(place.sandbox, lambda handler: refusal if handler.command == "PATCH" else None)
    refusal = (400, {"Content-Type": "application/json"}, b"{}")
    place.write({"interlock.yaml": settings_for(server.url)})
    try:
        done = place.run("apply", "plan.json", *REPORTS)
    finally:
        server.stop()
    assert done.code == 8, done
    assert report(place)["failed"] and report(place)["applied"] == "part"
    assert "**Applied in part**" in (place.directory / "report.md").read_text()


def test_output_that_nobody_takes_is_in_the_report(workplace):
    place = workplace()
    place.manifest(MANIFEST)
    with open("/dev/full", "wb") as full:
        done = place.run("plan", *REPORTS, stdout=full)
    assert done.code == 11, done
    assert "F44" in rules(place)
    assert done.err.count("cannot write to standard output") == 1


def test_a_refused_plan_is_whole_in_markdown(workplace):
    place = workplace()
    place.manifest(STARVES)
    place.run("plan", *REPORTS)
    text = (place.directory / "report.md").read_text()
    assert text.index("**Refused") < text.index("### What stands in the way") < text.index("### What changes for agents")


@pytest.mark.parametrize("command", [("apply", "plan.json"), ("apply", "-f", "manifests", "--yes")], ids=" ".join)
def test_a_report_that_cannot_be_written_is_found_before_the_first_write(workplace, command):
    place = workplace()
    place.manifest(MANIFEST)
    place.plan()
    writes = place.sandbox.writes
    (place.directory / "link.json").symlink_to("elsewhere.json")
    for target in ("none/report.json", "manifests", "link.json", "/proc/report.json"):
        done = place.run(*command, "--report", f"json={target}", "--report", "markdown=report.md")
        assert done.code == 11, done
        assert target in done.err
        assert "B73" in (place.directory / "report.md").read_text()
    assert place.sandbox.writes == writes
    assert not (place.directory / "elsewhere.json").exists()


def test_a_check_leaves_nothing_behind(workplace):
    place = workplace()
    place.manifest(BROKEN)
    before = sorted(os.listdir(place.directory))
    assert place.run("plan", "-o", "plan.json").code == 3
    assert sorted(os.listdir(place.directory)) == before


LINKS = {
    "a link": lambda place, to: (place / "r.json").symlink_to(to),
    "a hard link": lambda place, to: os.link(place / to, place / "r.json"),
}


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("target", ["manifests/a.yaml", "interlock.yaml", "plan.json"])
def test_a_link_does_not_hide_that_two_roles_have_one_file(workplace, link, target):
    place = workplace()
    place.manifest(MANIFEST)
    place.plan()
    content = (place.directory / target).read_bytes()
    LINKS[link](place.directory, target)
    done = place.run("plan", "-o", "plan.json", "--report", "json=r.json")
    assert done.code == 3 and "are the same file" in done.err, done
    assert "'r.json'" in done.err and target in done.err
    assert (place.directory / target).read_bytes() == content


def test_a_report_beside_the_manifests_is_no_manifest(workplace):
    place = workplace()
    place.manifest(MANIFEST)
    for _ in range(2):
        assert place.run("plan", "-f", ".", "-o", "plan.json", "--report", "json=report.json").code == 0


def test_people_that_only_the_tenant_knows_are_shown_by_id(workplace):
    place = workplace()
    place.manifest(MANIFEST)
    place.plan()
    commands = [("plan",), ("show", "plan.json"), ("drift",), ("plan", "--format", "markdown"), ("plan", "--format", "dot")]
    for command in commands:
        done, named = place.run(*command), place.run(*command, "--show-names")
        assert "user user-ben@example.com" in done.out and "user/ben@example.com" not in done.out, done.out
        assert "ben@example.com" in named.out and "user user-ben@example.com" not in named.out, named.out
    run = place.apply()
    (place.directory / "run.json").write_text(json.dumps(run))
    assert "user/ben@example.com" not in place.run("show", "run.json").out


def test_show_refuses_a_graph_of_a_run(workplace):
    place = workplace()
    place.converge(MANIFEST)
    (place.directory / "plan.json").rename(place.directory / "old.json")
    (place.directory / "run.json").write_text(json.dumps({"kind": "run", "run": "r", "plan_digest": "d"} | {
        name: [] for name in ("done", "held", "failed", "not_attempted", "unknown")}))
    done = place.run("show", "run.json", "--format", "dot")
    assert done.code == 3 and "dot is for plans" in done.err
    assert place.run("show", "old.json", "--format", "dot").out.startswith("digraph plan {\n")
