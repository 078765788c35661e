#include "contract/tokens.h"

namespace uws::contract {
namespace {

// What stays reserved between messages.
constexpr std::size_t kKeptTokens = 8 * 1024;
constexpr std::size_t kKeptText = 128 * 1024;

}  // namespace

void Tokens::clear() {
  tokens_.clear();
  texts_.clear();
  if (tokens_.capacity() > kKeptTokens) tokens_.shrink_to_fit();
  if (texts_.capacity() > kKeptText) texts_.shrink_to_fit();
}

void Tokens::value(const Member& member, std::string_view text) {
  open_value();
  append(text);
  close_value(member);
}

void Tokens::close_value(const Member& member) {
  texts_ += '\0';
  tokens_.push_back({member.ours, static_cast<std::uint32_t>(opened_), Token::Kind::value});
}

}  // namespace uws::contract
