#include <curl/curl.h>

/// What libcurl itself reports of its version and the libraries it was built with.
static inline const curl_version_info_data *shotglass_curl_version_info(void) {
  return curl_version_info(CURLVERSION_NOW);
}
