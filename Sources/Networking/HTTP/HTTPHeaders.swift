/// The headers of a request or a response in their order; names differ by more than the case of their letters.
package struct HTTPHeaders: Sendable, Equatable {
  package struct Field: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  package private(set) var fields: [Field] = []

  package init(_ fields: [(name: String, value: String)] = []) {
    self.fields = fields.map { Field(name: $0.name, value: $0.value) }
  }

  /// The first value of a name; setting one replaces all of them, in the place of the first.
  package subscript(name: String) -> String? {
    get { fields.first { Self.isSame($0.name, name) }?.value }
    set {
      let place = fields.firstIndex { Self.isSame($0.name, name) } ?? fields.endIndex
      fields.removeAll { Self.isSame($0.name, name) }
      if let newValue { fields.insert(Field(name: name, value: newValue), at: min(place, fields.endIndex)) }
    }
  }

  /// Every value of a name, in order.
  package func values(of name: String) -> [String] {
    fields.filter { Self.isSame($0.name, name) }.map(\.value)
  }

  /// Adds a value behind those that the name has already.
  package mutating func add(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

  private static func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && left.lowercased() == right.lowercased()
  }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { (name: $0.0, value: $0.1) })
  }
}

extension HTTPHeaders: CustomStringConvertible {
  /// Headers whose values may be shown. All others are redacted: providers keep inventing names for their keys.
  private static let shown: Set<String> = [
    "accept", "content-length", "content-type", "date", "host", "ibm-api-version", "location", "retry-after", "server",
    "transfer-encoding", "x-amz-bucket-region", "x-amz-content-sha256", "x-amz-date", "x-amzn-errortype",
    "x-amzn-requestid", "x-request-id",
  ]

  /// One line a header; only values that cannot be a secret.
  package var description: String {
    fields.map { "\($0.name): \(Self.shown.contains($0.name.lowercased()) ? $0.value : Secret.redacted)" }
      .joined(separator: "\n")
  }
}
