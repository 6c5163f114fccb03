"""What can be made wrong with the library: one thing each.

Who can show a fault: `contract`, who has the contract and two tenants' credentials; `prose`, who
also reads descriptions and names, or takes for wrong what the contract does not forbid.
"""

import json
import re

import library
import rules
import service
import tables
import wire
from library import OPERATIONS, PAGING
from service import AFTER, BEFORE
from tables import BOOK, COPY, EXPORT, LOAN
from wire import Refused

FAULTS = {}


class Fault:
    def __init__(self, name, what, make, shown_by):
        self.name, self.what, self.make, self.shown_by = name, what, make, shown_by


def fault(name, what, make, shown_by="contract"):
    assert name not in FAULTS, name
    FAULTS[name] = Fault(name, what, make, shown_by)


# --- Ways to make something wrong ----------------------------------------------------------

def slip(name, module=library):
    """One of those that the code asks for."""
    return lambda: module.SLIPS.add(name)


def lift(rule, *path):
    """Takes a constraint away."""
    def make():
        place = rule
        for part in path[:-1]:
            place = place[part]
        del place[path[-1]]
    return make


def put(rule, *path):
    """Makes a constraint another one: the last two are its name and value."""
    *parts, name, value = path

    def make():
        place = rule
        for part in parts:
            place = place[part]
        place[name] = value
    return make


def lax(operation, what):
    return lambda: OPERATIONS[operation].lax.add(what)


def after(change, operation=None, status=None):
    """Changes responses: those of an operation, of a status; successes if neither is given."""
    def changed(call, response):
        name = call.operation.name if call.operation else None
        if operation is not None and name != operation:
            return
        if status is not None and response.status != status:
            return
        if operation is None and status is None and not 200 <= response.status < 300:
            return
        if status is None and response.status >= 300:
            return
        change(call, response)
    return lambda: AFTER.append(changed)


def header(name, value):
    """Another value of a header, or none."""
    def change(_call, response):
        response.headers.pop(name, None)
        if value is not None:
            response.headers[name] = value(response) if callable(value) else value
    return change


def member(edit):
    """Edits the JSON of a response: what `edit` returns, or the value that it edited."""
    def change(_call, response):
        if response.body and "json" in response.headers.get("Content-Type", ""):
            value = json.loads(response.body)
            edited = edit(value)
            response.body = json.dumps(value if edited is None else edited).encode()
    return change


def setting(name, value):
    return member(lambda members: members.update({name: value}))


def without(name):
    return member(lambda members: members.pop(name, None) and None)


def body(edit):
    """Edits the bytes of a response's body."""
    def change(_call, response):
        response.body = edit(response.body)
    return change


def status(code):
    def change(_call, response):
        response.status = code
    return change


def crash(operation, when):
    """A 500 for what was meant well or badly, before anything looks at it."""
    def change(call):
        if call.operation.name == operation and when(call.request):
            raise RuntimeError("an edge that nobody thought of")
    return lambda: BEFORE.append(change)


def refuse(operation, when, code=400):
    """Refuses what is valid."""
    def change(call):
        if call.operation.name == operation and when(call.request):
            raise Refused(code, "this is not taken")
    return lambda: BEFORE.append(change)


def sent(request):
    try:
        value = json.loads(request.body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def text_of(request):
    return request.body.decode(errors="replace")


# --- What is not valid, and taken ----------------------------------------------------------

P = ("properties",)
for name, rule, path in [
    ("title-empty", BOOK, (*P, "title", "minLength")),
    ("title-too-long", BOOK, (*P, "title", "maxLength")),
    ("book-with-others", BOOK, ("additionalProperties",)),
    ("authors-none", BOOK, (*P, "authors", "minItems")),
    ("authors-too-many", BOOK, (*P, "authors", "maxItems")),
    ("authors-twice", BOOK, (*P, "authors", "uniqueItems")),
    ("author-too-long", BOOK, (*P, "authors", "items", "maxLength")),
    ("genre-unknown", BOOK, (*P, "genre", "enum")),
    ("language-pattern", BOOK, (*P, "language", "pattern")),
    ("isbn-pattern", BOOK, (*P, "isbn", "pattern")),
    ("pages-zero", BOOK, (*P, "pages", "minimum")),
    ("pages-too-many", BOOK, (*P, "pages", "maximum")),
    ("rating-between", BOOK, (*P, "rating", "multipleOf")),
    ("weight-zero", BOOK, (*P, "weight", "exclusiveMinimum")),
    ("date-of-no-day", BOOK, (*P, "publishedOn", "format")),
    ("homepage-no-uri", BOOK, (*P, "homepage", "format")),
    ("notes-too-long", BOOK, (*P, "notes", "maxLength")),
    ("tag-names", BOOK, (*P, "tags", "names")),
    ("tag-too-long", BOOK, (*P, "tags", "additionalProperties", "maxLength")),
    ("edition-binding", BOOK, (*P, "edition", "kinds", "print", "properties", "binding", "enum")),
    ("edition-minutes", BOOK,
     (*P, "edition", "kinds", "audio", "properties", "minutes", "minimum")),
    ("edition-with-others", BOOK, (*P, "edition", "kinds", "audio", "additionalProperties")),
    ("supplier-code-too-long", BOOK, (*P, "supplierCode", "maxLength")),
    ("shelf-pattern", COPY, (*P, "shelf", "pattern")),
    ("marks-too-many", COPY, (*P, "marks", "maxProperties")),
    ("marks-none", COPY, (*P, "marks", "minProperties")),
    ("mark-negative", COPY, (*P, "marks", "additionalProperties", "minimum")),
    ("borrower-empty", LOAN, (*P, "borrower", "minLength")),
    ("until-no-date", LOAN, (*P, "until", "format")),
    ("export-format-unknown", EXPORT, (*P, "format", "enum")),
    ("pages-text", BOOK, (*P, "pages", "type")),
    ("lendable-text", BOOK, (*P, "lendable", "type")),
]:
    fault(f"taken.{name}", f"{'/'.join(path)} is not looked at", lift(rule, *path))
fault("taken.genre-missing", "a book without a genre is taken",
      put(BOOK, "required", ["title", "authors"]))
fault("taken.until-missing", "a loan without an end is taken",
      put(LOAN, "required", ["borrower"]))
for name, constraint in [("limit", "minimum"), ("limit", "maximum"), ("genre", "enum"),
                         ("language", "pattern"), ("sort", "enum")]:
    fault(f"taken.query-{name}-{constraint}", f"{constraint} of the parameter {name} is not kept",
          lift(PAGING, name, constraint))
fault("taken.query-limit-text", "a limit that is no number is taken as if it were not there",
      put(PAGING, "limit", {"type": ["string", "integer"]}))
fault("taken.query-twice", "limit=1&limit=2 is taken", slip("parameters-twice"), "prose")
fault("taken.query-condition", "an unknown condition is taken",
      put(library.CONDITION, "condition", "items", {}))
fault("taken.key-no-uuid", "an Idempotency-Key that is no UUID is taken",
      lift(library.IDEMPOTENCY, "Idempotency-Key", "format"))
fault("taken.member-twice", "JSON with a member twice is taken", slip("members-twice", rules),
      "prose")
fault("taken.content-type", "a body of any media type is taken as JSON",
      lax("createBook", "content-type"))
fault("taken.content-type-patch", "a patch of any media type is taken",
      lax("patchBook", "content-type"))
fault("taken.empty-body", "an empty body begins an export",
      lambda: BEFORE.append(lambda call: setattr(
          call.request, "body", call.request.body or b'{"format": "csv"}')))

# --- What is valid, and refused --------------------------------------------------------------

fault("refused.title-longest", "a title of 200 characters is refused",
      put(BOOK, *P, "title", "maxLength", 199))
fault("refused.pages-one", "a book of one page is refused", put(BOOK, *P, "pages", "minimum", 2))
fault("refused.pages-most", "a book of 10000 pages is refused",
      put(BOOK, *P, "pages", "maximum", 9999))
fault("refused.rating-zero", "a rating of 0 is refused",
      put(BOOK, *P, "rating", "exclusiveMinimum", 0))
fault("refused.rating-half", "half a star is refused", put(BOOK, *P, "rating", "type", "integer"))
fault("refused.notes-null", "notes that are null are refused",
      put(BOOK, *P, "notes", "type", "string"))
fault("refused.notes-empty", "empty notes are refused", put(BOOK, *P, "notes", "minLength", 1))
fault("refused.tags-empty", "no tags are refused", put(BOOK, *P, "tags", "minProperties", 1))
fault("refused.authors-ten", "ten authors are refused", put(BOOK, *P, "authors", "maxItems", 9))
fault("refused.genre-history", "one of the genres is refused",
      put(BOOK, *P, "genre", "enum", ["novel", "poetry", "science"]))
fault("refused.isbn-979", "ISBNs that start with 979 are refused",
      put(BOOK, *P, "isbn", "pattern", r"\A978[0-9]{10}\Z"))
fault("refused.edition-audio", "audio books are refused",
      lambda: BOOK["properties"]["edition"]["kinds"].pop("audio"))
fault("refused.language-needed", "a book without language is refused",
      put(BOOK, "required", ["title", "authors", "genre", "language"]))
fault("refused.leap-day", "29 February is refused", refuse(
    "createBook", lambda request: "-02-29" in text_of(request), 422), "prose")
fault("refused.title-not-latin", "a title beyond Latin-1 is refused", refuse(
    "createBook", lambda request: any(ord(c) > 255 for c in str(sent(request).get("title"))), 422))
fault("refused.limit-most", "limit=50 is refused", put(PAGING, "limit", "maximum", 49))
fault("refused.limit-one", "limit=1 is refused", put(PAGING, "limit", "minimum", 2))
fault("refused.sort-descending", "sort=-title is refused",
      put(PAGING, "sort", "enum", ["title"]))
fault("refused.two-conditions", "two conditions at once are refused",
      put(library.CONDITION, "condition", "maxItems", 1))
fault("refused.charset", "application/json; charset=utf-8 is refused", refuse(
    "createBook", lambda request: "charset" in (request.header("Content-Type") or ""), 415))
fault("refused.patch-null", "null in a patch is refused", refuse(
    "patchBook", lambda request: None in sent(request).values(), 422))
fault("refused.key-upper-case", "an Idempotency-Key in capitals is refused", refuse(
    "createBook", lambda request: (request.header("Idempotency-Key") or "").isupper()), "prose")
fault("refused.bearer", "tokens are refused where they are good", refuse(
    "getBook", lambda request: request.header("Authorization") is not None, 401))
fault("refused.shelf-three", "a shelf of three digits is refused",
      put(COPY, *P, "shelf", "pattern", r"\A[A-Z][0-9]{1,2}\Z"))

# --- Crashes ---------------------------------------------------------------------------------

fault("crash.limit-most", "limit=50 is a 500", crash(
    "listBooks", lambda request: "limit=50" in request.raw_query))
fault("crash.limit-text", "a limit that is no number is a 500", crash(
    "listBooks", lambda request: re.search("limit=(?![0-9]+(&|$))", request.raw_query)))
fault("crash.limit-zero", "limit=0 is a 500", crash(
    "listBooks", lambda request: re.search("limit=0(&|$)", request.raw_query)))
fault("crash.bad-cursor", "a cursor that is not known is a 500", slip("bad-cursor-crashes"))
fault("crash.broken-json", "a body that is no JSON is a 500", crash(
    "createBook", lambda request: request.body and not sent(request)))
fault("crash.empty-body", "an empty body is a 500", crash(
    "addCopy", lambda request: not request.body))
fault("crash.array-body", "a body that is a list is a 500", crash(
    "createBook", lambda request: request.body.startswith(b"[")))
fault("crash.null-member", "a title of null is a 500", crash(
    "createBook", lambda request: sent(request).get("title", "") is None))
fault("crash.missing-member", "a copy without condition is a 500", crash(
    "addCopy", lambda request: sent(request) and "condition" not in sent(request)))
fault("crash.emoji", "an emoji in the title is a 500", crash(
    "createBook", lambda request: any(ord(c) > 0xffff for c in str(sent(request).get("title")))))
fault("crash.long-title", "a title that is too long is a 500", crash(
    "createBook", lambda request: len(str(sent(request).get("title"))) > 200))
fault("crash.percent", "a % without digits in the query is a 500", crash(
    "listBooks", lambda request: wire.PERCENT.search(request.raw_query)))
fault("crash.id", "an id of another form is a 500", crash(
    "getBook", lambda request: not re.search("bk_[a-z0-9]{12}$", request.path)))
fault("crash.unknown-id", "an id that is not known is a 500", crash(
    "getCopy", lambda request: request.path.split("/")[-1] not in library.COPIES))
fault("crash.media-type", "a body of another media type is a 500", crash(
    "createBook", lambda request: "json" not in (request.header("Content-Type") or "json")))
fault("crash.no-credentials", "a request without credentials is a 500", crash(
    "listBooks", lambda request: not (
        request.header("X-Api-Key") or request.header("Authorization"))))
fault("crash.bad-token", "a token that is not known is a 500", crash(
    "getBook", lambda request: "token-" not in (request.header("Authorization") or "token-")))
fault("crash.bad-date", "a day that is none is a 500", crash(
    "lendCopy", lambda request: "until" in sent(request)
    and not rules.is_date(str(sent(request)["until"]))))
fault("crash.if-none-match", "If-None-Match is a 500", crash(
    "getBook", lambda request: request.header("If-None-Match")))
fault("crash.accept", "Accept that nothing fits is a 500", crash(
    "listBooks", lambda request: not service.quality_of(
        "application/json", request.header("Accept") or "*/*")
    and not service.quality_of("text/csv", request.header("Accept") or "*/*")))
fault("crash.audio", "an audio book is a 500", crash(
    "createBook", lambda request: b'"audio"' in request.body))
fault("crash.chunk", "a chunk that is none is a 500", slip("bad-chunk-crashes", wire))
fault("crash.deep", "JSON that is nested deeply is a 500", crash(
    "createBook", lambda request: request.body.count(b"[") > 200 or request.body.count(b"{") > 200),
    "prose")

# --- Who may do what -------------------------------------------------------------------------

for operation in OPERATIONS.values():
    if not operation.schemes:
        continue
    name = operation.name
    fault(f"open.{name}", f"{name} needs no credentials", lax(name, "none"))
    if "bearer" in operation.schemes and operation.scope == tables.WRITE:
        fault(f"scope.{name}", f"{name} can be done by who may only read", lax(name, "scope"))
    if "{" in operation.path or name == "listBooks":
        fault(f"tenant.{name}", f"{name} reaches what is another tenant's", lax(name, "tenant"))
for name in ("createBook", "getBook", "createExport"):
    fault(f"any-key.{name}", f"{name} takes any API key", lax(name, "any-key"))
for name in ("getBook", "deleteBook"):
    fault(f"any-token.{name}", f"{name} takes any token", lax(name, "any-token"))
for name in ("listBooks", "patchBook", "deleteBook"):
    fault(f"expired.{name}", f"{name} takes expired tokens", lax(name, "expired"))
fault("key-where-bearer-only", "a book can be deleted with an API key",
      lambda: setattr(OPERATIONS["deleteBook"], "schemes", ("key", "bearer")))
fault("bearer-where-key-only", "an export can be begun with a token",
      lambda: setattr(OPERATIONS["createExport"], "schemes", ("key", "bearer")))
fault("credentials-where-none", "the health needs credentials",
      lambda: setattr(OPERATIONS["getHealth"], "schemes", ("key",)))

# --- What is kept ------------------------------------------------------------------------------

for name, what, *shown_by in [
    ("read-is-stale", "a book is read as it was before it was changed"),
    ("read-is-stale-once", "the first read after a change shows what was before"),
    ("list-is-stale", "lists show books as they were before they were changed"),
    ("created-not-kept", "a new book is not kept"),
    ("create-loses-language", "the language of a new book is lost"),
    ("create-changes-title", "the title of a new book is put in capitals"),
    ("read-only-taken", "a client can set what is readOnly"),
    ("write-only-shown", "what is writeOnly is shown"),
    ("replace-not-kept", "a replaced book stays as it was"),
    ("replace-keeps-others", "a replaced book keeps what the new one does not have"),
    ("patch-not-kept", "a changed book stays as it was"),
    ("patch-shows-old", "a change is kept, and its response shows what was before"),
    ("patch-clears-others", "a change clears what it does not name"),
    ("patch-changes-created", "a change changes createdAt"),
    ("patch-changes-another", "a change sets the number of pages to 1"),
    ("patch-null-ignored", "null in a patch does not take away"),
    ("patch-is-flat", "a patch of tags takes away those that it does not name"),
    ("deleted-stays", "a deleted book stays"),
    ("delete-takes-another", "deleting a book deletes another one as well"),
    ("list-lacks-new", "lists lack the newest book"),
    ("list-twice", "lists have every book twice"),
    ("list-shows-all-tenants", "lists have other tenants' books"),
    ("copies-lack-new", "the list of copies is always empty"),
    ("copies-of-all-books", "the list of copies has those of all books"),
    ("copy-of-any-book", "a copy can be read as if it were of another book"),
    ("filter-genre-ignored", "genre does not filter", "prose"),
    ("filter-language-ignored", "language does not filter", "prose"),
    ("filter-condition-ignored", "condition does not filter", "prose"),
    ("sort-ignored", "sort does not sort", "prose"),
    ("limit-ignored", "limit is not heeded"),
    ("limit-one-more", "a page has one item more than its limit"),
    ("page-repeats", "a page begins with the last item of the page before"),
    ("page-loses", "between two pages an item is lost"),
    ("pages-never-end", "the last page leads to the first"),
    ("cursor-ignored", "a cursor always leads to the first page"),
    ("cursor-refused", "a cursor that the service gave is refused"),
    ("etag-stays", "the ETag stays when the book changes"),
    ("etag-by-chance", "the ETag changes when the book does not"),
    ("if-none-match-ignored", "If-None-Match is not heeded"),
    ("changed-though-412", "what is refused with 412 is done"),
    ("key-ignored", "a request with the same Idempotency-Key makes a second book"),
    ("key-shared", "an Idempotency-Key shows another tenant's book"),
    ("key-of-another-request", "an Idempotency-Key of another request is taken", "prose"),
    ("isbn-twice", "two books have the same ISBN", "prose"),
    ("lent-book-deleted", "a book is deleted while a copy is lent", "prose"),
    ("lent-twice", "a copy is lent twice", "prose"),
    ("returned-twice", "a copy that is not lent is taken back", "prose"),
    ("lend-changes-nothing", "a copy that was lent is read as available"),
    ("return-changes-nothing", "a copy that was returned is still lent", "prose"),
    ("export-never-ends", "an export runs for ever"),
    ("export-goes-back", "an export that is done is queued again", "prose"),
]:
    fault(name, what, slip(name), *shown_by)
for name in ("replaceBook", "patchBook", "deleteBook"):
    fault(f"if-match-ignored.{name}", f"{name} does not heed If-Match", lax(name, "if-match"))
fault("if-match-not-needed", "a book is replaced without If-Match",
      lax("replaceBook", "if-match-needed"))
fault("if-match-refused", "the right ETag is 412", refuse(
    "patchBook", lambda request: request.header("If-Match"), 412))

# --- Responses ---------------------------------------------------------------------------------

fault("status.create-200", "a new book is 200", after(status(200), "createBook"))
fault("status.delete-200", "a deleted book is 200 with a body", after(
    lambda _, response: (status(200)(_, response), header("Content-Type", "application/json")(
        _, response), body(lambda _: b"{}")(_, response)), "deleteBook"))
fault("status.unknown-400", "a book that is not known is 400", after(status(400), "getBook", 404))
fault("status.export-200", "a begun export is 200", after(status(200), "createExport"))
fault("status.unauthorized-400", "missing credentials are 400", after(status(400), status=401))
fault("status.forbidden-401", "missing scopes are 401", after(status(401), status=403), "prose")
fault("status.redirect", "a copy is 302 to another place", after(
    lambda _, response: (status(302)(_, response), header("Location", "https://example.org/")(
        _, response)), "getCopy"))
fault("status.not-found-200", "a copy that is not there is 200 with a problem",
      after(status(200), "getCopy", 404))
for name, value in [
    ("text-html", "text/html"), ("missing", None), ("latin", "application/json; charset=latin1"),
    ("no-type", "json"),
]:
    fault(f"content-type.{name}", f"the Content-Type of a book is {value}",
          after(header("Content-Type", value), "getBook"),
          "prose" if name == "latin" else "contract")
fault("content-type.list", "a list is text/plain", after(
    header("Content-Type", "text/plain"), "listCopies"))
fault("content-type.csv", "CSV is refused to those who ask for it", lambda: OPERATIONS[
    "listBooks"].gives.remove(library.CSV))
fault("content-type.problem", "problems are application/json", after(
    header("Content-Type", "application/json"), status=404))
fault("content-type.problem-html", "problems are a page", after(
    lambda _, response: (header("Content-Type", "text/html")(_, response),
                         body(lambda _: b"<h1>Unauthorized</h1>")(_, response)), status=401))
for name, operation, code in [
    ("Request-Id", "listBooks", None), ("Cache-Control", "getBook", None),
    ("ETag", "getBook", None), ("ETag", "createBook", None), ("Location", "createBook", None),
    ("Location", "createExport", None), ("Retry-After", "createExport", 202),
    ("WWW-Authenticate", None, 401), ("Retry-After", "createExport", 429),
    ("ETag", "getBook", 304), ("Allow", None, 405),
]:
    where = ".".join(str(part) for part in (operation, code) if part)
    # A header whose value is None is left out, and not filled in either.
    fault(f"header-missing.{name}.{where}", f"{name} is missing", after(
        lambda _, response, name=name: response.headers.update({name: None}), operation, code))
fault("header.cache-public", "what is private may be kept by anyone", after(
    header("Cache-Control", "public, max-age=60"), "getBook"))
fault("header.request-id", "Request-Id is no UUID", after(header("Request-Id", "17"), "getBook"))
fault("header.etag-unquoted", "the ETag has no quotes", after(
    header("ETag", lambda response: "0123456789abcdef"), "getBook"))
fault("header.retry-after-text", "Retry-After is `soon`", after(
    header("Retry-After", "soon"), "createExport", 202))
fault("header.location-elsewhere", "Location leads to what is not there", after(
    header("Location", "/v1/books/bk_000000000000"), "createBook"))
fault("header.location-base", "Location lacks the base path", after(
    lambda _, response: response.headers.update(
        Location=response.headers["Location"].removeprefix("/v1")), "createBook"))
fault("header.location-copy", "Location of a copy is that of its book", after(
    lambda _, response: response.headers.update(
        Location=response.headers["Location"].split("/copies")[0]), "addCopy"))
fault("header.location-export", "Location of an export leads nowhere", after(
    header("Location", "/v1/jobs/1"), "createExport"))
fault("header.allow-wrong", "Allow names a method that is not taken", after(
    header("Allow", "GET, TRACE"), status=405))
fault("header.allow-lacks", "Allow lacks a method that is there", after(
    header("Allow", "OPTIONS"), status=405))
fault("header.length-long", "Content-Length is more than what comes", after(
    lambda _, response: setattr(response, "length", len(response.body) + 20), "getBook"))
fault("header.length-short", "Content-Length is less than what comes", after(
    lambda _, response: setattr(response, "length", len(response.body) // 2), "getBook"))

for name, operation, change, what in [
    ("title-missing", "getBook", without("title"), "a book has no title"),
    ("created-missing", "createBook", without("createdAt"), "a new book has no createdAt"),
    ("pages-text", "getBook", setting("pages", "12"), "the number of pages is text"),
    ("genre-unknown", "getBook", setting("genre", "cooking"), "a genre is unknown"),
    ("another-member", "getBook", setting("rowId", 17), "a member is not in the contract"),
    ("date-format", "getBook", setting("createdAt", "2026-01-01 10:00"), "a time has no zone"),
    ("authors-null", "getBook", setting("authors", None), "authors are null"),
    ("id-pattern", "createBook", setting("id", "17"), "an id has another form"),
    ("items-object", "listBooks", setting("items", {}), "items are an object"),
    ("items-missing", "listCopies", without("items"), "a list has no items"),
    ("cursor-empty", "listBooks", setting("nextCursor", ""), "nextCursor is empty"),
    ("cursor-null", "listBooks", setting("nextCursor", None), "nextCursor is null"),
    ("export-status", "getExport", setting("status", "lost"), "a status is unknown"),
    ("health", "getHealth", setting("status", "up"), "the health is `up`"),
    ("available-number", "getCopy", setting("available", 1), "available is 1"),
    ("other-book", "getCopy", setting("bookId", "bk_000000000000"), "a copy is of another book"),
    ("truncated", "getBook", body(lambda text: text[:-1]), "the JSON is cut"),
    ("two-values", "getBook", body(lambda text: text + b"{}"), "there are two JSON values"),
    ("not-utf-8", "getHealth", body(lambda _: b'{"status": "\xff"}'), "the JSON is not UTF-8"),
    ("nan", "getBook", body(lambda text: text[:-1] + b', "weight": NaN}'), "a number is NaN"),
    ("empty", "listCopies", body(lambda _: b""), "the body is empty"),
]:
    fault(f"body.{name}", what, after(change, operation))
fault("body.member-twice", "a member is there twice", after(
    body(lambda text: text[:-1] + b', "title": "another"}'), "getBook"))
fault("body.204", "204 has a body", after(
    lambda _, response: (body(lambda _: b"{}")(_, response), header("Content-Length", "2")(
        _, response)), "deleteBook"))
fault("problem.status", "the status in a problem is another one", after(
    setting("status", 400), status=404))
fault("problem.status-422", "the status in a problem is 400 where it is 422", after(
    setting("status", 400), status=422))
fault("problem.title-missing", "problems have no title", after(without("title"), status=401))
fault("leak.stack-trace", "a problem shows a stack trace", after(setting(
    "detail", 'Traceback (most recent call last):\n  File "/srv/library/app.py", line 31, in get\n'
    "KeyError: 'bk_1'"), status=404))
fault("leak.sql", "a problem shows a statement of SQL", after(setting(
    "detail", "SQLSTATE[42601]: syntax error: SELECT * FROM books WHERE id = 'x'"), status=422))
fault("leak.key", "a problem shows the credentials that were sent", after(
    lambda call, response: setting(
        "detail", f"not known: {call.request.header('X-Api-Key')} "
        f"{call.request.header('Authorization')}")(call, response), status=401))

# --- HTTP ------------------------------------------------------------------------------------

fault("http.head-404", "HEAD is 405", slip("no-head"))
fault("http.head-body", "HEAD has a body", slip("head-has-a-body", wire))
fault("http.head-etag", "HEAD lacks the ETag of GET", after(
    lambda call, response: response.headers.pop("ETag", None)
    if call.request.method == "HEAD" else None, "getBook"))
fault("http.head-500", "HEAD is a 500", lambda: BEFORE.append(
    lambda call: 1 // (call.request.method != "HEAD" or call.operation.name != "listBooks")))
fault("http.head-open", "HEAD needs no credentials", lambda: BEFORE.append(
    lambda call: call.operation.lax.update(["none"]) if call.request.method == "HEAD"
    else call.operation.lax.discard("none")))
fault("http.405-is-404", "an undeclared method is 404", after(status(404), status=405))
fault("http.405-is-500", "an undeclared method is 500", after(status(500), status=405))


def hidden(method, path, code):
    def change(call, response):
        if response.status == 405 and call.request.method == method and path in call.request.path:
            response.status, response.body = code, b"{}"
            response.headers = {"Content-Type": "application/json"}
    return lambda: AFTER.append(change)


fault("http.hidden-delete", "DELETE /books is there, and not in the contract",
      hidden("DELETE", "/books", 200))
fault("http.hidden-put", "PUT /exports is there, and not in the contract",
      hidden("PUT", "/exports", 200))
fault("http.trace", "TRACE shows the request", hidden("TRACE", "/health", 200))
fault("http.options-500", "OPTIONS is a 500", after(
    lambda call, response: status(500)(call, response)
    if call.request.method == "OPTIONS" else None, status=204))
fault("http.no-host", "a request without Host is taken", slip("host-not-needed", wire))
fault("http.space-before-colon", "a space before the colon is taken",
      slip("space-before-colon", wire))
fault("http.lengths-differ", "two lengths are taken", slip("lengths-differ", wire))
fault("http.length-and-chunks", "a length beside chunks is taken", slip("length-beside-chunks", wire),
      "prose")
fault("http.half", "a response stops in the middle", after(
    lambda _, response: setattr(response, "cut", "half"), "getBook"))
fault("http.dropped", "a connection is closed without a response", after(
    lambda _, response: setattr(response, "cut", "dropped"), "getCopy"))
fault("http.dropped-sometimes", "connections close without a response when a body is not valid",
      after(lambda _, response: setattr(response, "cut", "dropped"), "createBook", 422))
fault("http.slow", "a response takes three seconds", after(
    lambda _, response: setattr(response, "delay", 3), "getExport"))
