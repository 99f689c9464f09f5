"""Runs one script the way `python script.py` would, and says how it ended."""

import linecache
import os
import sys
import traceback
import types


def _forget_frames(error, file_name):
    """Drops the frames of this file, which the script's author never wrote."""
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frame = error.__traceback__
        while frame is not None and frame.tb_frame.f_code.co_filename != file_name:
            frame = frame.tb_next
        if frame is not None or not isinstance(error, SyntaxError):
            error.__traceback__ = frame
        elif isinstance(error, SyntaxError):
            error.__traceback__ = None
        error = error.__cause__ or error.__context__


def _exit_code(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def run_script(source, file_name, arguments):
    """Answers the exit code and the printed traceback, or None."""
    main = types.ModuleType("__main__")
    main.__file__ = file_name
    sys.modules["__main__"] = main
    sys.argv = [file_name, *arguments]
    sys.path[0:0] = [os.path.dirname(file_name) or os.getcwd()]
    lines = source.splitlines(keepends=True)
    linecache.cache[file_name] = (len(source), None, lines, file_name)
    exit_code, printed = 0, None
    try:
        exec(compile(source, file_name, "exec"), main.__dict__)
    except SystemExit as stop:
        exit_code = _exit_code(stop.code)
    except BaseException as error:
        _forget_frames(error, file_name)
        printed = "".join(traceback.format_exception(error))
        sys.stdout.flush()
        sys.stderr.write(printed)
        exit_code = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except ValueError:
            pass
    return exit_code, printed


def missing_imports(source, importable):
    """Packages of `importable` (import name to package name) that the script imports and that are not there."""
    from importlib.util import find_spec

    from pyodide.code import find_imports

    missing = []
    for name in find_imports(source):
        package = importable.get(name)
        if package and package not in missing and find_spec(name) is None:
            missing.append(package)
    return missing
