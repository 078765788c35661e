#include <doctest/doctest.h>

#include <functional>

#include "bridge/soap/envelope_in.h"
#include "bridge/soap/gate_body.h"
#include "bridge/soap/gate_limits.h"
#include "mapping/operations.h"
#include "tests/bridge/soap/soap_requests.h"
#include "tests/support/allocations.h"

namespace {

using namespace uws;
using namespace uws::test;

std::string number(std::size_t i) { return std::to_string(i); }

std::string repeated(std::size_t times, const std::function<std::string(std::size_t)>& part) {
  std::string out;
  // The last number is the longest.
  if (times > 0) out.reserve(times * part(times - 1).size());
  for (std::size_t i = 0; i < times; ++i) out += part(i);
  return out;
}

std::string with_prefixes(std::size_t prefixes, const std::string& members) {
  std::string document = move_device(members);
  const std::string declared = repeated(
      prefixes, [](std::size_t i) { return " xmlns:p" + number(i) + "='urn:" + number(i) + "'"; });
  return document.insert(std::string_view("<s:Envelope").size(), declared);
}

std::string devices(std::size_t count) {
  return "<DeviceList>" +
         repeated(count,
                  [](std::size_t i) {
                    return "<c:DeviceIdentifierCollection><c:DeviceIdentifiers><c:DeviceIdentifier>"
                           "<c:Kind>"
                           "mdn</c:Kind><c:Identifier>" +
                           number(5551230000 + i) +
                           "</c:Identifier></c:DeviceIdentifier></c:DeviceIdentifiers>"
                           "</c:DeviceIdentifierCollection>";
                  }) +
         "</DeviceList>";
}

std::string list_size(const std::string& text) {
  return request("GetDeviceGroupList", "DeviceGroupService",
                 "<AccountName/><PageSize>" + text + "</PageSize>");
}

// A document of this many bytes or so that some reader would have to work hard for.
struct Hostile {
  const char* name;
  std::function<std::string(std::size_t bytes)> make;
  const char* operation = "MoveDevice";
};

const Hostile kHostile[] = {
    {"distinct attribute names, few to an element",
     [](std::size_t bytes) {
       return move_device(repeated(
           bytes / 30, [](std::size_t i) { return "<ServicePlan a" + number(i) + "=''/>"; }));
     }},
    {"distinct attribute names, many to an element",
     [](std::size_t bytes) {
       return move_device(repeated(bytes / 700, [](std::size_t i) {
         return "<ServicePlan" +
                repeated(60, [i](std::size_t k) { return " a" + number(i * 60 + k) + "=''"; }) +
                "/>";
       }));
     }},
    {"attributes in a namespace with a long name",
     [](std::size_t bytes) {
       return move_device(
           "<ServicePlan xmlns:q='" + std::string(30'000, 'u') + "'/><DeviceList>" +
           "<c:DeviceIdentifierCollection xmlns:q='" + std::string(30'000, 'u') + "'>" +
           repeated(bytes / 500,
                    [](std::size_t) {
                      return "<c:DeviceIdentifiers" +
                             repeated(60,
                                      [](std::size_t k) { return " q:a" + number(k) + "=''"; }) +
                             "/>";
                    }) +
           "</c:DeviceIdentifierCollection></DeviceList>");
     }},
    {"one prefix more for every element",
     [](std::size_t bytes) {
       return move_device(repeated(bytes / 40, [](std::size_t i) {
         return "<ServicePlan xmlns:p" + number(i) + "='u'/>";
       }));
     }},
    {"distinct prefixes, many to an element",
     [](std::size_t bytes) {
       return move_device(repeated(bytes / 1'100, [](std::size_t i) {
         return "<ServicePlan" +
                repeated(60,
                         [i](std::size_t k) { return " xmlns:p" + number(i * 60 + k) + "='u'"; }) +
                "/>";
       }));
     }},
    {"many prefixes on the envelope",
     [](std::size_t bytes) { return with_prefixes(bytes / 24, "<ServicePlan/>"); }},
    {"50 prefixes and elements that use them",
     [](std::size_t bytes) {
       return with_prefixes(50, repeated(bytes / 22, [](std::size_t i) {
                              return "<p" + number(i % 50) + ":ServicePlan/>";
                            }));
     }},
    {"distinct element names",
     [](std::size_t bytes) {
       return move_device(
           repeated(bytes / 10, [](std::size_t i) { return "<a" + number(i) + "/>"; }));
     }},
    {"distinct element names below a repeated member",
     [](std::size_t bytes) {
       return move_device(
           "<ServicePlan/><ServicePlan>" +
           repeated(bytes / 10, [](std::size_t i) { return "<a" + number(i) + "/>"; }) +
           "</ServicePlan>");
     }},
    {"stray kinds",
     [](std::size_t bytes) {
       return move_device("<DeviceList>" +
                          repeated(bytes / 19, [](std::size_t) { return "<Kind>mdn</Kind>"; }) +
                          "</DeviceList>");
     }},
    {"a stray text of ampersands",
     [](std::size_t bytes) {
       return move_device("<DeviceList><Kind><![CDATA[" + std::string(bytes, '&') +
                          "]]></Kind></DeviceList>");
     }},
    {"nil devices",
     [](std::size_t bytes) {
       return move_device(
           "<DeviceList>" +
           repeated(bytes / 41,
                    [](std::size_t) { return "<c:DeviceIdentifierCollection i:nil='1'/>"; }) +
           "</DeviceList>");
     }},
    {"nil identifiers in a few devices",
     [](std::size_t bytes) {
       std::string device =
           "<c:DeviceIdentifierCollection><c:DeviceIdentifiers>" +
           repeated(9'000, [](std::size_t) { return "<c:DeviceIdentifier i:nil='1'/>"; }) +
           "</c:DeviceIdentifiers></c:DeviceIdentifierCollection>";
       return move_device("<DeviceList>" +
                          repeated(bytes / device.size(), [&](std::size_t) { return device; }) +
                          "</DeviceList>");
     }},
    {"a number of greater-than signs",
     [](std::size_t bytes) { return list_size(std::string(bytes, '>')); }, "GetDeviceGroupList"},
    {"a number of blanks", [](std::size_t bytes) { return list_size(std::string(bytes, ' ')); },
     "GetDeviceGroupList"},
    {"text between elements",
     [](std::size_t bytes) { return move_device(std::string(bytes, '>')); }},
    {"a text of references",
     [](std::size_t bytes) {
       return move_device("<ServicePlan>" +
                          repeated(bytes / 5, [](std::size_t) { return "&amp;"; }) +
                          "</ServicePlan>");
     }},
    {"a text in a CDATA section",
     [](std::size_t bytes) {
       return move_device("<ServicePlan><![CDATA[" + std::string(bytes, '&') + "]]></ServicePlan>");
     }},
    {"a comment",
     [](std::size_t bytes) { return move_device("<!--" + std::string(bytes, '<') + "-->"); }},
    {"comments",
     [](std::size_t bytes) {
       return move_device(repeated(bytes / 8, [](std::size_t) { return "<!--a-->"; }));
     }},
    {"one tag",
     [](std::size_t bytes) {
       return move_device("<ServicePlan a='" + std::string(bytes, 'a') + "'/>");
     }},
    {"a token",
     [](std::size_t bytes) {
       return envelope("<v:MoveDevice/>", "<v:token>" + std::string(bytes, 'a') + "</v:token>");
     }},
    {"headers",
     [](std::size_t bytes) {
       return envelope("<v:MoveDevice/>", repeated(bytes / 4, [](std::size_t) { return "<a/>"; }));
     }},
    {"a bare less-than sign again and again",
     [](std::size_t bytes) { return move_device(std::string(bytes, '<')); }},
    {"an open comment",
     [](std::size_t bytes) { return move_device("<!--" + std::string(bytes, 'x')); }},
};

const mapping::Operation& row(std::string_view name) {
  for (const auto& operation : mapping::operations()) {
    if (operation.name == name) return operation;
  }
  FAIL("no such operation");
  return mapping::operations()[0];
}

struct Cost {
  double size, steps, bytes_held, blocks;
};

Cost cost_of(const std::string& document, const char* operation) {
  const auto report = gate(document, operation);
  const auto& called = row(operation);
  std::string body = document;
  const auto leniency = mapping::leniency(false);
  const auto held = allocations_of([&] {
    static_cast<void>(
        uws::soap::open_envelope(std::move(body), "utf-8", &called, called.soap_action, leniency));
  });
  const auto size = static_cast<double>(document.size());
  // The body itself counts, as it does in the server.
  return {size, static_cast<double>(report.cost.steps), static_cast<double>(held.peak_bytes) + size,
          static_cast<double>(held.blocks)};
}

// What a document of any size may cost beside what goes with its size: 4,096 strays may each become
// a device of its own, and the reader takes every namespace's name apart in a few blocks.
// Five times what MoveDevice took when gSOAP read a second document.
constexpr double kBlocksPerByte = 5 * 0.0343602;
constexpr double kSteps = 3e6, kBytes = 6e6, kBlocks = 1e5;

void show(const char* name, const Cost& cost) {
  MESSAGE(std::string(name) << ", " << cost.size << " bytes: a byte takes "
                            << cost.steps / cost.size << " steps, " << cost.bytes_held / cost.size
                            << " bytes and " << cost.blocks / cost.size << " blocks");
}

}  // namespace

TEST_CASE("no document costs more than five times what MoveDevice costs per byte") {
  const Cost good = cost_of(move_device(devices(9'000)), "MoveDevice");
  show("MoveDevice", good);
  CHECK(good.bytes_held < 8 * good.size);
  for (const auto& hostile : kHostile) {
    CAPTURE(std::string(hostile.name));
    for (const std::size_t bytes : {64u << 10u, 1u << 20u, 15u << 20u}) {
      const Cost bad = cost_of(hostile.make(bytes), hostile.operation);
      show(hostile.name, bad);
      CHECK(bad.steps < 5 * good.steps / good.size * bad.size + kSteps);
      CHECK(bad.blocks < kBlocksPerByte * bad.size + kBlocks);
      CHECK(bad.bytes_held < 8 * bad.size + kBytes);
    }
  }
}
