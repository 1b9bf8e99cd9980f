"""Every fault of the list still applies to the source, so that ci/mutate seeds them all."""

import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_every_fault_can_be_seeded():
    done = subprocess.run([ROOT / "ci/mutate", "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_list_is_as_long_as_it_has_to_be():
    assert len((ROOT / "tests/mutations/faults.tsv").read_text().splitlines()) >= 100
