#pragma once
#include <cstdint>
#include <string>

namespace hookline::testing {

/// A gzip file of about 60 KiB that unpacks to about 9 MiB of zeros: one literal, then matches of 258 bytes at distance 1, in the fixed
/// Huffman codes of RFC 1951. Its checksum is right only as far as anybody who unpacks it in pieces can tell: it is at the end.
inline std::string gzipBomb() {
  std::string out("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
  unsigned pending = 0;
  int bits = 0;
  const auto put = [&](unsigned value, int count) {  // lowest bit first
    pending |= value << bits;
    for (bits += count; bits >= 8; bits -= 8, pending >>= 8) out += static_cast<char>(pending & 0xff);
  };
  put(0b011, 3);       // the last block, fixed codes
  put(0b00001100, 8);  // literal 0: 00110000, highest bit first
  for (int i = 0; i < 36000; ++i) {
    put(0b10100011, 8);  // length 258: 11000101, highest bit first
    put(0, 5);           // distance 1
  }
  put(0, 7);  // end of the block
  put(0, 7);
  return out + std::string(8, '\0');
}

}  // namespace hookline::testing
