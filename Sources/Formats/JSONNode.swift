/// A value read from a JSON text, with the place where it begins.
package struct JSONNode: Sendable {
  package let value: JSONValue
  package let position: SourcePosition
}

/// What a JSON text can say.
package enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONNode])
  /// The members in the order of the text, every key once.
  case object([JSONMember])

  /// The value in words that follow "not".
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// One key of an object with its value.
package struct JSONMember: Sendable {
  package let key: String
  package let keyPosition: SourcePosition
  package let node: JSONNode
}

/// A number: whole numbers of up to 64 bits are exact, all others the nearest double.
package enum JSONNumber: Sendable {
  case integer(Int64)
  /// Only for numbers beyond `Int64.max`.
  case unsigned(UInt64)
  case real(Double)

  /// The number as a double, rounded when it is a whole number of more than 53 bits.
  package var double: Double {
    switch self {
    case .integer(let value): Double(value)
    case .unsigned(let value): Double(value)
    case .real(let value): value
    }
  }

  /// The number as an integer when it is one, written in whatever way (`1000`, `1e3`), and exactly known.
  package func integer<Integer: FixedWidthInteger>(as type: Integer.Type) -> Integer? {
    switch self {
    case .integer(let value): Integer(exactly: value)
    case .unsigned(let value): Integer(exactly: value)
    case .real(let value): abs(value) <= 0x1p53 ? Integer(exactly: value) : nil
    }
  }
}
