"""A lending library over HTTP, in Python's standard library: a service that is not ours.

It keeps the word that library.yaml gives, to the last detail; `--fault NAME` makes exactly one
thing wrong, `--faults` lists what there is (faults.py). `contract conform` must find the faults,
and nothing without one.

    python3 library.py [--port PORT] [--fault NAME]

prints `http://127.0.0.1:PORT/v1` when it is ready, and serves until it is stopped.

Two tenants, `north` and `south`, do not see each other. The code below asks `wrong("name")`
where a fault of logic has its place; all other faults change the tables, or the responses.
"""

import argparse
import csv
import datetime
import hashlib
import io
import itertools
import json
import random
import re
import socketserver
import sys
import threading
import time

# Tests leave nothing beside the sources.
sys.dont_write_bytecode = True

import rules  # noqa: E402
import wire  # noqa: E402
from wire import Refused, Response

BASE = "/v1"
JSON, CSV, PROBLEM = "application/json", "text/csv; charset=utf-8", "application/problem+json"
MERGE_PATCH = "application/merge-patch+json"

# --- Values ------------------------------------------------------------------------------

GENRES = ["novel", "poetry", "science", "history"]
CONDITIONS = ["new", "good", "worn"]

BOOK = {
    "type": "object",
    "required": ["title", "authors", "genre"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string", "minLength": 1, "maxLength": 200},
        "authors": {
            "type": "array", "minItems": 1, "maxItems": 10, "uniqueItems": True,
            "items": {"type": "string", "minLength": 1, "maxLength": 100},
        },
        "genre": {"type": "string", "enum": GENRES},
        "language": {"type": "string", "pattern": r"\A[a-z]{2}\Z"},
        "isbn": {"type": "string", "pattern": r"\A97[89][0-9]{10}\Z"},
        "pages": {"type": "integer", "minimum": 1, "maximum": 10000},
        "rating": {"type": "number", "minimum": 0, "maximum": 5, "multipleOf": 0.5},
        "weight": {"type": "number", "exclusiveMinimum": 0, "maximum": 100},
        "publishedOn": {"type": "string", "format": "date"},
        "homepage": {"type": "string", "format": "uri", "maxLength": 300},
        "notes": {"type": ["string", "null"], "maxLength": 1000},
        "lendable": {"type": "boolean"},
        "tags": {
            "type": "object", "names": {"pattern": r"\A[a-z]{1,20}\Z"},
            "additionalProperties": {"type": "string", "maxLength": 50},
        },
        "edition": {
            "type": "object", "discriminator": "kind", "kinds": {
                "print": {
                    "required": ["kind", "binding"], "additionalProperties": False,
                    "properties": {"kind": {}, "binding": {"enum": ["hard", "soft"]}},
                },
                "audio": {
                    "required": ["kind", "minutes"], "additionalProperties": False,
                    "properties": {"kind": {}, "minutes": {"type": "integer", "minimum": 1}},
                },
            },
        },
        "supplierCode": {"type": "string", "maxLength": 20},
    },
}
COPY = {
    "type": "object",
    "required": ["shelf", "condition"],
    "additionalProperties": False,
    "properties": {
        "shelf": {"type": "string", "pattern": r"\A[A-Z][0-9]{1,3}\Z"},
        "condition": {"type": "string", "enum": CONDITIONS},
        "marks": {
            "type": "object", "minProperties": 1, "maxProperties": 3,
            "additionalProperties": {"type": "integer", "minimum": 0},
        },
    },
}
LOAN = {
    "type": "object",
    "required": ["borrower", "until"],
    "additionalProperties": False,
    "properties": {
        "borrower": {"type": "string", "minLength": 1, "maxLength": 80},
        "until": {"type": "string", "format": "date"},
    },
}
EXPORT = {
    "type": "object",
    "required": ["format"],
    "additionalProperties": False,
    "properties": {"format": {"type": "string", "enum": ["csv", "json"]}},
}
# What only the service sets: taken in requests, and not heeded (OpenAPI: readOnly).
READ_ONLY = ["id", "createdAt", "updatedAt", "version"]
WRITE_ONLY = ["supplierCode"]

# --- Who is calling ----------------------------------------------------------------------

READ, WRITE = "books:read", "books:write"
KEYS = {"key-north-1f7c": "north", "key-south-93ab": "south"}
TOKENS = {
    # token: tenant, scopes, whether it is still valid
    "token-north-a41e": ("north", {READ, WRITE}, True),
    "token-north-reader-77d0": ("north", {READ}, True),
    "token-north-expired-0c52": ("north", {READ, WRITE}, False),
    "token-south-d2e9": ("south", {READ, WRITE}, True),
}


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


# --- What is kept ------------------------------------------------------------------------

class Kept:
    """A book, a copy or an export: its members, whose it is, and how often it changed."""

    def __init__(self, tenant, members):
        self.tenant, self.members, self.old = tenant, members, None
        self.version, self.parent, self.polls = 1, None, 0
        self.number, self.started = next(NUMBERS), time.monotonic()

    def etag(self):
        text = json.dumps([self.version, self.members.get("id")])
        salt = str(time.monotonic()) if wrong("etag-by-chance") else ""
        return f'"{hashlib.sha256((text + salt).encode()).hexdigest()[:16]}"'

    def change(self, members):
        self.old, self.members = self.members, members
        members["updatedAt"] = now()
        if not wrong("etag-stays"):
            self.version += 1
        members["version"] = members.get("version", 0) + 1


SLIPS = set()
LOCK = threading.RLock()
BOOKS, COPIES, EXPORTS, CURSORS, KEPT_RESPONSES = {}, {}, {}, {}, {}
CHANCE = random.Random(20)
NUMBERS = itertools.count()


def wrong(name):
    """Whether this is what `--fault` makes wrong."""
    return name in SLIPS


def new_id(prefix):
    return prefix + "".join(CHANCE.choices("abcdefghjkmnpqrstvwxyz0123456789", k=12))


def now():
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def found(kept, name, call):
    """What a path names, if the caller may see it."""
    one = kept.get(name)
    if one is None or (one.tenant != call.caller.tenant and "tenant" not in call.operation.lax):
        raise Refused(404, "there is nothing of this id")
    return one


def shown(kept):
    hidden = [] if wrong("write-only-shown") else WRITE_ONLY
    return {name: value for name, value in kept.members.items() if name not in hidden}


# --- Conditions (RFC 9110, 13) -----------------------------------------------------------

def tags(text):
    return [tag.strip() for tag in text.split(",")]


def if_match(call, kept, needed):
    condition = call.request.header("If-Match")
    if condition is None:
        if needed and "if-match-needed" not in call.operation.lax:
            raise Refused(428, "If-Match is needed: the ETag of what is to be changed")
    elif condition.strip() != "*" and kept.etag() not in tags(condition):
        if "if-match" not in call.operation.lax:
            raise Refused(412, "it was changed since")


def not_modified(call, kept):
    condition = call.request.header("If-None-Match")
    if condition is None or wrong("if-none-match-ignored"):
        return False
    weak = [tag.removeprefix("W/") for tag in tags(condition)]
    return condition.strip() == "*" or kept.etag() in weak


# --- Operations --------------------------------------------------------------------------

def one(status, kept, **headers):
    return as_json(status, shown(kept), ETag=kept.etag(), **headers)


def as_json(status, value, **headers):
    body = json.dumps(value, ensure_ascii=False).encode()
    return Response(status, {"Content-Type": JSON} | headers, body)


def list_books(call):
    with LOCK:
        books = [book for book in BOOKS.values() if book.tenant == call.caller.tenant
                 or "tenant" in call.operation.lax or wrong("list-shows-all-tenants")]
    books = [book for book in books if all(
        name not in call.query or book.members.get(name) == call.query[name]
        for name in ("genre", "language") if not wrong(f"filter-{name}-ignored"))]
    if wrong("list-lacks-new"):
        books = books[:-1]
    if wrong("list-twice"):
        books = [book for book in books for _ in range(2)]
    descending = arrange(call, books)
    limit, start = call.query.get("limit", 20), 0
    if wrong("limit-ignored"):
        limit = 20
    if wrong("limit-one-more"):
        limit += 1
    if "cursor" in call.query and not wrong("cursor-ignored"):
        start = start_of(call, books, descending)
    page, more = books[start:start + limit], start + limit < len(books)
    value = {"items": [shown(book) | stale(book) for book in page]}
    if more or (wrong("pages-never-end") and books):
        last = start + limit - 1 - wrong("page-repeats") + wrong("page-loses")
        value["nextCursor"] = cursor(call, books[last] if more else books[0])
    if call.accepted == CSV:
        return Response(200, {"Content-Type": CSV}, as_csv(value["items"]).encode())
    return as_json(200, value)


def key(call, book):
    """What books are ordered by."""
    title = book.members["title"] if "sort" in call.query else ""
    return title, book.number


def arrange(call, books):
    """Puts books in order; returns whether that is a descending one."""
    if wrong("sort-ignored"):
        return False
    descending = call.query.get("sort") == "-title"
    books.sort(key=lambda book: key(call, book), reverse=descending)
    return descending


def cursor(call, last):
    """What stands for the books after one: opaque to the caller, and the caller's own."""
    text = f"c{CHANCE.getrandbits(64):016x}"
    CURSORS[call.caller.tenant, text] = key(call, last)
    return text


def start_of(call, books, descending):
    """Where the page of a cursor starts, whatever was made or deleted since."""
    last = CURSORS.get((call.caller.tenant, call.query["cursor"]))
    if last is None and wrong("bad-cursor-crashes"):
        raise KeyError(call.query["cursor"])
    if last is None or wrong("cursor-refused"):
        raise Refused(400, "this cursor is not known", [("cursor", "is not known")])
    for place, book in enumerate(books):
        if key(call, book) < last if descending else key(call, book) > last:
            return place
    return len(books)


def stale(book):
    """What a list that was not brought up to date shows of a book."""
    return shown_old(book) if wrong("list-is-stale") and book.old else {}


def shown_old(book):
    return {name: value for name, value in book.old.items() if name not in WRITE_ONLY}


def as_csv(books):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["id", "title", "genre"])
    writer.writerows([book["id"], book["title"], book["genre"]] for book in books)
    return text.getvalue()


def create_book(call):
    key = call.headers.get("Idempotency-Key")
    place = (None if wrong("key-shared") else call.caller.tenant, key)
    with LOCK:
        if key and place in KEPT_RESPONSES and not wrong("key-ignored"):
            sent, response = KEPT_RESPONSES[place]
            if not rules.same(sent, call.body) and not wrong("key-of-another-request"):
                raise Refused(422, "this key was used for another request")
            return Response(response.status, response.headers, response.body)
        response = add_book(call, new_id("bk_"))
        if key:
            KEPT_RESPONSES[place] = (call.body, response)
        return response


def add_book(call, name):
    members = written(call, {}) | {"id": name, "createdAt": now(), "updatedAt": now(), "version": 1}
    if wrong("read-only-taken"):
        members |= {key: value for key, value in call.body.items() if key in READ_ONLY}
    isbn_is_free(call, members, None)
    if wrong("create-loses-language"):
        members.pop("language", None)
    if wrong("create-changes-title"):
        members["title"] = members["title"].upper()
    book = Kept(call.caller.tenant, members)
    if not wrong("created-not-kept"):
        BOOKS[name] = book
    location = f"{BASE}/books/{name}"
    return one(201, book, Location=location)


def written(call, kept):
    """The members that a body sets, and those that only the service sets."""
    own = {name: value for name, value in kept.items() if name in READ_ONLY}
    return {name: value for name, value in call.body.items() if name not in READ_ONLY} | own


def isbn_is_free(call, members, own):
    isbn = members.get("isbn")
    if isbn and any(book.members.get("isbn") == isbn for book in BOOKS.values()
                    if book.tenant == call.caller.tenant and book is not own):
        if not wrong("isbn-twice"):
            raise Refused(409, "there is a book of this ISBN")


def get_book(call):
    book = found(BOOKS, call.path["bookId"], call)
    if not_modified(call, book):
        return Response(304, {"ETag": book.etag()})
    if book.old and (wrong("read-is-stale") or wrong("read-is-stale-once")):
        old, book.old = book.old, book.old if wrong("read-is-stale") else None
        return as_json(200, {name: value for name, value in old.items()
                             if name not in WRITE_ONLY}, ETag=book.etag())
    return one(200, book)


def replace_book(call):
    with LOCK:
        book = found(BOOKS, call.path["bookId"], call)
        if_match(call, book, needed=True)
        members = written(call, book.members)
        isbn_is_free(call, members, book)
        if wrong("replace-keeps-others"):
            members = book.members | members
        if not wrong("replace-not-kept"):
            book.change(members)
        return one(200, book) if not wrong("replace-not-kept") else as_json(
            200, {name: value for name, value in members.items() if name not in WRITE_ONLY},
            ETag=book.etag())


def patch_book(call):
    with LOCK:
        book = found(BOOKS, call.path["bookId"], call)
        late = False
        try:
            if_match(call, book, needed=False)
        except Refused:
            if not wrong("changed-though-412"):
                raise
            late = True
        members = patched(book.members, {
            name: value for name, value in call.body.items() if name not in READ_ONLY})
        isbn_is_free(call, members, book)
        if wrong("patch-clears-others"):
            members = {name: value for name, value in members.items() if name in call.body
                       or name in READ_ONLY or name in BOOK["required"]}
        if wrong("patch-changes-created"):
            members["createdAt"] = now()
        if wrong("patch-changes-another") and "pages" not in call.body:
            members["pages"] = 1
        if not wrong("patch-not-kept"):
            book.change(members)
        if wrong("patch-shows-old"):
            return as_json(200, shown_old(book), ETag=book.etag())
        if late:
            raise Refused(412, "it was changed since")
        return one(200, book)


def patched(value, patch):
    """RFC 7396, 2."""
    if not isinstance(patch, dict):
        return patch
    value = dict(value) if isinstance(value, dict) else {}
    for name, part in patch.items():
        if part is not None:
            value[name] = part if wrong("patch-is-flat") else patched(value.get(name), part)
        elif not wrong("patch-null-ignored"):
            value.pop(name, None)
    return value


def delete_book(call):
    with LOCK:
        book = found(BOOKS, call.path["bookId"], call)
        if_match(call, book, needed=False)
        copies = [copy for copy in COPIES.values() if copy.parent is book]
        if any(not copy.members["available"] for copy in copies):
            if not wrong("lent-book-deleted"):
                raise Refused(409, "a copy is lent")
        if wrong("deleted-stays"):
            return Response(204)
        for copy in copies:
            COPIES.pop(copy.members["id"])
        BOOKS.pop(book.members["id"])
        if wrong("delete-takes-another") and BOOKS:
            BOOKS.pop(next(iter(BOOKS)))
        return Response(204)


def book_of(call):
    return found(BOOKS, call.path["bookId"], call)


def list_copies(call):
    with LOCK:
        book = book_of(call)
        copies = [copy for copy in COPIES.values() if copy.parent is book
                  or wrong("copies-of-all-books") and copy.tenant == book.tenant]
    wanted = call.query.get("condition")
    if wanted and not wrong("filter-condition-ignored"):
        copies = [copy for copy in copies if copy.members["condition"] in wanted]
    if wrong("copies-lack-new"):
        copies = []
    return as_json(200, {"items": [shown(copy) for copy in copies]})


def add_copy(call):
    with LOCK:
        book = book_of(call)
        name = new_id("cp_")
        copy = Kept(book.tenant, call.body | {
            "id": name, "bookId": book.members["id"], "available": True, "createdAt": now()})
        copy.parent = book
        COPIES[name] = copy
    location = f"{BASE}/books/{book.members['id']}/copies/{name}"
    return as_json(201, shown(copy), Location=location)


def copy_of(call):
    copy = found(COPIES, call.path["copyId"], call)
    if copy.parent is not BOOKS.get(call.path["bookId"]) and not wrong("copy-of-any-book"):
        raise Refused(404, "there is no such copy of this book")
    return copy


def get_copy(call):
    return as_json(200, shown(copy_of(call)))


def lend_copy(call):
    with LOCK:
        copy = copy_of(call)
        if not copy.members["available"] and not wrong("lent-twice"):
            raise Refused(409, "this copy is lent")
        members = copy.members | {"available": False, "loan": call.body}
        if wrong("lend-changes-nothing"):
            return as_json(200, members)
        copy.members = members
        return as_json(200, shown(copy))


def return_copy(call):
    with LOCK:
        copy = copy_of(call)
        if copy.members["available"] and not wrong("returned-twice"):
            raise Refused(409, "this copy is not lent")
        if not wrong("return-changes-nothing"):
            copy.members = {name: value for name, value in copy.members.items()
                            if name != "loan"} | {"available": True}
        return as_json(200, shown(copy))


def create_export(call):
    with LOCK:
        running = [export for export in EXPORTS.values()
                   if export.tenant == call.caller.tenant and state(export) != "done"]
        if len(running) >= 5:
            raise Refused(429, "five exports are running", **{"Retry-After": "1"})
        name = new_id("ex_")
        export = Kept(call.caller.tenant, call.body | {"id": name, "createdAt": now()})
        EXPORTS[name] = export
    return as_json(202, told(export), Location=f"{BASE}/exports/{name}", **{"Retry-After": "1"})


def get_export(call):
    with LOCK:
        export = found(EXPORTS, call.path["exportId"], call)
        export.polls += 1
        return as_json(200, told(export))


def state(export):
    passed = time.monotonic() - export.started
    if passed < 0.05:
        return "queued"
    return "running" if passed < 0.15 or wrong("export-never-ends") else "done"


def told(export):
    status = state(export)
    if wrong("export-goes-back") and status == "done" and export.polls % 2 == 0:
        status = "queued"
    members = export.members | {"status": status}
    if status == "done":
        members["books"] = sum(book.tenant == export.tenant for book in BOOKS.values())
    return members


def get_health(_call):
    return as_json(200, {"status": "ok"})


class Operation:
    def __init__(self, name, method, path, run, **rest):
        self.name, self.method, self.path, self.run = name, method, path, run
        self.schemes, self.scope = rest.get("schemes", ("key", "bearer")), rest.get("scope", READ)
        self.query, self.headers = rest.get("query", {}), rest.get("headers", {})
        self.body, self.takes = rest.get("body"), rest.get("takes", [JSON])
        self.gives = rest.get("gives", [JSON])
        # What of access and of conditions a fault leaves out.
        self.lax = set()
        names = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)
        self.pattern = re.compile(BASE + names + r"\Z")


CURSOR = {"type": "string", "minLength": 1, "maxLength": 200}
PAGING = {
    "genre": {"type": "string", "enum": GENRES},
    "language": {"type": "string", "pattern": r"\A[a-z]{2}\Z"},
    "sort": {"type": "string", "enum": ["title", "-title"]},
    "limit": {"type": "integer", "minimum": 1, "maximum": 50},
    "cursor": CURSOR,
}
CONDITION = {"condition": {
    "type": "array", "minItems": 1, "items": {"type": "string", "enum": CONDITIONS}}}
IDEMPOTENCY = {"Idempotency-Key": {"type": "string", "format": "uuid"}}
A_BOOK, A_COPY = "/books/{bookId}", "/books/{bookId}/copies/{copyId}"

OPERATIONS = {operation.name: operation for operation in [
    Operation("listBooks", "GET", "/books", list_books, query=PAGING, gives=[JSON, CSV]),
    Operation("createBook", "POST", "/books", create_book, scope=WRITE, body=BOOK,
              headers=IDEMPOTENCY),
    Operation("getBook", "GET", A_BOOK, get_book),
    Operation("replaceBook", "PUT", A_BOOK, replace_book, scope=WRITE, body=BOOK),
    Operation("patchBook", "PATCH", A_BOOK, patch_book, scope=WRITE, body="patch",
              takes=[MERGE_PATCH]),
    Operation("deleteBook", "DELETE", A_BOOK, delete_book, scope=WRITE, schemes=("bearer",)),
    Operation("listCopies", "GET", A_BOOK + "/copies", list_copies, query=CONDITION),
    Operation("addCopy", "POST", A_BOOK + "/copies", add_copy, scope=WRITE, body=COPY),
    Operation("getCopy", "GET", A_COPY, get_copy),
    Operation("lendCopy", "POST", A_COPY + "/lend", lend_copy, scope=WRITE, body=LOAN),
    Operation("returnCopy", "POST", A_COPY + "/return", return_copy, scope=WRITE),
    Operation("createExport", "POST", "/exports", create_export, schemes=("key",), body=EXPORT),
    Operation("getExport", "GET", "/exports/{exportId}", get_export, schemes=("key",)),
    Operation("getHealth", "GET", "/health", get_health, schemes=()),
]}

# --- The way of a request ----------------------------------------------------------------

# What faults do to what was decided: functions of a call and its response.
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
    sys.modules["library"] = sys.modules["__main__"]
    main()
