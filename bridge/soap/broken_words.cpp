#include <expat.h>

#include "bridge/soap/gate_limits.h"
#include "bridge/soap/reader_memory.h"
#include "bridge/soap/xml_reader.h"

namespace uws::soap {

std::optional<std::string> words_for_broken(std::string_view document, bool whole) {
  const ExpatBudget budget(kReaderBytes + 2 * document.size());
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(
      XML_ParserCreate_MM("UTF-8", &ExpatBudget::suite(), "\n"), XML_ParserFree);
  if (!parser) return std::string(kTooManyNames);
  const auto size = static_cast<int>(document.size());
  if (XML_Parse(parser.get(), document.data(), size, whole ? 1 : 0) == XML_STATUS_OK) return {};
  const auto code = XML_GetErrorCode(parser.get());
  if (code == XML_ERROR_NO_MEMORY) return std::string(kTooManyNames);
  const auto* words = XML_ErrorString(code);
  return std::string(words ? words : "malformed") + ", line " +
         std::to_string(XML_GetCurrentLineNumber(parser.get())) + ", position " +
         std::to_string(XML_GetCurrentColumnNumber(parser.get()) + 1) + ".";
}

}  // namespace uws::soap
