"""What `from kestra import Kestra` gives a script: lines that the page reads as outputs, metrics and log entries."""

import json
import logging
import sys
import time
from datetime import datetime, timezone


class Kestra:
    """Hands values over to the flow."""

    @staticmethod
    def _send(message):
        print(Kestra.format(message))

    @staticmethod
    def format(message):
        return "::" + json.dumps(message) + "::"

    @staticmethod
    def outputs(values):
        Kestra._send({"outputs": values})

    @staticmethod
    def counter(name, value, tags=None):
        Kestra._send({"metrics": [{"name": name, "type": "counter", "value": value, "tags": tags or {}}]})

    @staticmethod
    def timer(name, duration, tags=None):
        """`duration` is seconds, or a function to be timed that is called with a function to call at its end."""
        if callable(duration):
            start = time.time()
            duration(lambda: Kestra.timer(name, time.time() - start, tags))
            return
        Kestra._send({"metrics": [{"name": name, "type": "timer", "value": duration, "tags": tags or {}}]})

    @staticmethod
    def logger():
        logger = logging.getLogger("Kestra")
        if not any(isinstance(handler, _Handler) for handler in logger.handlers):
            logger.setLevel(logging.DEBUG)
            logger.propagate = False
            logger.addHandler(_Handler())
        return logger


class _Handler(logging.Handler):
    _LEVELS = {"DEBUG": "DEBUG", "INFO": "INFO", "WARNING": "WARN", "ERROR": "ERROR", "CRITICAL": "ERROR"}

    def emit(self, record):
        level = self._LEVELS.get(record.levelname, "TRACE")
        moment = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
        message = {"logs": [{"level": level, "message": f"{moment}Z - {record.getMessage()}"}]}
        print(Kestra.format(message), file=sys.stderr if record.levelno >= logging.WARNING else sys.stdout)


class Flow:
    """In Kestra, a client of its API. There is no API here."""

    def __init__(self, *_args, **_keywords):
        raise RuntimeError("Flow calls the API of a Kestra server, and there is none here. Use a Subflow task instead.")
