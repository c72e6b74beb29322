#pragma once
#include <QLocalServer>
#include <QObject>
#include <filesystem>

namespace hookline::desktop {

/// The window of a data folder, for whoever starts a second one on it. Whose the folder is was settled by the core's lock before: only
/// its owner listens, so a name that a crash left behind is nobody's. Thread: the GUI thread.
class SingleInstance final : public QObject {
  Q_OBJECT
 public:
  explicit SingleInstance(const std::filesystem::path& dataFolder, QObject* parent = nullptr);

  /// Asks the window of this folder to come to the front, with a connect link to open unless it is empty; true: there is one, and it heard.
  /// Blocks for kPatienceMs at most.
  static bool raiseOther(const std::filesystem::path& dataFolder, const std::string& connectLink = {});
  /// The same for all spellings of a folder.
  static QString nameOf(const std::filesystem::path& dataFolder);

  static constexpr int kPatienceMs = 3000;
  static constexpr int kMaxWaiting = 8;
  static constexpr qsizetype kMaxLinkBytes = 8192;

 signals:
  void raiseWanted();
  void linkWanted(const QString& connectLink);

 private:
  void onConnection();
  void hear(QLocalSocket& socket);

  QLocalServer server_;
};

}  // namespace hookline::desktop
