#pragma once
#include <QColor>
#include <QString>
#include <array>
#include <vector>

namespace hookline::shell {

/// What tells one connection from another at a glance, on every page and in every question.
enum class ConnectionColour { kGreen, kBlue, kViolet, kOrange, kRed };
/// Green is this computer's; a person may choose it all the same.
inline constexpr std::array kConnectionColours = {ConnectionColour::kBlue, ConnectionColour::kViolet, ConnectionColour::kOrange,
                                                  ConnectionColour::kRed, ConnectionColour::kGreen};

/// What a core is for, as a person says it.
enum class Environment { kNone, kDevelopment, kStaging, kProduction };
inline constexpr std::array kEnvironments = {Environment::kNone, Environment::kDevelopment, Environment::kStaging,
                                             Environment::kProduction};

/// What a person calls a daemon, and how it is told from others.
struct ConnectionLabel {
  static constexpr int kMaxLetters = 60;

  QString name = {};  ///< plain text, cleanName()'s; empty: its host
  ConnectionColour colour = ConnectionColour::kBlue;
  Environment environment = Environment::kNone;
  bool operator==(const ConnectionLabel&) const = default;
};

/// A core that this window can be attached to.
struct ConnectionChoice {
  QString id;       ///< kept in the settings
  QString name;     ///< "This computer", "EU production"; plain text
  QString address;  ///< after the role: "receiving at 127.0.0.1:8787"
  ConnectionColour colour = ConnectionColour::kGreen;
  bool demo = false;  ///< its data is made up
  /// Address of a daemon, whose token a person gives. Empty: it takes none.
  QString tokenFor = {};
  bool tokenKnown = true;     ///< otherwise it is looked for in the key ring and then asked for, before this is attached to
  bool saved = false;         ///< a daemon of the settings: it may be edited and forgotten
  QString pinnedSha256 = {};  ///< the one certificate that is trusted there; empty: the system's authorities decide
  Environment environment = Environment::kNone;
  bool operator==(const ConnectionChoice&) const = default;
};

/// For a dot.
QColor inkOf(ConnectionColour colour);
/// For a stripe over the whole width, which would glare in the dark theme otherwise.
QColor stripeOf(ConnectionColour colour);
/// "Blue"
QString wordOf(ConnectionColour colour);
/// "Production"; of none: "None"
QString wordOf(Environment environment);

/// One that none of `all` has, as long as there are any.
ConnectionColour freeColour(const std::vector<ConnectionChoice>& all);
/// One line of at most kMaxLetters, without what cannot be seen or turns the writing round.
QString cleanName(const QString& typed);
/// What a person gave it, as it can be edited: no name where it is called by its host.
ConnectionLabel labelOf(const ConnectionChoice& choice);
/// "EU production [Production]", for where there is no room for a badge.
QString nameWithBadge(const ConnectionChoice& choice);
/// With its address in its name, when another of `all` is called the same.
ConnectionChoice toldApart(ConnectionChoice choice, const std::vector<ConnectionChoice>& all);

}  // namespace hookline::shell
