"""Nothing lies about unused: every source is built, every test is run, every error code is tested."""

import re
from pathlib import PurePosixPath

from tree import Finding

ERRC_FILE = "core/base/result.h"
ENUM = re.compile(r"enum\s+class\s+Errc\s*\{([^}]*)\}")


def check(tree):
    yield from _built(tree)
    yield from _errors_tested(tree)


def _built(tree):
    for file in tree.cpp:
        if not file.endswith(".cpp") or not file.startswith(("core/", "app/", "ui/", "tests/")) or "/lint/" in file:
            continue
        name = PurePosixPath(file).name
        by_system = re.sub(r"_(?:posix|windows)\.cpp$", "_${system}.cpp", name)
        lists = _lists_for(tree, file)
        if any(re.search(rf"(?<![\w.-]){re.escape(n)}", tree.read(l)) for l in lists for n in {name, by_system}):
            continue
        what = "this test is in no target, so it never runs" if name.endswith("_test.cpp") else "this file is in no target"
        yield Finding(file, 1, f"{what}: name it in a CMakeLists.txt.")


def _lists_for(tree, file):
    """The CMakeLists.txt of the file's own folder and of those above it; shared test sources may be named anywhere in tests/."""
    if file.startswith("tests/support/"):
        return [f for f in tree.files if f.startswith("tests/") and f.endswith("CMakeLists.txt")]
    names = [f"{folder}/CMakeLists.txt" for folder in map(str, PurePosixPath(file).parents) if folder != "."]
    return [n for n in names if n in set(tree.files)]


def _errors_tested(tree):
    if ERRC_FILE not in tree.files:
        return
    code = tree.code(ERRC_FILE)
    enum = ENUM.search(code)
    if not enum:
        return
    tests = "\n".join(tree.code(f) for f in tree.cpp if f.startswith("tests/"))
    for match in re.finditer(r"\bk[A-Z]\w*", enum[1]):
        if not re.search(rf"Errc::{match[0]}\b", tests):
            line = code.count("\n", 0, enum.start(1) + match.start()) + 1
            yield Finding(ERRC_FILE, line, f"no test expects Errc::{match[0]}.")
