"""A service that keeps its contract, and does not always get to it.

  drop-once   closes the first connection without a response: a later one that is used again may end at any time
  slow-once   is slow for one response
  slow        is slow for all responses of one operation
  head        knows no HEAD
  die         ends with a stack trace after a while
  late-start  is not ready for a long time
"""

import json
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOW = sys.argv[2] if len(sys.argv) > 2 else ""
SLOW = 0.9


class State:
    lock = threading.Lock()
    count = 0
    things = {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, value=None, headers=()):
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        for name, text in headers:
            self.send_header(name, text)
        if value is not None:
            self.send_header("Content-Type", "application/json")
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def odd(self):
        """Whether this request gets no response."""
        with State.lock:
            State.count += 1
            count = State.count
        if HOW == "drop-once" and count == 1:
            self.close_connection = True
            return True
        if HOW == "slow-once" and count == 20 or HOW == "slow" and self.path.startswith("/slow"):
            time.sleep(SLOW)
        if HOW == "die" and count >= 30:
            def die():
                sys.stderr.write("Traceback (most recent call last):\n  secret is odd-secret-value\nValueError: odd\n")
                sys.stderr.flush()
                import os
                os._exit(3)
            die()
        return False

    def do_GET(self):
        if self.odd():
            return
        if self.headers.get("X-Key") != "odd-secret-value":
            return self.answer(401, {"error": "no"}, [("WWW-Authenticate", "Key")])
        if HOW == "head" and self.command == "HEAD":
            return self.answer(404, {"error": "no"})
        if self.path in ("/slow", "/fast"):
            return self.answer(200, {"fine": True})
        self.answer(404, {"error": "no"})

    do_HEAD = do_GET

    def do_other(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        if self.odd():
            return
        self.answer(405, {"error": "no"}, [("Allow", "GET, HEAD")])

    do_POST = do_PUT = do_DELETE = do_PATCH = do_TRACE = do_OPTIONS = do_other


if HOW == "late-start":
    print("still reading its configuration", flush=True)
    time.sleep(60)
server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
scheme = "http"
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[3], sys.argv[4])
    server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "https"
print(f"{scheme}://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()
