"""The committed schemas and the reader agree about every file of the corpus.

The validator is independent (python3-jsonschema), and so is the YAML reader: PyYAML with the core schema of YAML 1.2.
The reader's verdict is that of `interlock validate`; INTERLOCK names the binary.
"""

import json
import os
import pathlib
import re
import subprocess

import jsonschema
import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
BINARY = pathlib.Path(os.environ.get("INTERLOCK", ROOT / "build" / "dev" / "interlock"))

# Folders of manifests, and the API that each is for.
APIS = {"manifests": "guide", "published": "published"}

# What only the reader can know: the API of a run, relations between values and files, what YAML itself refuses.
READER_ONLY = {
    "published": {
        "field_of_the_guides",
        "level_with_three_decimals",
        "number_without_a_country",
        "one_number_for_two",
        "requires_with_members",
        "rule_without_a_frequency",
        "start_outside_its_rule",
        "start_that_is_no_time",
        "two_levels_of_a_user",
    },
    "manifests": {
        "absent_with_state",
        "alias_to_itself",
        "control_character",
        "cycle_of_parents",
        "declared_twice",
        "duplicate_key",
        "encrypted_by_sops",
        "field_of_the_other_api",
        "field_that_is_only_read",
        "foreign_tag",
        "level_not_a_number",
        "level_over_max",
        "level_with_a_half",
        "level_zero",
        "matrix_with_a_level_six",
        "merge_conflict",
        "merge_key",
        "nothing_declared",
        "old_directive",
        "replaces_a_declared_skill",
        "section_of_the_other_api",
        "skill_required_twice",
        "template_in_quotes",
    },
    "settings": {
        "date_that_does_not_exist",
        "empty",
        "hook_to_a_host_that_is_not_listed",
        "hook_to_a_port_that_is_none",
        "region_and_url",
        "two_documents",
        "url_in_punycode",
        "url_without_tls",
    },
}


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2, core schema: `yes`, `12:30` and `1_000` are text."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, expression, first in [
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^(-?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-0123456789")),
    ("float", r"^(-?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|-?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$", list("-.0123456789")),
]:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(expression), first)


def construct_int(loader, node):
    text = loader.construct_scalar(node)
    return int(text, 0) if text.startswith(("0o", "0x")) else int(text)


def construct_float(loader, node):
    return float(loader.construct_scalar(node).lower().replace(".inf", "inf").replace(".nan", "nan"))


CoreLoader.add_constructor("tag:yaml.org,2002:int", construct_int)
CoreLoader.add_constructor("tag:yaml.org,2002:float", construct_float)


def has_only_text_keys(value):
    if isinstance(value, dict):
        return all(isinstance(key, str) and has_only_text_keys(item) for key, item in value.items())
    return all(map(has_only_text_keys, value)) if isinstance(value, list) else True


def schema_accepts(kind, path):
    name = "manifest" if kind in APIS else kind
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    try:
        documents = list(yaml.load_all(path.read_bytes().decode("utf-8-sig"), CoreLoader))
    except (yaml.YAMLError, UnicodeDecodeError):
        return False
    documents = [document for document in documents if document is not None]
    return all(has_only_text_keys(document) and validator.is_valid(document) for document in documents)


def validate(*arguments):
    return subprocess.run([BINARY, "validate", *arguments], capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="session")
def reader():
    if not BINARY.exists() or "validate" not in subprocess.run([BINARY, "help"], capture_output=True, text=True).stdout:
        pytest.skip(f"skipped: {BINARY} has no command `validate`")

    def accepts(kind, path, directory):
        if kind in APIS:
            result = validate("--api", APIS[kind], "-f", path)
        else:
            manifest = directory / "manifest.yaml"
            manifest.write_text("interlock: 1\nskills: [{name: A}]\n")
            result = validate("--api", "guide", "--settings", path, "-f", manifest)
        assert result.returncode in (0, 3), result.stderr
        return result.returncode == 0

    return accepts


def files(reader_only):
    for kind, names in READER_ONLY.items():
        for path in sorted(CORPUS.glob(f"{kind}/*/*.yaml")):
            if reader_only or path.stem not in names:
                yield pytest.param(kind, path, id=f"{kind}-{path.parent.name}-{path.stem}")


@pytest.mark.parametrize("kind,path", files(reader_only=False))
def test_schema_knows_the_verdict(kind, path):
    assert schema_accepts(kind, path) == (path.parent.name == "good")


@pytest.mark.parametrize("kind,path", files(reader_only=True))
def test_reader_knows_the_verdict(kind, path, reader, tmp_path):
    assert reader(kind, path, tmp_path) == (path.parent.name == "good")


def test_list_of_exceptions_is_current():
    for kind, names in READER_ONLY.items():
        assert names <= {path.stem for path in CORPUS.glob(f"{kind}/bad/*.yaml")}
