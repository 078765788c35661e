#pragma once
// Writes the bytes WCF's DataContractSerializer would, driven by gSOAP's generated serializers
// (generated/wcf_redirect.h sends their output calls here). Where each namespace is declared and
// which letter it gets follows wire.md: response envelope.

#include <string>
#include <string_view>
#include <vector>

#include "contract/shape.h"

struct soap;

namespace uws::contract {

// One writer per message. Calls come as begin (content | begin..end)* end; a null or empty element
// is one call. Every function returns 0, or SOAP_TAG_MISMATCH when the tag is not of the contract.
class WcfWriter {
 public:
  // Appends to `out`, which must outlive the writer.
  explicit WcfWriter(std::string& out);

  int begin(const char* tag);
  int end();
  // A missing value: i:nil="true" where the contract says nillable, else nothing at all.
  int null(const char* tag);
  int empty(const char* tag);
  int text(std::string_view text);

 private:
  struct Frame {
    const Shape* shape;     // type of the element's content; null for a value
    std::string_view name;  // local name
    std::size_t scope;      // how many namespaces were in scope outside the element
    char prefix;            // 0 = none
    std::size_t likely;     // index of the member to expect
  };

  const Member* member(std::string_view local);
  char prefix_of(std::string_view name_space) const;  // 0 = none in scope
  template <class... Parts>
  void put(const Parts&... parts) {
    ((out_ += parts), ...);
  }
  void put_name(const Frame& frame);
  void open(std::string_view local, const Member* member, bool nil);
  void declare_type(const Shape& type, bool part);
  void close_start_tag();

  std::string& out_;
  std::vector<Frame> frames_;
  std::vector<std::string_view> letters_;  // namespaces in scope; index 0 is `a`
  bool start_tag_open_ = false;
};

}  // namespace uws::contract
