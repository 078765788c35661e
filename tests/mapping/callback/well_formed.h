#pragma once
// Expat's word on a whole document, namespaces included.

#include <expat.h>

#include <memory>
#include <string_view>

namespace uws::testing {

inline bool is_well_formed(std::string_view document) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreateNS("UTF-8", '|'), &XML_ParserFree);
  return XML_Parse(parser.get(), document.data(), static_cast<int>(document.size()), 1) ==
         XML_STATUS_OK;
}

}  // namespace uws::testing
