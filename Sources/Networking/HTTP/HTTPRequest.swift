package enum HTTPMethod: String, Sendable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
}

/// What is asked of a server, as it goes over the wire.
package struct HTTPRequest: Sendable, Equatable {
  package var method: HTTPMethod
  /// The path, percent-encoded; it begins with `/`.
  package var path: String
  /// The query without its question mark, percent-encoded.
  package var query: String
  package var headers: HTTPHeaders
  package var body: [UInt8]

  package init(
    _ method: HTTPMethod, _ path: String, query: String = "", headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }

  /// Path and query.
  package var target: String { query.isEmpty ? path : "\(path)?\(query)" }
}

extension HTTPRequest: CustomStringConvertible {
  /// Method, target and headers without a secret; of the body only its length, since keys are sent in bodies too.
  package var description: String {
    let headers = headers.fields.isEmpty ? "" : "\n\(headers)"
    return "\(method.rawValue) \(target)\(headers)\n(\(body.count) bytes)"
  }
}

/// What a server answered.
package struct HTTPResponse: Sendable, Equatable {
  package var status: Int
  package var headers: HTTPHeaders
  package var body: [UInt8]
  /// What of its request must not be shown, in case that the answer repeats it.
  package var confidences = Confidences()

  package init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

extension HTTPResponse: CustomStringConvertible {
  /// Status and headers without a secret; of the body only its length, since tokens come in bodies.
  package var description: String {
    let headers = headers.fields.isEmpty ? "" : "\n\(headers)"
    return "\(status)\(headers)\n(\(body.count) bytes)"
  }
}
