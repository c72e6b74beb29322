#pragma once
#include <QLabel>

namespace hookline::widgets {

/// A label that shows `text` to the letter, never as markup: what others wrote is safe in it. `role` is one of the theme's (theme.h) and
/// `name` its object name, where there is one. On one line; the parent owns it.
QLabel* plainLabel(const char* role, const QString& text, QWidget* parent, const char* name = "");

/// The same, broken into as many lines as it needs.
QLabel* wrappedLabel(const char* role, const QString& text, QWidget* parent, const char* name = "");

}  // namespace hookline::widgets
