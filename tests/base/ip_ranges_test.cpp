#include "base/ip_ranges.h"

#include <doctest/doctest.h>

using namespace uws::base;

namespace {

bool holds(const char* range, const char* address) { return IpRanges({range}).contains(address); }

}  // namespace

TEST_CASE("blocks hold the addresses that begin as they do") {
  CHECK(holds("10.0.0.0/8", "10.255.0.1"));
  CHECK_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
  CHECK(holds("192.168.5.128/25", "192.168.5.129"));
  CHECK_FALSE(holds("192.168.5.128/25", "192.168.5.127"));
  CHECK(holds("192.168.5.200/25", "192.168.5.129"));
  CHECK(holds("192.0.2.1", "192.0.2.1"));
  CHECK_FALSE(holds("192.0.2.1", "192.0.2.2"));
  CHECK(holds("0.0.0.0/0", "203.0.113.9"));
  CHECK(holds("2001:db8::/32", "2001:db8::1"));
  CHECK_FALSE(holds("2001:db8::/32", "2001:db9::1"));
}

TEST_CASE("an address of one family is in no range of the other, unless it is mapped") {
  CHECK_FALSE(holds("0.0.0.0/0", "::1"));
  CHECK_FALSE(holds("::/0", "10.0.0.1"));
  CHECK(holds("10.0.0.0/8", "::ffff:10.9.9.9"));
  CHECK(holds("::ffff:10.9.9.9", "10.9.9.9"));
}

TEST_CASE("what is no range or address") {
  for (const char* bad : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::/129", "ten/8", "", "/8",
                          "10.0.0", "10.0.0.0/-1", "fe80::1%1", "10.0.0.0/+8",
                          "10.0.0.0/4294967304", "::ffff:10.0.0.0/33", " 10.0.0.1", "010.0.0.1"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_ip_range(bad));
    CHECK_FALSE(holds(bad, "10.0.0.1"));
  }
  for (const char* good : {"10.0.0.0/0", "10.0.0.0/32", "192.0.2.7", "::1", "2001:db8::/128"}) {
    CHECK(is_ip_range(good));
  }
  CHECK_FALSE(holds("10.0.0.0/8", ""));
  CHECK_FALSE(holds("10.0.0.0/8", "::ffff:11.0.0.1"));
  CHECK_FALSE(parse_ip("localhost").has_value());
  CHECK_FALSE(parse_ip(std::string_view("10.0.0.1\0x", 10)).has_value());
}

TEST_CASE("loopback is what only this machine reaches") {
  for (const char* text : {"127.0.0.1", "127.9.9.9", "::1"}) CHECK(parse_ip(text)->is_loopback());
  for (const char* text : {"0.0.0.0", "::", "192.0.2.1", "2001:db8::1"}) {
    CHECK_FALSE(parse_ip(text)->is_loopback());
  }
  CHECK(parse_ip("0.0.0.0")->is_unspecified());
  CHECK(parse_ip("::")->is_unspecified());
  CHECK_FALSE(parse_ip("::1")->is_unspecified());
}

TEST_CASE("an address is everywhere, inside or nowhere") {
  const auto place = [](const char* text) { return place_of(*parse_ip(text)); };
  for (const char* text : {"8.8.8.8", "11.0.0.1", "172.32.0.1", "192.169.0.1", "100.128.0.1",
                           "2600::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"}) {
    CAPTURE(text);
    CHECK(place(text) == IpPlace::everywhere);
  }
  for (const char* text : {"127.0.0.1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
                           "100.64.0.1", "198.18.0.1", "192.0.2.1", "198.51.100.7", "203.0.113.7",
                           "240.0.0.1", "::1", "fd00::1", "fc00::1", "2001:db8::1",
                           "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "::127.0.0.1"}) {
    CAPTURE(text);
    CHECK(place(text) == IpPlace::inside);
  }
  for (const char* text :
       {"0.0.0.0", "0.1.2.3", "169.254.169.254", "224.0.0.1", "239.1.1.1", "255.255.255.255",
        "100.100.100.200", "168.63.129.16", "::", "fe80::1", "ff02::1", "fd00:ec2::254",
        "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::"}) {
    CAPTURE(text);
    CHECK(place(text) == IpPlace::nowhere);
  }
}

TEST_CASE("an address reads back as it is written") {
  for (const char* text : {"10.1.2.3", "::1", "2001:db8::7", "255.255.255.255"}) {
    CHECK(to_text(*parse_ip(text)) == text);
  }
}
