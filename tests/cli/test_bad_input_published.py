"""The rows of bad-input.md on the published API: exit code, place, words, hint, and nothing written."""

import pytest

from bad_input import published_answers, published_rows
from harness import write_files
from test_bad_input import CREDENTIALS, check, feed

OFFLINE, TENANT = published_rows.ROWS, published_answers.ROWS


def flags(row, listener):
    """Leads a command that would read a tenant to the listener, unless the row itself says where to go."""
    if "interlock.yaml" in row.files:
        return ()
    reads = row.args[0] != "validate" and "--url" not in row.args
    return ("--api", "published", *(("--url", listener.url) if reads else ()))


@pytest.mark.parametrize("row", OFFLINE, ids=lambda row: row.test_id)
def test_is_refused_without_a_network_call(row, tmp_path, listener):
    check(row, feed(row, tmp_path, (*row.args, *flags(row, listener)), CREDENTIALS))
    assert listener.connections == 0


@pytest.mark.parametrize("row", TENANT, ids=lambda row: row.test_id)
def test_is_refused_without_a_write(row, published_workplace):
    place = published_workplace(row.tenant())
    if row.answer:
        # What the platform would never say is none of the exchanges that its document judges.
        place.sandbox.meddle = lambda handler: row.answer(place.sandbox.direct, handler)
    if row.id == "B46":
        text = (place.directory / "interlock.yaml").read_text()
        place.write({"interlock.yaml": text.replace("    api:", f"    organization: {published_answers.OTHER}\n    api:")})
    write_files(place.directory, row.files)
    done = place.run(*row.args)
    if row.answer:
        place.sandbox.exchanges.clear()
    check(row, done)
    assert place.sandbox.writes == 0


def test_every_row_of_the_published_api_is_here():
    """So that none gets lost when tables are split."""
    offline = {30, 34, 35, 45, 47, 48, 79, 80, 81, 82}
    with_tenant = {31, 37, 39, 46, 53, 54, 56, 57, 58, 59, 60, 61, 62, 63, 64, 80, 81, 82}
    assert {int(row.id[1:]) for row in OFFLINE} >= offline
    assert {int(row.id[1:]) for row in TENANT} >= with_tenant
