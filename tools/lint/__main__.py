"""./dev lint: what a reviewer should not have to say. Each finding is `file:line: sentence`; the exit code is 1 when there is one."""

import argparse
import sys
import time
from pathlib import Path

import formatting
import includes
import lengths
import targets
import text_files
import tidy
import words
from tree import Tree


def main():
    parser = argparse.ArgumentParser(prog="./dev lint", description=__doc__)
    parser.add_argument("--deep", action="store_true", help="every clang-tidy check on every file that changed (20 s a file)")
    parser.add_argument("--text-only", action="store_true", help="without clang-format and clang-tidy")
    parser.add_argument("--root", default=Path(__file__).resolve().parents[2], help="the tree to lint (this one)")
    options = parser.parse_args()

    tree = Tree(options.root)
    checks = [("text files", text_files.check), ("words", words.check), ("includes", includes.check), ("lengths", lengths.check),
              ("targets", targets.check)]
    if not options.text_only:
        checks.append(("clang-format", formatting.check))
        checks.append(("clang-tidy", lambda t: tidy.check(t, deep=False)))
        if options.deep:
            checks.append(("clang-tidy, deep", lambda t: tidy.check(t, deep=True)))
    return report(tree, checks)


def report(tree, checks):
    total = 0
    for name, check in checks:
        started = time.monotonic()
        findings = sorted(set(check(tree)))
        for finding in findings:
            print(finding)
        total += len(findings)
        print(f"    {name}: {len(findings)} findings, {time.monotonic() - started:.1f} s", flush=True)
    print(f"lint: {total} findings in {len(tree.files)} files")
    return 1 if total else 0


sys.exit(main())
