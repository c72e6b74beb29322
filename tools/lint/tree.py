"""The files that are linted: what git tracks or would track, or every file where there is no git."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

CPP = (".h", ".cpp")
TEXT = CPP + (".py", ".sh", ".cmake", ".md", ".json", ".txt", ".yml", ".jsonl", ".in")
TEXT_NAMES = ("dev", "run", "CMakeLists.txt", ".clang-format", ".clang-tidy", ".gitignore")


@dataclass(frozen=True, order=True)
class Finding:
    file: str
    line: int
    sentence: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.sentence}"


class Tree:
    """Paths are relative to the root, with forward slashes. Reads each file once."""

    def __init__(self, root):
        self.root = Path(root).resolve()
        self.files = sorted(self._git_files() or self._walked_files())
        self.cpp = [f for f in self.files if f.endswith(CPP)]
        self.text = [f for f in self.files if f.endswith(TEXT) or Path(f).name in TEXT_NAMES]
        self._read = {}
        self._code = {}

    def _git_files(self):
        if not (self.root / ".git").exists():
            return None
        listed = subprocess.run(["git", "-C", str(self.root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                                capture_output=True, check=True).stdout
        names = [os.fsdecode(name) for name in listed.split(b"\0") if name]
        return [name for name in dict.fromkeys(names) if (self.root / name).is_file()]

    def _walked_files(self):
        found = []
        for folder, folders, files in os.walk(self.root):
            folders[:] = [f for f in folders if f not in ("build", ".git", "__pycache__")]
            found += [(Path(folder) / f).relative_to(self.root).as_posix() for f in files]
        return found

    def read(self, file):
        if file not in self._read:
            self._read[file] = (self.root / file).read_bytes().decode(errors="replace")
        return self._read[file]

    def lines(self, file):
        return self.read(file).split("\n")

    def code(self, file):
        """The file with comments and the insides of literals blanked, line for line."""
        if file not in self._code:
            self._code[file] = blanked(self.read(file))
        return self._code[file]


def _blank(text):
    return "".join("\n" if c == "\n" else " " for c in text)


def blanked(text):
    """C++ text of the same length and lines, without comments and without what stands in string and character literals."""
    out = []
    at = 0
    while at < len(text):
        end = _literal_end(text, at)
        if end > at:
            quoted = text[at] in "\"'R" and not text.startswith("//", at)
            out.append('"' + _blank(text[at + 1:end - 1]) + '"' if quoted and end - at >= 2 else _blank(text[at:end]))
            at = end
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


def _literal_end(text, at):
    """Where the comment or literal that starts at `at` ends; `at` itself when none starts there."""
    if text.startswith("//", at):
        end = text.find("\n", at)
        return len(text) if end < 0 else end
    if text.startswith("/*", at):
        end = text.find("*/", at + 2)
        return len(text) if end < 0 else end + 2
    before = text[at - 1] if at else " "
    if text.startswith('R"', at) and not (before.isalnum() or before == "_"):
        mark = text[at + 2:text.find("(", at)]
        end = text.find(")" + mark + '"', at)
        return len(text) if end < 0 else end + len(mark) + 2
    if text[at] == '"' or (text[at] == "'" and not before.isalnum()):
        end = at + 1
        while end < len(text) and text[end] not in (text[at], "\n"):
            end += 2 if text[end] == "\\" else 1
        return min(end + 1, len(text))
    return at
