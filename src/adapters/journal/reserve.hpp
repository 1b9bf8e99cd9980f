// Room on the disk that is given back when it is full, so that outcomes still find some (faults.md J4).
#pragma once

#include <memory>
#include <string>

namespace interlock::sqlite {

/// A file without a name, so that nothing is left of it after a kill.
class Reserve {
 public:
  /// Takes the room beside `path`; 0 or the failure's code is left in `code`.
  Reserve(const std::string& path, const std::string& vfs, int bytes, int& code);
  ~Reserve();
  Reserve(const Reserve&) = delete;
  Reserve& operator=(const Reserve&) = delete;

  /// Gives the room back; false where that was done before.
  bool release();

 private:
  struct File;
  std::string name_;
  std::unique_ptr<File> file_;
};

}  // namespace interlock::sqlite
