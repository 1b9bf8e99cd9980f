"""How much a plan reads: whole lists, and one by one only what lists leave out (published-api.md)."""

from large_tenant import LargeTenant, counted


def test_a_plan_without_changes_reads_lists(published_workplace):
    tenant = LargeTenant(skills=500, queues=200, users=1000, schedules=60)
    place = published_workplace(tenant)
    assert place.run("export", "-o", "out").code == 0
    before = len(place.sandbox.requests("GET"))
    planned = place.run("plan", "-f", "out", "--format", "json", "--detailed-exitcode")
    assert planned.code == 0, planned
    assert planned.json["summary"]["unchanged"] > 1000
    reads = counted(place.sandbox.requests("GET")[before:])
    assert sum(reads.values()) <= tenant.reads_allowed(), reads
