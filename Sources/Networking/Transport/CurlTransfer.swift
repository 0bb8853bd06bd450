internal import CCurl
internal import Synchronization

/// One request on its way. After it was handed to the loop only the loop's thread touches it.
final class CurlTransfer: @unchecked Sendable {
  let number: Int
  private let request: HTTPRequest
  private let endpoint: Endpoint
  private let policy: TransferPolicy
  private let certificates: String?
  private var completion: (@Sendable (Result<HTTPResponse, TransportError>) -> Void)?

  private var easy: UnsafeMutableRawPointer?
  private var headerLines: UnsafeMutablePointer<curl_slist>?
  private var body: UnsafeMutableBufferPointer<UInt8>?
  private let reason = UnsafeMutableBufferPointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  private var received: [UInt8] = []
  private var receivedHeaders = HTTPHeaders()
  private var headerBytes = 0
  /// Whether the line that ends the headers came: libcurl takes headers that are cut off for whole ones.
  private var isHeaderWhole = false
  private var isTooLarge = false
  /// Whether a connection stood and libcurl went on to send.
  private var isSent = false

  private static let mostHeaderBytes = 1 << 20

  init(
    _ number: Int, _ request: HTTPRequest, _ endpoint: Endpoint, _ policy: TransferPolicy, certificates: String?
  ) {
    self.number = number
    self.request = request
    self.endpoint = endpoint
    self.policy = policy
    self.certificates = certificates
    reason.initialize(repeating: 0)
  }

  deinit { release() }

  /// Says who receives the result. Called before the transfer is handed to the loop.
  func whenDone(_ completion: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void) {
    self.completion = completion
  }

  // MARK: Before

  /// The handle with all that libcurl must know; nil where it cannot be made.
  func prepare() -> UnsafeMutableRawPointer? {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
    let context = Unmanaged.passUnretained(self).toOpaque()
    let options = CurlOptions(easy)
    options.set(CURLOPT_URL, "\(endpoint.scheme.rawValue)://\(endpoint.host):\(endpoint.port)\(request.target)")
    options.setScheme(isPlain: endpoint.scheme == .http)
    options.setLimits(policy)
    // Addresses of this machine never go through a proxy.
    if endpoint.isLoopback { options.set(CURLOPT_PROXY, "") }
    if let certificates {
      options.set(CURLOPT_CAINFO, certificates)
      options.setPointer(CURLOPT_CAPATH, nil)
    }
    if policy.connection == .fresh {
      options.set(CURLOPT_FRESH_CONNECT, 1)
      options.set(CURLOPT_FORBID_REUSE, 1)
    }
    setMethod(options)
    setHeaders(options)
    options.setPointer(CURLOPT_ERRORBUFFER, reason.baseAddress.map { UnsafeMutableRawPointer($0) })
    for data in [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_PREREQDATA] { options.setPointer(data, context) }
    options.setReceiver(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      CurlTransfer.of(context)?.receive(bytes, size * count) ?? 0
    }
    options.setReceiver(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      CurlTransfer.of(context)?.receiveHeader(bytes, size * count) ?? 0
    }
    options.setBeforeRequest { context, _, _, _, _ in
      CurlTransfer.of(context)?.isSent = true
      return CURL_PREREQFUNC_OK
    }
    return options.isComplete ? easy : nil
  }

  private func setMethod(_ options: CurlOptions) {
    switch request.method {
    case .head: options.set(CURLOPT_NOBODY, 1)
    case .get,
      .delete where request.body.isEmpty:
      options.set(CURLOPT_HTTPGET, 1)
    default:
      let body = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(request.body.count, 1))
      _ = body.initialize(from: request.body)
      self.body = body
      options.set(CURLOPT_POST, 1)
      options.setSize(CURLOPT_POSTFIELDSIZE_LARGE, request.body.count)
      options.setPointer(CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(body.baseAddress))
    }
    if request.method != .head { options.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
  }

  private func setHeaders(_ options: CurlOptions) {
    // A line without a value takes away what libcurl would add by itself; one that ends with a semicolon sends a
    // header that is empty.
    var lines = ["Expect:"]
    if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
    if request.headers["User-Agent"] == nil { lines.append("User-Agent: shotglass") }
    lines += request.headers.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    for line in lines { headerLines = curl_slist_append(headerLines, line) }
    options.setPointer(CURLOPT_HTTPHEADER, UnsafeMutableRawPointer(headerLines))
  }

  // MARK: During

  private static func of(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
    context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Takes a part of the answer; fewer bytes than were given end the transfer.
  private func receive(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard count <= policy.replyLimit - received.count else {
      isTooLarge = true
      return 0
    }
    received.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
    return count
  }

  private func receiveHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    headerBytes += count
    guard headerBytes <= Self.mostHeaderBytes else {
      isTooLarge = true
      return 0
    }
    let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      // The headers of an interim answer are over.
      receivedHeaders = HTTPHeaders()
      isHeaderWhole = false
    } else if line == "\r\n" || line == "\n" {
      isHeaderWhole = true
    } else if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...].drop { $0.isWhitespace }
      let end = value.lastIndex { !$0.isWhitespace }.map { value.index(after: $0) } ?? value.startIndex
      receivedHeaders.add(String(line[..<colon]), String(value[..<end]))
    }
    return count
  }

  // MARK: After

  /// Hands the result over, once.
  func end(_ result: CURLcode) {
    let outcome: Result<HTTPResponse, TransportError> =
      if result == CURLE_OK, isHeaderWhole, let easy {
        .success(
          HTTPResponse(
            status: shotglass_curl_number(easy, CURLINFO_RESPONSE_CODE), headers: receivedHeaders, body: received))
      } else {
        .failure(error(result))
      }
    release()
    completion?(outcome)
    completion = nil
  }

  private func error(_ result: CURLcode) -> TransportError {
    let kind: TransportError.Kind =
      switch result {
      case _ where isTooLarge: .replyTooLarge
      case CURLE_FILESIZE_EXCEEDED: .replyTooLarge
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .resolve
      case CURLE_COULDNT_CONNECT: .connect
      case CURLE_OPERATION_TIMEDOUT: .timeout
      case CURLE_ABORTED_BY_CALLBACK: .cancelled
      case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
        CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE, CURLE_USE_SSL_FAILED:
        .encryption
      case _ where isSent: .connectionLost
      case CURLE_FAILED_INIT, CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_NOT_BUILT_IN, CURLE_OUT_OF_MEMORY:
        .request
      default: .connectionLost
      }
    let detail =
      switch kind {
      case _ where result == CURLE_OK: "the answer is cut off"
      case .replyTooLarge: "the answer has more than \(policy.replyLimit) bytes"
      case .cancelled: "cancelled"
      default: reason.first == 0 ? String(cString: curl_easy_strerror(result)) : printedReason
      }
    return TransportError(kind, isSent ? .ambiguous : .notSent, "\(endpoint.authority): \(detail)")
  }

  /// libcurl's own words, made fit for a terminal: a server's text may be part of them.
  private var printedReason: String {
    String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).filter {
      $0.isASCII && !$0.isNewline && ($0.asciiValue ?? 0) >= 0x20 && $0.asciiValue != 0x7F
    }
  }

  private func release() {
    if let easy { curl_easy_cleanup(easy) }
    easy = nil
    curl_slist_free_all(headerLines)
    headerLines = nil
    body?.deallocate()
    body = nil
  }
}
