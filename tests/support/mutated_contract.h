#pragma once
// An owner's contract to test with: wsdl/ with 20 members renamed, 10 moved, other namespaces, two
// members more, two fewer, three of another kind and one level more.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace uws::test {

struct MutatedMember {
  std::string_view type, member, value;
};

std::vector<MutatedMember> mutated_names();   // value: his name of our member
std::vector<MutatedMember> mutated_places();  // moved to the front, one after the other
std::vector<MutatedMember> mutated_extras();  // his alone, at the end; value: its type
std::vector<MutatedMember> mutated_fewer();   // ours alone
std::vector<MutatedMember> mutated_kinds();  // value: its type, or "active|suspend": an enumeration

// "ArrayOfDeviceInformation" holds "Items", which holds what it held.
inline constexpr std::string_view kNestedType = "ArrayOfDeviceInformation";
inline constexpr std::string_view kNestedLevel = "Items";

// `text` with his namespaces instead of ours.
std::string in_his_namespaces(std::string text);
// The other way.
std::string in_our_namespaces(std::string text);

// Writes all files, contract.toml among them, into `folder`, which there is.
void write_mutated_contract(const std::filesystem::path& folder);

// An XML text with every built-in name in it as he has it: a request as a client sends it keeps its
// order and what it sends of members he does not have; an answer is laid out by his schema. By the
// lists above, and by nothing of the program's but its built-in tables. Text that is no XML only
// gets his namespaces.
std::string as_he_has_it(const std::string& envelope, bool answer);

}  // namespace uws::test
