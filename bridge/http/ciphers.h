#pragma once
// Which ciphers a peer over TLS may use, as OpenSSL spells it.

namespace uws::http {

// Mozilla intermediate, TLS 1.2; those of TLS 1.3 are OpenSSL's own.
inline constexpr const char* kIntermediateCiphers =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"
    "DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384:DHE-RSA-CHACHA20-POLY1305:@SECLEVEL=2";
// TLS 1.0 and 1.1 sign with MD5 and SHA-1, which every level above 0 refuses.
inline constexpr const char* kLegacyCiphers =
    "DEFAULT:!aNULL:!eNULL:!EXPORT:!RC4:!PSK:!SRP:@SECLEVEL=0";

}  // namespace uws::http
