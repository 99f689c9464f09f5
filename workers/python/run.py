"""Runs programs the way `python script.py` would, and says how they ended."""

import linecache
import os
import sys
import traceback
import types

ended = {"traceback": None}


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


def _execute(source, name):
    """The main program: a module where there is no source, else the source itself."""
    if source is None:
        import runpy

        runpy.run_module(name, run_name="__main__", alter_sys=True)
        return
    main = types.ModuleType("__main__")
    main.__builtins__ = __builtins__
    if name != "<string>":
        main.__file__ = name
    sys.modules["__main__"] = main
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    exec(compile(source, name, "exec"), main.__dict__)


def run_file(source, name, arguments):
    """Answers the exit code; `ended` keeps the traceback of an uncaught exception."""
    folder = os.path.dirname(name) if source is not None and name != "<string>" else ""
    sys.argv = ["-c" if name == "<string>" else name, *arguments]
    path, modules = list(sys.path), set(sys.modules)
    sys.path[0:0] = [folder or os.getcwd()]
    exit_code = 0
    try:
        _execute(source, name)
    except SystemExit as stop:
        exit_code = _exit_code(stop.code)
    except BaseException as error:
        _forget_frames(error, name)
        printed = "".join(traceback.format_exception(error))
        sys.stdout.flush()
        if sys.excepthook is sys.__excepthook__:
            sys.stderr.write(printed)
        else:
            sys.excepthook(type(error), error, error.__traceback__)
        ended["traceback"] = printed
        exit_code = 130 if isinstance(error, KeyboardInterrupt) else 1
    _run_exit_functions()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except ValueError:
            pass
    sys.path[:] = path
    for module in set(sys.modules) - modules:
        if _is_own(sys.modules[module]):
            del sys.modules[module]
    return exit_code


def _run_exit_functions():
    import atexit

    atexit._run_exitfuncs()


def _is_own(module):
    """Whether a module is a file of the task, which the next program must read anew."""
    file = getattr(module, "__file__", None) or ""
    return file.startswith(os.environ.get("WORKING_DIR", "/tmp/"))


def missing_imports(source, importable):
    """Packages of `importable` (import name to package name) that the script imports and that are not there.

    `zoneinfo` is a module of Python itself that reads its time zones from `tzdata` where the system has none.
    """
    from importlib.util import find_spec

    from pyodide.code import find_imports

    missing = []
    for name in find_imports(source):
        package = importable.get(name)
        needed = "tzdata" if name == "zoneinfo" else name
        if package and package not in missing and find_spec(needed) is None:
            missing.append(package)
    return missing
