#!/usr/bin/env python3
"""usage: test_summary.py JUNIT RESULTS: counts what ctest ran, in JUNIT, test by test, from the programs' own files in RESULTS; says the
failed ones and, on its last line, "N passed, N failed". Exit code 1 when one failed or none ran."""
import pathlib
import sys
import xml.etree.ElementTree as xml


def cases(file):
    """(name, outcome) of each test in a JUnit file of GoogleTest, Qt Test or ctest; none when a crash left it unfinished."""
    try:
        tree = xml.parse(file)
    except (OSError, xml.ParseError):
        return []
    found = []
    for case in tree.iter("testcase"):
        outcome = "passed"
        if case.find("failure") is not None or case.find("error") is not None or case.get("status") == "fail":
            outcome = "failed"
        elif case.find("skipped") is not None or case.get("result") == "skipped" or case.get("status") in ("notrun", "disabled"):
            outcome = "skipped"
        found.append((case.get("name"), outcome))
    return found


def main(junit, results):
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for entry, outcome in cases(junit):
        own = cases(pathlib.Path(results) / (entry.replace("/", "-") + ".xml"))
        if outcome == "failed" and all(inner != "failed" for _, inner in own):
            own.append(("(the program ended, or was ended, before all its tests had)", "failed"))
        for name, inner in own or [("", outcome)]:
            counts[inner] += 1
            if inner == "failed":
                print(f"FAILED {entry}{'.' if name else ''}{name}")
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    print(f"{counts['passed']} passed, {counts['failed']} failed{skipped}")
    return 0 if counts["passed"] and not counts["failed"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
