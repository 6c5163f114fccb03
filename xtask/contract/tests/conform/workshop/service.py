"""A workshop's customers, parts and orders over HTTP: another service that is not ours.

Where the library is OpenAPI 3.1 with cursors, ETags and merge patches, this is OpenAPI 3.0 with
numbers for ids, offsets and page numbers, `nullable`, PUT that makes what is not there, 400 for
all that is not valid, and errors of its own form. Its contract is ../workshop.yaml.

    python3 service.py [--port PORT] [--fault NAME]

prints `http://127.0.0.1:PORT/api` when it is ready. `--faults` lists what can be made wrong.
"""

import argparse
import base64
import datetime
import itertools
import json
import pathlib
import re
import socketserver
import sys
import threading
import time

# Tests leave nothing beside the sources.
sys.dont_write_bytecode = True
sys.path.append(str(pathlib.Path(__file__).parent.parent / "library"))

import rules  # noqa: E402
import wire  # noqa: E402
from wire import Refused, Response  # noqa: E402

BASE = "/api"
FAULTS = {
    # name: who can show it, and what is wrong
    "list-offset-ignored": ("contract", "offset is not heeded"),
    "list-limit-ignored": ("contract", "limit is not heeded"),
    "list-page-ignored": ("contract", "page is not heeded"),
    "list-loses-last": ("contract", "lists lack the last item"),
    "list-all-tenants": ("contract", "lists show other tenants' things"),
    "filter-city-ignored": ("prose", "city does not filter"),
    "filter-category-ignored": ("prose", "category does not filter"),
    "filter-in-stock-ignored": ("prose", "in_stock does not filter"),
    "filter-status-ignored": ("prose", "status does not filter"),
    "filter-customer-ignored": ("prose", "customer_id does not filter"),
    "search-ignored": ("prose", "q does not search"),
    "order-ignored": ("prose", "sort does not sort"),
    "read-all-tenants": ("contract", "other tenants' things can be read"),
    "change-all-tenants": ("contract", "other tenants' things can be changed and deleted"),
    "put-not-kept": ("contract", "PUT of a part that is there changes nothing"),
    "put-makes-nothing": ("contract", "PUT of a part that is not there makes nothing"),
    "put-keeps-others": ("contract", "PUT keeps what the new part does not have"),
    "patch-not-kept": ("contract", "PATCH of a customer changes nothing"),
    "patch-clears-others": ("contract", "PATCH of a customer clears what it does not name"),
    "deleted-stays": ("contract", "what was deleted is there"),
    "cancel-not-kept": ("contract", "what was cancelled is read as open"),
    "customer-unknown": ("prose", "orders of customers that are not there are taken"),
    "note-lost": ("contract", "the note of an order is lost"),
    "price-rounded": ("contract", "prices are rounded to whole numbers"),
    "report-never-ends": ("contract", "reports are never ready"),
    "report-link-wrong": ("contract", "Location of a report leads nowhere"),
    "body-not-validated": ("contract", "any JSON is taken for a customer"),
    "null-note-refused": ("contract", "a note of null is refused"),
    "error-form": ("contract", "errors have another form"),
    "id-as-text": ("contract", "ids are texts"),
    "any-credentials": ("contract", "any credentials are good"),
    "no-credentials": ("contract", "no credentials are needed"),
}
SLIPS = set()


def wrong(name):
    return name in SLIPS


TEXT = {"type": "string", "minLength": 1, "maxLength": 80}
EMAIL = {"type": "string", "pattern": r"\A[a-z0-9._]+@[a-z0-9]+\.[a-z]{2,10}\Z", "maxLength": 80}
CITY = {"type": "string", "enum": ["Bern", "Basel", "Chur"]}
CUSTOMER = {
    "type": "object", "required": ["name", "email"], "additionalProperties": False,
    "properties": {"name": TEXT, "email": EMAIL, "city": CITY,
                   "phone": {"type": ["string", "null"], "maxLength": 30}},
}
PART = {
    "type": "object", "required": ["title", "category", "price", "in_stock"],
    "additionalProperties": False,
    "properties": {
        "title": TEXT, "category": {"type": "string", "enum": ["wheel", "frame", "light"]},
        "price": {"type": "number", "minimum": 0, "maximum": 10000}, "in_stock": {"type": "boolean"},
        "notes": {"type": ["string", "null"], "maxLength": 200},
        "sizes": {"type": "array", "maxItems": 5, "items": {"type": "integer", "minimum": 1}},
    },
}
ORDER = {
    "type": "object", "required": ["customer_id", "quantity"], "additionalProperties": False,
    "properties": {"customer_id": {"type": "integer", "minimum": 1},
                   "quantity": {"type": "integer", "minimum": 1, "maximum": 99},
                   "note": {"type": ["string", "null"], "maxLength": 200}},
}
REPORT = {
    "type": "object", "required": ["kind"], "additionalProperties": False,
    "properties": {"kind": {"type": "string", "enum": ["sales", "stock"]}},
}
KEYS = {"workshop-east-5a": "east", "workshop-west-7b": "west"}
USERS = {"east:sesame-east": "east", "west:sesame-west": "west"}
LOCK = threading.RLock()
KEPT = {kind: {} for kind in ("customers", "parts", "orders", "reports")}
NUMBERS = itertools.count(1)


def now():
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_json(status, value, **headers):
    return Response(status, {"Content-Type": "application/json"} | headers,
                    json.dumps(value).encode())


def problem(refused):
    error = {"code": refused.status, "message": refused.detail,
             "details": [f"{at}: {message}" for at, message in refused.errors]}
    value = {"message": refused.detail} if wrong("error-form") else {"error": error}
    return as_json(refused.status, value, **refused.headers)


def authenticate(request):
    if wrong("no-credentials"):
        return "east"
    key = dict(request.query()).get("api_key")
    kind, _, coded = (request.header("Authorization") or "").partition(" ")
    tenant = KEYS.get(key)
    if tenant is None and kind.lower() == "basic":
        try:
            tenant = USERS.get(base64.b64decode(coded, validate=True).decode())
        except ValueError:
            tenant = None
    if tenant is None and wrong("any-credentials") and (key or coded):
        tenant = "east"
    if tenant is None:
        raise Refused(401, "credentials are needed",
                      **{"WWW-Authenticate": 'Basic realm="workshop"'})
    return tenant


def whole(text, name, least=0, most=2**31):
    if not re.match(r"-?[0-9]{1,15}\Z", text) or not least <= int(text) <= most:
        raise Refused(400, "a parameter is not valid", [(name, f"must be {least} to {most}")])
    return int(text)


def chosen(text, name, values):
    if text not in values:
        raise Refused(400, "a parameter is not valid", [(name, f"must be one of {values}")])
    return text


def query(request, *names):
    values = {}
    for name, text in request.query():
        if name in values and name in names:
            raise Refused(400, "a parameter is there twice", [(name, "must be there once")])
        values[name] = text
    return {name: text for name, text in values.items() if name in names}


def body(request, rule):
    sent = (request.header("Content-Type") or "").lower().replace(" ", "")
    if sent not in ("application/json", "application/json;charset=utf-8"):
        raise Refused(415, "application/json is wanted")
    try:
        value = rules.parse(request.body)
    except rules.NotJson as error:
        raise Refused(400, f"the body cannot be read: {error}") from None
    wrongs = [] if wrong("body-not-validated") and rule is CUSTOMER else rules.errors(value, rule)
    if wrong("null-note-refused") and isinstance(value, dict) and value.get("notes", "") is None:
        wrongs = [("/notes", "must not be null")]
    if wrongs:
        raise Refused(400, "the body is not valid", wrongs)
    return value


def listed(kind, tenant, wanted):
    everyone = wrong("list-all-tenants")
    with LOCK:
        things = [thing for owner, thing in KEPT[kind].values() if everyone or owner == tenant]
    for name, value in wanted.items():
        if not wrong(f"filter-{name.replace('_id', '').replace('_', '-')}-ignored"):
            things = [thing for thing in things if thing.get(name) == value]
    return things[:-1] if wrong("list-loses-last") else things


def paged(things, offset, limit):
    if wrong("list-limit-ignored"):
        limit = len(things)
    return things[offset:offset + limit]


def found(kind, name, tenant, changes=False):
    with LOCK:
        owner, thing = KEPT[kind].get(name, (None, None))
    lax = wrong("change-all-tenants" if changes else "read-all-tenants")
    if thing is None or owner != tenant and not lax:
        raise Refused(404, "there is nothing of this id")
    return owner, thing


def number(text):
    if not re.match(r"[1-9][0-9]{0,9}\Z", text):
        raise Refused(404, "there is nothing of this id")
    return int(text)


def list_customers(request, tenant):
    asked = query(request, "limit", "offset", "city", "q")
    wanted = {}
    if "city" in asked:
        wanted["city"] = chosen(asked["city"], "city", CITY["enum"])
    limit = whole(asked.get("limit", "20"), "limit", 1, 100)
    offset = whole(asked.get("offset", "0"), "offset")
    things = listed("customers", tenant, wanted)
    if "q" in asked and not wrong("search-ignored"):
        things = [one for one in things if asked["q"].lower() in one["name"].lower()]
    if wrong("list-offset-ignored"):
        offset = 0
    return as_json(200, {"data": paged(things, offset, limit), "total": len(things),
                         "limit": limit, "offset": offset})


def made(kind, tenant, sent, path, status=201):
    name = next(NUMBERS)
    thing = {"id": str(name) if wrong("id-as-text") else name} | sent
    thing["created_at"] = now()
    with LOCK:
        KEPT[kind][name] = (tenant, thing)
    return as_json(status, thing, Location=f"{BASE}{path}/{name}")


def add_customer(request, tenant):
    return made("customers", tenant, body(request, CUSTOMER), "/customers")


def get_customer(request, tenant, name):
    return as_json(200, found("customers", number(name), tenant)[1])


def patch_customer(request, tenant, name):
    with LOCK:
        owner, old = found("customers", number(name), tenant, changes=True)
        part = {"type": "object", "additionalProperties": False,
                "properties": CUSTOMER["properties"]}
        sent = body(request, part)
        kept = old if not wrong("patch-clears-others") else {
            name: value for name, value in old.items() if name in ("id", "created_at", "name", "email")}
        thing = kept | sent
        if not wrong("patch-not-kept"):
            KEPT["customers"][number(name)] = (owner, thing)
        return as_json(200, thing)


def delete_customer(request, tenant, name):
    with LOCK:
        found("customers", number(name), tenant, changes=True)
        if not wrong("deleted-stays"):
            del KEPT["customers"][number(name)]
        return Response(204)


def list_parts(request, tenant):
    asked = query(request, "page", "per_page", "category", "in_stock", "sort")
    wanted = {}
    if "category" in asked:
        wanted["category"] = chosen(asked["category"], "category",
                                    PART["properties"]["category"]["enum"])
    if "in_stock" in asked:
        wanted["in_stock"] = chosen(asked["in_stock"], "in_stock", ["true", "false"]) == "true"
    size = whole(asked.get("per_page", "10"), "per_page", 1, 50)
    page = whole(asked.get("page", "1"), "page", 1)
    things = listed("parts", tenant, wanted)
    order = chosen(asked.get("sort", "price_asc"), "sort", ["price_asc", "price_desc"])
    if "sort" in asked and not wrong("order-ignored"):
        things.sort(key=lambda one: (one["price"], one["part_number"]),
                    reverse=order == "price_desc")
    if wrong("list-page-ignored"):
        page = 1
    return as_json(200, {"parts": paged(things, (page - 1) * size, size), "page": page,
                         "pages": -(-len(things) // size)})


def part_number(text):
    if not re.match(r"[A-Z]{2}-[0-9]{4}\Z", text):
        raise Refused(400, "this is no part number", [("part_number", "must be as AB-1234")])
    return text


def get_part(request, tenant, name):
    return as_json(200, found("parts", (tenant, part_number(name)), tenant)[1]
                   if not wrong("read-all-tenants") else any_part(part_number(name)))


def any_part(name):
    for (_, known), (_, thing) in KEPT["parts"].items():
        if known == name:
            return thing
    raise Refused(404, "there is nothing of this id")


def put_part(request, tenant, name):
    place = (tenant, part_number(name))
    sent = body(request, PART)
    if wrong("price-rounded"):
        sent["price"] = round(sent["price"])
    with LOCK:
        is_new = place not in KEPT["parts"]
        old = {} if is_new else KEPT["parts"][place][1]
        thing = {"part_number": name} | (old if wrong("put-keeps-others") else {}) | sent
        if not wrong("put-makes-nothing" if is_new else "put-not-kept"):
            KEPT["parts"][place] = (tenant, thing)
    return as_json(201 if is_new else 200, thing)


def delete_part(request, tenant, name):
    with LOCK:
        found("parts", (tenant, part_number(name)), tenant)
        if not wrong("deleted-stays"):
            del KEPT["parts"][tenant, name]
        return Response(204)


def list_orders(request, tenant):
    asked = query(request, "limit", "offset", "status", "customer_id")
    wanted = {}
    if "status" in asked:
        wanted["status"] = chosen(asked["status"], "status", ["open", "cancelled"])
    if "customer_id" in asked:
        wanted["customer_id"] = whole(asked["customer_id"], "customer_id", 1)
    limit = whole(asked.get("limit", "20"), "limit", 1, 100)
    offset = whole(asked.get("offset", "0"), "offset")
    things = listed("orders", tenant, wanted)
    return as_json(200, {"data": paged(things, offset, limit), "total": len(things)})


def add_order(request, tenant):
    sent = body(request, ORDER)
    owner, _ = KEPT["customers"].get(sent["customer_id"], (None, None))
    if owner != tenant and not wrong("customer-unknown"):
        raise Refused(409, "there is no such customer")
    if wrong("note-lost"):
        sent["note"] = None
    return made("orders", tenant, sent | {"status": "open"}, "/orders")


def get_order(request, tenant, name):
    return as_json(200, found("orders", number(name), tenant)[1])


def cancel_order(request, tenant, name):
    with LOCK:
        owner, old = found("orders", number(name), tenant, changes=True)
        if old["status"] == "cancelled":
            raise Refused(409, "it is cancelled")
        thing = old | {"status": "cancelled"}
        if not wrong("cancel-not-kept"):
            KEPT["orders"][number(name)] = (owner, thing)
        return as_json(200, thing)


def add_report(request, tenant):
    sent = body(request, REPORT)
    response = made("reports", tenant, sent | {"status": "pending", "url": None}, "/reports", 202)
    name = json.loads(response.body)["id"]
    with LOCK:
        KEPT["reports"][int(name)][1]["began"] = time.monotonic()
    if wrong("report-link-wrong"):
        response.headers["Location"] = f"{BASE}/reports/0"
    return response


def get_report(request, tenant, name):
    thing = dict(found("reports", number(name), tenant)[1])
    passed = time.monotonic() - thing.pop("began")
    if passed > 0.1 and not wrong("report-never-ends"):
        thing |= {"status": "ready", "url": f"https://files.example/{name}.csv"}
    return as_json(200, thing)


def get_status(request, tenant):
    return as_json(200, {"up": True})


PATHS = {
    "/status": {"GET": get_status},
    "/customers": {"GET": list_customers, "POST": add_customer},
    "/customers/{}": {"GET": get_customer, "PATCH": patch_customer, "DELETE": delete_customer},
    "/parts": {"GET": list_parts},
    "/parts/{}": {"GET": get_part, "PUT": put_part, "DELETE": delete_part},
    "/orders": {"GET": list_orders, "POST": add_order},
    "/orders/{}": {"GET": get_order},
    "/orders/{}/cancel": {"POST": cancel_order},
    "/reports": {"POST": add_report},
    "/reports/{}": {"GET": get_report},
}


def respond(request):
    for path, methods in PATHS.items():
        match = re.match(BASE + path.replace("{}", "([^/]+)") + r"\Z", request.path)
        if match:
            break
    else:
        raise Refused(404, "there is nothing here")
    method = "GET" if request.method == "HEAD" else request.method
    if method not in methods:
        heads = ["HEAD"] if "GET" in methods else []
        allow = ", ".join(sorted([*methods, *heads, "OPTIONS"]))
        if method == "OPTIONS":
            return Response(204, {"Allow": allow})
        raise Refused(405, f"{method} is not for this", Allow=allow)
    tenant = authenticate(request) if path != "/status" else None
    return methods[method](request, tenant, *map(wire.decoded, match.groups()))


def answer(request, refused):
    try:
        if refused:
            raise refused
        response = respond(request)
    except Refused as reason:
        response = problem(reason)
    except Exception as error:
        print(f"{request.method} {request.path}: {error!r}", file=sys.stderr)
        response = problem(Refused(500, "something went wrong here"))
    response.headers.setdefault("Cache-Control", "no-store")
    return response


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads, request_queue_size = True, True, 128


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--port", type=int, default=0, help="0: one that is free")
    arguments.add_argument("--fault", choices=FAULTS, metavar="NAME", help="makes one thing wrong")
    arguments.add_argument("--faults", action="store_true", help="lists what can be made wrong")
    chosen = arguments.parse_args()
    if chosen.faults:
        for name, (shown_by, what) in FAULTS.items():
            print(f"{name}\t{shown_by}\t{what}")
        return
    SLIPS.update(filter(None, [chosen.fault]))
    with Server(("127.0.0.1", chosen.port), wire.handler(answer)) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}{BASE}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
