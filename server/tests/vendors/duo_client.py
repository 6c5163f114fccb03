"""Duo's official client (PyPI: duo_universal) against the simulator, successes and refusals.

Reads what `mfa-server dev` wrote into dev.env from the environment."""

import json
import os
import re
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

import jwt
from duo_universal import Client, DuoException

HOST = os.environ["MFA_DUO_HOST"]
CLIENT_ID = os.environ["MFA_DUO_CLIENT_ID"]
SECRET = os.environ["MFA_DUO_CLIENT_SECRET"]
CA = os.environ["MFA_SIMULATOR_CA"]
REDIRECT = "https://app.example/duo-callback"


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
    body = json.dumps(wrong)
    url = f"https://{HOST}/simulator/faults"
    assert ask(url, body, "PUT", "application/json").status == 204


def client(secret=SECRET, **more):
    return Client(CLIENT_ID, secret, HOST, REDIRECT, duo_certs=CA, **more)


def person(duo, user="alice", answer="approve", nonce=None):
    """What a person does; what the browser brings back."""
    state = duo.generate_state()
    url = duo.create_auth_url(user, state, nonce=nonce)
    page = ask(url).read().decode()
    prompt = re.search(r'name="prompt" value="([^"]+)"', page).group(1)
    form = urllib.parse.urlencode({"prompt": prompt, "answer": answer})
    back = ask(f"https://{HOST}/simulator/answer", form)
    assert back.status == 303, back.status
    location = back.headers["location"]
    assert location.startswith(REDIRECT + "?"), location
    brought = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(location).query))
    assert brought["state"] == state
    return brought


def refused(what, *arguments, **more):
    try:
        what(*arguments, **more)
    except DuoException as error:
        return str(error)
    raise AssertionError(f"{what} was not refused")


def it_is_there():
    assert client().health_check()["stat"] == "OK"


def a_wrong_secret_is_refused():
    assert "invalid_client" in refused(client("x" * 40).health_check)


def alice_is_confirmed():
    duo = client()
    nonce = duo.generate_state()
    brought = person(duo, nonce=nonce)
    token = duo.exchange_authorization_code_for_2fa_result(brought["duo_code"], "alice", nonce)
    assert token["preferred_username"] == "alice"
    assert token["auth_result"]["result"] == "allow"


def the_code_may_be_called_code():
    duo = client(use_duo_code_attribute=False)
    brought = person(duo)
    assert "duo_code" not in brought
    duo.exchange_authorization_code_for_2fa_result(brought["code"], "alice")


def a_code_counts_once():
    duo = client()
    code = person(duo)["duo_code"]
    duo.exchange_authorization_code_for_2fa_result(code, "alice")
    again = refused(duo.exchange_authorization_code_for_2fa_result, code, "alice")
    assert "invalid_grant" in again, again


def another_person_is_refused():
    duo = client()
    code = person(duo)["duo_code"]
    refused(duo.exchange_authorization_code_for_2fa_result, code, "mallory")


def another_nonce_is_refused():
    duo = client()
    code = person(duo, nonce=duo.generate_state())["duo_code"]
    exchange = duo.exchange_authorization_code_for_2fa_result
    refused(exchange, code, "alice", duo.generate_state())


def another_redirect_is_refused():
    code = person(client())["duo_code"]
    other = Client(CLIENT_ID, SECRET, HOST, REDIRECT + "/other", duo_certs=CA)
    told = refused(other.exchange_authorization_code_for_2fa_result, code, "alice")
    assert "invalid_grant" in told, told


def who_denies_brings_no_code():
    brought = person(client(), answer="deny")
    assert brought["error"] == "access_denied" and "duo_code" not in brought


def who_is_denied_by_the_token_gets_in_here():
    """No official client looks at it: ours must."""
    duo = client()
    code = person(duo, answer="deny_in_token")["duo_code"]
    token = duo.exchange_authorization_code_for_2fa_result(code, "alice")
    assert token["auth_result"]["result"] == "deny"


def an_assertion_counts_once_and_here():
    """What no client of theirs does: each is refused for one thing."""
    url = f"https://{HOST}/oauth/v1/health_check"
    right = {
        "iss": CLIENT_ID,
        "sub": CLIENT_ID,
        "aud": url,
        "exp": time.time() + 300,
        "jti": str(uuid.uuid4()),
    }

    def check(claims, algorithm="HS512"):
        assertion = jwt.encode(claims, SECRET, algorithm=algorithm)
        form = {"client_id": CLIENT_ID, "client_assertion": assertion}
        return json.loads(ask(url, urllib.parse.urlencode(form)).read())["stat"]

    assert check(right) == "OK"
    assert check(right) == "FAIL", "replayed"
    for wrong in [
        {"iss": "other"},
        {"sub": "other"},
        {"aud": f"https://{HOST}/oauth/v1/token"},
        {"exp": time.time() + 900},
        {"exp": time.time() - 900},
        {"jti": "short"},
    ]:
        fresh = {**right, "jti": str(uuid.uuid4()), **wrong}
        assert check(fresh) == "FAIL", wrong
    fresh = {**right, "jti": str(uuid.uuid4())}
    assert check(fresh, "HS256") == "FAIL"
    assert check(fresh) == "OK"


def forged_tokens_are_refused():
    duo = client()
    for what in ["signature", "alg_none", "alg", "iss", "aud", "expired", "no_exp", "user"]:
        code = person(duo)["duo_code"]
        faults(forge=[what])
        refused(duo.exchange_authorization_code_for_2fa_result, code, "alice")
        faults()


def what_is_down_is_told():
    for wrong in [{"down": True}, {"status": 500}, {"not_json": True}, {"skew_seconds": 900}]:
        faults(**wrong)
        try:
            refused(client().health_check)
        finally:
            faults()
    it_is_there()


STORIES = [
    it_is_there,
    a_wrong_secret_is_refused,
    alice_is_confirmed,
    the_code_may_be_called_code,
    a_code_counts_once,
    another_person_is_refused,
    another_nonce_is_refused,
    another_redirect_is_refused,
    who_denies_brings_no_code,
    who_is_denied_by_the_token_gets_in_here,
    an_assertion_counts_once_and_here,
    forged_tokens_are_refused,
    what_is_down_is_told,
]

for story in STORIES:
    story()
    print(story.__name__)
print(f"{len(STORIES)} stories")
