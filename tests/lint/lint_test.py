"""A small tree that is in order, and for each rule of tools/lint that tree with one thing wrong in it."""

import re
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools/lint"))

import includes
import lengths
import targets
import text_files
import tidy
import words
from cpp_scan import statements
from tree import Tree, blanked

CHECKS = (text_files.check, words.check, includes.check, lengths.check, targets.check)

GOOD = {
    "core/base/CMakeLists.txt": "room(core base SOURCES thing.cpp lock_${system}.cpp)\nembed(hookline_base schemas x FILES a.json)\n",
    "core/base/result.h": "#pragma once\n\nenum class Errc {\n  kGone,  ///< not there\n};\n",
    "core/base/thing.h": "#pragma once\n#include <string>\n\nint thing(int a);\n",
    "core/base/thing.cpp": '#include "base/thing.h"\n\n#include "schemas.h"\n#include "version.h"\n\nint thing(int a) { return a; }\n',
    "core/base/lock_posix.cpp": "#include <unistd.h>\n#ifdef __linux__\n#endif\n",
    "core/model/CMakeLists.txt": "room(core model SOURCES event.cpp)\n",
    "core/model/event.h": '#pragma once\n#include "base/thing.h"\n',
    "core/model/event.cpp": '#include "model/event.h"\n\n// sleep(1) is only a word here, as is std::regex\nconst char* text = "sleep(1)";\n',
    "tests/core/base/CMakeLists.txt": "room_test(core base SOURCES thing_test.cpp)\n",
    "tests/core/base/thing_test.cpp": '#include "base/thing.h"\n#include "near.h"\n\nTEST(Thing, Fails) { EXPECT_EQ(x, Errc::kGone); }\n',
    "tests/core/base/near.h": "#pragma once\n",
    "ui/shell/CMakeLists.txt": "ui_room(shell shell SOURCES bar.cpp)\n",
    "ui/shell/bar.cpp": 'void f() { bar->setText(tr("Nothing here")); bar->setObjectName(QStringLiteral("topBar")); }\n',
}

# name: (files that replace or join those above, the one finding: file:line and words of its sentence)
BAD = {
    "a tab": ({"core/base/thing.h": "#pragma once\n\tint a;\n"}, "core/base/thing.h:2: a tab"),
    "trailing space": ({"core/base/thing.h": "#pragma once\nint a; \n"}, "core/base/thing.h:2: white space"),
    "carriage return": ({"core/base/thing.h": "#pragma once\r\n"}, "core/base/thing.h:1: white space"),
    "no last line end": ({"core/base/thing.h": "#pragma once\nint a;"}, "core/base/thing.h:2: the last line"),
    "no pragma once": ({"core/base/thing.h": "#include <string>\n"}, "core/base/thing.h:1: a header starts with"),
    "file name": ({"core/base/\u00e4.md": "text\n"}, "core/base/\u00e4.md:1: a file name"),
    "message box": ({"core/model/event.cpp": '#include "model/event.h"\nvoid f() { QMessageBox::about(); }\n'},
                    "core/model/event.cpp:2: QMessageBox::"),
    "qWait": ({"tests/core/base/near.h": "#pragma once\nvoid f() { QTest::qWait(5); }\n"}, "tests/core/base/near.h:2: qWait"),
    "sleep_for": ({"tests/core/base/near.h": "#pragma once\nvoid f() { std::this_thread::sleep_for(x); }\n"},
                  "tests/core/base/near.h:2: sleep_for"),
    "usleep": ({"core/base/thing.h": "#pragma once\nvoid f() { usleep(5); }\n"}, "core/base/thing.h:2: usleep"),
    "sleep": ({"core/base/thing.h": "#pragma once\nvoid f() { sleep(5); }\n"}, "core/base/thing.h:2: sleep(5"),
    "a loop over what a call let go": (
        {"core/base/thing.h": "#pragma once\nvoid f() {\n  for (const auto& [a, b] : x.snapshot()->all) g(a);\n}\n"},
        "core/base/thing.h:3: for (const auto& [a, b] : x.snapshot()->"),
    "isLocal": ({"core/base/thing.h": "#pragma once\nbool isLocal();\n"}, "core/base/thing.h:2: isLocal"),
    "system ifdef": ({"core/model/event.h": "#pragma once\n#if defined(_WIN32)\n#endif\n"}, "core/model/event.h:2: #if defined(_WIN32"),
    "POSIX header": ({"core/model/event.h": "#pragma once\n#include <sys/stat.h>\n"}, "core/model/event.h:2: #include <sys/stat.h>"),
    "POSIX in a test": ({"tests/core/model/near.h": "#pragma once\n#include <unistd.h>\n"}, "tests/core/model/near.h:2: #include <unistd.h>"),
    "a phrase without tr": ({"ui/theme/CMakeLists.txt": "ui_room(theme theme SOURCES a.cpp)\n",
                             "ui/theme/a.cpp": 'auto a = QStringLiteral("nothing here");\n'}, "ui/theme/a.cpp:1: QStringLiteral"),
    "a word set without tr": ({"ui/theme/CMakeLists.txt": "ui_room(theme theme SOURCES a.cpp)\n",
                               "ui/theme/a.cpp": 'void f() { button.setText("Send"); }\n'}, "ui/theme/a.cpp:1: setText"),
    "std::regex": ({"core/base/thing.h": "#pragma once\nstd::regex r;\n"}, "core/base/thing.h:2: std::regex"),
    "left to do": ({"core/base/thing.h": "#pragma once\n// TODO: more\n"}, "core/base/thing.h:2: TODO"),
    "left to mend": ({"README.md": "FIXME\n"}, "README.md:1: FIXME"),
    "room below": ({"core/base/thing.h": '#pragma once\n#include "model/event.h"\n', "core/model/event.h": "#pragma once\n"},
                   "core/base/thing.h:2: base may not use model"),
    "room beside": ({"core/store/store.h": "#pragma once\n", "core/net/a.h": '#pragma once\n#include "store/store.h"\n'},
                    "core/net/a.h:2: net may not use store"),
    "runner and the embedded store": ({"core/store_sqlite/s.h": "#pragma once\n",
                                       "core/delivery_runner/a.h": '#pragma once\n#include "store_sqlite/s.h"\n'},
                                      "core/delivery_runner/a.h:2: delivery_runner may not use store_sqlite"),
    "app from core": ({"app/hooklined/a.h": "#pragma once\n", "core/api/a.h": '#pragma once\n#include "hooklined/a.h"\n'},
                      "core/api/a.h:2: api may not use app"),
    "a call's text on a page": ({"core/api/message.h": "#pragma once\n",
                                "ui/pages/overview/a.h": '#pragma once\n#include "api/message.h"\n'},
                               "ui/pages/overview/a.h:2: ui/pages/overview may not use api"),
    "another page": ({"ui/pages/webhooks/w.h": "#pragma once\n", "ui/pages/overview/a.h": '#pragma once\n#include "webhooks_page/w.h"\n'},
                     "ui/pages/overview/a.h:2: ui/pages/overview may not use ui/pages/webhooks"),
    "more of api than its message": ({"core/api/router.h": "#pragma once\n", "ui/client/a.h": '#pragma once\n#include "api/router.h"\n'},
                                     "ui/client/a.h:2: ui/client may not use api"),
    "unknown room": ({"core/attic/a.h": "#pragma once\n"}, "core/attic/a.h:1: the room attic is not in the table"),
    "own header second": ({"core/model/event.cpp": '#include "base/thing.h"\n#include "model/event.h"\n'},
                          "core/model/event.cpp:1: the file's own header"),
    "angle brackets": ({"core/model/event.h": "#pragma once\n#include <base/thing.h>\n"}, "core/model/event.h:2: <base/thing.h> is a header"),
    "dots": ({"core/model/event.h": '#pragma once\n#include "../base/thing.h"\n'}, 'core/model/event.h:2: "../base/thing.h" walks'),
    "no room": ({"core/model/event.cpp": '#include "model/event.h"\n#include "thing.h"\n'}, 'core/model/event.cpp:2: "thing.h" is no header'),
    "circle": ({"core/model/a.h": '#pragma once\n#include "model/b.h"\n', "core/model/b.h": '#pragma once\n#include "model/a.h"\n'},
               "core/model/b.h:2: headers include each other in a circle"),
    "long file": ({"core/base/thing.h": "#pragma once\n" + "int a;\n" * 500}, "core/base/thing.h:501: 501 lines"),
    "long test file": ({"tests/core/base/near.h": "#pragma once\n" + "int a;\n" * 800}, "tests/core/base/near.h:801: 801 lines"),
    "long function": ({"core/base/thing.h": "#pragma once\nint f(int a) {\n" + "  ++a;\n" * 69 + "}\n"},
                      "core/base/thing.h:2: a function of 71 lines"),
    "long member": ({"core/base/thing.h": "#pragma once\nclass A {\n public:\n  A() : a_{1} {\n" + "    ++a_;\n" * 69 + "  }\n};\n"},
                    "core/base/thing.h:4: a function of 71 lines"),
    "test in no target": ({"tests/core/base/other_test.cpp": "int a;\n"}, "tests/core/base/other_test.cpp:1: this test is in no target"),
    "name inside another": ({"tests/core/base/ng_test.cpp": "int a;\n", "tests/core/base/CMakeLists.txt": "thing_test.cpp long_test.cpp\n"},
                            "tests/core/base/ng_test.cpp:1: this test is in no target"),
    "source in no target": ({"core/base/other.cpp": "int a;\n"}, "core/base/other.cpp:1: this file is in no target"),
    "untested error": ({"tests/core/base/thing_test.cpp": "// Errc::kGone\n"}, "core/base/result.h:4: no test expects Errc::kGone"),
}


def findings(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        tree = Tree(folder)
        return [str(finding) for check in CHECKS for finding in check(tree)]


class Lint(unittest.TestCase):
    def test_a_tree_in_order_has_no_findings(self):
        self.assertEqual(findings(GOOD), [])

    def test_each_violation_is_the_one_finding(self):
        for name, (files, expected) in BAD.items():
            with self.subTest(name):
                found = findings({**GOOD, **files})
                self.assertEqual(len(found), 1, found)
                self.assertTrue(found[0].startswith(expected), f"{found[0]!r} does not begin with {expected!r}")

    def test_a_function_of_exactly_the_limit_passes(self):
        self.assertEqual(findings({**GOOD, "core/base/thing.h": "#pragma once\nint f(int a) {\n" + "  ++a;\n" * 68 + "}\n"}), [])


class Reading(unittest.TestCase):
    def test_comments_and_literals_are_blanked_in_place(self):
        text = 'a = "x{y\\"z"; // c\nb = R"(q{\n")"; /* d\n */ int m = 1\'000; c = \'{\';\n'
        code = blanked(text)
        self.assertEqual(len(code), len(text))
        self.assertEqual(code.count("\n"), text.count("\n"))
        self.assertIsNone(re.search(r"[xyzqd{]", code))
        self.assertIn("1'000", code)

    def test_functions_are_told_from_tables_and_types(self):
        code = ("namespace a {\nstruct S { int x; void f() const { g(); } };\nconstexpr int kTable[] = {1, 2};\n"
                "S make(int n) noexcept {\n  if (n) { return {}; }\n  return S{n};\n}\n}\n")
        self.assertEqual([(s.first, s.last) for s in statements(code) if s.kind == "function"], [(2, 2), (4, 7)])


class Batches(unittest.TestCase):
    def grouped(self, one, other, flags=(("-Ia", "-O1"), ("-Ib", "-O1"))):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("a.cpp", one), ("b.cpp", other)):
                (Path(folder) / name).write_text(text)
            return tidy._batches(Tree(folder), ["a.cpp", "b.cpp"], dict(zip(("a.cpp", "b.cpp"), flags)))

    def test_files_with_their_own_names_are_read_together(self):
        self.assertEqual(self.grouped("namespace {\nint f() { return 1; }\n}\n", "namespace {\nint g() { return f(); }\n}\n"), [["a.cpp", "b.cpp"]])

    def test_files_that_define_one_name_twice_are_kept_apart(self):
        for text in ("int f() { return 1; }", "constexpr int f = 1;", "struct f { int a; };", "const int f{1};"):
            self.assertEqual(self.grouped(f"namespace {{\n{text}\n}}\n", "namespace {\nvoid f(int) {}\n}\n"), [["a.cpp"], ["b.cpp"]])

    def test_files_with_other_flags_are_kept_apart(self):
        self.assertEqual(self.grouped("", "", (("-Ia", "-DX"), ("-Ia", "-DY"))), [["a.cpp"], ["b.cpp"]])


if __name__ == "__main__":
    unittest.main()
