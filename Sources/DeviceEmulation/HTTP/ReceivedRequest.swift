/// A request as it came over the wire, its body put together.
package struct ReceivedRequest: Sendable, Equatable {
  package struct Header: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var method: String
  /// Path and query as they were sent, without any decoding.
  package var target: String
  package var headers: [Header]
  package var body: [UInt8]
  /// Whether the client wants another answer over the same connection.
  package var keepsConnection: Bool

  package init(
    method: String, target: String, headers: [Header] = [], body: [UInt8] = [], keepsConnection: Bool = true
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.keepsConnection = keepsConnection
  }

  /// The value of a header, in whatever case its name is written; the first one where there are several.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The path without its query, still percent-encoded.
  package var path: String { target.firstIndex(of: "?").map { String(target[..<$0]) } ?? target }

  /// What follows the question mark; empty where there is none.
  package var query: String {
    target.firstIndex(of: "?").map { String(target[target.index(after: $0)...]) } ?? ""
  }

  /// The parts of the path between its slashes, each decoded on its own, so that `%2F` parts nothing.
  package var segments: [String] {
    path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { EncodedText.decoded($0) }
  }

  /// The fields of the query, in their order.
  package var fields: [(name: String, value: String)] { EncodedText.fields(of: query) }

  /// The first field of a name in the query.
  package func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}

/// Text in addresses and forms.
enum EncodedText {
  /// The text with each `%` and its two digits as the byte that they stand for; what is no such group stays.
  static func decoded(_ text: some StringProtocol, plusIsBlank: Bool = false) -> String {
    let source = Array(text.utf8)
    var result: [UInt8] = []
    var place = 0
    while place < source.count {
      let byte = source[place]
      if byte == UInt8(ascii: "%"), place + 2 < source.count, let high = digit(source[place + 1]),
        let low = digit(source[place + 2])
      {
        result.append(high << 4 | low)
        place += 3
        continue
      }
      result.append(plusIsBlank && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      place += 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The fields of a query or of a form.
  static func fields(of text: String) -> [(name: String, value: String)] {
    text.split(separator: "&").map { part in
      guard let equals = part.firstIndex(of: "=") else { return (decoded(part, plusIsBlank: true), "") }
      return (
        decoded(part[..<equals], plusIsBlank: true), decoded(part[part.index(after: equals)...], plusIsBlank: true)
      )
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
