#include <openssl/crypto.h>

/// The name and version of the libcrypto that was loaded, such as "OpenSSL 3.0.17 1 Jul 2025".
static inline const char *shotglass_crypto_version(void) {
  return OpenSSL_version(OPENSSL_VERSION);
}
