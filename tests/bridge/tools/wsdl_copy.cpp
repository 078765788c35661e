#include "tests/bridge/tools/wsdl_copy.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "bridge/tools/wsdl_diff.h"
#include "contract/shape.h"
#include "tests/support/paths.h"

namespace uws::test {

namespace fs = std::filesystem;

bool Compared::has(const std::string& group, const std::string& what,
                   const std::string& meaning) const {
  std::istringstream lines(out);
  std::string line, last, at;
  while (std::getline(lines, line)) {
    if (!line.empty() && line.front() != ' ') at = line;
    if (at == group && last == "  " + what && line == "    -> " + meaning) return true;
    last = line;
  }
  return false;
}

std::string Compared::differences() const {
  const auto end = out.rfind(" differences\n");
  if (end == std::string::npos) return "none counted";
  const auto start = out.rfind(' ', end - 1) + 1;
  return out.substr(start, end - start);
}

WsdlCopy::WsdlCopy() {
  fs::copy(test::source_path("/wsdl"), folder_.path(), fs::copy_options::recursive);
}

std::string WsdlCopy::text(const std::string& file) const {
  std::ifstream in(folder_ / file, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string WsdlCopy::no_differences() {
  return std::to_string(contract::wrappers().size() / 2) + " operations compared, 0 differences\n";
}

void WsdlCopy::write(const std::string& file, const std::string& text) const {
  std::ofstream out(folder_ / file, std::ios::binary);
  out << text;
  REQUIRE(out.flush());
}

void WsdlCopy::replace(const std::string& file, const std::string& from,
                       const std::string& to) const {
  std::string changed = text(file);
  auto at = changed.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  for (; at != std::string::npos; at = changed.find(from, at + to.size())) {
    changed.replace(at, from.size(), to);
  }
  write(file, changed);
}

std::vector<std::string> WsdlCopy::wsdls() const {
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
    if (entry.path().extension() == ".wsdl") found.push_back(entry.path().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

Compared WsdlCopy::compare(const std::string& service) const {
  return compare_files({path(service + "/" + service + ".wsdl")});
}

Compared WsdlCopy::compare_files(const std::vector<std::string>& files) {
  std::ostringstream out, err;
  const int code = tools::wsdl_diff(files, out, err);
  return {code, out.str(), err.str()};
}

}  // namespace uws::test
