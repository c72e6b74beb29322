#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace hookline::net::internal {

/// Bytes that came and are not worked off. Its room stays when it runs empty, so a kept connection allocates nothing a request.
class ReadBuffer {
 public:
  /// Room for at least `least` more bytes.
  std::span<char> prepare(std::size_t least) {
    if (begin_ == end_) begin_ = end_ = 0;
    if (capacity_ - end_ < least) makeRoom(least);
    return {bytes_.get() + end_, capacity_ - end_};
  }
  void commit(std::size_t count) { end_ += count; }
  void consume(std::size_t count) { begin_ += count; }
  void clear() { begin_ = end_ = 0; }
  std::string_view view() const { return {bytes_.get() + begin_, end_ - begin_}; }
  bool empty() const { return begin_ == end_; }

 private:
  void makeRoom(std::size_t least) {
    const auto held = end_ - begin_;
    if (capacity_ - held >= least && held <= capacity_ / 2) {
      std::memmove(bytes_.get(), bytes_.get() + begin_, held);
    } else {
      const auto capacity = std::max(capacity_ * 2, held + least);
      auto larger = std::make_unique_for_overwrite<char[]>(capacity);
      if (held > 0) std::memcpy(larger.get(), bytes_.get() + begin_, held);
      bytes_ = std::move(larger);
      capacity_ = capacity;
    }
    begin_ = 0;
    end_ = held;
  }

  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace hookline::net::internal
