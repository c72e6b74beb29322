#pragma once
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>

namespace hookline::support {

/// Flips one bit of a sealed column of one webhook in a data folder that nobody has open.
inline void flipSealedBit(const std::filesystem::path& dataFolder, const std::string& column, const std::string& webhookName,
                          std::size_t bit) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open((dataFolder / "hookline.db").c_str(), &db), SQLITE_OK);
  const std::string select = "SELECT id, " + column + " FROM webhook WHERE json_extract(config, '$.name') = '" + webhookName + "'";
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(db, select.c_str(), -1, &statement, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
  const auto id = sqlite3_column_int64(statement, 0);
  std::string value(static_cast<const char*>(sqlite3_column_blob(statement, 1)),
                    static_cast<std::size_t>(sqlite3_column_bytes(statement, 1)));
  sqlite3_finalize(statement);
  ASSERT_GT(value.size() * 8, bit);
  value[bit / 8] = static_cast<char>(value[bit / 8] ^ (1 << (bit % 8)));
  ASSERT_EQ(sqlite3_prepare_v2(db, ("UPDATE webhook SET " + column + " = ?1 WHERE id = ?2").c_str(), -1, &statement, nullptr), SQLITE_OK);
  sqlite3_bind_blob(statement, 1, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
  sqlite3_bind_int64(statement, 2, id);
  ASSERT_EQ(sqlite3_step(statement), SQLITE_DONE);
  sqlite3_finalize(statement);
  sqlite3_close(db);
}

}  // namespace hookline::support
