"""What both services stand on: HTTP as it should be, a reading of the document's schemas, and
the faults of both that have nothing to do with what a service is about."""

import argparse
import base64
import datetime
import json
import math
import os
import re
import socket
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

FAULT = ""


def fault(name):
    return FAULT == name


def faults(start):
    return FAULT[len(start):] if FAULT.startswith(start) else None


class Refused(Exception):
    def __init__(self, status, detail="", headers=None):
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers or {}


class Reply:
    def __init__(self, status, body=None, headers=None, kind="application/json"):
        self.status, self.body, self.headers, self.kind = status, body, dict(headers or {}), kind


# --- schemas ---------------------------------------------------------------------------------


class Schemas:
    """Says what of a value breaks a schema: `Name.member.keyword` for each break."""

    def __init__(self, document):
        self.document = document

    def at(self, reference):
        node = self.document
        for part in reference[2:].split("/"):
            node = node[part]
        return node

    def breaks(self, schema, value, where):
        """The breaks of a value, without those that the fault of the day passes over."""
        found = [each for each in self._breaks(schema, value, where)]
        passed = faults("neg:")
        found = [each for each in found if each != passed]
        edge = faults("edge:")
        if edge and not found:
            found = [each for each in self._edges(schema, value, where) if each == edge]
        return found

    def _breaks(self, schema, value, where):
        if "$ref" in schema:
            yield from self._breaks(self.at(schema["$ref"]), value, where)
            return
        kinds = schema.get("type")
        kinds = [kinds] if isinstance(kinds, str) else list(kinds or [])
        if schema.get("nullable"):
            kinds.append("null")
        if kinds and not any(is_kind(kind, value) for kind in kinds):
            yield where + ".type"
            return
        if "enum" in schema and value not in schema["enum"] and not (value is None and "null" in kinds):
            yield where + ".enum"
        if "const" in schema and value != schema["const"]:
            yield where + ".const"
        if isinstance(value, str):
            if len(value) < schema.get("minLength", 0):
                yield where + ".minLength"
            if len(value) > schema.get("maxLength", math.inf):
                yield where + ".maxLength"
            if "pattern" in schema and not re.search(schema["pattern"].replace("$", r"\Z"), value):
                yield where + ".pattern"
            if "format" in schema and not FORMATS.get(schema["format"], lambda _: True)(value):
                yield where + ".format"
        if is_kind("number", value):
            low, high = schema.get("minimum"), schema.get("maximum")
            over, under = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
            if over is True:
                over, low = low, None
            if under is True:
                under, high = high, None
            if low is not None and value < low:
                yield where + ".minimum"
            if high is not None and value > high:
                yield where + ".maximum"
            if over is not None and over is not False and value <= over:
                yield where + ".exclusiveMinimum"
            if under is not None and under is not False and value >= under:
                yield where + ".exclusiveMaximum"
            if "multipleOf" in schema and (value / schema["multipleOf"]) % 1:
                yield where + ".multipleOf"
        if isinstance(value, list):
            if len(value) < schema.get("minItems", 0):
                yield where + ".minItems"
            if len(value) > schema.get("maxItems", math.inf):
                yield where + ".maxItems"
            if schema.get("uniqueItems") and any(a == b for i, a in enumerate(value) for b in value[:i]):
                yield where + ".uniqueItems"
            for item in value:
                yield from self._breaks(schema.get("items", {}), item, where + ".item")
        if isinstance(value, dict):
            if len(value) < schema.get("minProperties", 0):
                yield where + ".minProperties"
            if len(value) > schema.get("maxProperties", math.inf):
                yield where + ".maxProperties"
            for name in schema.get("required", []):
                if name not in value:
                    yield f"{where}.{name}.required"
            for name, needs in schema.get("dependentRequired", {}).items():
                if name in value and any(need not in value for need in needs):
                    yield where + ".dependentRequired"
            known = schema.get("properties", {})
            for name, member in value.items():
                if name in known:
                    yield from self._breaks(known[name], member, f"{where}.{name}")
                elif schema.get("additionalProperties") is False:
                    yield where + ".additionalProperties"
                elif schema.get("unevaluatedProperties") is False:
                    yield where + ".unevaluatedProperties"
                elif isinstance(schema.get("additionalProperties"), dict):
                    yield from self._breaks(schema["additionalProperties"], member, where + ".values")
        for part in schema.get("allOf", []):
            yield from self._breaks(part, value, where)
        if "oneOf" in schema:
            tried = [list(self._breaks(part, value, where + "." + part.get("$ref", "/one").split("/")[-1])) for part in schema["oneOf"]]
            passed = faults("neg:")
            if sum(not [each for each in one if each != passed] for one in tried) != 1:
                yield where + ".oneOf"
        if "anyOf" in schema and all(list(self._breaks(part, value, where)) for part in schema["anyOf"]):
            yield where + ".anyOf"

    def _edges(self, schema, value, where):
        if "$ref" in schema:
            yield from self._edges(self.at(schema["$ref"]), value, where)
            return
        if isinstance(value, str):
            for word, bound in (("minLength", schema.get("minLength")), ("maxLength", schema.get("maxLength"))):
                if bound == len(value):
                    yield f"{where}.{word}"
        if is_kind("number", value):
            for word in ("minimum", "maximum"):
                if schema.get(word) == value:
                    yield f"{where}.{word}"
        if isinstance(value, list):
            for word in ("minItems", "maxItems"):
                if schema.get(word) == len(value):
                    yield f"{where}.{word}"
            for item in value:
                yield from self._edges(schema.get("items", {}), item, where + ".item")
        if "enum" in schema and value == schema["enum"][-1]:
            yield f"{where}.enum"
        if value is None:
            yield f"{where}.null"
        if isinstance(value, dict):
            for name, member in value.items():
                if name in schema.get("properties", {}):
                    yield from self._edges(schema["properties"][name], member, f"{where}.{name}")
            for name in schema.get("properties", {}):
                if name not in value and name not in schema.get("required", []):
                    yield f"{where}.{name}.optional"


def is_kind(kind, value):
    if kind == "null":
        return value is None
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "integer":
        return not isinstance(value, bool) and (isinstance(value, int) or isinstance(value, float) and value.is_integer())
    if kind == "number":
        return not isinstance(value, bool) and isinstance(value, (int, float))
    return isinstance(value, {"string": str, "array": list, "object": dict}[kind])


def can(read):
    def check(value):
        try:
            read(value)
            return True
        except ValueError:
            return False
    return check


FORMATS = {
    "date": lambda value: re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.A) and can(datetime.date.fromisoformat)(value),
    "date-time": lambda value: re.fullmatch(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", value, re.A) is not None
    and can(lambda text: datetime.datetime.fromisoformat(re.sub(r"\.\d+", "", text.upper()).replace("Z", "+00:00")))(value),
    "email": lambda value: value.isprintable() and re.fullmatch(r"[^@\s\"]+@[^@\s\".]+(\.[^@\s\".]+)*|\"[^\"]+\"@[^@\s]+", value) is not None,
    "uuid": lambda value: re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value) is not None,
}


# --- HTTP ------------------------------------------------------------------------------------


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    service = None

    def log_message(self, *_):
        pass

    def any(self):
        self.raw = b""
        self.close_connection = self.close_connection
        try:
            self.raw = self.read_body()
            reply = self.service.answer(self)
        except Refused as refused:
            reply = self.service.refusal(refused)
        except BrokenPipeError:
            return
        if reply is not None:
            self.send(reply)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_QUERY = any

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self.any
        raise AttributeError(name)

    def read_body(self):
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            body = b""
            while True:
                try:
                    size = int(self.rfile.readline(100).split(b";")[0], 16)
                except ValueError:
                    self.close_connection = True
                    raise Refused(400, "the chunks cannot be read") from None
                body += self.rfile.read(size)
                self.rfile.readline(10)
                if not size:
                    return body
        length = self.headers.get("Content-Length", "0")
        if not length.isascii() or not length.isdigit():
            self.close_connection = True
            raise Refused(400, "Content-Length is no number")
        if int(length) > 1 << 20:
            self.close_connection = True
            raise Refused(413, "at most 1 MiB")
        return self.rfile.read(int(length))

    def send(self, reply):
        body = reply.body
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
        elif isinstance(body, str):
            body = body.encode()
        body = b"" if body is None else body
        headers = {"Date": self.date_time_string()}
        if reply.body is not None:
            headers["Content-Type"] = reply.kind
        if reply.status not in (204, 304):
            headers["Content-Length"] = str(len(body))
        headers.update(reply.headers)
        key = f"{self.command} {reply.status}"
        operation = getattr(self, "operation", "")
        plain = self.command != "HEAD" and reply.status not in (204, 304)
        what = faults("http:")
        if what:
            what, _, where = what.partition(":")
            if where and where not in (operation, f"{operation} {reply.status}", str(reply.status)):
                what = ""
        if what == "no-date":
            pass
        if what == "late":
            time.sleep(12)
        if what == "drop":
            return self.hang_up()
        if what == "no-content-type":
            headers.pop("Content-Type", None)
        if what == "text-content-type" and "Content-Type" in headers:
            headers["Content-Type"] = "text/plain"
        if what == "html-content-type" and "Content-Type" in headers:
            headers["Content-Type"] = "text/html; charset=utf-8"
        if what == "json-instead-of-problem" and reply.status >= 400:
            headers["Content-Type"] = "application/json"
        if what == "latin1" and "Content-Type" in headers:
            headers["Content-Type"] += "; charset=iso-8859-1"
        if what == "broken-json" and body:
            body = body[:-1]
            headers["Content-Length"] = str(len(body))
        if what == "not-json" and body:
            body = b"<html><body>Something</body></html>"
            headers["Content-Length"] = str(len(body))
        if what == "invalid-utf8" and body:
            body = body.replace(b'": "', b'": "\xff', 1)
            headers["Content-Length"] = str(len(body))
        if what == "no-body":
            body = b""
            headers["Content-Length"] = "0"
        if what == "two-values" and body:
            body = body + body
            headers["Content-Length"] = str(len(body))
        if what == "body-with-204" and reply.status == 204:
            reply.status, body, plain = 204, b'{"done": true}', True
            headers["Content-Length"] = str(len(body))
        if what == "length-too-long":
            headers["Content-Length"] = str(len(body) + 20)
        if what == "length-too-short" and len(body) > 4:
            headers["Content-Length"] = str(len(body) - 3)
        if what == "two-lengths":
            headers["content-length"] = str(len(body) + 1)
        if what == "bad-header":
            headers["X Bad Header"] = "what"
        if what == "control-in-header":
            headers["X-Note"] = "a\x00b"
        if what == "server-error" :
            reply.status = 500
        if what == "bad-gateway":
            reply.status = 502
        if what == "status-999":
            reply.status = 999
        if what == "undocumented-202":
            reply.status = 202 if reply.status == 200 else 207
        if what == "stack-trace":
            body = b'Traceback (most recent call last):\n  File "/srv/app/service.py", line 88, in answer\nKeyError: \'title\'\n'
            headers["Content-Type"] = "text/plain"
            headers["Content-Length"] = str(len(body))
        if what == "stack-trace-in-detail" and reply.status >= 400 and body:
            value = json.loads(body)
            value["detail"] = "java.lang.NullPointerException at com.example.Help.find(Help.java:44)"
            body = json.dumps(value).encode()
            headers["Content-Length"] = str(len(body))
        if what == "sql-in-detail" and reply.status >= 400 and body:
            value = json.loads(body)
            value["detail"] = 'psycopg2.errors.SyntaxError: syntax error at or near "WHERE" LINE 1: SELECT * FROM tickets WHERE'
            body = json.dumps(value).encode()
            headers["Content-Length"] = str(len(body))
        if what == "credential-in-error" and reply.status >= 400 and body:
            value = json.loads(body)
            value["detail"] = "headers: " + str(dict(self.headers.items()))
            body = json.dumps(value).encode()
            headers["Content-Length"] = str(len(body))
        if what == "credential-in-header":
            headers["X-Debug"] = self.headers.get("X-Api-Key", "") + self.headers.get("Authorization", "")
        if what == "keeps-alive-with-close":
            headers["Connection"] = "close"
        chunked = what in ("chunk-without-end", "chunk-of-wrong-size")
        if chunked:
            headers.pop("Content-Length", None)
            headers["Transfer-Encoding"] = "chunked"
        lines = [f"HTTP/1.1 {reply.status} {'Reason'}"] + [f"{name}: {value}" for name, value in headers.items()]
        if what == "bad-status-line":
            lines[0] = "HTTP/1.1 OK"
        out = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        if what == "head-with-body" and self.command == "HEAD":
            plain = True
        try:
            if what == "half":
                self.wfile.write(out + body[: len(body) // 2])
                return self.hang_up()
            if what == "half-head":
                self.wfile.write(out[: len(out) // 2])
                return self.hang_up()
            if chunked:
                size = len(body) + (5 if what == "chunk-of-wrong-size" else 0)
                self.wfile.write(out + f"{size:x}\r\n".encode() + body + b"\r\n" + (b"0\r\n\r\n" if what == "chunk-of-wrong-size" else b""))
                return self.hang_up()
            self.wfile.write(out + (body if plain else b""))
            self.wfile.flush()
        except OSError:
            self.close_connection = True
        if what in ("length-too-long", "length-too-short"):
            self.hang_up()
        if headers.get("Connection") == "close":
            self.close_connection = True

    def hang_up(self):
        self.close_connection = True
        try:
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Router:
    """Finds the operation of a request, and refuses what no operation is."""

    def __init__(self, document, base):
        self.base, self.schemas, self.document = base, Schemas(document), document
        self.lock = threading.RLock()
        self.routes = []
        for path, item in document["paths"].items():
            pattern = re.compile("^" + base + re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path) + "$")
            common = item.get("parameters", [])
            methods = {method.upper(): each for method, each in item.items() if method in ("get", "put", "post", "delete", "patch", "head")}
            self.routes.append((path.count("{"), pattern, methods, common))
        self.routes.sort(key=lambda route: route[0])

    def resolve(self, node):
        return self.schemas.at(node["$ref"]) if "$ref" in node else node

    def answer(self, request):
        parts = urlsplit(request.path)
        request.path_only = parts.path
        for _, pattern, methods, common in self.routes:
            match = pattern.match(parts.path)
            if not match:
                continue
            method = request.command
            head = method == "HEAD" and "HEAD" not in methods and "GET" in methods
            operation = methods.get("GET" if head else method)
            if operation is None:
                allowed = ", ".join(sorted(set(methods) | ({"HEAD"} if "GET" in methods else set())))
                what = faults("method:")
                if what == "404":
                    raise Refused(404, "no such method")
                if what == "no-allow":
                    raise Refused(405)
                if what == "allow-too-much":
                    allowed += ", TRACE" + (", PUT" if "PUT" not in methods else ", POST")
                if what == "allow-too-little":
                    allowed = allowed.split(", ")[0]
                if what == "200":
                    return Reply(200, {"ok": True})
                if what == "500":
                    raise Refused(500)
                if what == "501":
                    raise Refused(501)
                if what == "trace-echo" and method == "TRACE":
                    return Reply(200, str(request.headers), kind="message/http")
                raise Refused(405, "not with this method", {"Allow": allowed})
            if fault("head-is-404") and head:
                raise Refused(404)
            if fault("head-is-405") and head:
                raise Refused(405, "", {"Allow": ", ".join(methods)})
            if fault("head-is-200-always") and method == "HEAD":
                return Reply(200, None)
            request.operation = operation["operationId"]
            request.path_values = {name: unquote(value) for name, value in match.groupdict().items()}
            with self.lock:
                request.who = self.authenticate(request, operation)
                request.values = self.parameters(request, parts.query, common + operation.get("parameters", []))
                reply = getattr(self, request.operation)(request)
            if fault("head-has-other-headers") and method == "HEAD":
                reply.headers.pop("ETag", None)
                reply.kind = "text/plain"
            return reply
        raise Refused(404, "no such path")

    def parameters(self, request, query, declared):
        try:
            pairs = parse_qsl(query, keep_blank_values=True, errors="strict")
        except ValueError:
            raise Refused(400, "the query is not UTF-8") from None
        values = {}
        for parameter in map(self.resolve, declared):
            name, schema = parameter["name"], parameter["schema"]
            schema = self.resolve(schema)
            where = f"{request.operation}.{name}"
            if parameter["in"] == "path":
                given = [request.path_values[name]]
            elif parameter["in"] == "query":
                given = [value for key, value in pairs if key == name]
            else:
                given = request.headers.get_all(name) or []
            if not given:
                if parameter.get("required") and not fault("neg:" + where + ".required"):
                    raise self.missing(parameter)
                if "default" in schema:
                    values[name] = schema["default"]
                continue
            if len(given) > 1 and schema.get("type") != "array":
                if not fault("neg:" + where + ".repeated"):
                    raise Refused(400, f"{name} is there twice")
                given = given[-1:]
            if schema.get("type") == "array":
                value = given if parameter.get("explode", True) else given[0].split(",")
            else:
                value = self.typed(schema, given[0])
                if value is None:
                    if not fault("neg:" + where + ".type"):
                        if fault("crash:" + where + ".type"):
                            raise Refused(500, "int() failed")
                        raise Refused(400, f"{name} cannot be read")
                    continue
            found = self.schemas.breaks(schema, value, where)
            if found:
                if parameter["in"] == "path" and fault("bad-id-is-500"):
                    raise Refused(500)
                raise Refused(400, f"{name} is not valid: {found[0]}")
            values[name] = value
        if not fault("lenient"):
            pass
        return values

    def missing(self, parameter):
        return Refused(400, f"{parameter['name']} is needed")

    def typed(self, schema, text):
        kind = schema.get("type")
        if kind == "integer":
            return int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else None
        if kind == "number":
            return float(text) if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", text) else None
        if kind == "boolean":
            return {"true": True, "false": False}.get(text)
        return text

    def body(self, request, schema, media="application/json"):
        kind = request.headers.get("Content-Type", "")
        plain, _, rest = kind.partition(";")
        if plain.strip().lower() != media and not fault(f"media:{request.operation}.any"):
            if fault(f"media:{request.operation}.400"):
                raise Refused(400, "wrong media type")
            if fault(f"media:{request.operation}.500"):
                raise Refused(500, "wrong media type")
            raise Refused(415, f"send {media}")
        charset = re.search(r"charset=\"?([\w-]+)", rest)
        if charset and charset[1].lower() not in ("utf-8", "us-ascii"):
            raise Refused(415, "UTF-8 only")
        if not request.raw and fault(f"neg:{request.operation}.body.required"):
            return {}
        try:
            value = json.loads(request.raw.decode(), object_pairs_hook=unique, parse_constant=no_constant)
        except (ValueError, RecursionError):
            if fault(f"crash:{request.operation}.malformed"):
                raise Refused(500, "json.decoder.JSONDecodeError") from None
            if fault(f"neg:{request.operation}.malformed"):
                try:
                    value = json.loads(re.sub(rb",\s*}", b"}", request.raw.decode(errors="replace").encode()) or b"{}")
                except ValueError:
                    value = self.lenient(request)
                return value
            raise Refused(400, "not JSON") from None
        if isinstance(schema, str):
            name, schema = schema, {"$ref": f"#/components/schemas/{schema}"}
        else:
            name = request.operation
        found = self.schemas.breaks(schema, value, name)
        if found:
            if any(each == faults("crash:") for each in found):
                raise Refused(500, found[0])
            if fault("invalid-is-404"):
                raise Refused(404, found[0])
            raise Refused(400, f"not valid: {found[0]}")
        return value

    def lenient(self, request):
        return {}


def unique(pairs):
    if len({name for name, _ in pairs}) != len(pairs) and not fault("duplicate-members"):
        raise ValueError("a member is there twice")
    return dict(pairs)


def no_constant(_):
    raise ValueError("not JSON")


def table(here):
    """The faults of a service: name, who can show it."""
    with open(os.path.join(os.path.dirname(os.path.abspath(here)), "faults.txt"), encoding="utf-8") as file:
        return dict(line.rstrip("\n").split("\t")[:2] for line in file if line.strip())


class Server(ThreadingHTTPServer):
    daemon_threads, request_queue_size = True, 128


def serve(make, here):
    global FAULT
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0, help="0: one that is free")
    parser.add_argument("--fault", default="", metavar="NAME", help="makes one thing wrong")
    parser.add_argument("--faults", action="store_true", help="lists what can be made wrong")
    arguments = parser.parse_args()
    known = table(here)
    if arguments.faults:
        for name, shown_by in known.items():
            print(f"{name}\t{shown_by}")
        return
    if arguments.fault and arguments.fault not in known:
        raise SystemExit(f"there is no fault {arguments.fault}: see --faults")
    FAULT = arguments.fault
    home = os.path.dirname(os.path.abspath(here))
    with open(f"{home}.json", encoding="utf-8") as file:
        Handler.service = make(json.load(file))
    server = Server(("127.0.0.1", arguments.port), Handler)
    print(f"http://127.0.0.1:{server.server_address[1]}{Handler.service.base}", flush=True)
    server.serve_forever()
