#include "theme/palette.h"

#include <QGuiApplication>

namespace hookline::theme {

const Tone& Palette::tone(ToneName name) const {
  switch (name) {
    case ToneName::kAccent:
      return accent;
    case ToneName::kGood:
      return good;
    case ToneName::kWarn:
      return warn;
    case ToneName::kBad:
      return bad;
    case ToneName::kIdle:
      break;
  }
  return idle;
}

const Palette& lightPalette() {
  static const Palette palette{.dark = false,
                               .window = 0xF5F6F8,
                               .bar = 0xECEEF2,
                               .surface = 0xFFFFFF,
                               .header = 0xFAFBFC,
                               .line = 0xDDE1E8,
                               .rowLine = 0xEBEEF2,
                               .selection = 0xDCE6FD,
                               .text = 0x1A2030,
                               .secondary = 0x545E72,
                               .hint = 0x5F697C,
                               .accent = {0x1F53DB, 0xE4EBFC},
                               .accentInk = 0xFFFFFF,
                               .good = {0x176D5F, 0xDFF1EC},
                               .warn = {0x905804, 0xFBF0D9},
                               .bad = {0xA8123A, 0xFAE5EA},
                               .badInk = 0xFFFFFF,
                               .idle = {0x4D5764, 0xE6E9EF},
                               .series = {0x2F6FB3, 0x8257B0, 0xB0603A}};
  return palette;
}

const Palette& darkPalette() {
  static const Palette palette{.dark = true,
                               .window = 0x15181D,
                               .bar = 0x101216,
                               .surface = 0x1B1F25,
                               .header = 0x1E2229,
                               .line = 0x2E343D,
                               .rowLine = 0x262B33,
                               .selection = 0x263656,
                               .text = 0xE7EAF0,
                               .secondary = 0xA5AEBD,
                               .hint = 0x98A2B3,
                               .accent = {0x95B3F3, 0x22304F},
                               .accentInk = 0x10131A,
                               .good = {0x16CA7C, 0x12352A},
                               .warn = {0xFA9033, 0x3B2914},
                               .bad = {0xEA9EBE, 0x432033},
                               .badInk = 0x10131A,
                               .idle = {0xAAB3BF, 0x2C313A},
                               .series = {0x7FB2EA, 0xC3A2EE, 0xE3A27F}};
  return palette;
}

const Palette& shownPalette() {
  const auto window = QGuiApplication::palette().color(QPalette::Active, QPalette::Window);
  return window.lightness() < 110 ? darkPalette() : lightPalette();
}

QPalette toQPalette(const Palette& p) {
  QPalette q;
  const auto set = [&q](QPalette::ColorRole role, const QColor& colour) { q.setColor(QPalette::All, role, colour); };
  set(QPalette::Window, p.window);
  set(QPalette::WindowText, p.text);
  set(QPalette::Base, p.surface);
  set(QPalette::AlternateBase, p.header);
  set(QPalette::Text, p.text);
  set(QPalette::PlaceholderText, p.hint);
  set(QPalette::Button, p.surface);
  set(QPalette::ButtonText, p.text);
  set(QPalette::BrightText, p.bad.ink);
  set(QPalette::ToolTipBase, p.header);
  set(QPalette::ToolTipText, p.text);
  set(QPalette::Highlight, p.selection);
  set(QPalette::HighlightedText, p.text);
  set(QPalette::Link, p.accent.ink);
  set(QPalette::LinkVisited, p.accent.ink);
  set(QPalette::Light, p.surface);
  set(QPalette::Midlight, p.rowLine);
  set(QPalette::Mid, p.line);
  set(QPalette::Dark, mixed(p.text, p.line, 0.2));
  set(QPalette::Shadow, mixed(p.text, p.line, 0.4));
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
    q.setColor(QPalette::Disabled, role, p.hint);
  q.setColor(QPalette::Disabled, QPalette::Base, p.window);
  q.setColor(QPalette::Disabled, QPalette::Button, p.window);
  return q;
}

QColor mixed(const QColor& over, const QColor& under, double share) {
  const auto part = [share](int a, int b) { return static_cast<int>(a * share + b * (1 - share) + 0.5); };
  return {part(over.red(), under.red()), part(over.green(), under.green()), part(over.blue(), under.blue())};
}

}  // namespace hookline::theme
