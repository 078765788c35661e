#pragma once
// What a document may cost. Every limit is far beyond what a client of the service sends; together
// they keep a request's cost in proportion to its size (docs/wire.md: what the gate cuts). Where
// .NET's reader has a quota of the kind, its words are used.

#include <cstddef>
#include <string_view>

namespace uws::soap {

inline constexpr std::size_t kMaxDepth = 32;
inline constexpr std::size_t kMaxTagBytes = 32 * 1024;    // from '<' to '>'
inline constexpr std::size_t kMaxAttributes = 64;         // of a tag, xmlns included
inline constexpr std::size_t kMaxNamespaces = 256;        // in scope
inline constexpr std::size_t kMaxElements = 500'000;      // of a document
inline constexpr std::size_t kMaxStrays = 4'096;          // elements the contract does not know
inline constexpr std::size_t kMaxStrayText = 256 * 1024;  // bytes, in strays that may hold pairs
inline constexpr std::size_t kMaxItems = 10'000;          // of one list: the contract's largest
inline constexpr std::size_t kMaxEcho = 256;    // characters of a request a fault may repeat
inline constexpr std::size_t kMaxToken = 1024;  // bytes kept of a session token
// Names handed over by the reader, their namespaces written out: short prefixes may stand for long
// names, so these are bounded by the document's size.
inline constexpr std::size_t kMaxNamesPerByte = 16;
// What the reader may hold for one document, its copy included: this and twice its size.
inline constexpr std::size_t kReaderBytes = 1024 * 1024;

inline constexpr std::string_view kNotWellFormed = "not well-formed";
inline constexpr std::string_view kTooDeep =
    "The maximum read depth (32) has been exceeded. This quota may be increased by changing the "
    "MaxDepth property on the XmlDictionaryReaderQuotas object used when creating the XML reader.";
inline constexpr std::string_view kTagTooLong =
    "The maximum bytes per read quota (32768) has been exceeded while reading XML data. Long "
    "element start tags (consisting of the element name, attribute names and attribute values) may "
    "trigger this quota. This quota may be increased by changing the MaxBytesPerRead property on "
    "the XmlDictionaryReaderQuotas object used when creating the XML reader.";
inline constexpr std::string_view kTooManyNames =
    "The maximum nametable character count quota has been exceeded while reading XML data. The "
    "nametable is a data structure used to store strings encountered during XML processing - long "
    "XML documents with non-repeating element names, attribute names and attribute values may "
    "trigger this quota. This quota may be increased by changing the MaxNameTableCharCount "
    "property "
    "on the XmlDictionaryReaderQuotas object used when creating the XML reader.";
inline constexpr std::string_view kTextTooLong =
    "The maximum string content length quota (262144) has been exceeded while reading XML data. "
    "This quota may be increased by changing the MaxStringContentLength property on the "
    "XmlDictionaryReaderQuotas object used when creating the XML reader.";
inline constexpr std::string_view kTooManyElements =
    "Maximum number of items that can be serialized or deserialized in an object graph is "
    "'500000'. Change the object graph or increase the MaxItemsInObjectGraph quota.";
inline constexpr std::string_view kTooManyAttributes = "Too many attributes on one element.";
inline constexpr std::string_view kTooManyNamespaces = "Too many namespaces in scope.";
inline constexpr std::string_view kTooManyStrays = "Too many elements the contract does not know.";

}  // namespace uws::soap
