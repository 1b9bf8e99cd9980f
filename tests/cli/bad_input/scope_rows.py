"""What is asked of a plan beside its manifests: --allow, --only, --except, --overlay, --base, `ignore` (B33, B74, B91-B95)."""

import os

from tenants import Tenant

from .platform_rows import PlatformRow, planning
from .row import Row, any_of, word

HEAD = "interlock: 1\n"
QUEUE = "queues:\n  - name: Billing_Line\n    requires: [{skill: Billing, level: 2}]\n"
FILES = {"manifests/a.yaml": HEAD + QUEUE}


def command(id, name, *args, files=None, says=(), hint=(), **more):
    return Row(id, name, {**FILES, **(files or {})}, args=("plan", *args), says=says, hint=hint, **more)


ALLOWANCES = [
    command("B91", "an allowance that nobody knows", "--allow", "delets=3", says=("'delets'", "deletes=N"), hint=("'deletes'",)),
    command("B91", "an allowance without its number", "--allow", "deletes", says=("deletes=N",)),
    command("B91", "an allowance with words for a number", "--allow", "deletes=all", says=("'deletes=all'", "deletes=N")),
    command("B91", "a rename without its name", "--allow", "rename", says=("rename=NAME",)),
    Row("B44", "an allowance for a saved plan", FILES, args=("apply", "plan.json", "--allow", "deletes=1"), says=("--allow", "PLAN")),
    Row("B44", "a selection for a saved plan", FILES, args=("apply", "plan.json", "--only", "queue/*"), says=("--only", "PLAN")),
]

SELECTION = [
    command("B92", "a selection of nothing", "--only", "queue/Biling_Line", says=("--only", "'queue/Biling_Line'"), hint=("queue/Billing_Line",)),
    command("B92", "an exception from nothing", "--except", "schedule/*", says=("--except", "'schedule/*'")),
    Row(
        "B78",
        "an ignored object without a reason",
        {**FILES, "interlock.yaml": HEAD + "ignore:\n  - {object: queue/Legacy_*}\n"},
        says=("ignore", "'reason'"),
        at="interlock.yaml:3:5",
    ),
]

OVERLAYS = [
    command("B2", "an overlay that does not exist", "--overlay", "none.yaml", exit=4, says=("'none.yaml'",)),
    command("B7", "an overlay with an unknown field", "--overlay", "o.yaml", files={"o.yaml": HEAD + "queues:\n  - {name: Q, requrs: []}\n"}, at="o.yaml:3:15", says=("'requrs'",)),
    command("B74", "an overlay among the manifests", "--overlay", "manifests/a.yaml", says=("--overlay", "'manifests/'")),
    command("B33", "an overlay that is a device", "--overlay", "/dev/zero", says=("/dev/zero", any_of("device"))),
]

BASES = [
    command("B95", "a base that does not exist", "--base", "none", says=("'none'",), hint=("without --base nothing",)),
    command("B95", "a base that declares nothing", "--base", "base", files={"base/a.yaml": "# nothing\n"}, says=("in the base: nothing declared",), hint=("without --base nothing",)),
    command(
        "B95",
        "a base that is itself invalid",
        "--base",
        "base",
        files={"base/a.yaml": HEAD + "queues:\n  - {name: Q, requrs: []}\n"},
        at="base/a.yaml:3:15",
        says=("in the base: ", "'requrs'", "the base 'base' cannot be used"),
        hint=("without --base nothing",),
    ),
    command("B74", "a base among the manifests", "--base", "manifests", says=("--base", "'manifests/'")),
]

OFFLINE_ROWS = ALLOWANCES + SELECTION + OVERLAYS + BASES


def many_levels():
    """Ten agents who all hold level 1."""
    tenant = Tenant().skill("Billing")
    for n in range(10):
        tenant.user(f"a{n}@example.com", {"Billing": 1})
    return tenant


def twelve_levels():
    tenant = Tenant()
    for n in range(12):
        tenant.skill(f"S{n:02}")
    return tenant.user("ana@example.com", {f"S{n:02}": 1 for n in range(12)})


def requirements(count):
    """Queues that require one skill each, and one agent who serves them all."""
    tenant = Tenant().skill("A").user("ana@example.com", {"A": 5})
    for n in range(count):
        tenant.queue(f"Q{n:02}", {"A": 1})
    return tenant


REVERSED = "profiles:\n" + "".join(f"  - {{user: a{n}@example.com, levels: {{Billing: 5}}}}\n" for n in range(10))
EMPTIED = "queues:\n" + "".join(f"  - {{name: Q{n:02}, requires: []}}\n" for n in range(4))


def overlaying(text):
    return {"manifests/a.yaml": HEAD + QUEUE, "o.yaml": HEAD + text}


PLATFORM_ROWS = [
    planning(
        "B40",
        "a rename written as delete and create",
        "skills:\n  - {name: Billing, absent: true}\n  - {name: Billing_2}\n",
        at="4:12",
        says=("'Billing'", "'Billing_2'", "78 % alike"),
        hint=("replaces: Billing", "--allow rename=Billing_2"),
        tenant=lambda: Tenant().skill("Billing"),
    ),
    planning(
        "B76",
        "levels that look upside down",
        REVERSED,
        says=("10 of 10", "5 is the highest level", "1 -> 5"),
        hint=("levels: descending", "--allow levels-reversed"),
        tenant=many_levels,
    ),
    planning(
        "B83",
        "lists that are emptied over the limit",
        EMPTIED,
        at="3:12",
        says=("4 queue requirements", "30 % of 10"),
        hint=("--allow deletes=4",),
        tenant=lambda: requirements(10),
    ),
    planning(
        "B83",
        "levels dropped over the limit",
        "profiles:\n  - user: ana@example.com\n    levels: {S00: absent, S01: absent, S02: absent, S03: absent}\n",
        at="3:11",
        says=("4 user levels", "30 % of 12"),
        hint=("--allow level_removals=4",),
        tenant=twelve_levels,
    ),
    PlatformRow(
        "B91",
        "another number than the plan needs",
        {"manifests/a.yaml": HEAD + EMPTIED},
        args=("plan", "--allow", "deletes=3"),
        exit=4,
        says=("allowed were 3",),
        hint=("--allow deletes=4",),
        tenant=lambda: requirements(10),
    ),
    PlatformRow(
        "B94",
        "an overlay that names what nobody has",
        overlaying("queues:\n  - {name: Biling_Line, requires: []}\n"),
        args=("plan", "--overlay", "o.yaml"),
        exit=3,
        at="o.yaml:3:12",
        says=("overlay", "'Biling_Line'"),
        hint=("'Billing_Line'",),
    ),
    planning(
        "B28",
        "a parent that nobody has",
        "skills:\n  - {name: Chat, parent: Suport}\n",
        at="3:26",
        says=("'Suport'", "'Chat'"),
        hint=("'Support'",),
        exit=3,
        tenant=lambda: Tenant().skill("Support"),
    ),
]
