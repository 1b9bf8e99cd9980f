"""`interlock fmt`: manifests in the one style, in place, and never another meaning."""

import os
import stat

import pytest

from harness import run, write_files

LOOSE = "interlock: 1\nskills:\n- name:   A   # first\n"
TIDY = "interlock: 1\nskills:\n  - name: A   # first\n"


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


def test_files_are_changed_in_place_and_named(tmp_path):
    write_files(tmp_path, {"manifests/a.yaml": LOOSE, "manifests/b.yaml": TIDY, "manifests/c/d.yml": LOOSE})
    done = run("fmt", cwd=tmp_path)
    assert (done.code, done.out, done.err) == (0, "manifests/a.yaml\nmanifests/c/d.yml\n", "")
    for name in ("a.yaml", "b.yaml", "c/d.yml"):
        assert (tmp_path / "manifests" / name).read_text() == TIDY
    again = run("fmt", cwd=tmp_path)
    assert (again.code, again.out, again.err) == (0, "", "")


def test_only_the_files_named_are_changed(tmp_path):
    write_files(tmp_path, {"a.yaml": LOOSE, "b.yaml": LOOSE, "c.yaml": LOOSE})
    assert run("fmt", "-f", "a.yaml", "--file", "b.yaml", cwd=tmp_path).out == "a.yaml\nb.yaml\n"
    assert (tmp_path / "c.yaml").read_text() == LOOSE


@pytest.mark.parametrize("before, code, out", [(LOOSE, 2, "manifests/a.yaml\n"), (TIDY, 0, "")])
def test_check_changes_nothing_and_tells_by_its_code(tmp_path, before, code, out):
    write_files(tmp_path, {"manifests/a.yaml": before})
    done = run("fmt", "--check", cwd=tmp_path)
    assert (done.code, done.out, done.err) == (code, out, "")
    assert (tmp_path / "manifests/a.yaml").read_text() == before


@pytest.mark.parametrize("wanted", [0o644, 0o600, 0o664, 0o755])
def test_the_mode_stays(tmp_path, wanted):
    write_files(tmp_path, {"manifests/a.yaml": LOOSE})
    path = tmp_path / "manifests/a.yaml"
    path.chmod(wanted)
    assert run("fmt", cwd=tmp_path, umask=0o077).code == 0
    assert (path.read_text(), mode(path)) == (TIDY, wanted)
    assert os.listdir(tmp_path / "manifests") == ["a.yaml"]


@pytest.mark.parametrize("flags", [(), ("--check",)])
def test_a_file_that_is_no_yaml_is_left_alone_and_the_others_are_not(tmp_path, flags):
    broken = "interlock: 1\nskills:   [\n"
    write_files(tmp_path, {"manifests/a.yaml": broken, "manifests/b.yaml": LOOSE})
    done = run("fmt", *flags, cwd=tmp_path)
    assert (done.code, done.out) == (3, "manifests/b.yaml\n")
    assert "manifests/a.yaml:3:1: error: " in done.err
    assert (tmp_path / "manifests/a.yaml").read_text() == broken
    assert (tmp_path / "manifests/b.yaml").read_text() == (LOOSE if flags else TIDY)


@pytest.mark.parametrize(
    "before, after",
    [
        (b"interlock: 1\r\n# two\r\nskills:\r\n- name: A\r\n", b"interlock: 1\n# two\nskills:\n  - name: A\n"),
        (b"\n# only\n\n\n  #comments", b"# only\n\n#comments\n"),
        (b"\xef\xbb\xbfinterlock: 1\n", b"interlock: 1\n"),
        (b"#!modeline\n\n\nskills: [ ]", b"#!modeline\n\nskills: []\n"),
        (b"unknown:   yes\n", b"unknown: yes\n"),
    ],
    ids=["CRLF", "only comments", "byte order mark", "first comment", "valid YAML but no valid manifest"],
)
def test_any_yaml_is_brought_into_the_style(tmp_path, before, after):
    write_files(tmp_path, {"manifests/a.yaml": before})
    assert run("fmt", cwd=tmp_path).code == 0
    assert (tmp_path / "manifests/a.yaml").read_bytes() == after


def test_a_link_within_the_directory_stays_a_link(tmp_path):
    write_files(tmp_path, {"manifests/b.yaml": LOOSE})
    (tmp_path / "manifests/z.yaml").symlink_to("b.yaml")
    assert run("fmt", cwd=tmp_path).out == "manifests/b.yaml\n"
    assert (tmp_path / "manifests/z.yaml").is_symlink()
    assert (tmp_path / "manifests/z.yaml").read_text() == TIDY


def test_a_link_is_never_written_through(tmp_path):
    write_files(tmp_path, {"elsewhere/b.yaml": LOOSE, "manifests/a.yaml": TIDY})
    (tmp_path / "manifests/l.yaml").symlink_to("../elsewhere/b.yaml")
    leads_out = run("fmt", cwd=tmp_path)
    assert (leads_out.code, leads_out.out) == (3, "") and "leads out of its root" in leads_out.err
    named = run("fmt", "-f", "manifests/l.yaml", cwd=tmp_path)
    assert (named.code, named.out) == (11, "") and "manifests/l.yaml" in named.err
    assert (tmp_path / "elsewhere/b.yaml").read_text() == LOOSE


def test_settings_are_no_manifest(tmp_path):
    write_files(tmp_path, {"interlock.yaml": LOOSE})
    assert run("fmt", "-f", "interlock.yaml", cwd=tmp_path).code == 4
    assert (tmp_path / "interlock.yaml").read_text() == LOOSE


def test_nothing_to_format_is_refused(tmp_path):
    done = run("fmt", cwd=tmp_path)
    assert done.code == 4 and "'manifests/' does not exist" in done.err
