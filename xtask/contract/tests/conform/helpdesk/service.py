"""A helpdesk: tickets, comments, a screenshot, exports. `--fault NAME` breaks one thing of it."""

import hashlib
import json
import os
import sys
import uuid

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import kit  # noqa: E402
from kit import Refused, Reply, fault  # noqa: E402

KEYS = {"red-key-4711": "red", "blue-key-0815": "blue"}
TOKENS = {"red-token-abcdef": "red", "blue-token-fedcba": "blue"}
TITLES = {400: "Bad request", 401: "Unauthorized", 403: "Forbidden", 404: "Not found", 405: "Method not allowed",
          409: "Conflict", 412: "Precondition failed", 413: "Too large", 415: "Unsupported media type", 428: "Precondition required"}


class Helpdesk(kit.Router):
    def __init__(self, document):
        super().__init__(document, "/v1")
        self.tickets, self.comments, self.shots, self.exports, self.keys = {}, {}, {}, {}, {}
        self.old = {}
        self.number, self.said = 100000, 0
        for tenant in ("red", "blue"):
            for index in range(3):
                self.make(tenant, {"title": f"Seed {index} of {tenant}", "priority": ["low", "normal", "high"][index], "tags": ["seed"]})

    # --- who ---

    def authenticate(self, request, operation):
        if operation.get("security") == [] or fault(f"open:{request.operation}"):
            return "red"
        key, bearer = request.headers.get("X-Api-Key"), request.headers.get("Authorization", "")
        if fault("any-key") and key:
            return "red"
        if fault("any-bearer") and bearer.startswith("Bearer "):
            return "red"
        if fault("any-scheme") and bearer.split(" ")[-1] in TOKENS:
            return TOKENS[bearer.split(" ")[-1]]
        if fault("prefix-of-key") and key:
            for each, who in KEYS.items():
                if each.startswith(key) or key.startswith(each):
                    return who
        if fault("key-case") and key:
            for each, who in KEYS.items():
                if each.lower() == key.lower():
                    return who
        if fault("key-in-query") and "X-Api-Key=" in request.path:
            return "red"
        if key in KEYS and not fault("no-key"):
            return KEYS[key]
        scheme, _, token = bearer.partition(" ")
        if scheme.lower() == "bearer" and token in TOKENS and not fault("no-bearer"):
            return TOKENS[token]
        if fault("credentials-500"):
            raise Refused(500)
        if fault("unauthorized-403"):
            raise Refused(403)
        if fault("unauthorized-404"):
            raise Refused(404)
        raise Refused(401, "send a key or a token", {} if fault("no-www-authenticate") else {"WWW-Authenticate": 'Bearer realm="helpdesk"'})

    def refusal(self, refused):
        body = {"title": TITLES.get(refused.status, "Error"), "status": refused.status, "detail": refused.args[0]}
        if fault("problem-status-200"):
            body["status"] = 400 if refused.status != 400 else 422
        if fault("problem-status-text"):
            body["status"] = str(refused.status)
        if fault("problem-without-title"):
            del body["title"]
        return Reply(refused.status, body, refused.headers, "application/problem+json")

    # --- tickets ---

    def make(self, tenant, new):
        self.number += 1
        ticket = {"id": f"T-{self.number}", "title": new["title"], "body": new.get("body"), "priority": new["priority"],
                  "status": new.get("status", "open"), "tags": new.get("tags", []),
                  "created_at": f"2026-03-01T10:{self.number // 60 % 60:02}:{self.number % 60:02}Z", "comment_count": 0}
        for name in ("estimate", "due", "contact"):
            if name in new:
                ticket[name] = new[name]
        self.tickets[ticket["id"]] = {"tenant": tenant, "value": ticket, "version": 1, "comments": {}}
        return ticket

    def find(self, request, hole=""):
        kept = self.tickets.get(request.path_values["ticketId"])
        strange = kept and kept["tenant"] != request.who and not fault(f"tenant:{request.operation}")
        if kept and kept.get("gone") and not fault(f"gone:{request.operation}"):
            kept = None
        if not kept or strange:
            if strange and fault("tenant-is-403"):
                raise Refused(403)
            if fault("missing-is-500"):
                raise Refused(500)
            if fault("missing-is-200"):
                return {"tenant": request.who, "value": {}, "version": 1, "comments": {}}
            if fault("missing-is-400"):
                raise Refused(400)
            raise Refused(404, "no such ticket")
        return kept

    def etag(self, kept):
        if fault("etag-constant"):
            return '"1"'
        if fault("etag-unquoted"):
            return f"v{kept['version']}"
        if fault("etag-changes-always"):
            return f'"{uuid.uuid4().hex}"'
        return '"' + hashlib.sha256(f"{kept['value'].get('id')}/{kept['version']}".encode()).hexdigest()[:12] + '"'

    def shown(self, kept):
        value = dict(kept["value"])
        if fault("shown-null-body-missing") and value.get("body") is None:
            value.pop("body", None)
        if fault("shown-wrong-type"):
            value["comment_count"] = str(value.get("comment_count"))
        if fault("shown-extra-member"):
            value["tenant_id"] = kept["tenant"]
        if fault("shown-enum"):
            value["status"] = value.get("status", "").upper()
        if fault("shown-date"):
            value["created_at"] = "01.03.2026 10:00"
        if fault("shown-date-impossible"):
            value["created_at"] = "2026-02-30T10:00:00Z"
        if fault("shown-pattern"):
            value["id"] = value.get("id", "").replace("T-", "T-0")
        if fault("shown-password-hash"):
            value["body"] = "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW"
        return value

    def createTicket(self, request):
        new = self.body(request, "NewTicket")
        key = request.values.get("Idempotency-Key")
        if key and not fault("idempotency-ignored"):
            before = self.keys.get((request.who if not fault("idempotency-across-tenants") else "", key))
            if before:
                if before[0] != new and not fault("idempotency-other-body"):
                    raise Refused(409, "the key was used with another body")
                kept = self.tickets[before[1]]
                return self.made(kept)
        if fault("create-drops-body"):
            new = {**new, "body": None}
        if fault("create-ignores-status"):
            new = {**new, "status": "open"}
        if fault("create-trims-tags"):
            new = {**new, "tags": new.get("tags", [])[:2]}
        if fault("create-lowercases-title"):
            new = {**new, "title": new["title"].lower()}
        if fault("create-drops-estimate"):
            new.pop("estimate", None)
        if fault("create-rounds-estimate") and "estimate" in new:
            new["estimate"] = float(int(new["estimate"]))
        if fault("create-drops-contact"):
            new.pop("contact", None)
        if fault("create-shifts-due") and "due" in new:
            new["due"] = new["due"][:8] + "01"
        if fault("create-mojibake"):
            new["title"] = new["title"].encode().decode("latin-1")
        if fault("create-escapes-html"):
            new["title"] = new["title"].replace("&", "&amp;").replace("<", "&lt;")
        ticket = self.make(request.who, new)
        kept = self.tickets[ticket["id"]]
        if fault("create-not-kept"):
            del self.tickets[ticket["id"]]
        if fault("create-changes-others"):
            for other in self.tickets.values():
                if other["tenant"] == request.who and other is not kept and other["value"]["status"] != "closed":
                    other["value"]["status"] = "closed"
        if fault("create-overwrites-last"):
            previous = self.tickets.get(f"T-{self.number - 1}")
            if previous and previous["tenant"] == request.who:
                previous["value"]["title"] = ticket["title"]
        if fault("create-twice"):
            self.make(request.who, new)
        if key:
            self.keys[(request.who if not fault("idempotency-across-tenants") else "", key)] = (new, ticket["id"])
        return self.made(kept)

    def made(self, kept):
        place = f"/v1/tickets/{kept['value']['id']}"
        if fault("location-wrong-id"):
            place = "/v1/tickets/T-999999"
        if fault("location-wrong-path"):
            place = place.replace("tickets", "ticket")
        if fault("location-other-host"):
            place = "http://internal.helpdesk.local" + place
        if fault("location-without-base"):
            place = place[3:]
        headers = {"Location": place, "ETag": self.etag(kept)}
        if fault("no-location"):
            del headers["Location"]
        if fault("create-no-etag"):
            del headers["ETag"]
        if fault("create-200"):
            return Reply(200, self.shown(kept), headers)
        value = self.shown(kept)
        if fault("create-answers-what-was-sent"):
            value["title"] = value["title"] + " "
        return Reply(201, value, headers)

    def listTickets(self, request):
        asked = request.values
        rows = [kept for kept in self.tickets.values() if (kept["tenant"] == request.who or fault("tenant:listTickets"))
                and (not kept.get("gone") or fault("gone:listTickets"))]
        if fault("list-stale"):
            rows = [kept for kept in rows if kept["value"]["id"] <= "T-100008"]
        for name in ("status", "priority"):
            if name in asked and not fault(f"filter-{name}-ignored"):
                wrong = fault(f"filter-{name}-inverted")
                rows = [kept for kept in rows if (kept["value"][name] == asked[name]) != wrong]
        if "priority" in asked and fault("filter-priority-empty"):
            rows = []
        for tag in asked.get("tag", []):
            if not fault("filter-tag-ignored"):
                rows = [kept for kept in rows if tag in kept["value"]["tags"]]
        if len(asked.get("tag", [])) > 1 and fault("filter-tag-last-only"):
            rows = [kept for kept in self.tickets.values() if kept["tenant"] == request.who and asked["tag"][-1] in kept["value"]["tags"]]
        sort = asked.get("sort", "created_at")
        if not fault("sort-ignored"):
            rows.sort(key=lambda kept: (kept["value"][sort.lstrip("-")], kept["value"]["id"]),
                      reverse=sort.startswith("-") != fault("sort-reversed"))
        limit = asked["limit"]
        if fault("limit-ignored"):
            limit = 10
        if fault("limit-plus-one"):
            limit += 1
        if fault("limit-max-is-ten"):
            limit = min(limit, 2)
        start = 0
        if "cursor" in asked:
            try:
                start = int(bytes.fromhex(asked["cursor"]).decode().partition(":")[2])
            except ValueError:
                if fault("bad-cursor-is-500"):
                    raise Refused(500) from None
                raise Refused(400, "no such cursor") from None
        if fault("cursor-ignored"):
            start = 0
        if fault("cursor-skips-one") and start:
            start += 1
        if fault("cursor-repeats-one") and start:
            start -= 1
        page = rows[start:start + limit]
        more = start + limit < len(rows) or (fault("cursor-never-ends") and rows)
        if fault("cursor-ends-early") and start:
            more = False
        if fault("cursor-never-starts"):
            more = False
        following = f"c:{start + limit if start + limit < len(rows) else 0}".encode().hex() if more else None
        if fault("cursor-loses-filter") and start and ("status" in asked or "priority" in asked):
            page = [kept for kept in self.tickets.values() if kept["tenant"] == request.who][start:start + limit]
        if fault("last-page-cursor-not-null") and not more:
            following = ""
        items = [self.shown(kept) for kept in page]
        if fault("list-shows-less"):
            for item in items:
                item.pop("tags", None)
        if fault("list-shows-old"):
            items = [self.old.get(item["id"], item) for item in items]
        return Reply(200, {"items": items, "next_cursor": following})

    def searchTickets(self, request):
        search = self.body(request, "Search")
        rows = [kept for kept in self.tickets.values() if (kept["tenant"] == request.who or fault("tenant:searchTickets"))
                and (not kept.get("gone") or fault("gone:searchTickets"))]
        if "text" in search and not fault("search-text-ignored"):
            rows = [kept for kept in rows if search["text"] in kept["value"]["title"]]
        if fault("search-text-finds-nothing") and "text" in search:
            rows = []
        if "priorities" in search and not fault("search-priorities-ignored"):
            rows = [kept for kept in rows if kept["value"]["priority"] in search["priorities"]]
        if "priorities" in search and fault("search-priorities-first-only"):
            rows = [kept for kept in rows if kept["value"]["priority"] == search["priorities"][0]]
        total = len(rows)
        limit = search.get("limit", 20)
        if fault("search-limit-ignored"):
            limit = 1000
        if fault("search-total-is-page"):
            total = len(rows[:limit])
        if fault("search-total-zero"):
            total = 0
        return Reply(200, {"items": [self.shown(kept) for kept in rows[:limit]], "total": total})

    def getTicket(self, request):
        kept = self.find(request)
        tag = self.etag(kept)
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if fault("cache-control-public"):
            headers["Cache-Control"] = "public, max-age=3600"
        if fault("no-cache-control"):
            del headers["Cache-Control"]
        if fault("get-no-etag"):
            del headers["ETag"]
        asked = request.values.get("If-None-Match")
        if asked and not fault("if-none-match-ignored"):
            tags = [each.strip().removeprefix("W/") for each in asked.split(",")]
            if tag in tags or asked.strip() == "*" or fault("if-none-match-always-304"):
                if fault("304-with-body"):
                    return Reply(200, self.shown(kept), {**headers})
                if fault("304-no-etag"):
                    return Reply(304, None, {})
                if fault("if-none-match-412"):
                    raise Refused(412)
                return Reply(304, None, {"ETag": tag})
        value = self.shown(kept)
        if fault("get-stale"):
            value = self.old.get(value["id"], value)
        if fault("get-other-object"):
            value = self.shown(next(each for each in self.tickets.values() if each["tenant"] == request.who))
        if fault("get-changes"):
            kept["value"]["comment_count"] += 1
        if fault("get-drops-priority-high") and value["priority"] == "high":
            value["priority"] = "normal"
        return Reply(200, value, headers)

    def headTicket(self, request):
        kept = self.find(request)
        if fault("head-etag-differs"):
            return Reply(200, None, {"ETag": '"head"'})
        return Reply(200, self.shown(kept), {"ETag": self.etag(kept)})

    def matches(self, request, kept):
        asked = request.values.get("If-Match")
        if asked is None:
            return
        if fault(f"if-match-ignored:{request.operation}"):
            return
        tags = [each.strip() for each in asked.split(",")]
        if self.etag(kept) in tags or asked.strip() == "*":
            if fault("if-match-always-412"):
                raise Refused(412)
            return
        if fault("if-match-409"):
            raise Refused(409)
        if fault("if-match-500"):
            raise Refused(500)
        if fault("if-match-412-but-done"):
            self.change(kept, {"title": "changed all the same"})
        raise Refused(412, "it was changed meanwhile")

    def missing(self, parameter):
        if parameter["name"] == "If-Match":
            return Refused(428, "send If-Match")
        return super().missing(parameter)

    def change(self, kept, members):
        self.old[kept["value"].get("id")] = dict(kept["value"])
        kept["value"] = {**kept["value"], **members}
        kept["version"] += 1

    def replaceTicket(self, request):
        kept = self.find(request)
        if fault("put-precondition-late"):
            pass
        new = self.body(request, "NewTicket")
        self.matches(request, kept)
        before = kept["value"]
        if fault("put-not-kept"):
            return Reply(200, {**before, **new}, {"ETag": self.etag(kept)})
        value = {name: before[name] for name in ("id", "created_at", "comment_count")}
        value.update({"title": new["title"], "body": new.get("body"), "priority": new["priority"], "status": new.get("status", "open"), "tags": new.get("tags", [])})
        for name in ("estimate", "due", "contact"):
            if name in new:
                value[name] = new[name]
        if fault("put-merges"):
            value = {**before, **new}
        if fault("put-ignores-priority"):
            value["priority"] = before["priority"]
        if fault("put-changes-created"):
            value["created_at"] = "2026-04-01T00:00:00Z"
        if fault("put-changes-id"):
            value["id"] = "T-000001"
        if fault("put-loses-tags"):
            value["tags"] = []
        if fault("put-changes-others"):
            for other in self.tickets.values():
                if other["tenant"] == request.who and other is not kept:
                    other["value"]["title"] = value["title"]
        if fault("put-changes-strangers"):
            for other in self.tickets.values():
                if other["tenant"] != request.who:
                    other["value"]["title"] = value["title"]
        version = kept["version"]
        self.old[before["id"]] = dict(before)
        kept["value"], kept["version"] = value, version + 1
        if fault("put-etag-same"):
            kept["version"] = version
        headers = {"ETag": self.etag(kept)}
        if fault("put-answers-old-etag"):
            kept["version"] -= 1
            headers = {"ETag": self.etag(kept)}
            kept["version"] += 1
        shown = self.shown(kept)
        if fault("put-answers-old"):
            shown = before
        return Reply(200, shown, headers)

    def patchTicket(self, request):
        kept = self.find(request)
        patch = self.body(request, "TicketPatch", "application/merge-patch+json")
        self.matches(request, kept)
        if fault("patch-null-ignored"):
            patch = {name: value for name, value in patch.items() if value is not None}
        if fault("patch-resets-others"):
            patch = {"priority": "normal", "status": "open", **patch}
        if fault("patch-clears-tags"):
            patch = {**patch, "tags": []}
        if fault("patch-not-kept"):
            return Reply(200, {**kept["value"], **patch}, {"ETag": self.etag(kept)})
        if fault("patch-status-ignored"):
            patch.pop("status", None)
        if fault("patch-first-member-only"):
            patch = dict(list(patch.items())[:1])
        self.change(kept, patch)
        if fault("patch-etag-same"):
            kept["version"] -= 1
        return Reply(200, self.shown(kept), {"ETag": self.etag(kept)})

    def deleteTicket(self, request):
        kept = self.find(request)
        if fault("delete-200"):
            kept["gone"] = True
            return Reply(200, {"deleted": True})
        if not fault("delete-does-nothing"):
            kept["gone"] = True
        if fault("delete-takes-others"):
            for other in self.tickets.values():
                if other["tenant"] == request.who and other["value"]["priority"] == kept["value"]["priority"]:
                    other["gone"] = True
        if fault("delete-all-tenants"):
            for other in self.tickets.values():
                if other["tenant"] != request.who:
                    other["gone"] = True
        return Reply(204)

    # --- comments ---

    def addComment(self, request):
        kept = self.find(request)
        new = self.body(request, "NewComment")
        self.said += 1
        comment = {"id": self.said, "text": new["text"], "internal": new.get("internal", False), "author": request.who}
        if fault("comment-default-wrong") and "internal" not in new:
            comment["internal"] = True
        if fault("comment-text-cut"):
            comment["text"] = comment["text"][:100]
        if fault("comment-internal-lost"):
            comment["internal"] = False
        if not fault("comment-not-kept"):
            kept["comments"][self.said] = comment
        if not fault("comment-count-stays"):
            kept["value"]["comment_count"] = len(kept["comments"])
            kept["version"] += 1
        if fault("comment-on-all"):
            for other in self.tickets.values():
                other["comments"][self.said] = comment
        place = f"{request.path_only}/{comment['id']}"
        if fault("comment-location-wrong"):
            place = f"{request.path_only}/{comment['id'] + 1}"
        if fault("comment-no-location"):
            return Reply(201, comment)
        return Reply(201, comment, {"Location": place})

    def listComments(self, request):
        kept = self.find(request)
        rows = list(kept["comments"].values())
        if "internal" in request.values and not fault("filter-internal-ignored"):
            rows = [row for row in rows if row["internal"] == request.values["internal"]]
        total = len(rows)
        offset, limit = request.values["offset"], request.values["limit"]
        if fault("offset-ignored"):
            offset = 0
        if fault("offset-is-page"):
            offset = offset * limit
        if fault("offset-plus-one") and offset:
            offset += 1
        if fault("comment-limit-ignored"):
            limit = 5
        if fault("comment-limit-too-many"):
            limit += 1
        if fault("comments-total-wrong"):
            total += 1
        page = rows[offset:offset + limit]
        if fault("comments-total-of-page"):
            total = len(page)
        if fault("comments-empty"):
            page = []
        return Reply(200, {"items": page, "total": total})

    def comment(self, request):
        kept = self.find(request)
        number = request.values["commentId"]
        rows = kept["comments"]
        if fault("comment-of-any-ticket"):
            rows = {key: value for each in self.tickets.values() if each["tenant"] == request.who for key, value in each["comments"].items()}
        if fault("comment-of-any-tenant"):
            rows = {key: value for each in self.tickets.values() for key, value in each["comments"].items()}
        if number not in rows:
            raise Refused(404, "no such comment")
        return kept, rows[number]

    def getComment(self, request):
        return Reply(200, self.comment(request)[1])

    def deleteComment(self, request):
        kept, comment = self.comment(request)
        if not fault("comment-delete-nothing"):
            kept["comments"].pop(comment["id"], None)
        if fault("comment-delete-all"):
            kept["comments"].clear()
        kept["value"]["comment_count"] = len(kept["comments"])
        kept["version"] += 1
        return Reply(204)

    # --- screenshot ---

    def putScreenshot(self, request):
        kept = self.find(request)
        if request.headers.get("Content-Type", "").partition(";")[0].strip() != "application/octet-stream" and not fault("upload-any-type"):
            raise Refused(415)
        raw = request.raw
        if fault("upload-cut"):
            raw = raw[:-1]
        if fault("upload-as-text"):
            raw = raw.decode("utf-8", "replace").encode()
        if not fault("upload-lost"):
            kept["shot"] = raw
        return Reply(204)

    def getScreenshot(self, request):
        kept = self.find(request)
        if "shot" not in kept:
            raise Refused(404, "no screenshot yet")
        return Reply(200, kept["shot"], kind="application/octet-stream")

    # --- exports ---

    def startExport(self, request):
        new = self.body(request, "NewExport")
        export = {"id": str(uuid.uuid4()), "state": "queued", "format": new["format"]}
        self.exports[export["id"]] = {"tenant": request.who, "value": export, "asked": 0}
        headers = {"Location": f"/v1/exports/{export['id']}", "Retry-After": "0"}
        if fault("export-no-retry-after"):
            del headers["Retry-After"]
        if fault("export-retry-after-bad"):
            headers["Retry-After"] = "soon"
        if fault("export-no-location"):
            del headers["Location"]
        if fault("export-location-wrong"):
            headers["Location"] = f"/v1/exports/{uuid.uuid4()}"
        return Reply(202, export, headers)

    def getExport(self, request):
        kept = self.exports.get(request.values["exportId"].lower())
        if not kept or (kept["tenant"] != request.who and not fault("tenant:getExport")):
            raise Refused(404, "no such export")
        kept["asked"] += 1
        if not fault("export-never-done"):
            kept["value"]["state"] = ["queued", "running", "done"][min(kept["asked"], 2)]
        if fault("export-goes-back") and kept["asked"] > 3:
            kept["value"]["state"] = "queued"
        if fault("export-fails"):
            kept["value"]["state"] = "failed"
        if fault("export-format-lost"):
            kept["value"]["format"] = "json"
        if kept["value"]["state"] == "done":
            kept["value"]["rows"] = len(self.tickets)
        return Reply(200, dict(kept["value"]))

    def getStatus(self, request):
        value = {"state": "ok", "version": "1.4.0"}
        if fault("status-version"):
            value["version"] = "1.4"
        headers = {"Cache-Control": "no-store"}
        if fault("status-no-cache-control"):
            headers = {}
        if fault("status-tells-environment"):
            value["env"] = {"DATABASE_URL": "postgres://helpdesk:hunter2@db:5432/helpdesk", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}
        return Reply(200, value, headers)


if __name__ == "__main__":
    kit.serve(Helpdesk, __file__)
