/// Everything there is to say about one positional argument, without the Swift type of its value.
package struct ArgumentDeclaration: Sendable, Equatable {
  /// The name in help, in capitals: `FILE`. Also the key under which the words are kept.
  package let name: String
  package let kind: ValueKind
  package let isRequired: Bool
  /// Whether it takes all the words that remain; only the last argument of a command may.
  package let isRepeatable: Bool
  package let help: String

  /// How usage lines show it: `FILE`, `[FILE]`, `FILE...` or `[FILE...]`.
  package var synopsis: String {
    let many = isRepeatable ? "\(name)..." : name
    return isRequired ? many : "[\(many)]"
  }
}

/// A positional argument whose value has the Swift type `Value`: declared once, listed in a `Command` by its
/// `declaration`, and used as the key to its value.
package struct Argument<Value: Sendable>: Sendable {
  package let declaration: ArgumentDeclaration
  /// The value when the argument is left out.
  let defaultValue: Value
  /// The value that words stand for which `declaration.kind` accepts.
  let convert: @Sendable (_ words: [String]) -> Value?
}

extension Argument where Value == String {
  /// One word that must be there.
  package static func required(_ name: String, kind: ValueKind = .file, help: String) -> Self {
    Argument(
      declaration: ArgumentDeclaration(name: name, kind: kind, isRequired: true, isRepeatable: false, help: help),
      defaultValue: ""
    ) { $0.first }
  }
}

extension Argument where Value == String? {
  /// One word that may be left out.
  package static func optional(_ name: String, kind: ValueKind = .file, help: String) -> Self {
    Argument(
      declaration: ArgumentDeclaration(name: name, kind: kind, isRequired: false, isRepeatable: false, help: help),
      defaultValue: nil
    ) { $0.first.map { $0 } }
  }
}

extension Argument where Value == [String] {
  /// One or more words.
  package static func oneOrMore(_ name: String, kind: ValueKind = .file, help: String) -> Self {
    Argument(
      declaration: ArgumentDeclaration(name: name, kind: kind, isRequired: true, isRepeatable: true, help: help),
      defaultValue: []
    ) { $0 }
  }
}

extension Argument where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One of the cases of an enumeration, by raw value; it must be there. `fallback` is never seen by users.
  package static func choice(_ name: String, fallback: Value, help: String) -> Self {
    Argument(
      declaration: ArgumentDeclaration(
        name: name, kind: .choice(Value.allCases.map(\.rawValue)), isRequired: true, isRepeatable: false, help: help),
      defaultValue: fallback
    ) { $0.first.flatMap { Value(rawValue: $0) } }
  }
}
