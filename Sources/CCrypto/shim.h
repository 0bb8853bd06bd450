#include <openssl/crypto.h>
#include <openssl/evp.h>

/// The name and version of the libcrypto that was loaded, such as "OpenSSL 3.0.17 1 Jul 2025".
static inline const char *shotglass_crypto_version(void) {
  return OpenSSL_version(OPENSSL_VERSION);
}

/// Writes the 32 bytes of SHA-256; 0 where the library cannot.
static inline int shotglass_sha256(const void *bytes, size_t count, unsigned char *digest) {
  return EVP_Digest(bytes, count, digest, NULL, EVP_sha256(), NULL);
}
