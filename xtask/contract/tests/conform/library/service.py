"""A lending library over HTTP, in Python's standard library: a service that is not ours.

It keeps the word that ../library.yaml gives, to the last detail; `--fault NAME` makes exactly one
thing wrong, `--faults` lists what there is (faults.py). `contract conform` must find the faults,
and nothing without one.

    python3 service.py [--port PORT] [--fault NAME]

prints `http://127.0.0.1:PORT/v1` when it is ready, and serves until it is stopped. Two tenants,
`north` and `south`, do not see each other (tables.py has their credentials).
"""

import argparse
import json
import re
import socketserver
import sys

# Tests leave nothing beside the sources.
sys.dont_write_bytecode = True

import rules  # noqa: E402
import wire  # noqa: E402
from library import BASE, CSV, JSON, OPERATIONS, wrong  # noqa: E402
from tables import BOOK, KEYS, READ, READ_ONLY, TOKENS, WRITE  # noqa: E402
from wire import Refused, Response  # noqa: E402

PROBLEM = "application/problem+json"

# What faults do to a call before it is looked at, and to its response.
BEFORE, AFTER = [], []


class Call:
    """A request on its way through an operation."""

    def __init__(self, request, operation, path):
        self.request, self.operation, self.path = request, operation, path
        self.caller = self.accepted = self.body = None
        self.query, self.headers = {}, {}


def answer(request, refused):
    """The response to a request, or to what is none."""
    call = Call(request, None, {})
    try:
        if refused:
            raise refused
        response = respond(call)
    except Refused as reason:
        response = problem(reason)
    except Exception as error:
        print(f"{request.method} {request.path}: {error!r}", file=sys.stderr)
        response = problem(Refused(500, "something went wrong here"))
    response.headers.setdefault("Cache-Control", "no-store")
    for change in AFTER:
        change(call, response)
    return response


def problem(refused):
    """RFC 9457."""
    value = {"type": "about:blank", "title": wire.REASONS[refused.status],
             "status": refused.status, "detail": refused.detail}
    if refused.errors:
        value["errors"] = [{"at": at, "message": message} for at, message in refused.errors]
    return Response(refused.status, {"Content-Type": PROBLEM} | refused.headers,
                    json.dumps(value).encode())


def respond(call):
    request = call.request
    method = "GET" if request.method == "HEAD" and not wrong("no-head") else request.method
    ways = {operation.method: (operation, match.groupdict())
            for operation in OPERATIONS.values()
            if (match := operation.pattern.match(request.path))}
    if not ways and request.path != "*":
        raise Refused(404, "there is nothing here")
    if method not in ways:
        return undeclared(method, ways)
    call.operation, path = ways[method]
    for change in BEFORE:
        change(call)
    call.caller = authenticate(request, call.operation)
    if call.operation.scope not in call.caller.scopes and "scope" not in call.operation.lax:
        challenge = f'Bearer error="insufficient_scope", scope="{call.operation.scope}"'
        raise Refused(403, f"{call.operation.scope} is needed", **{"WWW-Authenticate": challenge})
    call.accepted = accepted(call)
    call.path = {name: wire.decoded(value) for name, value in path.items()}
    call.query = query(call)
    call.headers = headers(call)
    call.body = body(call)
    return call.operation.run(call)


class Caller:
    def __init__(self, tenant, scopes):
        self.tenant, self.scopes = tenant, scopes


def authenticate(request, operation):
    """Who sent a request, by one of the schemes that the operation takes."""
    if not operation.schemes or "none" in operation.lax:
        return Caller("north", {READ, WRITE})
    key, bearer = request.header("X-Api-Key"), request.header("Authorization")
    if key is not None and "key" in operation.schemes:
        tenant = KEYS.get(key) or ("north" if "any-key" in operation.lax else None)
        if tenant:
            return Caller(tenant, {READ, WRITE})
        raise Refused(401, "this key is not known", **{"WWW-Authenticate": "ApiKey"})
    if bearer is not None and "bearer" in operation.schemes:
        kind, _, token = bearer.partition(" ")
        tenant, scopes, valid = TOKENS.get(token.strip(), (None, (), False))
        if tenant is None and "any-token" in operation.lax:
            return Caller("north", {READ, WRITE})
        if kind.lower() == "bearer" and tenant and (valid or "expired" in operation.lax):
            return Caller(tenant, scopes)
        challenge = 'Bearer error="invalid_token"'
        raise Refused(401, "this token is not valid", **{"WWW-Authenticate": challenge})
    challenge = "Bearer" if "bearer" in operation.schemes else "ApiKey"
    raise Refused(401, "credentials are needed", **{"WWW-Authenticate": challenge})


def undeclared(method, ways):
    allowed = sorted({*ways, "OPTIONS", *(["HEAD"] if "GET" in ways else [])})
    allow = ", ".join(allowed)
    if method == "OPTIONS":
        return Response(204, {"Allow": allow})
    raise Refused(405, f"{method} is not for this", Allow=allow)


def accepted(call):
    """The media type of the response that the caller likes best (RFC 9110, 12.5.1)."""
    wanted = call.request.header("Accept") or "*/*"
    best, chosen = 0, None
    for media_type in call.operation.gives:
        quality = quality_of(media_type.split(";")[0], wanted)
        if quality > best:
            best, chosen = quality, media_type
    if chosen is None:
        raise Refused(406, f"there is only {' and '.join(call.operation.gives)}")
    return chosen


def quality_of(media_type, wanted):
    kind = media_type.split("/")[0]
    found = []
    for part in wanted.split(","):
        name, *parameters = [piece.strip().lower() for piece in part.split(";")]
        if name not in (media_type, f"{kind}/*", "*/*"):
            continue
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        if re.match(r"(0(\.\d{0,3})?|1(\.0{0,3})?)\Z", quality, re.ASCII):
            found.append((name == media_type, name != "*/*", float(quality)))
    return max(found)[2] if found else 0


def query(call):
    """The query's parameters by name. Those that are not known are not heeded."""
    values = {}
    for name, text in call.request.query():
        rule = call.operation.query.get(name)
        if rule is None:
            continue
        if name in values and not wrong("parameters-twice"):
            raise Refused(400, "a parameter is there twice", [(name, "must be there once")])
        values[name] = checked(text, rule, name)
    return values


def checked(text, rule, name):
    value = text
    if rule["type"] == "integer" and re.match(r"-?[0-9]{1,18}\Z", text):
        value = int(text)
    if rule["type"] == "array":
        value = text.split(",")
    wrongs = rules.errors(value, rule)
    if wrongs:
        raise Refused(400, "a parameter is not valid", [(name, text) for _, text in wrongs])
    return value


def headers(call):
    return {name: checked(call.request.header(name), rule, name)
            for name, rule in call.operation.headers.items()
            if call.request.header(name) is not None}


def body(call):
    if call.operation.body is None:
        return None
    sent = [part.strip().lower() for part in (call.request.header("Content-Type") or "").split(";")]
    charset = [part for part in sent[1:] if part and part.replace('"', "") != "charset=utf-8"]
    coded = call.request.header("Content-Encoding")
    if sent[0] not in call.operation.takes or charset or coded not in (None, "identity"):
        if "content-type" not in call.operation.lax:
            raise Refused(415, f"{' or '.join(call.operation.takes)} is wanted")
    try:
        value = rules.parse(call.request.body)
    except rules.NotJson as error:
        raise Refused(400, f"the body cannot be read: {error}") from None
    wrongs = rules.errors(value, patch_rule() if call.operation.body == "patch"
                          else with_read_only(call.operation.body))
    if wrongs:
        raise Refused(422, "the body is not valid", wrongs)
    return value


def with_read_only(rule):
    """A book may come with the members that only the service sets."""
    if rule is not BOOK:
        return rule
    return rule | {"properties": rule["properties"] | {name: {} for name in READ_ONLY}}


def patch_rule():
    """A part of a book, without its edition; null takes away what may be missing (RFC 7396)."""
    properties = {}
    for name, rule in BOOK["properties"].items():
        types = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
        optional = name not in BOOK["required"]
        properties[name] = {**rule, "type": [*types, "null"]} if optional else rule
    del properties["edition"]
    tag = BOOK["properties"]["tags"]["additionalProperties"]
    properties["tags"]["additionalProperties"] = {**tag, "type": ["string", "null"]}
    return {"type": "object", "minProperties": 1, "additionalProperties": False,
            "properties": properties}


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads, request_queue_size = True, True, 128


def main():
    import faults

    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--port", type=int, default=0, help="0: one that is free")
    arguments.add_argument("--fault", metavar="NAME", help="makes one thing wrong")
    arguments.add_argument("--faults", action="store_true", help="lists what can be made wrong")
    chosen = arguments.parse_args()
    if chosen.faults:
        for fault in faults.FAULTS.values():
            print(f"{fault.name}\t{fault.shown_by}\t{fault.what}")
        return
    if chosen.fault:
        if chosen.fault not in faults.FAULTS:
            sys.exit(f"there is no fault {chosen.fault}: see --faults")
        faults.FAULTS[chosen.fault].make()
    with Server(("127.0.0.1", chosen.port), wire.handler(answer)) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}{BASE}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    sys.modules["service"] = sys.modules["__main__"]
    main()
