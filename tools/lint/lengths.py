"""Lengths of files and of functions."""

import re

from tree import Finding

FILE_LINES = 500
TEST_FILE_LINES = 800
FUNCTION_LINES = 70

PREPROCESSOR = re.compile(r"^[ \t]*#.*(?:\\\n.*)*", re.M)
ACCESS = re.compile(r"^\s*(?:public|private|protected)\s*:(?!:)")
SCOPE = re.compile(r"^(?:template\s*<.*>\s*)?(?:inline\s+)?(?:namespace|class|struct|union|enum|extern\s*\")(?!.*\)\s*\S*$)", re.S)
BODY = re.compile(r"(?:\)|\]|\belse|\bconst|\bnoexcept|\boverride|\bfinal|\bmutable|\btry|->\s*[\w:<>,&*\s]+)\s*$", re.S)
INITIALISERS = re.compile(r"\)\s*(?:noexcept\s*)?:(?!:)", re.S)


def check(tree):
    for file in tree.cpp + [f for f in tree.files if f.endswith((".py", ".sh")) or f == "dev"]:
        limit = TEST_FILE_LINES if file.startswith("tests/") else FILE_LINES
        lines = tree.read(file).count("\n")
        if lines > limit:
            yield Finding(file, lines, f"{lines} lines; a file has at most {limit}: split it by purpose.")
    for file in tree.cpp:
        for first, last in functions(tree.code(file)):
            if last - first + 1 > FUNCTION_LINES:
                yield Finding(file, first, f"a function of {last - first + 1} lines; at most {FUNCTION_LINES}: give its parts names.")


def functions(code):
    """(first line, last line) of each function with its head; lambdas and local classes count with theirs. `code` is blanked."""
    code = PREPROCESSOR.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), code)
    found = []
    start = at = 0
    while at < len(code):
        if code[at] in ";}":
            start = at + 1
        elif code[at] == "{":
            head = ACCESS.sub(lambda m: " " * len(m[0]), code[start:at])
            if SCOPE.match(head.strip()):
                start = at + 1
            else:
                end = _matching(code, at)
                if _opens_body(head):
                    first = code.count("\n", 0, start + len(head) - len(head.lstrip())) + 1
                    found.append((first, code.count("\n", 0, end) + 1))
                    start = end + 1
                at = end  # an initialiser in braces belongs to its statement, which goes on
        at += 1
    return found


def _opens_body(head):
    text = head.rstrip()
    if "(" not in text:
        return False
    initialisers = INITIALISERS.search(text)
    if initialisers:
        return text.endswith((")", "}"))
    return bool(BODY.search(text)) or text.endswith("}")


def _matching(code, at):
    depth = 0
    for index in range(at, len(code)):
        if code[index] == "{":
            depth += 1
        elif code[index] == "}":
            depth -= 1
            if depth == 0:
                return index
    return len(code) - 1
