"""Skill matrices (P1, P2): a table is as good as the entries that say the same, from plan to tenant."""

import random

import pytest

from tenants import Tenant

MATRIX = "profiles:\n  - matrix: agents.csv\n"
SKILLS = [f"Skill_{number:02}" for number in range(30)]
USERS = [f"agent{number:03}@example.com" for number in range(200)]


def centre():
    """Agents who hold each third skill at level 2."""
    tenant = Tenant()
    for skill in SKILLS:
        tenant.skill(skill)
    for number, user in enumerate(USERS):
        tenant.user(user, {skill: 2 for skill in SKILLS[number % 3 :: 3]})
    return tenant


def cells(seed=20260101):
    """user -> skill -> the cell's text; about half of them empty."""
    choice = random.Random(seed).choice
    return {user: {skill: choice(["", "", "", "1", "4", "5"]) for skill in SKILLS} for user in USERS}


def table_of(rows):
    lines = [["user", *SKILLS], *([user, *(row[skill] for skill in SKILLS)] for user, row in rows.items())]
    return "".join(",".join(line) + "\n" for line in lines)


def entries_of(rows, mode="merge"):
    text = "profiles:\n"
    for user, row in rows.items():
        levels = ", ".join(f"{skill}: {level}" for skill, level in row.items() if level)
        text += f"  - {{user: {user}, mode: {mode}, levels: {{{levels}}}}}\n"
    return text


def levels_of(sandbox):
    """user -> skill -> level, as the tenant has them now."""
    names = {skill["id"]: skill["name"] for skill in sandbox.all("/api/v2/routing/skills")}
    held = {}
    for user in USERS:
        body = sandbox.get(f"/api/v2/routing/users/user-{user}/routingprofile")
        held[user] = {names[entry["skill"]["id"]]: entry["level"] for entry in body["levels"]}
    return held


def test_two_hundred_users_by_thirty_skills_are_planned_applied_and_then_up_to_date(workplace):
    place = workplace(centre())
    before, rows = levels_of(place.sandbox), cells()
    place.write({"manifests/agents.csv": table_of(rows)})
    place.manifest(MATRIX)
    assert place.run("plan", "-o", "plan.json", "--detailed-exitcode").code == 2
    place.apply()
    for user, row in rows.items():
        named = {skill: int(level) for skill, level in row.items() if level}
        assert levels_of_user(place, user) == {**before[user], **named}
    assert place.run("plan", "-o", "again.json", "--detailed-exitcode").code == 0
    assert place.sandbox.observer()["breaches"] == []


def levels_of_user(place, user):
    body = place.sandbox.get(f"/api/v2/routing/users/user-{user}/routingprofile")
    return {entry["skill"]["id"].removeprefix("skill-"): entry["level"] for entry in body["levels"]}


def content(plan):
    """The plan without what differs from one planning to the next, and without where its wishes stand."""
    kept = {key: value for key, value in plan.items() if key not in ("created", "expires", "digest")}
    return without_places(kept)


def without_places(value):
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items() if key != "source"}
    return [without_places(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("mode, flags", [("merge", ()), ("exact", ("--allow", "level_removals=999"))])
def test_a_matrix_and_the_entries_that_say_the_same_give_one_plan(workplace, mode, flags):
    place = workplace(centre())
    place.write({"manifests/agents.csv": table_of(cells())})
    place.manifest(f"{MATRIX}    mode: {mode}\n")
    of_matrix = place.plan(*flags)
    place.manifest(entries_of(cells(), mode))
    of_entries = place.plan(*flags)
    assert of_matrix["steps"]
    assert content(of_matrix) == content(of_entries)


def one_agent(workplace, table, more=""):
    tenant = Tenant().skill("Billing").skill("Fax").skill("=SUM").user("ana@example.com", {"Billing": 2, "Fax": 3})
    place = workplace(tenant)
    place.write({"manifests/agents.csv": table})
    place.manifest(MATRIX + more)
    return place


def test_an_empty_cell_leaves_the_level_and_absent_takes_it(workplace):
    place = one_agent(workplace, "user,Billing,Fax\nana@example.com,,absent\n")
    place.plan()
    place.apply()
    assert levels_of_user(place, "ana@example.com") == {"Billing": 2}


def test_exact_takes_what_the_row_does_not_name(workplace):
    place = one_agent(workplace, "user,Billing\nana@example.com,4\n", "    mode: exact\n")
    place.plan()
    place.apply()
    assert levels_of_user(place, "ana@example.com") == {"Billing": 4}


def test_a_heading_kept_from_being_a_formula_names_the_skill(workplace):
    place = one_agent(workplace, "user,'=SUM\nana@example.com,4\n")
    place.plan()
    place.apply()
    assert levels_of_user(place, "ana@example.com")["=SUM"] == 4


def test_an_unknown_skill_is_told_once_at_its_heading(workplace):
    place = workplace(centre())
    rows = "".join(f"{user},3,3\n" for user in USERS)
    place.write({"manifests/agents.csv": f"user,Skill_01,Skil_02\n{rows}"})
    place.manifest(MATRIX)
    done = place.run("plan")
    assert done.code == 3
    assert done.err.count("error:") == 1
    assert "manifests/agents.csv:1:15: error: skill 'Skil_02'" in done.err
    assert "did you mean 'Skill_02'" in done.err
    assert place.sandbox.writes == 0


def test_a_queue_that_would_lose_its_last_agent_is_told_at_the_row(workplace):
    place = workplace(Tenant().skill("Billing").user("ana@example.com", {"Billing": 4}).queue("Line", {"Billing": 3}))
    place.write({"manifests/agents.csv": "user,Billing\nana@example.com,1\n"})
    place.manifest(MATRIX)
    done = place.run("plan")
    assert done.code == 4
    assert "manifests/agents.csv:2:1: error: queue 'Line'" in done.err


def test_matrices_of_several_folders_are_read_beside_their_manifests(workplace):
    place = workplace(centre())
    table = "user,Skill_00\n{},5\n"
    place.write(
        {
            "m/north/a.yaml": "interlock: 1\n" + MATRIX,
            "m/north/agents.csv": table.format(USERS[0]),
            "m/south/a.yaml": "interlock: 1\n" + MATRIX + "  - matrix: ../shared.csv\n",
            "m/south/agents.csv": table.format(USERS[1]),
            "m/shared.csv": table.format(USERS[2]),
        }
    )
    done = place.run("validate", "-f", "m")
    assert (done.code, "3 objects" in done.out + done.err) == (0, True)
    assert place.run("apply", "-f", "m", "--yes").code == 0
    for user in USERS[:3]:
        assert levels_of_user(place, user)["Skill_00"] == 5


def test_a_level_that_left_the_matrix_since_the_base_is_taken_away(workplace):
    place = one_agent(workplace, "user,Billing,Fax\nana@example.com,2,\n")
    place.write(
        {
            "base/a.yaml": "interlock: 1\n" + MATRIX,
            "base/agents.csv": "user,Billing,Fax\nana@example.com,2,3\n",
        }
    )
    place.plan("--base", "base")
    place.apply()
    assert levels_of_user(place, "ana@example.com") == {"Billing": 2}


def test_an_overlay_brings_a_matrix_of_its_own(workplace):
    place = one_agent(workplace, "user,Billing\nana@example.com,2\n")
    place.write(
        {
            "crisis/a.yaml": "interlock: 1\n" + MATRIX,
            "crisis/agents.csv": "user,Billing,Fax\nana@example.com,5,4\n",
        }
    )
    place.plan("--overlay", "crisis/a.yaml")
    place.apply()
    assert levels_of_user(place, "ana@example.com") == {"Billing": 5, "Fax": 4}
