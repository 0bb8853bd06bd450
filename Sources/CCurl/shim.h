#include <curl/curl.h>

/// What libcurl itself reports of its version and the libraries it was built with.
static inline const curl_version_info_data *shotglass_curl_version_info(void) {
  return curl_version_info(CURLVERSION_NOW);
}

// Swift does not import functions of many arguments: each kind of option has one of its own here.

static inline CURLcode shotglass_curl_set_number(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shotglass_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

/// libcurl copies the text.
static inline CURLcode shotglass_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

/// libcurl keeps the pointer.
static inline CURLcode shotglass_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

typedef size_t (*shotglass_curl_receiver)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode shotglass_curl_set_receiver(
    CURL *handle, CURLoption option, shotglass_curl_receiver value) {
  return curl_easy_setopt(handle, option, value);
}

typedef int (*shotglass_curl_before_request)(
    void *context, char *address, char *local_address, int port, int local_port);

/// What is called once a connection stands, before the first byte of a request is sent.
static inline CURLcode shotglass_curl_set_before_request(CURL *handle, shotglass_curl_before_request value) {
  return curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, value);
}

/// Lets a handle speak http, or nothing but https.
static inline CURLcode shotglass_curl_set_scheme(CURL *handle, int is_plain) {
#if LIBCURL_VERSION_NUM >= 0x075500
  return curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, is_plain ? "http" : "https");
#else
  return curl_easy_setopt(handle, CURLOPT_PROTOCOLS, is_plain ? (long)CURLPROTO_HTTP : (long)CURLPROTO_HTTPS);
#endif
}

static inline long shotglass_curl_number(CURL *handle, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

/// The handle of the next transfer that has ended, and how it did; null where there is none.
static inline CURL *shotglass_curl_next_ended(CURLM *loop, CURLcode *result) {
  int left = 0;
  CURLMsg *message = curl_multi_info_read(loop, &left);
  while (message != NULL && message->msg != CURLMSG_DONE) message = curl_multi_info_read(loop, &left);
  if (message == NULL) return NULL;
  *result = message->data.result;
  return message->easy_handle;
}
