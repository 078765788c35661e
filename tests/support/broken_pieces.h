#pragma once
// What JSON texts and HTTP heads trip over when it is put into them, and what is XML all the same.

#include <pugixml.hpp>
#include <string>

namespace uws::test {

inline const std::string kHeaderPieces[] = {
    " folded: line\r\n",
    "\r\n",
    "\n",
    "Content-Length: 5\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Content-Encoding: gzip\r\n",
    "Connection: close\r\n",
    "HTTP/1.1 100 Continue\r\n\r\n",
    std::string(1, '\0'),
};
inline const std::string kJsonPieces[] = {
    "{",  "}",    "[",    "]",       ",",        ":",    "\"",      "\\",
    "\f", "null", "true", "1e999",   "\xED\xA0", "\xFF", "\\ud8",   "\\u0000",
    "-0", "<&>",  "]]>",  "\"\":1,", "0.1",      "[[[[", "{\"a\":", std::string(1, '\0'),
};

inline bool is_xml(const std::string& text) {
  pugi::xml_document document;
  return bool(document.load_buffer(text.data(), text.size()));
}

}  // namespace uws::test
