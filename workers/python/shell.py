"""A small shell: the commands that people write around a script, and nothing else."""

import glob
import io
import os
import shutil
import sys

from flowyard_shell_text import TEXT


class NotHere(Exception):
    """A command, or a part of the language, that this shell does not have. The name is its argument."""


class _Exit(Exception):
    pass


_OPERATORS = ("&&", "||", "2>&1", "2>", ">>", ">&2", ">", "<", ";", "|", "&", "\n")


def _tokens(text):
    """Words (lists of pieces: text, whether $NAME counts in it, whether it was quoted) and operators (text)."""
    tokens, word, at = [], None, 0

    def piece(value, expands, quoted):
        nonlocal word
        word = word or []
        word.append((value, expands, quoted))

    def end():
        nonlocal word
        if word is not None:
            tokens.append(word)
        word = None

    while at < len(text):
        rest = text[at:]
        character = text[at]
        operator = next((each for each in _OPERATORS if rest.startswith(each)), None)
        if rest.startswith("\\\n"):
            at += 2
        elif operator and not (operator.startswith("2") and word):
            end()
            tokens.append(operator)
            at += len(operator)
        elif character.isspace():
            end()
            at += 1
        elif character == "#" and word is None:
            at = text.find("\n", at) if "\n" in rest else len(text)
        elif character == "'":
            close = text.find("'", at + 1)
            if close < 0:
                raise NotHere("matching quote")
            piece(text[at + 1 : close], False, True)
            at = close + 1
        elif character == '"':
            at += 1
            piece("", False, True)
            while at < len(text) and text[at] != '"':
                if text[at] == "\\" and text[at + 1 : at + 2] in ('"', "\\", "$", "`"):
                    piece(text[at + 1], False, True)
                    at += 2
                else:
                    piece(text[at], True, True)
                    at += 1
            if at >= len(text):
                raise NotHere("matching quote")
            at += 1
        elif character == "\\":
            piece(text[at + 1 : at + 2], False, True)
            at += 2
        elif rest.startswith(("$(", "`")):
            raise NotHere("$(…)")
        else:
            piece(character, True, False)
            at += 1
    end()
    return tokens


def _joined(word):
    """Neighbouring pieces of one kind as one."""
    pieces = []
    for value, expands, quoted in word:
        if pieces and pieces[-1][1:] == (expands, quoted):
            pieces[-1] = (pieces[-1][0] + value, expands, quoted)
        else:
            pieces.append((value, expands, quoted))
    return pieces


def _expand(text):
    import re

    def value(match):
        return os.environ.get(match[1] or match[2], "")

    return re.sub(r"\$(?:\{(\w+)\}|(\w+))", value, text)


def _words(word):
    """The words that one written word stands for: variables put in, globs followed."""
    text, pattern, globs = "", "", False
    for value, expands, quoted in _joined(word):
        value = _expand(value) if expands else value
        text += value
        globs = globs or (not quoted and any(sign in value for sign in "*?["))
        pattern += glob.escape(value) if quoted else value
    found = sorted(glob.glob(pattern)) if globs else []
    return found or [text]


def _commands(text):
    """Simple commands: what joins each to the one before, its written words and where its streams go."""
    commands, joint, words, streams = [], ";", [], []
    tokens = _tokens(text)
    while tokens:
        token = tokens.pop(0)
        if not isinstance(token, str):
            words.append(token)
        elif token in (">", ">>", "<", "2>"):
            if not tokens or isinstance(tokens[0], str):
                raise NotHere(f"file after {token}")
            streams.append((token, tokens.pop(0)))
        elif token in ("2>&1", ">&2"):
            streams.append((token, None))
        elif token == "&":
            raise NotHere(token)
        else:
            if words or streams:
                commands.append((joint, words, streams))
            joint, words, streams = (token if token in ("&&", "||", "|") else ";"), [], []
    if words or streams:
        commands.append((joint, words, streams))
    return commands


async def run_shell(text, fail_fast, pip, run_file):
    """
    Runs commands one after another and answers the exit code of the last, as `sh -c` does; with `fail_fast` the first
    that fails is the last. `pip` installs requirements, `run_file` runs a program: both answer exit codes.
    """
    code, skipped, piped = 0, False, None
    try:
        commands = _commands(text)
        for place, (joint, words, streams) in enumerate(commands):
            if joint != "|":
                skipped, piped = (joint == "&&" and code != 0) or (joint == "||" and code == 0), None
            if skipped:
                continue
            following = commands[place + 1][0] if place + 1 < len(commands) else ";"
            printed = io.StringIO() if following == "|" else None
            code = await _run(words, streams, pip, run_file, piped, printed)
            piped = printed and io.StringIO(printed.getvalue())
            if code != 0 and fail_fast and following == ";":
                break
    except _Exit as stop:
        code = stop.args[0]
    return code


async def _run(words, streams, pip, run_file, piped, printed):
    """Runs one command; `piped` is its input and `printed` takes its output, where it stands in a pipe."""
    args = [each for word in words for each in _words(word)]
    settings = {}
    while args and args[0].partition("=")[0].isidentifier() and "=" in args[0]:
        name, _, value = args.pop(0).partition("=")
        settings[name] = value
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    if not args:
        return 0
    real = sys.stdin, sys.stdout, sys.stderr
    opened = []
    try:
        sys.stdin, sys.stdout = piped or real[0], printed or real[1]
        for kind, word in streams:
            _redirect(kind, _words(word)[0] if word else None, opened)
        return await _call(args, pip, run_file)
    except OSError as error:
        print(f"{args[0]}: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    finally:
        for stream in opened:
            stream.close()
        sys.stdin, sys.stdout, sys.stderr = real
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _redirect(kind, path, opened):
    if kind == "2>&1":
        sys.stderr = sys.stdout
    elif kind == ">&2":
        sys.stdout = sys.stderr
    else:
        stream = open(path, {">": "w", ">>": "a", "<": "r", "2>": "w"}[kind])
        opened.append(stream)
        setattr(sys, {"<": "stdin", "2>": "stderr"}.get(kind, "stdout"), stream)


async def _call(args, pip, run_file):
    name, rest = os.path.basename(args[0]), args[1:]
    if name.rstrip("0123456789.") == "python":
        return await _python(rest, pip, run_file)
    if name.rstrip("0123456789.") == "pip":
        return await _pip(rest, pip)
    if name == "uv" and rest[:1] == ["pip"]:
        return await _pip(rest[1:], pip)
    if name == "uv" and rest[:1] == ["run"]:
        return await _python(rest[1:], pip, run_file)
    if name == "uv" and rest[:1] == ["venv"]:
        return 0
    builtin = _BUILTINS.get(name)
    if builtin is None:
        raise NotHere(args[0])
    return builtin(rest) or 0


async def _pip(args, pip):
    if args[:1] == ["install"]:
        return await pip(_requirements(args[1:]))
    if args[:1] == ["list"] or args[:1] == ["freeze"]:
        from importlib.metadata import distributions

        for name, version in sorted({(each.name, each.version) for each in distributions()}):
            print(f"{name}=={version}")
        return 0
    raise NotHere(" ".join(["pip", *args[:1]]))


_WITH_VALUE = {
    "-i", "--index-url", "--extra-index-url", "-f", "--find-links", "-t", "--target", "-c", "--constraint",
    "--trusted-host", "--timeout", "--retries", "--platform", "--python", "-p",
}  # fmt: skip


def _requirements(args):
    """The requirements of `pip install`, those in files too."""
    wanted, args = [], list(args)
    while args:
        word = args.pop(0)
        if word in ("-r", "--requirement") and args:
            wanted += _lines(args.pop(0))
        elif word.startswith("--requirement="):
            wanted += _lines(word.partition("=")[2])
        elif word in _WITH_VALUE and args:
            args.pop(0)
        elif not word.startswith("-"):
            wanted.append(word)
    return wanted


def _lines(path):
    with open(path) as file:
        lines = [line.split(" #")[0].strip() for line in file]
    return [line for line in lines if line and not line.startswith(("#", "-"))]


async def _python(args, pip, run_file):
    args = list(args)
    while args and args[0] in ("-u", "-B", "-E", "-s", "-S", "-I", "-O", "-OO", "-q", "-X", "-W"):
        if args.pop(0) in ("-X", "-W"):
            args.pop(0)
    if not args:
        raise NotHere("python without a file")
    if args[0] in ("--version", "-V"):
        print(f"Python {sys.version.split()[0]}")
        return 0
    if args[0] == "-m":
        if args[1:2] == ["pip"]:
            return await _pip(args[2:], pip)
        if args[1:2] == ["venv"]:
            return 0
        return run_file(None, args[1:2][0] if args[1:] else "", args[2:])
    if args[0] == "-c":
        return run_file((args[1:2] or [""])[0], "<string>", args[2:])
    try:
        with open(args[0], encoding="utf-8") as file:
            source = file.read()
    except OSError as error:
        print(f"python: can't open file '{os.path.abspath(args[0])}': [Errno {error.errno}] {error.strerror}", file=sys.stderr)
        return 2
    return run_file(source, os.path.abspath(args[0]), args[1:])


def _flags(args):
    """Single-letter flags as a set, and the rest."""
    flags, rest = set(), []
    for word in args:
        if len(word) > 1 and word[0] == "-" and word != "--":
            flags.update(word.lstrip("-"))
        else:
            rest.append(word)
    return flags, rest


def _echo(args):
    newline, escapes = True, False
    while args and args[0] in ("-n", "-e", "-ne", "-en"):
        newline = newline and "n" not in args[0]
        escapes = escapes or "e" in args[0]
        args = args[1:]
    text = " ".join(args)
    if escapes:
        text = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")
    sys.stdout.write(text + ("\n" if newline else ""))


def _cat(args):
    if not args:
        sys.stdout.write(sys.stdin.read())
    for path in args:
        with open(path, encoding="utf-8", errors="replace") as file:
            sys.stdout.write(file.read())


def _ls(args):
    flags, paths = _flags(args)
    for path in paths or ["."]:
        names = sorted(os.listdir(path)) if os.path.isdir(path) else [path]
        if not os.path.exists(path):
            raise FileNotFoundError(2, "No such file or directory", path)
        if len(paths) > 1 and os.path.isdir(path):
            print(f"{path}:")
        for name in names:
            if "a" in flags or not os.path.basename(name).startswith("."):
                size = os.path.getsize(os.path.join(path, name) if os.path.isdir(path) else name)
                print(f"{size:>10} {name}" if "l" in flags else name)


def _mkdir(args):
    flags, paths = _flags(args)
    for path in paths:
        if "p" in flags:
            os.makedirs(path, exist_ok=True)
        else:
            os.mkdir(path)


def _targets(paths):
    *sources, target = paths
    return [(each, os.path.join(target, os.path.basename(each.rstrip("/"))) if os.path.isdir(target) else target) for each in sources]


def _cp(args):
    flags, paths = _flags(args)
    for source, target in _targets(paths):
        if os.path.isdir(source):
            if not flags & {"r", "R", "a"}:
                print(f"cp: -r not specified; omitting directory '{source}'", file=sys.stderr)
                return 1
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copy(source, target)


def _mv(args):
    for source, target in _targets(_flags(args)[1]):
        if not os.path.exists(source):
            raise FileNotFoundError(2, "No such file or directory", source)
        shutil.move(source, target)


def _rm(args):
    flags, paths = _flags(args)
    for path in paths:
        if os.path.isdir(path) and not os.path.islink(path):
            if not flags & {"r", "R"}:
                print(f"rm: cannot remove '{path}': Is a directory", file=sys.stderr)
                return 1
            shutil.rmtree(path)
        elif os.path.lexists(path):
            os.remove(path)
        elif "f" not in flags:
            raise FileNotFoundError(2, "No such file or directory", path)


def _touch(args):
    for path in args:
        open(path, "a").close()


def _export(args):
    for word in args:
        name, given, value = word.partition("=")
        if given:
            os.environ[name] = value


def _unset(args):
    for name in args:
        os.environ.pop(name, None)


def _cd(args):
    os.chdir(args[0] if args else os.environ.get("WORKING_DIR", "/"))


def _pwd(_args):
    print(os.getcwd())


def _exit(args):
    raise _Exit(int(args[0]) & 0xFF if args else 0)


def _sleep(args):
    import time

    time.sleep(float(args[0].rstrip("s")))


def _env(_args):
    for name, value in sorted(os.environ.items()):
        print(f"{name}={value}")


def _which(args):
    known = [name for name in args if name in _BUILTINS or name.startswith(("python", "pip"))]
    for name in known:
        print(f"/usr/bin/{name}")
    return 0 if len(known) == len(args) else 1


_BUILTINS = {
    **TEXT,
    "echo": _echo,
    "cat": _cat,
    "ls": _ls,
    "mkdir": _mkdir,
    "cp": _cp,
    "mv": _mv,
    "rm": _rm,
    "touch": _touch,
    "export": _export,
    "unset": _unset,
    "cd": _cd,
    "pwd": _pwd,
    "exit": _exit,
    "sleep": _sleep,
    "env": _env,
    "which": _which,
    "true": lambda args: 0,
    "false": lambda args: 1,
    ":": lambda args: 0,
    "set": lambda args: 0,
    "source": lambda args: 0,
    ".": lambda args: 0,
    "chmod": lambda args: 0,
}
