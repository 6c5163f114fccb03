"""The library itself: what is kept, and what each operation does with it.

Nothing here looks at HTTP beyond the headers that an operation is about. The code asks
`wrong("name")` where a fault of logic has its place; all other faults change the tables, or the
responses.
"""

import csv
import datetime
import hashlib
import io
import itertools
import json
import random
import re
import threading
import time

import rules
from tables import BOOK, CONDITIONS, COPY, EXPORT, GENRES, LOAN, READ, READ_ONLY, WRITE, WRITE_ONLY
from wire import Refused, Response

BASE = "/v1"
JSON, CSV = "application/json", "text/csv; charset=utf-8"
MERGE_PATCH = "application/merge-patch+json"

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
