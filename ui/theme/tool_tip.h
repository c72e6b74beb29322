#pragma once
#include <QString>
#include <QTextDocument>

namespace hookline::theme {

/// For a tooltip that holds what came from elsewhere: Qt takes for markup what looks like it, and would draw it and load its pictures.
inline QString tipText(const QString& text) {
  return Qt::mightBeRichText(text) ? QStringLiteral("<span>%1</span>").arg(text.toHtmlEscaped()) : text;
}

}  // namespace hookline::theme
