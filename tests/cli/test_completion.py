"""Completion in the real shells: what a person gets who types so far and presses TAB."""

import re
import shutil
import subprocess

import pytest

from harness import INTERLOCK, environment

SHELLS = ("bash", "zsh", "fish")
CHECKS = {"bash": ["bash", "-n"], "zsh": ["zsh", "-n"], "fish": ["fish", "--no-execute"]}


def needs(shell):
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed (ci/install shells)")


ROWS = [
    ("a command by its beginning", "pl", {"plan"}),
    ("commands of one letter", "s", {"show", "sandbox", "schema", "settings"}),
    ("a flag by its beginning", "plan --det", {"--detailed-exitcode"}),
    ("flags of the command and no others", "apply --on-", {"--on-error"}),
    ("no flag of another command", "validate --on-", set()),
    ("the words of a flag", "apply --on-error ", {"continue", "stop"}),
    ("the words of a flag by their beginning", "plan --color a", {"auto", "always"}),
    ("the words of a format", "show --format j", {"json"}),
    ("files of a flag", "plan --settings inter", {"interlock.yaml"}),
    ("files of a short flag", "plan -f mani", {"manifests/"}),
    ("nothing where a name is free", "plan --tenant inter", set()),
    ("a file where the same flag of another command takes one", "sandbox --tenant inter", {"interlock.yaml"}),
    ("an operand that is a file", "show plan", {"plan.json"}),
    ("an operand of a few words", "schema s", {"settings"}),
    ("an operand that is a command", "help vali", {"validate"}),
    ("the shells", "completion z", {"zsh"}),
    ("a command behind a flag", "--color never pl", {"plan"}),
]
# The other shells know what a flag takes once they know the command.
BEHIND_A_COMMAND = [row[1:] for row in ROWS[:-1]]
BEHIND_A_COMMAND_IDS = [row[0].replace(" ", "_") for row in ROWS[:-1]]


@pytest.fixture
def place(tmp_path, run):
    (tmp_path / "manifests").mkdir()
    for name in ("interlock.yaml", "plan.json"):
        (tmp_path / name).write_text("")
    for shell in SHELLS:
        (tmp_path / f"completion.{shell}").write_text(run("completion", shell).out)
    return tmp_path


def outcome(place, *command, stdin=""):
    done = subprocess.run(
        command, cwd=place, env=environment(place), input=stdin.encode(), capture_output=True, timeout=60
    )
    assert done.returncode == 0 and done.stderr == b"", done
    return done.stdout.decode()


def in_bash(place, typed):
    """Cuts the line as readline does, at blanks and `=`, and calls the function that the script registers."""
    words = ["interlock", *re.findall(r"=|[^ =]+", typed)]
    if typed.endswith(" "):
        words.append("")
    array = " ".join(f"'{word}'" for word in words)
    last = words[-1]
    script = (
        f"source completion.bash; complete -p interlock | grep -q ' -F _interlock ' || exit 9; COMP_WORDS=({array}); "
        f"COMP_CWORD={len(words) - 1}; _interlock interlock '{last if last != '=' else ''}'; "
        'for word in "${COMPREPLY[@]}"; do [[ -d $word ]] && word+=/; echo "$word"; done'
    )
    return set(outcome(place, "bash", "--norc", "-c", script).splitlines())


def in_fish(place, typed):
    lines = outcome(place, "fish", "-N", "-c", f"source completion.fish; complete -C 'interlock {typed}'").splitlines()
    return {line.split("\t")[0] for line in lines}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_of_its_shell(place, shell):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed (ci/install shells)")
    outcome(place, *CHECKS[shell], f"completion.{shell}")


@pytest.mark.parametrize("typed, offered", [row[1:] for row in ROWS], ids=[row[0].replace(" ", "_") for row in ROWS])
def test_bash_offers(place, typed, offered):
    assert in_bash(place, typed) == offered


@pytest.mark.parametrize(
    "typed, offered",
    [
        ("plan --format=js", {"json"}),
        ("plan --format=", {"text", "json"}),
        ("plan --report js", {"json="}),
        ("plan --report json=pl", {"plan.json"}),
        ("plan --settings=inter", {"interlock.yaml"}),
    ],
)
def test_bash_offers_what_stands_behind_an_equals_sign(place, typed, offered):
    assert in_bash(place, typed) >= offered


def without_slash(words):
    return {word.rstrip("/") for word in words}


@needs("fish")
@pytest.mark.parametrize("typed, offered", BEHIND_A_COMMAND, ids=BEHIND_A_COMMAND_IDS)
def test_fish_offers(place, typed, offered):
    assert in_fish(place, typed) == offered


def test_an_unknown_shell_names_the_known_ones(run):
    done = run("completion", "fsh")
    assert done.code == 3 and "bash, zsh, fish" in done.err and "'fish'" in done.err


def test_completion_needs_a_shell(run):
    done = run("completion")
    assert done.code == 3 and "bash|zsh|fish" in done.err
