internal import CCurl

/// The options of a handle of libcurl, and whether it took all of them.
final class CurlOptions {
  private let easy: UnsafeMutableRawPointer
  private(set) var isComplete = true

  /// Begins with what holds for every request.
  init(_ easy: UnsafeMutableRawPointer) {
    self.easy = easy
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    // Newer versions repeat requests on their own under some conditions.
    set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    // The path is signed as it is, dots included.
    set(CURLOPT_PATH_AS_IS, 1)
  }

  func set(_ option: CURLoption, _ value: Int) { check(shotglass_curl_set_number(easy, option, value)) }

  func set(_ option: CURLoption, _ value: String) { check(shotglass_curl_set_text(easy, option, value)) }

  func setSize(_ option: CURLoption, _ value: Int) {
    check(shotglass_curl_set_size(easy, option, curl_off_t(value)))
  }

  func setPointer(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) {
    check(shotglass_curl_set_pointer(easy, option, value))
  }

  func setReceiver(_ option: CURLoption, _ value: @escaping shotglass_curl_receiver) {
    check(shotglass_curl_set_receiver(easy, option, value))
  }

  func setBeforeRequest(_ value: @escaping shotglass_curl_before_request) {
    check(shotglass_curl_set_before_request(easy, value))
  }

  func setScheme(isPlain: Bool) { check(shotglass_curl_set_scheme(easy, isPlain ? 1 : 0)) }

  func setLimits(_ policy: TransferPolicy) {
    set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(policy.connectTimeoutInSeconds))
    set(CURLOPT_TIMEOUT_MS, Self.milliseconds(policy.timeoutInSeconds))
    setSize(CURLOPT_MAXFILESIZE_LARGE, max(policy.replyLimit, 1))
  }

  private func check(_ code: CURLcode) {
    if code != CURLE_OK { isComplete = false }
  }

  /// At least one, at most a day.
  private static func milliseconds(_ seconds: Double) -> Int {
    seconds.isFinite ? Int(min(max(seconds * 1000, 1), 86_400_000)) : 86_400_000
  }
}
