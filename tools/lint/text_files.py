"""What holds for every text file."""

from tree import Finding


def check(tree):
    for file in tree.files:
        if not file.isascii():
            yield Finding(file, 1, "a file name is written in ASCII.")
    for file in tree.text:
        yield from _white_space(tree, file)
    for file in tree.cpp:
        if file.endswith(".h") and not tree.code(file).lstrip().startswith("#pragma once"):
            yield Finding(file, 1, "a header starts with #pragma once.")


def _white_space(tree, file):
    lines = tree.lines(file)
    for number, line in enumerate(lines, 1):
        if "\t" in line:
            yield Finding(file, number, "a tab: indent with spaces.")
        if line != line.rstrip(" \t\r"):
            yield Finding(file, number, "white space at the end of the line.")
    if lines[-1]:
        yield Finding(file, len(lines), "the last line has no end.")
