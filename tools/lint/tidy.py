"""clang-tidy over what changed since it last passed.

A file has passed when a stamp of everything that decides its outcome is in the cache: its own text, the headers of this tree
that it reaches, its compiler flags, .clang-tidy and clang-tidy's version. Reading the libraries' headers is nearly all of the
work (5 s a file against 0.1 s for our own text), so files whose flags differ in search folders at most are checked together, as one
translation unit that includes them; files that define the same name for themselves are kept apart. --deep checks each by itself."""

import hashlib
import json
import os
import re
import shlex
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cpp_scan import statements
from includes import includes_of, resolve
from tree import Finding

DIAGNOSTIC = re.compile(r"^(/.+?):(\d+):\d+: (error|warning): (.+)$")
DEEP_CHECKS = ("bugprone-*,-bugprone-easily-swappable-parameters,-bugprone-narrowing-conversions,-bugprone-exception-escape,"
               "clang-analyzer-*,concurrency-mt-unsafe,misc-redundant-expression,misc-unused-parameters,"
               "performance-*,readability-redundant-*,-readability-redundant-access-specifiers")
JOBS = 2
BATCH = 20
SEARCH = ("-I", "-isystem")
KEEP_STAMPS_SECONDS = 30 * 24 * 3600


def check(tree, deep=False):
    commands = _compile_commands(tree)
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, text=True, check=True).stdout
    settings = version + tree.read(".clang-tidy") + (DEEP_CHECKS if deep else "") + tree.read("tools/lint/tidy.py")
    stale = {}
    for file, flags in commands.items():
        stamp = _stamp(tree, file, flags, settings)
        if not (_cache() / stamp).exists():
            stale[file] = stamp
    _prune()
    batches = [[f] for f in stale] if deep else _batches(tree, stale, commands)
    with ThreadPoolExecutor(JOBS) as pool:
        for findings in pool.map(lambda files: _checked(tree, files, commands, stale, deep), batches):
            yield from findings


def _compile_commands(tree):
    """{file: flags} of this tree's sources, from the lint preset; what a build generates first is generated."""
    folder = tree.root / "build/lint"
    _run(["cmake", "--preset", "lint"], tree.root)
    targets = _run(["ninja", "-C", str(folder), "-t", "targets", "all"], tree.root)
    generated = [line.split(": ")[0] for line in targets.splitlines() if re.match(r"embedded/.*\.h: |\w+_autogen: phony", line)]
    if generated:
        _run(["ninja", "-C", str(folder), *generated], tree.root)
    commands = {}
    for entry in json.loads((folder / "compile_commands.json").read_text()):
        path = Path(entry["file"])
        if path.is_relative_to(tree.root) and not path.is_relative_to(tree.root / "build"):
            commands[path.relative_to(tree.root).as_posix()] = _flags(entry["command"])
    return commands


def _flags(command):
    flags = []
    words = iter(shlex.split(command)[1:])
    for word in words:
        if word in ("-o", "-c"):
            next(words, None)
        else:
            flags.append(word + next(words) if word in SEARCH else word)
    return tuple(flags)


def _without_search(flags):
    return tuple(flag for flag in flags if not flag.startswith(SEARCH))


def _joined(commands, files):
    """The flags that read all of the files: they differ in search folders alone."""
    search = dict.fromkeys(flag for file in files for flag in commands[file] if flag.startswith(SEARCH))
    return (*search, *_without_search(commands[files[0]]))


def _run(command, folder):
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if ran.returncode != 0:
        raise SystemExit(f"lint: {' '.join(command)} failed:\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}")
    return ran.stdout


def _cache():
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = home / "hookline-lint"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _prune():
    oldest = time.time() - KEEP_STAMPS_SECONDS
    for stamp in _cache().iterdir():
        if stamp.stat().st_mtime < oldest:
            stamp.unlink(missing_ok=True)


def _stamp(tree, file, flags, settings):
    reached, waiting = set(), [file]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting += filter(None, (resolve(tree, current, name) for _, _, name in includes_of(tree, current)))
    digest = hashlib.sha256(settings.encode())
    digest.update(" ".join(flags).replace(str(tree.root), "").encode())
    for name in sorted(reached):
        digest.update(name.encode() + b"\0" + tree.read(name).encode() + b"\0")
    return digest.hexdigest()


def _batches(tree, files, commands):
    """Files that can be read as one: the same flags but for search folders, no name defined twice."""
    batches = []
    for file in files:
        names = _own_names(tree, file)
        for batch, flags, taken in batches:
            if flags == _without_search(commands[file]) and len(batch) < BATCH and not (taken & names):
                batch.append(file)
                taken |= names
                break
        else:
            batches.append(([file], _without_search(commands[file]), names))
    return [batch for batch, _, _ in batches]


def _own_names(tree, file):
    """What the file defines at namespace level for itself: names that another file of the same batch must not define too."""
    names, scopes = set(), []
    for one in statements(tree.code(file)):
        del scopes[one.depth:]
        if all(scope.startswith("namespace") for scope in scopes) and not one.head.startswith(("using", "TEST", "namespace", "INSTANTIATE")):
            names.update(_defined(one))
        if one.kind == "scope":
            scopes.append(one.head)
    return names


def _defined(one):
    if one.kind == "scope":
        found = re.search(r"\b(?:class|struct|enum class|enum|union)\s+(\w+)", one.head)
    elif one.kind == "function":
        found = re.search(r"(?<![:\w])(\w+)\s*\(", one.head)
    else:
        found = re.search(r"(\w+)\s*(?:$|=|\{|\[|\()", one.head)
    return [found[1]] if found else []


def _checked(tree, files, commands, stamps, deep):
    """The findings of a batch; files without any are stamped as passed. A batch that cannot be read as one is halved."""
    findings, unreadable = _tidy(tree, files, _joined(commands, files), deep)
    if unreadable and len(files) > 1:
        halves = files[:len(files) // 2], files[len(files) // 2:]
        return [finding for half in halves for finding in _checked(tree, half, commands, stamps, deep)]
    guilty = {finding.file for finding in findings}
    if all(f.endswith(".cpp") for f in guilty):
        for file in set(files) - guilty:
            (_cache() / stamps[file]).touch()
    return findings


def _tidy(tree, files, flags, deep):
    unit = tree.root / files[0]
    if len(files) > 1:
        unit = tree.root / "build/lint/tidy" / (hashlib.sha256(" ".join(files).encode()).hexdigest()[:16] + ".cpp")
        unit.parent.mkdir(exist_ok=True)
        unit.write_text("".join(f'#include "{tree.root / file}"\n' for file in files))
    command = ["clang-tidy", "--quiet", f"--config-file={tree.root / '.clang-tidy'}"]
    if deep:
        command.append("--checks=" + DEEP_CHECKS)
    ran = subprocess.run([*command, str(unit), "--", *flags], cwd=tree.root / "build/lint", capture_output=True, text=True)
    findings, unreadable = set(), False
    for line in ran.stdout.splitlines():
        match = DIAGNOSTIC.match(line)
        if not match:
            continue
        unreadable |= "[clang-diagnostic-error" in match[4]
        path = Path(match[1])
        if path.is_relative_to(tree.root):
            findings.add(Finding(path.relative_to(tree.root).as_posix(), int(match[2]), match[4].replace(",-warnings-as-errors", "")))
    if ran.returncode != 0 and not findings:
        findings.add(Finding(files[0], 1, f"clang-tidy failed: {(ran.stdout + ran.stderr).strip()[-300:]}"))
    return sorted(findings), unreadable
