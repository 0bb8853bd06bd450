/// What brings requests to servers, and their answers back.
package protocol Transport: Sendable {
  /// The answer, whatever its status; redirects are answers too.
  func send(
    _ request: HTTPRequest, to endpoint: Endpoint, _ policy: TransferPolicy
  ) async throws(TransportError) -> HTTPResponse
}

/// How one request is to be carried.
package struct TransferPolicy: Sendable, Equatable {
  package enum Connection: Sendable {
    /// A connection of its own. libcurl sends a request again without a word when a connection that it used before
    /// dies before the answer, so whatever must not happen twice goes this way.
    case fresh
    /// One that is there already, if there is one: for requests that may arrive twice.
    case reusable
  }

  package var connection: Connection
  /// Answers with more bytes are refused.
  package var replyLimit: Int
  package var connectTimeoutInSeconds: Double
  /// Of the whole transfer.
  package var timeoutInSeconds: Double

  package init(
    _ connection: Connection, replyLimit: Int = 1 << 20, connectTimeoutInSeconds: Double = 15,
    timeoutInSeconds: Double = 120
  ) {
    self.connection = connection
    self.replyLimit = replyLimit
    self.connectTimeoutInSeconds = connectTimeoutInSeconds
    self.timeoutInSeconds = timeoutInSeconds
  }
}

/// Why there is no answer.
package struct TransportError: Error, Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// The request is refused here.
    case request
    case resolve, connect, encryption, timeout, connectionLost, replyTooLarge, cancelled
  }

  /// What the server may have seen.
  package enum Stage: Sendable, Equatable {
    /// Not one byte of the request left.
    case notSent
    /// It may have been taken, and its work done.
    case ambiguous
  }

  package let kind: Kind
  package let stage: Stage
  package let message: String

  package init(_ kind: Kind, _ stage: Stage, _ message: String) {
    self.kind = kind
    self.stage = stage
    self.message = message
  }

  package var help: String {
    switch kind {
    case .request: "check the address and the keys"
    case .resolve: "check the connection to the internet and the name of the host"
    case .connect: "check the connection to the internet, and whether a proxy or a firewall is in between"
    case .encryption:
      "check the date of this machine; where a proxy signs for others, name its certificates in SSL_CERT_FILE"
    case .timeout, .connectionLost: "run the same command again: what was submitted is not submitted twice"
    case .replyTooLarge: "ask for fewer shots or circuits in one job"
    case .cancelled: "run the same command again to go on"
    }
  }
}
