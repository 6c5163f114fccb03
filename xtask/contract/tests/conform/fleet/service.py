"""A fleet: vehicles whose plates their owners choose, trips, photos, jobs. `--fault NAME`
breaks one thing of it."""

import base64
import datetime
import email.parser
import email.policy
import itertools
import json
import os
import sys
import uuid

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import kit  # noqa: E402
from kit import Refused, Reply, fault  # noqa: E402

USERS = {"north:s3cret-north": "north", "south:s3cret-south": "south"}
TOKENS = {"tok-north-9f8e7d": "north", "tok-south-1a2b3c": "south"}
CODES = {400: "invalid", 401: "unauthorized", 404: "not_found", 405: "method", 409: "conflict", 412: "precondition",
         413: "too_large", 415: "media_type", 422: "invalid", 428: "precondition", 500: "internal"}


class Fleet(kit.Router):
    def __init__(self, document):
        super().__init__(document, "/api")
        self.vehicles, self.jobs = {}, {}
        self.versions = itertools.count(1)
        for tenant, letter in (("north", "N"), ("south", "S")):
            for index, kind in enumerate(("car", "bus", "bike", "car")):
                self.keep(tenant, f"{letter}-{index + 1}", {"name": f"{kind} {index}", "kind": kind, "seats": [4, 40, 1, 5][index]})

    # --- who, and what is said of what went wrong ---

    def authenticate(self, request, operation):
        if operation.get("security") == [] or fault(f"open:{request.operation}"):
            return "north"
        scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
        scheme = scheme.lower()
        who = None
        if scheme == "basic" and not fault("no-basic"):
            try:
                pair = base64.b64decode(rest, validate=True).decode()
            except ValueError:
                if fault("bad-base64-500"):
                    raise Refused(500) from None
                pair = ""
            who = USERS.get(pair)
            if fault("basic-any-password"):
                who = {"north": "north", "south": "south"}.get(pair.partition(":")[0])
            if fault("basic-empty-password") and pair.endswith(":"):
                who = "north"
            if fault("basic-any-user"):
                who = next((name for key, name in USERS.items() if key.partition(":")[2] == pair.partition(":")[2]), None)
        if scheme == "bearer" and not fault("no-token"):
            who = TOKENS.get(rest)
            if fault("token-any"):
                who = "north"
            if fault("token-empty") and not rest.strip():
                who = "north"
            if fault("token-prefix") and not who:
                who = next((name for token, name in TOKENS.items() if rest and (token.startswith(rest) or rest.startswith(token))), None)
        if fault("anonymous-reads") and request.command == "GET" and not scheme:
            who = "north"
        if fault("anonymous-is-first") and not scheme:
            who = "north"
        if who is None:
            raise Refused(401, "who are you", {} if fault("no-challenge") else {"WWW-Authenticate": 'Basic realm="fleet"'})
        return who

    def refusal(self, refused):
        status = 422 if refused.status == 400 else refused.status
        if fault("invalid-is-400") and status == 422:
            status = 400
        body = {"error": {"code": CODES.get(status, "internal"), "message": refused.args[0] or "It cannot be."}}
        if fault("error-form-other"):
            body = {"message": refused.args[0] or "no"}
        if fault("error-code-number"):
            body["error"]["code"] = status
        if fault("error-code-unknown"):
            body["error"]["code"] = "oops"
        if fault("error-message-empty"):
            body["error"]["message"] = ""
        if fault("error-is-html"):
            return Reply(status, "<h1>Error</h1>", refused.headers, "text/html")
        return Reply(status, body, refused.headers)

    def missing(self, parameter):
        return Refused(428, "If-Match is needed") if parameter["name"] == "If-Match" else super().missing(parameter)

    # --- vehicles ---

    def keep(self, tenant, plate, new):
        number = next(self.versions)
        value = {"plate": plate, **new, "status": "active",
                 "updated_at": f"2026-05-01T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z"}
        self.vehicles[(tenant, plate)] = kept = {"value": value, "version": number, "trips": {}}
        return kept

    def find(self, request):
        plate = request.values["plate"]
        kept = self.vehicles.get((request.who, plate))
        if fault(f"tenant:{request.operation}") and not kept:
            kept = next((each for (_, other), each in self.vehicles.items() if other == plate), None)
        if fault("plate-case"):
            pass
        if kept and kept.get("gone") and not fault(f"gone:{request.operation}"):
            kept = None
        if not kept:
            if fault("missing-is-empty"):
                return {"value": {"plate": plate, "name": "", "kind": "car", "seats": 1, "status": "active", "updated_at": "2026-01-01T00:00:00Z"}, "version": 0, "trips": {}}
            if fault("missing-is-401"):
                raise Refused(401, "", {"WWW-Authenticate": "Basic"})
            if fault("missing-crashes"):
                raise Refused(500)
            raise Refused(404, "no such vehicle")
        return kept

    def etag(self, kept):
        if fault("etag-weak-constant"):
            return 'W/"x"'
        return f'"r{kept["version"]}"'

    def shown(self, kept):
        value = dict(kept["value"])
        if fault("shown-seats-text"):
            value["seats"] = str(value["seats"])
        if fault("shown-no-status"):
            value.pop("status", None)
        if fault("shown-kind-upper"):
            value["kind"] = value["kind"].upper()
        if fault("shown-updated-local"):
            value["updated_at"] = value["updated_at"].replace("T", " ").rstrip("Z")
        if fault("shown-seats-zero"):
            value["seats"] = 0
        if fault("shown-notes-number"):
            value["notes"] = 0
        if fault("shown-token"):
            value["notes"] = "debug token: " + next(iter(TOKENS))
        if fault("shown-private-key"):
            value["notes"] = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ\n-----END PRIVATE KEY-----"
        return value

    def if_match(self, request, kept):
        asked = request.values.get("If-Match")
        if asked is None or fault(f"if-match-ignored:{request.operation}"):
            return
        if not kept or (asked.strip() != "*" and self.etag(kept) not in [each.strip() for each in asked.split(",")]):
            if fault("if-match-stale-wins") and kept:
                return
            if fault("if-match-404"):
                raise Refused(404)
            raise Refused(412, "it was changed meanwhile")

    def putVehicle(self, request):
        new = self.body(request, "VehicleInput")
        plate = request.values["plate"]
        kept = self.vehicles.get((request.who, plate))
        if kept and kept.get("gone"):
            kept = None
        if fault("tenant:putVehicle"):
            for (tenant, other), each in list(self.vehicles.items()):
                if other == plate and tenant != request.who and not each.get("gone"):
                    each["value"] = {**each["value"], **new}
                    each["version"] = next(self.versions)
                    return Reply(200, self.shown(each), {"ETag": self.etag(each)})
        self.if_match(request, kept)
        if kept and request.values.get("If-None-Match") == "*" and not fault("if-none-match-star-ignored"):
            raise Refused(412, "it is there")
        if kept and fault("put-never-replaces"):
            return Reply(200, self.shown(kept), {"ETag": self.etag(kept)})
        if fault("put-drops-labels"):
            new.pop("labels", None)
        if fault("put-drops-one-label") and len(new.get("labels", {})) > 0:
            new["labels"] = dict(list(new["labels"].items())[1:])
        if fault("put-sorts-equipment") and "equipment" in new:
            new["equipment"] = sorted(new["equipment"], reverse=True)
        if fault("put-drops-range"):
            new.pop("range_km", None)
        if fault("put-range-int") and "range_km" in new:
            new["range_km"] = int(new["range_km"]) + 1
        if fault("put-name-strip"):
            new["name"] = new["name"][:20]
        if fault("put-null-notes-empty") and "notes" in new and new["notes"] is None:
            new["notes"] = ""
        if fault("put-seats-capped"):
            new["seats"] = min(new["seats"], 50)
        made = kept is None
        trips = kept["trips"] if kept else {}
        if kept and fault("put-merges"):
            old = {name: value for name, value in kept["value"].items() if name not in ("plate", "status", "updated_at")}
            new = {**old, **new}
        if kept and fault("put-loses-trips"):
            trips = {}
        status = kept["value"]["status"] if kept else "active"
        before = kept
        kept = self.keep(request.who, plate, new)
        kept["trips"] = trips
        kept["value"]["status"] = status
        if before and fault("put-keeps-etag"):
            kept["version"] = before["version"]
        if before and fault("put-reactivates"):
            kept["value"]["status"] = "active"
        if fault("put-renames-others"):
            for (tenant, other), each in self.vehicles.items():
                if tenant == request.who and other != plate:
                    each["value"]["name"] = new["name"]
        if fault("put-deletes-other"):
            others = [key for key in self.vehicles if key[0] == request.who and key[1] != plate]
            if others:
                del self.vehicles[others[-1]]
        if made and fault("put-not-kept"):
            del self.vehicles[(request.who, plate)]
        headers = {"ETag": self.etag(kept)}
        if fault("put-no-etag"):
            headers = {}
        if made:
            headers["Location"] = f"/api/vehicles/{plate}"
            if fault("put-no-location"):
                del headers["Location"]
            if fault("put-location-wrong"):
                headers["Location"] = f"/vehicles/{plate}"
        if fault("put-always-201"):
            made = True
            headers["Location"] = f"/api/vehicles/{plate}"
        if fault("put-always-200"):
            made = False
        return Reply(201 if made else 200, self.shown(kept), headers)

    def getVehicle(self, request):
        kept = self.find(request)
        headers = {"ETag": self.etag(kept), "Last-Modified": "Fri, 01 May 2026 00:00:00 GMT"}
        if fault("last-modified-bad"):
            headers["Last-Modified"] = "2026-05-01"
        if fault("no-last-modified"):
            del headers["Last-Modified"]
        asked = request.values.get("If-None-Match")
        if asked and not fault("not-modified-never"):
            tags = [each.strip().removeprefix("W/") for each in asked.split(",")]
            if asked.strip() == "*" or headers["ETag"].removeprefix("W/") in tags or fault("not-modified-always"):
                return Reply(304, None, {"ETag": headers["ETag"]})
        value = self.shown(kept)
        if fault("get-forgets-equipment"):
            value.pop("equipment", None)
        if fault("get-wrong-plate"):
            value["plate"] = "X-1"
        return Reply(200, value, headers)

    def listVehicles(self, request):
        asked = request.values
        rows = [each for (tenant, _), each in self.vehicles.items() if (tenant == request.who or fault("tenant:listVehicles"))
                and (not each.get("gone") or fault("gone:listVehicles"))]
        if fault("list-without-new"):
            rows = rows[:4]
        if "kind" in asked and not fault("filter-kind-ignored"):
            rows = [each for each in rows if each["value"]["kind"] == asked["kind"]]
        if asked.get("kind") == "bike" and fault("filter-kind-bike-empty"):
            rows = []
        if "min_seats" in asked and not fault("filter-seats-ignored"):
            rows = [each for each in rows if each["value"]["seats"] > asked["min_seats"] or (each["value"]["seats"] == asked["min_seats"] and not fault("filter-seats-exclusive"))]
        if "min_seats" in asked and fault("filter-seats-is-max"):
            rows = [each for (tenant, _), each in self.vehicles.items() if tenant == request.who and not each.get("gone") and each["value"]["seats"] <= asked["min_seats"]]
        if "order_by" in asked and not fault("order-by-ignored"):
            rows.sort(key=lambda each: each["value"][asked["order_by"]], reverse=asked["order"] == "desc" and not fault("order-desc-ignored"))
        page, size = asked["page"], asked["per_page"]
        if fault("per-page-ignored"):
            size = 10
        if fault("per-page-too-many"):
            size += 1
        start = (page - 1) * asked["per_page"]
        if fault("page-ignored"):
            start = 0
        if fault("page-from-zero"):
            start = page * size
        if fault("pages-overlap") and page > 1:
            start -= 1
        if fault("pages-gap") and page > 1:
            start += 1
        if fault("page-two-empty") and page > 1:
            start = 10000
        items = [self.shown(each) for each in rows[start:start + size]]
        total = len(rows)
        if fault("total-of-page"):
            total = len(items)
        if fault("total-of-all"):
            total = len(self.vehicles)
        headers = {"X-Total-Count": str(total)}
        if fault("no-total"):
            headers = {}
        if start + size < len(rows):
            query = "".join(f"&{name}={asked[name]}" for name in ("kind", "min_seats", "order_by", "order") if name in asked)
            if fault("link-loses-filter"):
                query = ""
            number = page if fault("link-same-page") else page + 1
            path = "/vehicles" if fault("link-wrong-path") else "/api/vehicles"
            headers["Link"] = f'<{path}?page={number}&per_page={asked["per_page"]}{query}>; rel="next"'
            if fault("link-loses-size"):
                headers["Link"] = f'<{path}?page={number}{query}>; rel="next"'
            if fault("link-never"):
                del headers["Link"]
        return Reply(200, items, headers)

    def patchVehicle(self, request):
        kept = self.find(request)
        patch = self.body(request, "JsonPatch", "application/json-patch+json")
        self.if_match(request, kept)
        value = dict(kept["value"])
        for step in patch:
            name = step["path"][1:]
            if step["op"] == "test":
                if value.get(name) != step["value"] and not fault("patch-test-ignored"):
                    raise Refused(409, "the test failed")
            elif step["op"] == "remove":
                if name not in value:
                    raise Refused(409, "nothing there")
                if not fault("patch-remove-ignored"):
                    del value[name]
            elif step["op"] == "replace" and name not in value:
                if not fault("patch-replace-adds"):
                    raise Refused(409, "nothing there")
                value[name] = step["value"]
            elif step["op"] == "add" and fault("patch-add-ignored"):
                pass
            else:
                value[name] = step["value"]
        editable = {name: each for name, each in value.items() if name not in ("plate", "status", "updated_at")}
        if not fault("patch-result-unchecked") and self.schemas.breaks({"$ref": "#/components/schemas/VehicleInput"}, editable, "VehicleInput"):
            raise Refused(422, "what it would become is not valid")
        if fault("patch-not-kept"):
            return Reply(200, value, {"ETag": self.etag(kept)})
        if fault("patch-resets-kind"):
            value["kind"] = "car"
        if fault("patch-clears-labels"):
            value.pop("labels", None)
        kept["value"] = value
        if fault("patch-changes-neighbour"):
            for (tenant, other), each in self.vehicles.items():
                if tenant == request.who and each is not kept:
                    each["value"]["seats"] = value["seats"]
        if not fault("patch-keeps-etag"):
            kept["version"] = next(self.versions)
        return Reply(200, self.shown(kept), {"ETag": self.etag(kept)})

    def deleteVehicle(self, request):
        kept = self.find(request)
        if not fault("delete-nothing"):
            kept["gone"] = True
        if fault("delete-same-kind"):
            for (tenant, _), each in self.vehicles.items():
                if tenant == request.who and each["value"]["kind"] == kept["value"]["kind"]:
                    each["gone"] = True
        if fault("delete-200"):
            return Reply(200, {"gone": True})
        return Reply(204)

    def retireVehicle(self, request):
        kept = self.find(request)
        if kept["value"]["status"] == "retired" and not fault("retire-twice"):
            raise Refused(409, "it is already")
        if fault("retire-nothing"):
            return Reply(200, {**kept["value"], "status": "retired"})
        kept["value"]["status"] = "retired"
        kept["version"] = next(self.versions)
        if fault("retire-all"):
            for (tenant, _), each in self.vehicles.items():
                if tenant == request.who:
                    each["value"]["status"] = "retired"
        if fault("retire-stays-active"):
            kept["value"]["status"] = "active"
        return Reply(200, self.shown(kept))

    def postPhoto(self, request):
        kept = self.find(request)
        kind = request.headers.get("Content-Type", "")
        if not kind.lower().startswith("multipart/form-data"):
            if fault("photo-any-type"):
                return Reply(201, {"bytes": len(request.raw), "caption": None})
            if fault("photo-type-500"):
                raise Refused(500)
            raise Refused(415, "send a form")
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(b"Content-Type: " + kind.encode("latin-1") + b"\r\n\r\n" + request.raw)
        if not message.is_multipart():
            if fault("photo-malformed-500"):
                raise Refused(500)
            raise Refused(422, "the form cannot be read")
        fields = {}
        for part in message.iter_parts():
            fields[part.get_param("name", header="content-disposition")] = part.get_payload(decode=True)
        if "image" not in fields and not fault("photo-image-optional"):
            raise Refused(422, "image is missing")
        caption = fields.get("caption")
        if caption is not None:
            try:
                caption = caption.decode()
            except ValueError:
                raise Refused(422, "caption is not UTF-8") from None
            if len(caption) > 60 and not fault("photo-caption-long"):
                raise Refused(422, "caption is too long")
        if fault("photo-caption-lost"):
            caption = None
        return Reply(201, {"bytes": len(fields.get("image", b"")), "caption": caption})

    # --- trips ---

    def addTrip(self, request):
        kept = self.find(request)
        new = self.body(request, "TripInput")
        trip = {"trip_id": str(uuid.uuid4()), "plate": kept["value"]["plate"], "purpose": new["purpose"], "started_at": new["started_at"],
                "km": new["km"], "stops": new.get("stops", [])}
        if fault("trip-time-dropped"):
            trip["started_at"] = trip["started_at"][:10] + "T00:00:00Z"
        if fault("trip-km-rounded"):
            trip["km"] = int(trip["km"])
        if fault("trip-stops-reversed"):
            trip["stops"] = trip["stops"][::-1]
        if fault("trip-stops-swapped"):
            trip["stops"] = [{"lat": stop["lon"], "lon": stop["lat"]} for stop in trip["stops"]]
        if fault("trip-stops-first"):
            trip["stops"] = trip["stops"][:1]
        if fault("trip-purpose-default"):
            trip["purpose"] = "business"
        if not fault("trip-not-kept"):
            kept["trips"][trip["trip_id"]] = trip
        if fault("trip-plate-wrong"):
            trip["plate"] = "N-1"
        place = f"/api/vehicles/{kept['value']['plate']}/trips/{trip['trip_id']}"
        if fault("trip-location-wrong"):
            place = f"/api/trips/{trip['trip_id']}"
        headers = {} if fault("trip-no-location") else {"Location": place}
        if fault("trip-id-wrong"):
            return Reply(201, {**trip, "trip_id": str(uuid.uuid4())}, headers)
        return Reply(201, dict(trip), headers)

    def listTrips(self, request):
        kept = self.find(request)
        rows = list(kept["trips"].values())
        if fault("trips-of-all"):
            rows = [trip for (tenant, _), each in self.vehicles.items() if tenant == request.who for trip in each["trips"].values()]
        asked = request.values
        if "purpose" in asked and not fault("filter-purpose-ignored"):
            rows = [trip for trip in rows if trip["purpose"] == asked["purpose"]]
        if "from" in asked and not fault("filter-from-ignored"):
            start = instant(asked["from"])
            rows = [trip for trip in rows if (instant(trip["started_at"]) < start if fault("filter-from-inverted") else instant(trip["started_at"]) >= start)]
        if "after" in asked and not fault("after-ignored"):
            ids = [trip["trip_id"] for trip in rows]
            if asked["after"].lower() in ids:
                rows = rows[ids.index(asked["after"].lower()) + (0 if fault("after-inclusive") else 2 if fault("after-skips") else 1):]
            else:
                rows = []
        size = asked["size"]
        if fault("size-ignored"):
            size = 5
        if fault("size-too-many"):
            size += 1
        more = len(rows) > size
        if fault("more-always"):
            more = True
        if fault("more-never"):
            more = False
        return Reply(200, {"trips": rows[:size], "has_more": more})

    def trip(self, request):
        kept = self.find(request)
        number = request.values["tripId"].lower()
        trip = kept["trips"].get(number)
        if not trip and fault(f"trip-of-any-vehicle:{request.operation}"):
            trip = next((each["trips"][number] for (tenant, _), each in self.vehicles.items() if tenant == request.who and number in each["trips"]), None)
        if not trip and fault(f"trip-of-any-tenant:{request.operation}"):
            trip = next((each["trips"][number] for each in self.vehicles.values() if number in each["trips"]), None)
        if not trip:
            raise Refused(404, "no such trip")
        return kept, trip

    def getTrip(self, request):
        return Reply(200, dict(self.trip(request)[1]))

    def changeTrip(self, request):
        kept, trip = self.trip(request)
        change = self.body(request, "TripChange")
        if fault("trip-change-not-kept"):
            return Reply(200, {**trip, **change})
        if fault("trip-change-km-ignored"):
            change.pop("km", None)
        if fault("trip-change-clears-stops"):
            change["stops"] = []
        if fault("trip-change-all"):
            for each in kept["trips"].values():
                each.update(change)
        trip.update(change)
        return Reply(200, dict(trip))

    def deleteTrip(self, request):
        kept, trip = self.trip(request)
        if not fault("trip-delete-nothing"):
            kept["trips"].pop(trip["trip_id"], None)
        if fault("trip-delete-all"):
            kept["trips"].clear()
        return Reply(204)

    # --- jobs, health ---

    def startJob(self, request):
        new = self.body(request, "JobInput")
        number = uuid.uuid4().hex[:12]
        job = {"job_id": number, **new, "status": "pending"}
        if fault("job-note-lost"):
            job.pop("note", None)
        self.jobs[number] = {"tenant": request.who, "value": job, "asked": 0}
        headers = {"Location": f"/api/jobs/{number}", "Retry-After": "0"}
        if fault("job-location-wrong"):
            headers["Location"] = f"/api/job/{number}"
        if fault("job-no-location"):
            del headers["Location"]
        if fault("job-retry-after-bad"):
            headers["Retry-After"] = "-1"
        return Reply(202, dict(job), headers)

    def getJob(self, request):
        kept = self.jobs.get(request.values["jobId"])
        if not kept or (kept["tenant"] != request.who and not fault("tenant:getJob")):
            raise Refused(404, "no such job")
        kept["asked"] += 1
        kept["value"]["status"] = ["pending", "active", "succeeded"][min(kept["asked"], 2)]
        if fault("job-never-ends"):
            kept["value"]["status"] = "active"
        if fault("job-task-other"):
            kept["value"]["task"] = "clean"
        if fault("job-ends-and-begins") and kept["asked"] % 2 == 0:
            kept["value"]["status"] = "pending"
        return Reply(200, dict(kept["value"]), {"Cache-Control": "max-age=60" if fault("job-cached") else "no-store"})

    def health(self, request):
        if fault("health-200"):
            return Reply(200, {"ok": True})
        return Reply(204)


def instant(text):
    return datetime.datetime.fromisoformat(text.upper().replace("Z", "+00:00"))


if __name__ == "__main__":
    kit.serve(Fleet, __file__)
