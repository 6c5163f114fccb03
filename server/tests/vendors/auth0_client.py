"""Auth0's official client (PyPI: auth0-python) against the simulator, successes and refusals.

Reads what `mfa-server dev` wrote into dev.env from the environment."""

import base64
import hashlib
import json
import os
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request

CA = os.environ["MFA_SIMULATOR_CA"]
# Of the two libraries that it asks with, each has a way of its own.
os.environ["SSL_CERT_FILE"] = CA
os.environ["REQUESTS_CA_BUNDLE"] = CA

from auth0.authentication import GetToken  # noqa: E402
from auth0.authentication.exceptions import Auth0Error, TokenValidationError  # noqa: E402
from auth0.authentication.token_verifier import (  # noqa: E402
    AsymmetricSignatureVerifier,
    TokenVerifier,
)
from auth0.management import ManagementClient  # noqa: E402
from auth0.management.core.api_error import ApiError  # noqa: E402

DOMAIN = os.environ["MFA_AUTH0_DOMAIN"]
CLIENT_ID = os.environ["MFA_AUTH0_CLIENT_ID"]
SECRET = os.environ["MFA_AUTH0_CLIENT_SECRET"]
REDIRECT = "https://app.example/callback"
MULTI_FACTOR = "http://schemas.openid.net/pape/policies/2007/06/multi-factor"


class Unfollowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


WEB = urllib.request.build_opener(
    urllib.request.ProxyHandler({}),
    urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=CA)),
    Unfollowed,
)


def ask(url, body=None, method=None, kind="application/x-www-form-urlencoded"):
    data = None if body is None else body.encode()
    request = urllib.request.Request(url, data, {"content-type": kind}, method=method)
    try:
        return WEB.open(request, timeout=20)
    except urllib.error.HTTPError as error:
        return error


def faults(**wrong):
    url = f"https://{DOMAIN}/simulator/faults"
    assert ask(url, json.dumps(wrong), "PUT", "application/json").status == 204


def press(path, page, **fields):
    """Sends the form of a page."""
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', page))
    form = urllib.parse.urlencode(hidden | fields)
    return ask(f"https://{DOMAIN}{path}", form)


def management(secret=SECRET):
    return ManagementClient(domain=DOMAIN, client_id=CLIENT_ID, client_secret=secret)


def tokens(secret=SECRET):
    return GetToken(DOMAIN, CLIENT_ID, client_secret=secret)


def refused(kind, what, *arguments, **more):
    try:
        what(*arguments, **more)
    except kind as error:
        return error
    raise AssertionError(f"{what} was not refused")


def enrol(user, answer="confirm"):
    ticket = management().guardian.enrollments.create_ticket(user_id=user, send_mail=False)
    page = ask(ticket.ticket_url).read().decode()
    assert user in page, page
    assert press("/simulator/enroll", page, answer=answer).status == 200
    return ticket


def log_in(user, way="mfa", verifier=None, **more):
    """What a person does; what the browser brings back."""
    asked = {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": REDIRECT,
        "scope": "openid",
        "state": "a-state",
        "nonce": "a-nonce",
        "acr_values": MULTI_FACTOR,
        "max_age": "0",
    } | more
    if verifier:
        digest = hashlib.sha256(verifier.encode()).digest()
        asked["code_challenge"] = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        asked["code_challenge_method"] = "S256"
    page = ask(f"https://{DOMAIN}/authorize?{urllib.parse.urlencode(asked)}").read().decode()
    back = press("/simulator/login", page, user=user, way=way)
    assert back.status == 303, back.read()
    location = back.headers["location"]
    assert location.startswith(REDIRECT + "?"), location
    brought = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(location).query))
    assert brought["state"] == "a-state"
    return brought


def verify(token, **more):
    keys = AsymmetricSignatureVerifier(f"https://{DOMAIN}/.well-known/jwks.json")
    verifier = TokenVerifier(keys, issuer=f"https://{DOMAIN}/", audience=CLIENT_ID)
    return verifier.verify(token, nonce="a-nonce", **more)


def dora_enrols_and_it_is_taken_off_again():
    auth0 = management()
    assert list(auth0.users.enrollments.get("auth0|dora")) == []
    enrol("auth0|dora")
    [enrollment] = auth0.users.enrollments.get("auth0|dora")
    assert (enrollment.status, enrollment.auth_method) == ("confirmed", "push-notification")
    assert enrollment.enrolled_at and enrollment.last_auth
    assert auth0.guardian.enrollments.get(enrollment.id).status == "confirmed"
    again = refused(ApiError, enrol, "auth0|dora")
    assert again.status_code == 409, again
    auth0.guardian.enrollments.delete(enrollment.id)
    assert list(auth0.users.enrollments.get("auth0|dora")) == []
    gone = refused(ApiError, auth0.guardian.enrollments.get, enrollment.id)
    assert gone.status_code == 404, gone


def what_was_not_confirmed_is_pending():
    enrol("auth0|emil", answer="scan")
    [enrollment] = management().users.enrollments.get("auth0|emil")
    assert enrollment.status == "pending"


def a_ticket_counts_once():
    ticket = enrol("auth0|frida")
    assert ask(ticket.ticket_url).status == 410


def nobody_is_enrolled_who_is_not_there():
    auth0 = management()
    unknown = refused(ApiError, auth0.guardian.enrollments.create_ticket, user_id="nobody")
    assert unknown.status_code == 404, unknown
    assert refused(ApiError, auth0.users.enrollments.get, "nobody").status_code == 404


def a_wrong_secret_gets_no_token():
    told = refused(Auth0Error, tokens("x" * 64).client_credentials, f"https://{DOMAIN}/api/v2/")
    assert told.status_code == 401, told
    refused(Exception, management("x" * 64).users.enrollments.get, "auth0|dora")
    other = refused(Auth0Error, tokens().client_credentials, "https://other.example/")
    assert other.status_code == 403, other
    auth0 = ManagementClient(domain=DOMAIN, token="not-a-token")
    assert refused(ApiError, auth0.users.enrollments.get, "auth0|dora").status_code == 401


def dora_logs_in_with_guardian():
    code = log_in("auth0|dora")["code"]
    given = tokens().authorization_code(code, REDIRECT)
    claims = verify(given["id_token"], max_age=60)
    assert (claims["sub"], claims["amr"]) == ("auth0|dora", ["mfa"]), claims
    # Who had nothing enrolled has now.
    assert management().users.enrollments.get("auth0|dora")[0].status == "confirmed"


def who_logs_in_by_a_password_alone_is_told_apart():
    given = tokens().authorization_code(log_in("auth0|dora", "password")["code"], REDIRECT)
    assert "amr" not in verify(given["id_token"])
    given = tokens().authorization_code(log_in("auth0|dora", acr_values="")["code"], REDIRECT)
    assert "amr" not in verify(given["id_token"])


def a_code_counts_once_and_at_its_own_place():
    code = log_in("auth0|dora")["code"]
    tokens().authorization_code(code, REDIRECT)
    again = refused(Auth0Error, tokens().authorization_code, code, REDIRECT)
    assert (again.status_code, again.error_code) == (403, "invalid_grant"), again
    code = log_in("auth0|dora")["code"]
    refused(Auth0Error, tokens().authorization_code, code, REDIRECT + "/other")
    # With a challenge, the verifier must be there.
    code = log_in("auth0|dora", verifier="v" * 43)["code"]
    refused(Auth0Error, tokens().authorization_code, code, REDIRECT)


def who_denies_brings_no_code():
    brought = log_in("auth0|dora", "deny")
    assert brought["error"] == "access_denied" and "code" not in brought


def forged_tokens_are_refused():
    wrong = ["signature", "kid", "alg_none", "alg", "iss", "aud", "nonce", "no_nonce", "expired", "no_exp"]
    for what in wrong:
        code = log_in("auth0|dora")["code"]
        faults(forge=[what])
        given = tokens().authorization_code(code, REDIRECT)
        faults()
        refused(TokenValidationError, verify, given["id_token"])
    given = tokens().authorization_code(log_in("auth0|dora", "session")["code"], REDIRECT)
    refused(TokenValidationError, verify, given["id_token"], max_age=60)


def what_is_down_is_told():
    for wrong in [{"down": True}, {"status": 400}, {"not_json": True}]:
        faults(**wrong)
        try:
            refused(Exception, management().users.enrollments.get, "auth0|dora")
        finally:
            faults()
    management().users.enrollments.get("auth0|dora")


STORIES = [
    dora_enrols_and_it_is_taken_off_again,
    what_was_not_confirmed_is_pending,
    a_ticket_counts_once,
    nobody_is_enrolled_who_is_not_there,
    a_wrong_secret_gets_no_token,
    dora_logs_in_with_guardian,
    who_logs_in_by_a_password_alone_is_told_apart,
    a_code_counts_once_and_at_its_own_place,
    who_denies_brings_no_code,
    forged_tokens_are_refused,
    what_is_down_is_told,
]

for story in STORIES:
    story()
    print(story.__name__)
print(f"{len(STORIES)} stories")
