#pragma once
// An operator's WSDL files, made of our own: a copy of wsdl/ to change before it is compared.

#include <string>
#include <vector>

#include "tests/support/temp_dir.h"

namespace uws::test {

struct Compared {
  int code = -1;
  std::string out, err;

  // Whether the report has the line `what` below `group`, and the line "-> meaning" below that one.
  bool has(const std::string& group, const std::string& what, const std::string& meaning) const;
  // As the last line counts them.
  std::string differences() const;
};

class WsdlCopy {
 public:
  WsdlCopy();

  // Paths below wsdl/: "SessionService/SessionService.wsdl".
  std::string path(const std::string& file) const { return (folder_ / file).string(); }
  std::string text(const std::string& file) const;
  void write(const std::string& file, const std::string& text) const;
  // Replaces every occurrence; fails the test when there is none.
  void replace(const std::string& file, const std::string& from, const std::string& to) const;
  // All WSDL files, by path.
  std::vector<std::string> wsdls() const;
  // What a comparison says of files with all operations of the contract.
  static std::string no_differences();

  Compared compare(const std::string& service) const;
  static Compared compare_files(const std::vector<std::string>& files);

 private:
  TempDir folder_;
};

}  // namespace uws::test
