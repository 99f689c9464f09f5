"""HTTP for programs in a browser: every library calls through the worker's `fetch`, which the page answers."""

import io
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.util import find_spec

_NO_SWITCH = "HTTP from Python needs a browser that can switch stacks (JSPI): a recent Chrome, Edge or Firefox"


def _wait(promise, timeout=None):
    """Waits for a promise. `ConnectionError` when the call failed, `TimeoutError` after `timeout` seconds."""
    import asyncio

    from pyodide.ffi import JsException, can_run_sync, run_sync

    if not can_run_sync():
        raise ConnectionError(_NO_SWITCH)
    try:
        return run_sync(asyncio.wait_for(promise, timeout) if timeout else promise)
    except JsException as error:
        raise ConnectionError(str(error).removeprefix("TypeError: ")) from None
    except TimeoutError:
        raise TimeoutError("timed out") from None


def _options(method, headers, body):
    from js import Object
    from pyodide.ffi import to_js

    options = {"method": method, "headers": [[name, value] for name, value in headers]}
    if body:
        options["body"] = body
    return to_js(options, dict_converter=Object.fromEntries)


async def _fetch(method, url, headers, body):
    """Answers status, reason, headers and body."""
    from js import fetch

    response = await fetch(url, _options(method, headers, body))
    content = (await response.arrayBuffer()).to_bytes()
    left_out = ("content-encoding", "content-length", "transfer-encoding")
    kept = [(pair[0], pair[1]) for pair in response.headers if pair[0] not in left_out]
    return response.status, response.statusText, kept, content


def _unchunked(body):
    content = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        if length == 0:
            break
        content, body = content + body[:length], body[length + 2 :]
    return content


class _Socket:
    """Looks like a socket to `http.client`: what is sent becomes one call, what comes back is its answer."""

    def __init__(self, origin, timeout):
        self._origin, self._timeout, self._sent = origin, timeout, bytearray()

    def sendall(self, data):
        self._sent += data

    def makefile(self, *_args, **_keywords):
        head, _, body = bytes(self._sent).partition(b"\r\n\r\n")
        self._sent.clear()
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, _version = first.split(" ")
        headers = [tuple(line.split(": ", 1)) for line in lines]
        if any(name.lower() == "transfer-encoding" for name, _value in headers):
            body = _unchunked(body)
        url = target if "://" in target else self._origin + target
        status, reason, answered, content = _wait(_fetch(method, url, headers, body), self._timeout)
        answered.append(("content-length", str(len(content))))
        text = "".join(f"{name}: {value}\r\n" for name, value in answered)
        return io.BytesIO(f"HTTP/1.1 {status} {reason}\r\n{text}\r\n".encode("utf-8") + content)

    def close(self):
        pass

    def shutdown(self, _how):
        pass

    def settimeout(self, timeout):
        self._timeout = timeout

    def setsockopt(self, *_args):
        pass


def _patch_http_client(client):
    def connect_by(scheme):
        def connect(self):
            timeout = self.timeout if isinstance(self.timeout, (int, float)) else None
            self.sock = _Socket(f"{scheme}://{self.host}:{self.port}", timeout)

        return connect

    client.HTTPConnection.connect = connect_by("http")
    if hasattr(client, "HTTPSConnection"):
        client.HTTPSConnection.connect = connect_by("https")
        return

    class HTTPSConnection(client.HTTPConnection):
        default_port = 443
        connect = connect_by("https")

        def __init__(self, host, port=None, *, context=None, **keywords):
            keywords.pop("check_hostname", None)
            super().__init__(host, port, **keywords)
            self._context = context

    client.HTTPSConnection = HTTPSConnection


def _patch_urllib_request(request):
    """Without the module `ssl`, urllib has no handler for https."""
    if hasattr(request, "HTTPSHandler"):
        return
    import http.client

    class HTTPSHandler(request.AbstractHTTPHandler):
        def https_open(self, asked):
            return self.do_open(http.client.HTTPSConnection, asked)

        https_request = request.AbstractHTTPHandler.do_request_

    request.HTTPSHandler = HTTPSHandler
    build = request.build_opener

    def build_opener(*handlers):
        opener = build(*handlers)
        opener.add_handler(HTTPSHandler())
        return opener

    request.build_opener = build_opener


def _patch_httpx(httpx):
    def failed(error, request):
        kind = httpx.ConnectTimeout if isinstance(error, TimeoutError) else httpx.ConnectError
        return kind(str(error), request=request)

    def timeout_of(request):
        return (request.extensions.get("timeout") or {}).get("read")

    def respond(answer):
        status, _reason, headers, content = answer
        return httpx.Response(status, headers=headers, content=content)

    def parts(request, body):
        return request.method, str(request.url), list(request.headers.multi_items()), body

    class Transport(httpx.BaseTransport):
        def __init__(self, *_args, **_keywords):
            pass

        def handle_request(self, request):
            try:
                return respond(_wait(_fetch(*parts(request, request.read())), timeout_of(request)))
            except OSError as error:
                raise failed(error, request) from None

    class AsyncTransport(httpx.AsyncBaseTransport):
        def __init__(self, *_args, **_keywords):
            pass

        async def handle_async_request(self, request):
            from pyodide.ffi import JsException

            try:
                return respond(await _fetch(*parts(request, await request.aread())))
            except JsException as error:
                raise failed(ConnectionError(str(error).removeprefix("TypeError: ")), request) from None

    from httpx import _client

    httpx.HTTPTransport = _client.HTTPTransport = Transport
    httpx.AsyncHTTPTransport = _client.AsyncHTTPTransport = AsyncTransport


def _patch_socket(socket):
    def connect(self, address):
        raise OSError(138, f"Sockets do not exist in a browser: cannot connect to {address}")

    socket.socket.connect = connect
    socket.socket.connect_ex = connect


_PATCHES = {
    "socket": _patch_socket,
    "http.client": _patch_http_client,
    "urllib.request": _patch_urllib_request,
    "httpx": _patch_httpx,
}


class _Patching(Loader):
    def __init__(self, loader, patch):
        self._loader, self._patch = loader, patch

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        self._loader.exec_module(module)
        self._patch(module)

    def __getattr__(self, name):
        return getattr(self._loader, name)


class _Finder(MetaPathFinder):
    """Patches a library when it is imported, and not before."""

    def find_spec(self, name, path=None, target=None):
        patch = _PATCHES.get(name)
        if patch is None:
            return None
        sys.meta_path.remove(self)
        try:
            spec = find_spec(name)
        finally:
            sys.meta_path.insert(0, self)
        if spec is not None and spec.loader is not None:
            spec.loader = _Patching(spec.loader, patch)
        return spec


def patch_http():
    """Makes `http.client`, `urllib.request` and `httpx` call through the page; those already imported too."""
    sys.meta_path.insert(0, _Finder())
    for name, patch in _PATCHES.items():
        if name in sys.modules:
            patch(sys.modules[name])
