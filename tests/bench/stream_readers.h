#pragma once
#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

namespace hookline::bench {

/// Reads a daemon's live stream on `count` connections at once, in a thread of its own, until the object goes.
class StreamReaders {
 public:
  StreamReaders(const std::string& url, const std::string& token, int count);
  StreamReaders(const StreamReaders&) = delete;
  StreamReaders& operator=(const StreamReaders&) = delete;
  ~StreamReaders();

  /// Waits until each has got its first bytes; false: not within ten seconds.
  bool allRead() const;
  std::uint64_t bytes() const { return bytes_.load(); }

 private:
  void run(const std::string& url, const std::string& token);
  static std::size_t take(char* bytes, std::size_t size, std::size_t count, void* reader);

  struct Reader {
    StreamReaders* all;
    bool began = false;
  };
  const int count_;
  std::atomic<int> reading_{0};
  std::atomic<std::uint64_t> bytes_{0};
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace hookline::bench
