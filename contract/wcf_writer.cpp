#include "contract/wcf_writer.h"

#include <stdsoap2.h>

#include <algorithm>

#include "base/xml_out.h"
#include "contract/tag_names.h"

namespace uws::contract {
namespace {

constexpr std::size_t kDepth = 16;
constexpr std::string_view kInstance = "http://www.w3.org/2001/XMLSchema-instance";

// Letters a, b, ... without i, which is the instance namespace.
char letter(std::size_t index) {
  const char plain = static_cast<char>('a' + index);
  return plain < 'i' ? plain : static_cast<char>(plain + 1);
}

}  // namespace

WcfWriter::WcfWriter(std::string& out, const Wrapper* wrapper) : out_(out), wrapper_(wrapper) {
  frames_.reserve(kDepth);
  letters_.reserve(kDepth);
}

// The serializers keep the contract's order.
const Member* WcfWriter::member(std::string_view local) {
  Frame& frame = frames_.back();
  if (!frame.ours) return nullptr;
  const auto members = frame.ours->members;
  for (std::size_t i = frame.likely; i < members.size() && i < frame.likely + 2; ++i) {
    if (members[i].name != local) continue;
    frame.likely = i;
    return &members[i];
  }
  const Member* found = frame.ours->find(local);
  if (found) frame.likely = static_cast<std::size_t>(found - members.data());
  return found;
}

char WcfWriter::prefix_of(std::string_view name_space) const {
  const auto found = std::find(letters_.begin(), letters_.end(), name_space);
  if (found == letters_.end()) return 0;
  return letter(static_cast<std::size_t>(found - letters_.begin()));
}

// The part element declares its type's namespace and i; a deeper element only what is new.
void WcfWriter::declare_type(const Shape& type, bool part) {
  const bool known = type.name_space == default_space_ || prefix_of(type.name_space) != 0;
  if (!known) {
    letters_.push_back(type.name_space);
    put(" xmlns:", letter(letters_.size() - 1), "=\"", type.name_space, "\"");
  }
  if (part) put(" xmlns:i=\"", kInstance, "\"");
}

void WcfWriter::close_start_tag() {
  if (start_tag_open_) out_ += '>';
  start_tag_open_ = false;
}

void WcfWriter::put_name(const Frame& frame) {
  if (frame.prefix != 0) put(frame.prefix, ':');
  out_ += frame.name;
}

// The prefix of an element whose namespace no element around it has declared; 0 = it has declared
// it as the default. Types of the built-in contract always have their members' namespace.
char WcfWriter::declare_own(const Member& member) {
  if (member.name_space.empty()) {
    put(" xmlns=\"\"");
    return 0;
  }
  letters_.push_back(member.name_space);
  const char prefix = letter(letters_.size() - 1);
  put(" xmlns:", prefix, "=\"", member.name_space, "\"");
  return prefix;
}

// Writes "<prefix:local" with its declarations; on nil the attribute comes before them.
void WcfWriter::open(std::string_view local, const Member& member, bool nil) {
  close_start_tag();
  const bool part = frames_.size() == 1;
  Frame frame{member.type, member.type, local, letters_.size(), 0, 0, 0};
  if (!part) frame.prefix = prefix_of(member.name_space);
  out_ += '<';
  const bool unknown = frame.prefix == 0 && member.name_space != default_space_;
  if (unknown && !member.name_space.empty()) frame.prefix = letter(letters_.size());
  put_name(frame);
  if (nil) out_ += " i:nil=\"true\"";
  if (unknown) declare_own(member);
  if (frame.shape) declare_type(*frame.shape, part);
  frames_.push_back(frame);
  start_tag_open_ = true;
}

int WcfWriter::begin_wrapper(std::string_view local) {
  const Wrapper* wrapper = wrapper_ ? wrapper_ : find_wrapper(local);
  if (!wrapper) return SOAP_TAG_MISMATCH;
  default_space_ = wrapper->name_space;
  put("<", wrapper->name, " xmlns=\"", default_space_, "\"");
  frames_.push_back({wrapper->type, &wrapper->type->ours(), wrapper->name, 0, 0, 0, 0});
  start_tag_open_ = true;
  if (wrapper->type->layout) {
    const auto bare = std::ranges::any_of(wrapper->type->layout->places,
                                          [](const Place& place) { return place.dissolved; });
    if (bare) put(" xmlns:i=\"", kInstance, "\"");
    enter(*wrapper->type, {});
  }
  return SOAP_OK;
}

int WcfWriter::begin(const char* tag) {
  const std::string_view local = local_name(tag);
  if (frames_.empty()) return begin_wrapper(local);
  const Member* known = member(local);
  if (!known) return SOAP_TAG_MISMATCH;
  const Frame& frame = frames_.back();
  if (frame.chores != 0) {
    begin_laid(*known, false);
  } else if (frame.shape != frame.ours) {
    begin_plain(*known, false);
  } else {
    open(local, *known, false);
  }
  return SOAP_OK;
}

void WcfWriter::end_element(const Frame& frame) {
  if (start_tag_open_) {
    put("/>");
  } else {
    put("</");
    put_name(frame);
    put(">");
  }
  start_tag_open_ = false;
}

int WcfWriter::end() {
  const Frame frame = frames_.back();
  if ((frame.chores & ~kQuick) != 0) {
    finish(frame);
    return SOAP_OK;
  }
  frames_.pop_back();
  letters_.resize(frame.scope);
  end_element(frame);
  if (frame.chores != 0) pieces_[frame.likely].end = out_.size();
  return SOAP_OK;
}

int WcfWriter::null(const char* tag) {
  if (frames_.empty()) return SOAP_TAG_MISMATCH;
  const Member* known = member(local_name(tag));
  if (!known) return SOAP_TAG_MISMATCH;
  const Frame& frame = frames_.back();
  if (frame.chores != 0 || frame.shape != frame.ours) {
    begin_laid(*known, true);
    return SOAP_OK;
  }
  if (!known->nillable) return SOAP_OK;
  open(known->name, *known, true);
  return end();
}

int WcfWriter::empty(const char* tag) {
  const int begun = begin(tag);
  return begun == SOAP_OK ? end() : begun;
}

int WcfWriter::text(std::string_view text) {
  if (text.empty()) return SOAP_OK;
  close_start_tag();
  base::append_xml_text(out_, text);
  return SOAP_OK;
}

// What generated/wcf_redirect.h calls. soap->user is the message's writer.
namespace {
WcfWriter& writer(struct soap* soap) { return *static_cast<WcfWriter*>(soap->user); }
int report(struct soap* soap, int error) {
  return error == SOAP_OK ? SOAP_OK : soap->error = error;
}
}  // namespace

int write_begin(struct soap* soap, const char* tag) {
  return report(soap, writer(soap).begin(tag));
}
int write_end(struct soap* soap, const char*) { return report(soap, writer(soap).end()); }
int write_null(struct soap* soap, const char* tag) { return report(soap, writer(soap).null(tag)); }
int write_empty(struct soap* soap, const char* tag) {
  return report(soap, writer(soap).empty(tag));
}
int write_text(struct soap* soap, const char* text) {
  return report(soap, writer(soap).text(text));
}
int write_int(struct soap* soap, const char* tag, long long value) {
  if (const int error = write_begin(soap, tag)) return error;
  writer(soap).text(std::to_string(value));
  return write_end(soap, tag);
}

}  // namespace uws::contract
