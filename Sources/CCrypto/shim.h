#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

/// The name and version of the libcrypto that was loaded, such as "OpenSSL 3.0.17 1 Jul 2025".
static inline const char *shotglass_crypto_version(void) {
  return OpenSSL_version(OPENSSL_VERSION);
}

/// Writes the 32 bytes of SHA-256; 0 where the library cannot.
static inline int shotglass_sha256(const void *bytes, size_t count, unsigned char *digest) {
  return EVP_Digest(bytes, count, digest, NULL, EVP_sha256(), NULL);
}

/// Writes the 32 bytes of HMAC with SHA-256; 0 where the library cannot.
static inline int shotglass_hmac_sha256(
    const void *key, size_t key_count, const void *bytes, size_t count, unsigned char *digest) {
  if (key_count > 1 << 20) return 0;
  // A key of no bytes must still have an address, or the library takes the last key.
  return HMAC(EVP_sha256(), key_count > 0 ? key : "", (int)key_count, bytes, count, digest, NULL) != NULL;
}
