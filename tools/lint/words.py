"""Words that are allowed in one place only, or nowhere."""

import re
from dataclasses import dataclass

from tree import Finding

_SYSTEM = ("core/platform/", "core/base/")
_SYSTEM_TESTS = _SYSTEM + ("tests/core/platform/", "tests/support/", "tests/e2e/", "tests/bench/")
_POSIX = r"unistd\.h|fcntl\.h|poll\.h|pthread\.h|dirent\.h|pwd\.h|netdb\.h|signal\.h|(?:sys|netinet|arpa|net)/[\w/]+\.h|windows\.h|winsock2\.h"


@dataclass(frozen=True)
class Word:
    pattern: str
    sentence: str
    allowed: tuple = ()  # beginnings of paths
    raw: bool = False  # searched in the text with its comments
    only: tuple = ("",)  # beginnings of paths


WORDS = (
    Word(r"\bQMessageBox::", "ask through the Prompter, so that a test can answer.", ("ui/widgets/prompter",)),
    Word(r"\bqWait\b", "wait for the thing itself (QTRY_VERIFY), never for a time."),
    Word(r"\b(?:sleep_for|sleep_until|usleep|nanosleep)\b|(?<![\w.>:])sleep\s*\(\s*[^)\s]",
         "nothing sleeps: wait for the thing itself, or use Timers.", ("tests/bench/",)),
    Word(r"\bisLocal\b", "nobody asks where the core is: ask what may be done."),
    Word(r"#\s*(?:if|ifdef|ifndef|elif)\b.*\b(?:_WIN32|__linux__|__APPLE__|__unix__|_MSC_VER)\b",
         "systems differ in core/platform only.", _SYSTEM_TESTS),
    Word(rf"#\s*include\s*<(?:{_POSIX})>", "a header of one system: what it does belongs into core/platform.", _SYSTEM_TESTS),
    Word(r"\bstd::w?regex\b|#\s*include\s*<regex>", "std::regex recurses on long input: use RE2."),
    # C++20 keeps the range of a loop alive, and not the object before the arrow that it was reached through.
    Word(r"\bfor \([^;()]*[^:;()]:(?!:)[^;()]*(?:\(\)[^;()]*)*\(\)->",
         "the loop does not keep what the call returned: give it a name before the loop.",
         only=("core/", "app/", "tests/core/", "tests/e2e/", "tests/sim/", "tests/support/")),
    Word(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b", "do it, or write a test that is skipped with a reason.", raw=True),
    # Two words make a phrase; a setter of text makes even one word a person's.
    Word(r'\b(?:QStringLiteral|QLatin1String|QString)\("[^"]*[a-z]{3,} [a-z]{3,}[^"]*"'
         r'|\bset(?:Text|ToolTip|WindowTitle|PlaceholderText|AccessibleName|AccessibleDescription|Title|StatusTip)'
         r'\((?:QStringLiteral\(|QLatin1String\()?"[^":]*[a-z]{3,}[^":]*"',
         "what a person reads is said with tr().", raw=True, only=("ui/", "app/hookline/")),
)

# Files that speak of these words because they check them.
EXCEPT = ("tools/lint/", "tests/lint/")


def check(tree):
    for word in WORDS:
        pattern = re.compile(word.pattern)
        files = tree.text if word.raw else tree.cpp
        for file in files:
            if file.startswith(EXCEPT + word.allowed) or not file.startswith(word.only):
                continue
            lines = tree.lines(file) if word.raw else tree.code(file).split("\n")
            for number, line in enumerate(lines, 1):
                match = pattern.search(line)
                if match:
                    yield Finding(file, number, f"{match[0].strip()}: {word.sentence}")
