"""What stands at namespace and class level in a C++ file, found by its braces. Works on blanked text (tree.blanked)."""

import re
from dataclasses import dataclass

PREPROCESSOR = re.compile(r"^[ \t]*#.*(?:\\\n.*)*", re.M)
ACCESS = re.compile(r"^\s*(?:public|private|protected)\s*:(?!:)")
SCOPE = re.compile(r"^(?:template\s*<.*>\s*)?(?:inline\s+)?(?:namespace|class|struct|union|enum|extern\s*\")(?!.*\)\s*\S*$)", re.S)
BODY = re.compile(r"(?:\)|\]|\belse|\bconst|\bnoexcept|\boverride|\bfinal|\bmutable|\btry|->\s*[\w:<>,&*\s]+)\s*$", re.S)
INITIALISERS = re.compile(r"\)\s*(?:noexcept\s*)?:(?!:)", re.S)


@dataclass(frozen=True)
class Statement:
    """`kind` is "scope" (namespace or class, its inside follows), "function" (with its body) or "other"."""

    kind: str
    head: str
    first: int
    last: int
    depth: int


def statements(code):
    """Lambdas and local classes count with the function they stand in."""
    code = PREPROCESSOR.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), code)
    start = at = depth = 0

    def made(kind, end):
        head = ACCESS.sub(lambda m: " " * len(m[0]), code[start:at])
        first = code.count("\n", 0, start + len(head) - len(head.lstrip())) + 1
        return Statement(kind, head.strip(), first, code.count("\n", 0, end) + 1, depth)

    while at < len(code):
        if code[at] == ";":
            yield made("other", at)
            start = at + 1
        elif code[at] == "}":
            depth -= 1
            start = at + 1
        elif code[at] == "{":
            head = ACCESS.sub("", code[start:at]).strip()
            if SCOPE.match(head):
                yield made("scope", at)
                depth += 1
                start = at + 1
            else:
                end = _matching(code, at)
                if _opens_body(head):
                    yield made("function", end)
                    start = end + 1
                at = end  # an initialiser in braces belongs to its statement, which goes on
        at += 1


def _opens_body(head):
    if "(" not in head:
        return False
    if INITIALISERS.search(head):
        return head.endswith((")", "}"))
    return bool(BODY.search(head)) or head.endswith("}")


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
