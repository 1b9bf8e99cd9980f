// The journal as a file: created whole or not at all, and looked at before anything in it is believed (SEC24, SEC44).
#pragma once

#include <string>

#include "adapters/journal/database.hpp"
#include "base/result.hpp"

namespace interlock::sqlite {

/// Creates it where there is none, mode 0600 whatever the umask; what is there is left as it is. The directory exists.
Problems create_journal(const std::string& path);
/// Where the path leads without links; refuses what is no private regular file of ours on a local disk (B73, J1).
Result<std::string> trusted_path(const std::string& path);

/// Tables of ours in an empty database.
void write_schema(Database& database);
/// Why it is no journal that this version can read: B69, B70, J14. Every page is looked at.
Problems check_schema(Database& database, const std::string& path);

/// "NFS" for a file system on the network, by the number that statfs has for it; else empty.
std::string_view network_file_system(unsigned long number);

}  // namespace interlock::sqlite
