"""Packs: a wheel whose modules were compiled once, so that installing it neither unpacks nor compiles."""

import importlib
import io
import json
import marshal
import sys
from importlib.machinery import PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from os.path import dirname

SITE = next(path for path in sys.path if path.endswith("site-packages"))


def make_pack(wheel):
    """
    The pack of a wheel and its libraries (pairs of path and bytes); None where files of it belong elsewhere than where
    packages are. A pack: four bytes that say how long its index is, the index as JSON, code, files.
    """
    from zipfile import ZipFile

    code, files = bytearray(), bytearray()
    index = {"name": "", "modules": [], "files": [], "libraries": []}
    libraries = []
    with ZipFile(io.BytesIO(wheel.to_bytes())) as archive:
        paths = [path for path in archive.namelist() if not path.endswith("/") and "/licenses/" not in path]
        if any(".data/" in path or ".libs/" in path for path in paths):
            return None
        for path in paths:
            content = archive.read(path)
            if path.endswith(".so"):
                index["libraries"].append(path)
                libraries.append((path, content))
                continue
            if path.endswith(".dist-info/METADATA"):
                index["name"] = path.partition("-")[0].replace("_", "-").lower()
            index["files"].append([path, len(files), len(content)])
            files += content
            compiled = _compiled(path, content) if path.endswith(".py") else None
            if compiled is not None:
                index["modules"].append([path, len(code), len(compiled)])
                code += compiled
    index["code"] = len(code)
    head = json.dumps(index).encode()
    return b"".join([len(head).to_bytes(4, "little"), head, code, files]), libraries


def _compiled(path, source):
    """What Python cannot read as a module (a template, an older Python) stays a file."""
    try:
        return marshal.dumps(compile(source, f"{SITE}/{path}", "exec", dont_inherit=True))
    except (SyntaxError, ValueError):
        return None


class _Loader(SourceFileLoader):
    """Has the code at hand; all else is read from the file, as for any other package."""

    def __init__(self, name, path, code):
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname):
        return marshal.loads(self._code)


class _Finder:
    """Finds modules of packs where Python would find the same file."""

    modules = {}

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        found = cls.modules.get(name)
        if found is None:
            return None
        file, code = found
        folder = dirname(file)
        is_package = file.endswith("/__init__.py")
        if path is not None:
            if (dirname(folder) if is_package else folder) not in path:
                return None
        elif getattr(PathFinder.find_spec(name), "origin", None) != file:
            return None
        return spec_from_file_location(
            name,
            file,
            loader=_Loader(name, file, code),
            submodule_search_locations=[folder] if is_package else None,
        )


def register_pack(modules, code):
    """Makes modules importable: triples of path, place and length in `code`."""
    code = memoryview(code.to_bytes())
    for path, at, size in json.loads(modules):
        name = path[: -len(".py")].removesuffix("/__init__").replace("/", ".")
        _Finder.modules[name] = f"{SITE}/{path}", code[at : at + size]
    if _Finder not in sys.meta_path:
        sys.meta_path.insert(0, _Finder)
    importlib.invalidate_caches()
