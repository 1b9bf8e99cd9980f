"""Judges exchanges by the platform's OpenAPI document: the operation, its query, its bodies and its answers.

The document is Swagger 2.0 and no part of the project. It is sought at $INTERLOCK_OPENAPI, else in `shared/api/` beside the
repository or above; without it nothing is judged.
"""

import functools
import gzip
import json
import os
import pathlib
import re
import urllib.parse
from dataclasses import dataclass

import jsonschema

from harness import ROOT

NAME = "genesys-openapi-2026-07.json.gz"
SDK = "purecloud-platform-client-v2 262"


def document_path():
    given = os.environ.get("INTERLOCK_OPENAPI")
    places = [pathlib.Path(given)] if given else [parent / "shared/api" / NAME for parent in ROOT.parents]
    return next((place for place in places if place.is_file()), None)


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; bodies are what was on the wire."""

    method: str
    target: str
    sent: bytes
    status: int
    answer: bytes


@dataclass(frozen=True)
class Excuse:
    """What an exchange may do although the document does not declare it, and who else says so."""

    operation: str  # a pattern of operation ids
    place: str  # a pattern of places of faults: "request.division", "answer.entities.0.division"
    source: str


EXCEPTIONS = (
    Excuse(r"(get|post|patch)RoutingSkills?", r"answer(\.entities\.\d+)?\.division", SDK),
    Excuse(r"postRoutingSkills", r"request\.divisionId", SDK),
    # A JSON Schema may say `false` there, and rows are of the columns' types: the document's own examples break it.
    Excuse(r".*FlowsDatatables?", r"(request|answer(\.entities\.\d+)?)\.schema\.additionalProperties", "its examples"),
    Excuse(r"(get|put)FlowsDatatableRow|postFlowsDatatableRows", r"(request|answer)\.[^.]+", "its examples"),
    Excuse(r"getFlowsDatatableRows", r"answer\.entities\.\d+\.[^.]+", "its examples"),
    Excuse(r".*", r"(request|answer)\..*\blaterRelease\b.*", "invented by these tests: what a later release may add"),
)


def _matches(excuse, operation, place):
    return re.fullmatch(excuse.operation, operation) and re.fullmatch(excuse.place, place)


class Contract:
    """The operations and schemas of the document."""

    def __init__(self, document):
        self.definitions = {name: _closed(schema) for name, schema in document["definitions"].items()}
        self.resolver = jsonschema.RefResolver("", {"definitions": self.definitions})
        self.operations = {}
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                if method != "parameters":
                    self._add(method.upper(), path, operation, methods.get("parameters", []))

    def _add(self, method, path, operation, shared):
        pattern = "/".join("[^/]+" if part.startswith("{") else re.escape(part) for part in path.split("/"))
        entry = {**operation, "path": path, "parameters": shared + operation.get("parameters", [])}
        # "bulk" is no skill: the path with the fewest parameters is meant.
        key = (method, path.count("/"))
        self.operations.setdefault(key, []).append((path.count("{"), re.compile(pattern), entry))
        self.operations[key].sort(key=lambda row: row[0])

    def operation(self, method, path):
        rows = self.operations.get((method, path.count("/")), [])
        return next((entry for _, pattern, entry in rows if pattern.fullmatch(path)), None)

    def faults(self, exchange):
        """The operation's id, and what is wrong as (place, message)."""
        parts = urllib.parse.urlsplit(exchange.target)
        operation = self.operation(exchange.method, parts.path)
        if operation is None:
            return None, [("operation", f"{exchange.method} {parts.path} is not declared")]
        found = [
            *_query_faults(operation, urllib.parse.parse_qs(parts.query, keep_blank_values=True)),
            *self._request_faults(operation, exchange.sent),
            *self._answer_faults(operation, exchange),
        ]
        name = operation["operationId"]
        return name, [fault for fault in found if not any(_matches(row, name, fault[0]) for row in EXCEPTIONS)]

    def _request_faults(self, operation, sent):
        declared = next((row for row in operation["parameters"] if row["in"] == "body"), None)
        if declared is None:
            return [("request", "a body is not declared")] if sent else []
        if not sent:
            return [("request", "a body is required")] if declared.get("required") else []
        return self._body_faults("request", declared.get("schema"), sent)

    def _answer_faults(self, operation, exchange):
        responses = operation["responses"]
        declared = responses.get(str(exchange.status))
        if declared is None and not (exchange.status < 300 and not any(code.startswith("2") for code in responses)):
            return [("status", f"{exchange.status} is not declared, but {', '.join(sorted(responses))}")]
        schema = (declared or responses.get("default") or {}).get("schema")
        if not exchange.answer:
            return [("answer", "a body is declared")] if schema and exchange.status != 204 else []
        if schema is None:
            return [("answer", "a body is not declared")]
        return self._body_faults("answer", schema, exchange.answer)

    def _body_faults(self, side, schema, text):
        try:
            value = json.loads(text)
        except ValueError as error:
            return [(side, f"no JSON: {error}")]
        validator = jsonschema.Draft4Validator(_closed(schema or {}), resolver=self.resolver)
        return [row for error in validator.iter_errors(value) for row in _rows(side, error)]

    def read_only(self, exchange):
        """How many members of the request the document declares to be the platform's own."""
        operation = self.operation(exchange.method, urllib.parse.urlsplit(exchange.target).path)
        declared = next((row for row in (operation or {}).get("parameters", []) if row["in"] == "body"), None)
        if declared is None or not exchange.sent:
            return 0
        return self._count_read_only(declared.get("schema", {}), json.loads(exchange.sent))

    def _count_read_only(self, schema, value):
        schema = self._resolved(schema)
        if isinstance(value, list):
            return sum(self._count_read_only(schema.get("items", {}), element) for element in value)
        if not isinstance(value, dict):
            return 0
        members = [(schema.get("properties", {}).get(name, {}), element) for name, element in value.items()]
        return sum(bool(row.get("readOnly")) + self._count_read_only(row, element) for row, element in members)

    def _resolved(self, schema):
        name = schema.get("$ref", "").rpartition("/")[2]
        return self.definitions[name] if name else schema


def _closed(schema):
    """The schema with every object closed that declares its members, so that an undeclared member is a fault."""
    if isinstance(schema, list):
        return [_closed(element) for element in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(schema.get("properties"), dict):
        members = {name: _closed(member) for name, member in schema["properties"].items()}
        return {"additionalProperties": False, **_without_prose(schema), "properties": members}
    return {key: _closed(value) for key, value in _without_prose(schema).items()}


def _without_prose(schema):
    return {key: value for key, value in schema.items() if key not in ("description", "example", "format")}


def _rows(side, error):
    place = ".".join([side, *map(str, error.absolute_path)])
    if error.validator != "additionalProperties" or not isinstance(error.instance, dict):
        return [(place, error.message[:300])]
    unknown = sorted(set(error.instance) - set(error.schema.get("properties", {})))
    return [(f"{place}.{name}", "is not declared") for name in unknown]


def _query_faults(operation, given):
    declared = {row["name"]: row for row in operation["parameters"] if row["in"] == "query"}
    faults = [(f"query.{name}", "is not declared") for name in given if name not in declared]
    faults += [
        (f"query.{name}", "is required") for name, row in declared.items() if row.get("required") and name not in given
    ]
    for name in set(given) & set(declared):
        faults += [
            (f"query.{name}", f"{value!r} is not allowed")
            for value in _values(declared[name], given[name])
            if not _fits(declared[name], value)
        ]
    return faults


def _values(parameter, given):
    """The single values. The official SDK joins with commas also what the document declares as several parameters."""
    return [part for value in given for part in value.split(",")] if parameter.get("type") == "array" else given


def _fits(parameter, value):
    schema = parameter.get("items", {}) if parameter.get("type") == "array" else parameter
    words = schema.get("enum")
    if words is not None and value not in map(str, words):
        return False
    pattern = {"integer": r"-?\d+", "number": r"-?[\d.]+", "boolean": "true|false"}.get(schema.get("type"), ".*")
    return re.fullmatch(pattern, value, re.DOTALL) is not None


@functools.cache
def contract():
    """The contract, or None where the document is not at hand."""
    path = document_path()
    return Contract(json.loads(gzip.decompress(path.read_bytes()))) if path else None


class Record:
    """What all tests of a session exchanged."""

    def __init__(self):
        self.wanted = False
        self.exchanges = 0
        self.read_only = 0
        self.operations = set()
        self._known = {}

    def judge(self, exchanges):
        """Every fault of the exchanges, one line each."""
        self.wanted = self.wanted or bool(exchanges)
        judge = contract() if exchanges else None
        if judge is None:
            return []
        lines = []
        for exchange in exchanges:
            self.exchanges += 1
            if exchange not in self._known:
                operation, faults = judge.faults(exchange)
                self._known[exchange] = operation, faults, judge.read_only(exchange)
            operation, faults, read_only = self._known[exchange]
            self.read_only += read_only
            if operation:
                self.operations.add(operation)
            lines += [
                f"{exchange.method} {exchange.target} -> {exchange.status}: {place} {text}" for place, text in faults
            ]
        return sorted(set(lines))

    def summary(self):
        if not document_path():
            return "OpenAPI: skipped, the document is not at hand (INTERLOCK_OPENAPI)"
        return (
            f"OpenAPI: {self.exchanges} exchanges validated, {len(self.operations)} operations, "
            f"{self.read_only} read-only members sent"
        )
