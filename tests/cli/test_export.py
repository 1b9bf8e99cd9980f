"""A tenant as manifests: `export`, `verify` and `compare`. INTERLOCK_TENANTS=300 exports more random tenants."""

import json
import os

import pytest

from harness import settings_for, write_files
from published import APAC, published_centre, ref
from random_tenants import RandomTenant
from tenants import Tenant, support_centre

TENANTS = int(os.environ.get("INTERLOCK_TENANTS", "20"))
FIRST_TENANT = int(os.environ.get("INTERLOCK_FIRST_TENANT", "1"))
APIS = ("guide", "published")
HEADER = "# Written by interlock export, which may overwrite it.\n"


@pytest.fixture
def centre(workplace):
    """centre(tenant, api): a working directory whose settings lead to the sandbox's port of that API."""

    def start(tenant=None, api="published"):
        place = workplace(tenant)
        place.write({"interlock.yaml": settings_for(place.sandbox.ready[api], api=api)})
        return place

    return start


def files_of(directory):
    return {str(path.relative_to(directory)): path.read_text() for path in directory.rglob("*") if path.is_file()}


def ok(done, code=0):
    assert done.code == code, done
    return done


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("seed", range(FIRST_TENANT, FIRST_TENANT + TENANTS))
def test_a_plan_for_an_export_is_empty(centre, seed, api):
    place = centre(RandomTenant(seed), api)
    ok(place.run("export", "-o", "out"))
    first = files_of(place.directory / "out")
    plan = ok(place.run("plan", "-f", "out", "--format", "json", "--detailed-exitcode")).json
    assert plan["summary"]["unchanged"] > 0 and plan["steps"] == []
    ok(place.run("fmt", "--check", "-f", "out"))
    ok(place.run("verify"))
    ok(place.run("export", "-o", "out"))
    assert files_of(place.directory / "out") == first
    ok(place.run("export", "-o", "single", "--split", "object"))
    ok(place.run("plan", "-f", "single", "--detailed-exitcode"))
    ok(place.run("compare", "sandbox", "./single/"))
    assert place.sandbox.writes == 0


def test_what_is_exported_is_readable(centre):
    place = centre(support_centre(), "guide")
    assert ok(place.run("export", "--only", "queue/*", "--only", "user/[ab]*", "--except", "user/ben*")).out == (
        HEADER + "interlock: 1\n\n"
        "profiles:\n"
        "  - user: ana@example.com\n"
        "    levels:\n"
        "      Billing: 4\n"
        "      Tier_2: 2\n\n"
        "queues:\n"
        "  - name: Billing_Line\n"
        "    requires:\n"
        "      - {skill: Billing, level: 2}\n"
        "  - name: Expert_Line\n"
        "    requires:\n"
        "      - {skill: Tier_2, level: 2, max: 5}\n"
    )


def test_a_queue_says_its_requirements_instead_of_the_skill_group_that_states_them(centre):
    place = centre(support_centre())
    place.manifest("queues:\n  - {name: Billing_Line, requires: [{skill: Billing, level: 2}]}\n")
    ok(place.run("apply", "--yes"))
    out = ok(place.run("export")).out
    assert "      - {skill: Billing, level: 2}\n" in out and "skill_groups:" not in out and "member_groups" not in out
    assert "Billing_Line" not in ok(place.run("export", "--only", "skill_group/*")).out
    ok(place.run("export", "-o", "out"))
    ok(place.run("plan", "-f", "out", "--detailed-exitcode"))


def test_the_home_division_is_left_out_and_nothing_moves_for_that(centre):
    document = published_centre()
    next(row for row in document["queues"] if row["name"] == "Line")["division"] = ref(APAC)
    place = centre(document)
    out = ok(place.run("export")).out
    assert out.count("division: APAC") == 1 and "division: Home" not in out
    ok(place.run("export", "-o", "out"))
    ok(place.run("plan", "-f", "out", "--detailed-exitcode"))
    ok(place.run("verify"))
    place.manifest("queues: [{name: Line, description: Moved}]")
    planned = ok(place.run("plan", "--format", "json")).json
    assert [edit["path"] for step in planned["steps"] for edit in step["edits"]] == ["/description"]
    place.manifest("queues: [{name: Line, division: Home}]")
    planned = ok(place.run("plan", "--format", "json")).json
    assert [edit["path"] for step in planned["steps"] for edit in step["edits"]] == ["/division"]


def test_files_of_a_kind_are_named_after_their_section(centre):
    place = centre(support_centre(), "guide")
    done = ok(place.run("export", "-o", "out"))
    assert done.err == "wrote 11 objects to 4 files in 'out'\n"
    assert sorted(files_of(place.directory / "out")) == ["profiles.yaml", "queues.yaml", "schedules.yaml", "skills.yaml"]


def test_files_of_objects_have_names_that_every_file_system_can_tell_apart(centre):
    tenant = Tenant()
    for name in ("Plain", "a/b", "a:b", "..", "con", "Fax desk", "x" * 100):
        tenant.skill(name)
    place = centre(tenant, "guide")
    ok(place.run("export", "-o", "out", "--split", "object"))
    names = sorted(files_of(place.directory / "out"))
    assert len({name.lower() for name in names}) == 7
    assert "skill/Plain.yaml" in names
    assert all(len(name) < 120 and set(name) <= set("abcdefghijklmnopqrstuvwxyzFPx0123456789_-.@~/") for name in names)
    ok(place.run("plan", "-f", "out", "--detailed-exitcode"))


def test_what_left_the_tenant_leaves_the_directory(centre):
    place = centre(support_centre(), "guide")
    ok(place.run("export", "-o", "out", "--split", "object"))
    ok(place.run("export", "-o", "out", "--split", "object", "--only", "queue/Billing*"))
    assert sorted(files_of(place.directory / "out")) == ["queue/Billing_Line.yaml"]
    assert sorted(path.name for path in (place.directory / "out").iterdir()) == ["queue"]


@pytest.mark.parametrize("name", ["skills.yaml", "notes.txt", "queue/mine.yaml", "a/b/c.yaml"])
def test_a_file_that_no_export_wrote_keeps_everything_as_it_is(centre, name):
    place = centre(support_centre(), "guide")
    write_files(place.directory / "out", {name: "# mine\n"})
    done = ok(place.run("export", "-o", "out"), 11)
    assert "was not written by an export" in done.err
    assert files_of(place.directory / "out") == {name: "# mine\n"}


def test_where_one_file_cannot_be_written_none_is(centre):
    place = centre(support_centre(), "guide")
    write_files(place.directory / "out", {"user": HEADER})
    done = ok(place.run("export", "-o", "out", "--split", "object"), 11)
    assert "cannot be written" in done.err
    assert [path.name for path in (place.directory / "out").rglob("*")] == ["user"]
    assert files_of(place.directory / "out") == {"user": HEADER}


@pytest.mark.parametrize(
    "arguments, code, words",
    [
        (["export", "--split", "object"], 3, "name a directory with -o DIR"),
        (["export", "--split", "files", "-o", "out"], 3, "it is kind or object"),
        (["export", "--only", "queue/Biling_Line"], 3, "did you mean 'queue/Billing_Line'"),
        (["export", "-o", "interlock.yaml"], 11, "not a directory"),
        (["compare", "sandbox"], 3, "TENANT TENANT"),
        (["compare", "sandbox", "staging"], 3, "tenant 'staging' is not in the settings"),
        (["compare", "sandbox", "./nothing/"], 4, "'./nothing/' does not exist"),
    ],
)
def test_what_cannot_be_meant_is_said(centre, arguments, code, words):
    done = ok(centre(support_centre(), "guide").run(*arguments), code)
    assert words in done.err.lower() or words in done.err, done.err


def test_an_object_whose_name_another_one_has_is_pinned_and_the_other_is_told(centre):
    tenant = Tenant().skill("Billing", id="b").skill("Billing", id="a").skill("Fax")
    tenant.user("ana@example.com", {"Fax": 3})
    tenant.document["personal_profiles"][0]["levels"] += [
        {"skill": {"id": "a"}, "level": 2},
        {"skill": {"id": "b"}, "level": 4},
    ]
    place = centre(tenant, "guide")
    done = ok(place.run("export", "-o", "out"))
    assert "  - name: Billing\n    id: a\n" in (place.directory / "out/skills.yaml").read_text()
    assert "skill of id 'b' is left out: its name 'Billing' is also that of id 'a', which is pinned" in done.err
    assert "user 'user-ana@example.com'" in done.err and "'id:b'" in done.err
    ok(place.run("plan", "-f", "out", "--detailed-exitcode"))
    ok(place.run("verify"))


def test_names_that_differ_by_case_alone_are_not_both_said(centre):
    place = centre(Tenant().skill("Billing").skill("billing").skill("Fax"), "guide")
    done = ok(place.run("export", "-o", "out"))
    assert "is left out, since manifests cannot say it" in done.err and "B18" not in done.out
    assert (place.directory / "out/skills.yaml").read_text().lower().count("billing") == 1
    ok(place.run("plan", "-f", "out", "--detailed-exitcode"))


def test_verify_holds_after_a_foreign_edit_and_an_export_tells_what_it_was(centre):
    place = centre(support_centre(), "guide")
    ok(place.run("export", "-o", "before"))
    queue = place.sandbox.named("/api/v2/routing/queues", "Expert_Line")["id"]
    place.sandbox.edit("PUT", f"/api/v2/routing/queues/{queue}", lambda body: body["skills"][0].update(requiredLevel=3))
    report = ok(place.run("verify", "--format", "json")).json
    assert (report["kind"], report["items"]) == ("drift", [])
    report = ok(place.run("compare", "./before/", "sandbox", "--format", "json"), 2).json
    assert [(item["address"], item["change"]) for item in report["items"]] == [("queue/Expert_Line", "differs")]
    assert report["items"][0]["edits"] == [
        {"path": "/requires/Tier_2", "before": {"level": 3, "max": 5}, "after": {"level": 2, "max": 5}}
    ]


@pytest.mark.parametrize("flag", ["--only", "--except"])
def test_a_selection_of_nothing_is_no_comparison(centre, flag):
    place = centre(support_centre(), "guide")
    ok(place.run("export", "-o", "out"))
    done = ok(place.run("compare", "./out/", "sandbox", flag, "queue/Biling_Line", "--format", "json"), 3)
    problems = [(row["rule"], row["message"], row["hint"]) for row in done.json["problems"]]
    words = f"{flag} 'queue/Biling_Line' matches no address of what is compared"
    assert problems == [("B92", words, "did you mean 'queue/Billing_Line'?")]


def same_credentials(listener, sandbox):
    """The URL of something that takes any credentials and asks the sandbox with its own."""

    def reply(handler):
        if handler.path == "/oauth/token":
            answer = {"access_token": "of-the-other", "token_type": "bearer", "expires_in": 86400}
            return 200, {"Content-Type": "application/json"}, json.dumps(answer).encode()
        status, headers, body = sandbox.call(handler.command, handler.path)
        kept = {name: value for name, value in headers.items() if name in ("Content-Type", "ETag")}
        return status, kept, json.dumps(body).encode()

    listener.reply = reply
    return f"http://127.0.0.1:{listener.port}"


def test_two_tenants_are_compared_by_name(centre, listener):
    first = centre(support_centre(), "guide")
    other = support_centre().skill("Sales")
    other.document["schedules"].pop()
    for section in ("skills", "queues"):
        other.document[section].reverse()
    second = centre(other, "guide")
    both = settings_for(first.sandbox.url, name="one").split("settle")[0]
    both += settings_for(same_credentials(listener, second.sandbox), name="two").split("tenants:\n")[1]
    first.write({"interlock.yaml": both})
    report = ok(first.run("compare", "one", "two", "--format", "json"), 2).json
    found = [(item["address"], item["change"]) for item in report["items"]]
    assert found == [("skill/Sales", "extra"), ("schedule/Holidays", "missing")]
    assert report["summary"] == {"missing": 1, "extra": 1, "differs": 0}
    for form in ("text", "markdown"):
        out = ok(first.run("compare", "one", "two", "--format", form), 2).out
        assert "skill/Sales" in out and "schedule/Holidays" in out
        seen = "\n".join(line for line in out.lower().splitlines() if not line.startswith("<!--"))
        assert "'one'" in seen or "`one`" in seen
        assert "drift" not in seen and "manifest" not in seen and "agreed" not in seen
    said = ok(first.run("compare", "one", "two"), 2).out
    assert "Comparison of 'one' with 'two'" in said and "differences: 'two' -> 'one'" in said
    assert "skill/Sales: only in 'two'" in said and "schedule/Holidays: only in 'one'" in said
    assert "no difference between 'one' and 'one'" in ok(first.run("compare", "one", "one")).out
    ok(first.run("compare", "one", "two", "--only", "skill/Sales"), 2)
    ok(first.run("compare", "two", "one", "--only", "schedule/*"), 2)
    ok(first.run("compare", "two", "one", "--only", "schedule/*", "--except", "schedule/Holidays"))
    assert first.sandbox.writes == second.sandbox.writes == 0
