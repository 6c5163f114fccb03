"""HTTP/1.1 as RFC 9110 and RFC 9112 have it: reads requests strictly, writes responses.

Knows nothing of the library. `SLIPS` holds what a fault makes wrong here: names that the code
asks for.
"""

import re
import socketserver
import time
import uuid
from email.utils import formatdate
from urllib.parse import unquote_to_bytes

SLIPS = set()

LONGEST_LINE = 8192
MOST_HEADERS = 100
LARGEST_BODY = 64 * 1024

TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
FIELD = re.compile(rb"[\t\x20-\x7e\x80-\xff]*\Z")
PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

REASONS = {
    200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 302: "Found",
    304: "Not Modified", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
    404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable", 409: "Conflict",
    412: "Precondition Failed", 413: "Content Too Large", 414: "URI Too Long",
    415: "Unsupported Media Type", 417: "Expectation Failed", 422: "Unprocessable Content",
    428: "Precondition Required", 429: "Too Many Requests",
    431: "Request Header Fields Too Large", 500: "Internal Server Error",
    501: "Not Implemented", 505: "HTTP Version Not Supported",
}


class Refused(Exception):
    """A request that gets no further: the response that it gets."""

    def __init__(self, status, detail, errors=(), **headers):
        super().__init__(detail)
        self.status, self.detail, self.errors, self.headers = status, detail, errors, headers


class Request:
    """What was sent. Names of headers are lower case; `query` is a list of pairs."""

    def __init__(self, method, target, headers, body):
        self.method, self.headers, self.body = method, headers, body
        path, _, query = target.partition("?")
        self.path, self.raw_query = path, query

    def header(self, name):
        """The one value of a header, or None; those given twice are joined (RFC 9110, 5.3)."""
        values = self.headers.get(name.lower())
        return ", ".join(values) if values else None

    def query(self):
        pairs = []
        for part in filter(None, self.raw_query.split("&")):
            name, _, value = part.partition("=")
            pairs.append((decoded(name.replace("+", " ")), decoded(value.replace("+", " "))))
        return pairs


def decoded(text):
    """Percent-decoded; refused if that is no UTF-8."""
    if PERCENT.search(text):
        raise Refused(400, "a % without two hexadecimal digits")
    try:
        return unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        raise Refused(400, "a percent-encoded part that is not UTF-8") from None


class Response:
    def __init__(self, status, headers=None, body=b""):
        self.status, self.headers, self.body = status, dict(headers or {}), body
        # What a fault may break beneath HTTP.
        self.length, self.cut, self.delay = None, None, 0


def handler(answer):
    """The handler of connections that asks `answer` for the response to each request."""

    class Connection(socketserver.StreamRequestHandler):
        disable_nagle_algorithm = True
        timeout = 20

        def handle(self):
            while True:
                try:
                    request, keep = read(self.rfile, self.wfile)
                except Refused as refused:
                    self.write(answer(None, refused), "GET", False)
                    return self.drain()
                except (OSError, EOFError):
                    return None
                response = answer(request, None)
                if response.cut == "dropped":
                    return None
                if not self.write(response, request.method, keep) or not keep:
                    return None

        def write(self, response, method, keep):
            time.sleep(response.delay)
            headers = {"Date": formatdate(usegmt=True)} | response.headers
            headers.setdefault("Request-Id", str(uuid.uuid4()))
            if response.status not in (204, 304):
                length = len(response.body) if response.length is None else response.length
                headers.setdefault("Content-Length", length)
            if not keep:
                headers["Connection"] = "close"
            lines = [f"HTTP/1.1 {response.status} {REASONS.get(response.status, 'Unknown')}"]
            lines += [f"{name}: {value}" for name, value in headers.items() if value is not None]
            head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
            silent = method == "HEAD" and "head-has-a-body" not in SLIPS
            body = b"" if silent or response.status == 304 else response.body
            try:
                if response.cut == "half":
                    self.wfile.write(head + body[: len(body) // 2])
                    return False
                self.wfile.write(head + body)
            except OSError:
                return False
            return response.length is None

        def drain(self):
            """What is still coming is read, so that the response is not lost by a reset."""
            try:
                self.connection.shutdown(1)
                self.connection.settimeout(0.3)
                while self.connection.recv(65536):
                    pass
            except OSError:
                pass

    return Connection


def line(rfile, too_long):
    """A line without its end."""
    text = rfile.readline(LONGEST_LINE + 2)
    if not text:
        raise EOFError
    if not text.endswith(b"\n"):
        if len(text) <= LONGEST_LINE:
            raise EOFError
        raise Refused(too_long, "a line that is too long")
    if not text.endswith(b"\r\n"):
        raise Refused(400, "a line that does not end with CRLF")
    return text[:-2]


def read(rfile, wfile):
    """The next request, and whether the connection stays open after it."""
    start = line(rfile, 414) or line(rfile, 414)
    parts = start.split(b" ")
    if len(parts) != 3 or not TOKEN.match(parts[0]) or not FIELD.match(parts[1]):
        raise Refused(400, "this is no request line")
    method, target, version = (part.decode("latin-1") for part in parts)
    if not re.match(r"HTTP/[0-9]\.[0-9]\Z", version):
        raise Refused(400, "this is no request line")
    if not version.startswith("HTTP/1."):
        raise Refused(505, "HTTP/1.1 is spoken here")
    absolute = re.match(r"https?://[^/?#]*", target)
    if absolute:
        target = target[absolute.end():] or "/"
    if not target.startswith("/") and (method, target) != ("OPTIONS", "*"):
        raise Refused(400, "this is no request target")
    headers = fields(rfile)
    hosts = headers.get("host", [])
    if version == "HTTP/1.1" and len(hosts) != 1 and "host-not-needed" not in SLIPS:
        raise Refused(400, "one Host is needed")
    expected = headers.get("expect")
    if expected and expected[0].lower() != "100-continue":
        raise Refused(417, "what is expected is not known")
    if expected:
        wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    body = content(rfile, headers, version)
    connection = ",".join(headers.get("connection", [])).lower()
    keep = "close" not in connection and (version == "HTTP/1.1" or "keep-alive" in connection)
    return Request(method, target, headers, body), keep


def fields(rfile):
    headers = {}
    for _ in range(MOST_HEADERS):
        text = line(rfile, 431)
        if not text:
            return headers
        name, colon, value = text.partition(b":")
        if "space-before-colon" in SLIPS:
            name = name.rstrip()
        value = value.strip(b" \t")
        if not colon or not TOKEN.match(name) or not FIELD.match(value):
            raise Refused(400, "this is no header")
        headers.setdefault(name.decode().lower(), []).append(value.decode("latin-1"))
    raise Refused(431, "too many headers")


def content(rfile, headers, version):
    coding, lengths = headers.get("transfer-encoding"), headers.get("content-length")
    if coding:
        if lengths and "length-beside-chunks" not in SLIPS or version != "HTTP/1.1":
            raise Refused(400, "Transfer-Encoding beside Content-Length, or in HTTP/1.0")
        if [part.lower() for part in coding] != ["chunked"]:
            raise Refused(501, "this transfer coding is not known")
        return chunks(rfile)
    if not lengths:
        return b""
    if "lengths-differ" in SLIPS:
        lengths = lengths[:1]
    if len(set(lengths)) != 1 or not re.match(r"[0-9]+\Z", lengths[0]):
        raise Refused(400, "this is no Content-Length")
    if int(lengths[0][:20]) > LARGEST_BODY:
        raise Refused(413, f"more than {LARGEST_BODY} bytes")
    return exactly(rfile, int(lengths[0]))


def chunks(rfile):
    body = b""
    while True:
        size = line(rfile, 400).split(b";")[0].strip()
        if not re.match(rb"[0-9A-Fa-f]{1,8}\Z", size):
            if "bad-chunk-crashes" in SLIPS:
                raise Refused(500, "invalid literal for int() with base 16")
            raise Refused(400, "this is no chunk")
        if not int(size, 16):
            while line(rfile, 431):
                pass
            return body
        body += exactly(rfile, int(size, 16) if len(body) < LARGEST_BODY else LARGEST_BODY)
        if len(body) > LARGEST_BODY:
            raise Refused(413, f"more than {LARGEST_BODY} bytes")
        if line(rfile, 400):
            raise Refused(400, "a chunk that is longer than it says")


def exactly(rfile, length):
    if length > LARGEST_BODY:
        raise Refused(413, f"more than {LARGEST_BODY} bytes")
    body = rfile.read(length)
    if len(body) < length:
        raise EOFError
    return body
