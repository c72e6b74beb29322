"""Lengths of files and of functions."""

from cpp_scan import statements
from tree import Finding

FILE_LINES = 500
TEST_FILE_LINES = 800
FUNCTION_LINES = 70


def check(tree):
    for file in tree.cpp + [f for f in tree.files if f.endswith((".py", ".sh")) or f == "dev"]:
        limit = TEST_FILE_LINES if file.startswith("tests/") else FILE_LINES
        lines = tree.read(file).count("\n")
        if lines > limit:
            yield Finding(file, lines, f"{lines} lines; a file has at most {limit}: split it by purpose.")
    for file in tree.cpp:
        for one in statements(tree.code(file)):
            lines = one.last - one.first + 1
            if one.kind == "function" and lines > FUNCTION_LINES:
                yield Finding(file, one.first, f"a function of {lines} lines; at most {FUNCTION_LINES}: give its parts names.")
