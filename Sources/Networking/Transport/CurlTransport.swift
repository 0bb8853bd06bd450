internal import Synchronization

/// Requests over libcurl: HTTP/1.1, certificates always checked, no redirects.
package struct CurlTransport: Transport {
  /// Ends the thread with the last copy of the transport.
  private final class Handle: Sendable {
    let loop: CurlLoop

    init(_ loop: CurlLoop) { self.loop = loop }

    deinit { loop.stop() }
  }

  private let handle: Handle
  private let certificates: String?
  private static let lastNumber = Atomic<Int>(0)

  /// Trusts the certificates of the file that `SSL_CERT_FILE` or `CURL_CA_BUNDLE` names, else those of the system.
  package init(environment: [String: String]) {
    certificates = ["SSL_CERT_FILE", "CURL_CA_BUNDLE"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    handle = Handle(CurlLoop())
  }

  package func send(
    _ request: HTTPRequest, to endpoint: Endpoint, _ policy: TransferPolicy
  ) async throws(TransportError) -> HTTPResponse {
    if let header = request.headers.fields.first(where: { !$0.isSendable }) {
      throw TransportError(.request, .notSent, NetworkingError.header(header.name).message)
    }
    guard request.isTargetSendable else {
      throw TransportError(.request, .notSent, "the path of the request is not percent-encoded")
    }
    let number = Self.lastNumber.add(1, ordering: .relaxed).newValue
    let transfer = CurlTransfer(number, request, endpoint, policy, certificates: certificates)
    let loop = handle.loop
    // The thread must not end while there is something to wait for.
    defer { withExtendedLifetime(handle) {} }
    return try await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfer.whenDone { continuation.resume(returning: $0) }
        loop.ask(.start(transfer))
      }
    } onCancel: {
      loop.ask(.cancel(number))
    }.get()
  }
}

extension HTTPHeaders.Field {
  /// Whether the name is a token and the value one line.
  fileprivate var isSendable: Bool {
    let marks = Set("!#$%&'*+-.^_`|~".utf8)
    let isToken = name.utf8.allSatisfy { byte in
      marks.contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    return !name.isEmpty && isToken && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }
}

extension HTTPRequest {
  /// Whether path and query are visible ASCII without a fragment.
  fileprivate var isTargetSendable: Bool {
    path.hasPrefix("/") && target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
      && !path.contains("?")
  }
}
