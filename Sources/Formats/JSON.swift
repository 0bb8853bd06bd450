/// A JSON document to be written, without positions.
///
/// Literals make most of them: `["schema": 1, "counts": .object(counts)]`. Keys are written in sorted order.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case unsigned(UInt64)
  /// Written as the shortest decimal that reads back as the same double; NaN and infinities cannot be written.
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// The value itself, or null.
  package init(_ text: String?) { self = text.map { .string($0) } ?? .null }

  /// The value itself, or null.
  package init(_ integer: Int?) { self = integer.map { .integer($0) } ?? .null }

  /// The value itself, or null.
  package init(_ number: Double?) { self = number.map { .number($0) } ?? .null }

  /// What was read, without its positions.
  package init(_ node: JSONNode) {
    switch node.value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(.integer(let value)): self = .integer(Int(value))
    case .number(.unsigned(let value)): self = .unsigned(value)
    case .number(.real(let value)): self = .number(value)
    case .string(let value): self = .string(value)
    case .array(let nodes): self = .array(nodes.map { JSON($0) })
    case .object(let members):
      self = .object(Dictionary(members.map { ($0.key, JSON($0.node)) }) { _, last in last })
    }
  }
}

extension JSON: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(nilLiteral: ()) { self = .null }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }

  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}
