"""Every bug of the museum can still be put back into the source, so that ci/museum shows what catches it."""

import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_every_bug_can_be_put_back():
    done = subprocess.run([ROOT / "ci/museum", "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_museum_is_as_large_as_it_has_to_be():
    assert len((ROOT / "tests/simulation/museum.tsv").read_text().splitlines()) >= 20
