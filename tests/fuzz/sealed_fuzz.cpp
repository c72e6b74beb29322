// Sealed records: nothing opens but what was sealed, and a changed byte anywhere closes it.
#include <cstdint>
#include <string>
#include <string_view>

#include "crypto/sealed_box.h"
#include "fuzz/must.h"

using hookline::fuzz::must;
using namespace hookline::crypto::internal;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const KeyBytes key(std::string(kKeyBytes, 'k'));
  static const KeyBytes other(std::string(kKeyBytes, 'o'));
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto half = text.substr(0, text.size() / 2);
  must(!openBox(key, half, text), "what nobody sealed does not open");

  auto box = sealBox(key, half, text);
  const auto opened = openBox(key, half, box);
  must(opened && *opened == text, "what was sealed opens");
  must(!openBox(other, half, box), "another key does not open it");
  must(!openBox(key, std::string(half) + "x", box), "another place does not open it");
  const auto at = size == 0 ? 0 : (data[0] * 257U + data[size - 1]) % box.size();
  box[at] = static_cast<char>(box[at] ^ (size > 1 && data[1] != 0 ? data[1] : 1));
  must(!openBox(key, half, box), "a changed byte closes it");
  box.resize(at);
  must(!openBox(key, half, box), "a part does not open");
  return 0;
}
