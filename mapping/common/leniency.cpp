#include "mapping/common/leniency.h"

#include <array>

namespace uws::mapping {
namespace {

// The XSD says Account, the page's table AccountName.
constexpr std::array kAliases = {
    Alias{"GetLeadInformationRequest", "AccountName", "Account"},
    // The pages do not show the name; both are seen for ZIP codes elsewhere.
    Alias{"PrimaryPlaceOfUseAddress", "ZipCode", "Zip"},
    // As the field tables misprint it.
    Alias{"", "DeviceIndentifiers", "DeviceIdentifiers", true},
    // The type index of one service has the one, of another the other.
    Alias{"", "CustomField", "CustomFieldObj", true},
    Alias{"", "CustomFieldObj", "CustomField", true},
};
// The first page is asked for with 0, with nothing, and with an empty element; who sends the
// element goes on by device ID, so the empty one must not be the page without a cursor.
constexpr std::array<std::string_view, 1> kBlankIsZero = {"LargestDeviceIdSeen"};

}  // namespace

Leniency leniency(bool strict_order) { return {kAliases, kBlankIsZero, strict_order}; }

}  // namespace uws::mapping
