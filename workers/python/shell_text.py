"""Commands of the small shell that read and write text."""

import re
import sys


def _flags(args, with_value=""):
    """Single-letter flags with their values (True without one), and the rest; `-5` is the flag `n`."""
    flags, rest, args = {}, [], list(args)
    while args:
        word = args.pop(0)
        if word == "--":
            return flags, rest + args
        if re.fullmatch(r"-\d+", word):
            flags["n"] = word[1:]
        elif len(word) > 1 and word[0] == "-" and not word.startswith("--"):
            letters = word[1:]
            while letters:
                letter, letters = letters[0], letters[1:]
                if letter in with_value:
                    flags[letter] = letters or (args.pop(0) if args else "")
                    letters = ""
                else:
                    flags[letter] = True
        else:
            rest.append(word)
    return flags, rest


def _lines(paths):
    """The lines of files, or of the input, without their ends."""
    return _text(paths).splitlines()


def _text(paths):
    if not paths:
        return sys.stdin.read()
    parts = []
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as file:
            parts.append(file.read())
    return "".join(parts)


def _print(lines):
    for line in lines:
        print(line)


def _head(args):
    flags, paths = _flags(args, "n")
    _print(_lines(paths)[: int(flags.get("n", 10))])


def _tail(args):
    flags, paths = _flags(args, "n")
    wanted, lines = str(flags.get("n", 10)), _lines(paths)
    _print(lines[int(wanted) - 1 :] if wanted.startswith("+") else lines[max(0, len(lines) - int(wanted)) :])


def _sort(args):
    flags, paths = _flags(args, "kt")
    lines = _lines(paths)

    def key(line):
        if "k" in flags:
            fields = line.split(flags.get("t")) if "t" in flags else line.split()
            at = int(re.match(r"\d+", flags["k"])[0]) - 1
            line = fields[at] if at < len(fields) else ""
        if "n" in flags:
            number = re.match(r"\s*-?\d+(\.\d+)?", line)
            return (float(number[0]) if number else 0.0, line)
        return (0.0, line)

    ordered = sorted(lines, key=key, reverse="r" in flags)
    _print(dict.fromkeys(ordered) if "u" in flags else ordered)


def _uniq(args):
    flags, paths = _flags(args)
    groups = []
    for line in _lines(paths):
        if groups and groups[-1][0] == line:
            groups[-1][1] += 1
        else:
            groups.append([line, 1])
    for line, count in groups:
        if "d" not in flags or count > 1:
            print(f"{count:>7} {line}" if "c" in flags else line)


def _wc(args):
    flags, paths = _flags(args)
    rows = []
    for path in paths or [None]:
        text = _text([path] if path else [])
        every = {"l": text.count("\n"), "w": len(text.split()), "c": len(text.encode())}
        rows.append([every[name] for name in "lwc" if name in flags or not flags])
    if len(paths) > 1:
        rows.append([sum(column) for column in zip(*rows)])
    width = max(len(str(count)) for row in rows for count in row) if paths or len(rows[0]) == 1 else 7
    for row, name in zip(rows, [*paths, "total"] if paths else [""]):
        print(" ".join([f"{count:>{width}}" for count in row] + [name] * bool(name)))


def _grep(args):
    flags, rest = _flags(args, "e")
    pattern = flags["e"] if "e" in flags else rest.pop(0)
    if "F" in flags:
        pattern = re.escape(pattern)
    elif not flags.keys() & {"E", "P"}:
        # In a basic expression these signs count only behind a backslash.
        pattern = re.sub(r"(\\)?([+?|(){}])", lambda sign: sign[2] if sign[1] else "\\" + sign[2], pattern)
    if "w" in flags:
        pattern = rf"\b(?:{pattern})\b"
    found = re.compile(pattern, re.IGNORECASE if "i" in flags else 0)
    count = 0
    for path in rest or [None]:
        prefix = f"{path}:" if len(rest) > 1 and "h" not in flags else ""
        for number, line in enumerate(_lines([path] if path else []), 1):
            if bool(found.search(line)) == ("v" in flags):
                continue
            count += 1
            if "q" in flags or "c" in flags:
                continue
            shown = [match[0] for match in found.finditer(line)] if "o" in flags else [line]
            _print(prefix + (f"{number}:" if "n" in flags else "") + each for each in shown)
    if "c" in flags:
        print(count)
    return 0 if count else 1


def _cut(args):
    flags, paths = _flags(args, "dfc")
    for line in _lines(paths):
        parts = list(line) if "c" in flags else line.split(flags.get("d", "\t"))
        if "f" in flags and len(parts) == 1:
            print(line)
            continue
        chosen = []
        for part in (flags.get("c") or flags.get("f") or "1-").split(","):
            first, dash, last = part.partition("-")
            chosen += parts[int(first or 1) - 1 : (int(last) if last else len(parts)) if dash else int(first)]
        print(("" if "c" in flags else flags.get("d", "\t")).join(chosen))


_CLASSES = {
    "[:upper:]": "A-Z",
    "[:lower:]": "a-z",
    "[:digit:]": "0-9",
    "[:alpha:]": "A-Za-z",
    "[:alnum:]": "A-Za-z0-9",
    "[:space:]": " \t\n\r\v\f",
}


def _set(text):
    """The letters that a set of `tr` stands for."""
    for name, letters in _CLASSES.items():
        text = text.replace(name, letters)
    text = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")
    return re.sub(r"(.)-(.)", lambda ends: "".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1))), text, flags=re.S)


def _tr(args):
    flags, sets = _flags(args)
    first = _set(sets[0])
    text = sys.stdin.read()
    if "d" in flags:
        sys.stdout.write("".join(letter for letter in text if (letter in first) == ("c" in flags)))
        return
    if len(sets) > 1:
        second = _set(sets[1])
        second += second[-1:] * (len(first) - len(second))
        text = text.translate({ord(one): other for one, other in zip(reversed(first), reversed(second[: len(first)]))})
        first = second
    if "s" in flags:
        text = re.sub(f"([{re.escape(first)}])\\1+", r"\1", text)
    sys.stdout.write(text)


def _printf(args):
    form, values = args[0] if args else "", list(args[1:])
    form = form.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")
    signs = re.findall(r"%(?!%)[-0-9.]*[sdif]", form)
    while True:
        taken, values = values[: len(signs)], values[len(signs) :]
        taken += [""] * (len(signs) - len(taken))
        numbers = {"d": int, "i": int, "f": float}
        sys.stdout.write(form % tuple(numbers[sign[-1]](value or 0) if sign[-1] in numbers else value for sign, value in zip(signs, taken)))
        if not values or not signs:
            return


def _seq(args):
    first, step, last = (1, 1, int(args[0])) if len(args) == 1 else (int(args[0]), int(args[1]) if len(args) > 2 else 1, int(args[-1]))
    _print(range(first, last + (1 if step > 0 else -1), step))


def _date(args):
    from datetime import datetime, timezone

    form = next((word[1:] for word in args if word.startswith("+")), "%a %b %e %H:%M:%S UTC %Y")
    print(datetime.now(timezone.utc).strftime(form.replace("%s", str(int(datetime.now(timezone.utc).timestamp())))))


def _tee(args):
    flags, paths = _flags(args)
    text = sys.stdin.read()
    for path in paths:
        with open(path, "a" if "a" in flags else "w") as file:
            file.write(text)
    sys.stdout.write(text)


def _base_name(args):
    name = args[0].rstrip("/").rpartition("/")[2]
    print(name.removesuffix(args[1]) if len(args) > 1 and name != args[1] else name)


def _dir_name(args):
    print(args[0].rstrip("/").rpartition("/")[0] or ("/" if args[0].startswith("/") else "."))


TEXT = {
    "head": _head,
    "tail": _tail,
    "sort": _sort,
    "uniq": _uniq,
    "wc": _wc,
    "grep": _grep,
    "cut": _cut,
    "tr": _tr,
    "printf": _printf,
    "seq": _seq,
    "date": _date,
    "tee": _tee,
    "basename": _base_name,
    "dirname": _dir_name,
}
