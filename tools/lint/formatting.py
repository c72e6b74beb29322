"""clang-format over every C++ file."""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

from tree import Finding

DIAGNOSTIC = re.compile(r"^(.+?):(\d+):\d+: (?:error|warning): ")
CHUNK = 20
JOBS = 2


def check(tree):
    chunks = [tree.cpp[at:at + CHUNK] for at in range(0, len(tree.cpp), CHUNK)]
    with ThreadPoolExecutor(JOBS) as pool:
        for findings in pool.map(lambda files: list(_chunk(tree, files)), chunks):
            yield from findings


def _chunk(tree, files):
    ran = subprocess.run(["clang-format", "--dry-run", "-Werror", *files], cwd=tree.root, capture_output=True, text=True)
    seen = set()
    for line in ran.stderr.splitlines():
        match = DIAGNOSTIC.match(line)
        if match and match[1] not in seen:
            seen.add(match[1])
            yield Finding(match[1], int(match[2]), f"not formatted: run clang-format -i {match[1]}")
    if ran.returncode != 0 and not seen:
        yield Finding(files[0], 1, f"clang-format failed: {ran.stderr.strip()[:200]}")
