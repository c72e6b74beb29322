#pragma once
#include <QColor>
#include <QString>

namespace hookline::shell {

/// What tells one connection from another at a glance, on every page and in every question.
enum class ConnectionColour { kGreen, kBlue, kViolet, kOrange, kRed };

/// A core that this window can be attached to.
struct ConnectionChoice {
  QString id;       ///< kept in the settings
  QString name;     ///< "This computer", "Production"
  QString address;  ///< after the role: "receiving at 127.0.0.1:8787"
  ConnectionColour colour = ConnectionColour::kGreen;
  bool demo = false;  ///< its data is made up
  /// Address of a daemon, whose token a person gives. Empty: it takes none.
  QString tokenFor = {};
  bool tokenKnown = true;  ///< otherwise it is asked for before this is attached to
  bool mayBeForgotten = false;
  QString pinnedSha256 = {};  ///< the one certificate that is trusted there; empty: the system's authorities decide
  bool operator==(const ConnectionChoice&) const = default;
};

/// For a dot.
QColor inkOf(ConnectionColour colour);
/// For a stripe over the whole width, which would glare in the dark theme otherwise.
QColor stripeOf(ConnectionColour colour);

}  // namespace hookline::shell
