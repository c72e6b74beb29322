"""Includes: their form, the rooms they may reach, and that no header includes itself in a circle."""

import re
from pathlib import PurePosixPath

from rooms import is_known, may_use, room_of
from tree import Finding

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
EMBEDDED = re.compile(r"embed\(\s*\S+\s+(\w+)")
GENERATED = {"version.h"}


def includes_of(tree, file):
    """(line number, bracket, name) of each include."""
    code = tree.code(file).split("\n")
    for number, line in enumerate(tree.lines(file), 1):
        match = INCLUDE.match(line)
        if match and code[number - 1].lstrip().startswith("#"):
            yield number, match[1], match[2]


def resolve(tree, file, name):
    """The file of this tree that a quoted include means, or None."""
    files = set_of(tree)
    candidates = [f"core/{name}", f"app/{name}", f"ui/{name}"]
    room, _, rest = name.partition("/")
    if rest:  # the room "<page>_page" is the folder ui/pages/<page>
        candidates.append(f"ui/pages/{room.removesuffix('_page')}/{rest}")
        candidates += [f"{folder}/{rest}" for folder in rooms_inside_pages(tree) if folder.endswith(f"/{room}")]
    if file.startswith(("tests/", "cmake/")):
        candidates += [f"tests/{name}", str(PurePosixPath(file).parent / name)]
    return next((c for c in candidates if c in files), None)


def set_of(tree):
    if not hasattr(tree, "file_set"):
        tree.file_set = set(tree.files)
    return tree.file_set


def rooms_inside_pages(tree):
    """Folders like ui/pages/simulator/schema_form: rooms that one page has for itself."""
    if not hasattr(tree, "inner_rooms"):
        tree.inner_rooms = {str(PurePosixPath(f).parent) for f in tree.files if f.startswith("ui/pages/") and f.count("/") == 4}
    return tree.inner_rooms


def check(tree):
    generated = GENERATED | embedded_headers(tree)
    for file in tree.cpp:
        yield from _form(tree, file, generated)
        yield from _reach(tree, file)
    yield from _circles(tree)


def embedded_headers(tree):
    names = set()
    for file in tree.files:
        if file.endswith("CMakeLists.txt"):
            names.update(f"{name}.h" for name in EMBEDDED.findall(tree.read(file)))
    return names


def _form(tree, file, generated):
    own = own_header(tree, file)
    first = True
    for number, bracket, name in includes_of(tree, file):
        target = resolve(tree, file, name)
        if first and own and name != own:
            yield Finding(file, number, f'the file\'s own header "{own}" has to be included first.')
        first = False
        if bracket == "<":
            if target and target.startswith(("core/", "app/", "ui/")):
                yield Finding(file, number, f'<{name}> is a header of this tree: write "{name}".')
        elif "../" in name or name.startswith("./"):
            yield Finding(file, number, f'"{name}" walks through folders: write "<room>/file.h".')
        elif target is None and name not in generated and not name.endswith(".moc"):
            yield Finding(file, number, f'"{name}" is no header of this tree: write "<room>/file.h", or <{name}> for a library.')


def own_header(tree, file):
    """How a .cpp includes the header of the same name, when there is one."""
    if not file.endswith(".cpp") or not file.startswith(("core/", "app/", "ui/")):
        return None
    header = file[:-4] + ".h"
    if header not in set_of(tree):
        return None
    if str(PurePosixPath(header).parent) in rooms_inside_pages(tree):
        return header.split("/", 3)[3]
    if header.startswith("ui/pages/"):
        page, rest = header.removeprefix("ui/pages/").split("/", 1)
        return f"{page}_page/{rest}"
    return header.split("/", 1)[1]


def _reach(tree, file):
    user = room_of(file)
    if user is None:
        return
    if not is_known(user):
        yield Finding(file, 1, f"the room {user} is not in the table of tools/lint/rooms.py: say there what it may use.")
        return
    for number, _, name in includes_of(tree, file):
        target = resolve(tree, file, name)
        used = room_of(target) if target else None
        if used and not may_use(user, used, target):
            yield Finding(file, number, f"{user} may not use {used} (tools/lint/rooms.py).")


def _circles(tree):
    graph = {}
    for file in tree.cpp:
        if file.endswith(".h"):
            targets = ((number, resolve(tree, file, name)) for number, _, name in includes_of(tree, file))
            graph[file] = [(number, target) for number, target in targets if target]
    done = set()
    for start in graph:
        yield from _walk(graph, start, [], done)


def _walk(graph, file, path, done):
    if file in done or file not in graph:
        return
    for number, target in graph[file]:
        if target == file or target in path:
            circle = " -> ".join([*(path + [file])[(path + [file]).index(target):], target])
            yield Finding(file, number, f"headers include each other in a circle: {circle}.")
        else:
            yield from _walk(graph, target, path + [file], done)
    done.add(file)
