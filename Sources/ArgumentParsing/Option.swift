/// An option whose value has the Swift type `Value`: declared once, listed in a `Command` by its `declaration`, and
/// used as the key to its value.
///
/// ```swift
/// static let shots = Option.integer("shots", placeholder: "N", in: 1...1_000_000, default: 1024, help: "How often.")
/// let count = arguments[shots]  // Int
/// ```
/// Leaving out `default` makes the value optional.
package struct Option<Value: Sendable>: Sendable {
  package let declaration: OptionDeclaration
  /// The value when nobody gives one.
  package let defaultValue: Value
  /// The value that words stand for which `declaration.kind` accepts.
  let convert: @Sendable (_ words: [String]) -> Value?

  fileprivate init(
    _ name: String, short: Character?, placeholder: String, kind: ValueKind, default defaultValue: Value,
    defaultWords: [String], isRepeatable: Bool = false, readsEnvironment: Bool = true, waivesArguments: Bool = false,
    help: String, convert: @escaping @Sendable ([String]) -> Value?
  ) {
    declaration = OptionDeclaration(
      name: name, short: short, placeholder: placeholder, kind: kind, defaultWords: defaultWords,
      isRepeatable: isRepeatable, readsEnvironment: readsEnvironment, waivesArguments: waivesArguments, help: help)
    self.defaultValue = defaultValue
    self.convert = convert
  }
}

extension Option where Value == Bool {
  /// An option without a value.
  package static func flag(
    _ name: String, short: Character? = nil, readsEnvironment: Bool = true, waivesArguments: Bool = false,
    help: String
  ) -> Self {
    Option(
      name, short: short, placeholder: "", kind: .flag, default: false, defaultWords: ["false"],
      readsEnvironment: readsEnvironment, waivesArguments: waivesArguments, help: help
    ) { $0.last == "true" }
  }
}

extension Option where Value == Int {
  /// A whole number with a default.
  package static func integer(
    _ name: String, short: Character? = nil, placeholder: String = "N", in range: ClosedRange<Int>,
    default defaultValue: Int, help: String
  ) -> Self {
    Option(
      name, short: short, placeholder: placeholder, kind: .integer(range), default: defaultValue,
      defaultWords: [String(defaultValue)], help: help
    ) { $0.last.flatMap { Int($0) } }
  }
}

extension Option where Value == Int? {
  /// A whole number that may be left out.
  package static func integer(
    _ name: String, short: Character? = nil, placeholder: String = "N", in range: ClosedRange<Int>, help: String
  ) -> Self {
    Option(
      name, short: short, placeholder: placeholder, kind: .integer(range), default: nil, defaultWords: [], help: help
    ) { $0.last.map { Int($0) } }
  }
}

extension Option where Value == UInt64? {
  /// A whole number of 64 bits without sign that may be left out.
  package static func unsigned(
    _ name: String, short: Character? = nil, placeholder: String = "N", help: String
  ) -> Self {
    Option(
      name, short: short, placeholder: placeholder, kind: .unsigned, default: nil, defaultWords: [], help: help
    ) { $0.last.map { UInt64($0) } }
  }
}

extension Option where Value == Double {
  /// A length of time in seconds with a default.
  package static func seconds(
    _ name: String, short: Character? = nil, placeholder: String = "SECONDS", in range: ClosedRange<Double>,
    default defaultValue: Double, help: String
  ) -> Self {
    Option(
      name, short: short, placeholder: placeholder, kind: .seconds(range), default: defaultValue,
      defaultWords: [ValueKind.text(defaultValue)], help: help
    ) { $0.last.flatMap { ValueKind.number($0) } }
  }

  /// A finite decimal number with a default.
  package static func number(
    _ name: String, short: Character? = nil, placeholder: String = "X", in range: ClosedRange<Double>,
    default defaultValue: Double, help: String
  ) -> Self {
    Option(
      name, short: short, placeholder: placeholder, kind: .number(range), default: defaultValue,
      defaultWords: [ValueKind.text(defaultValue)], help: help
    ) { $0.last.flatMap { ValueKind.number($0) } }
  }
}

extension Option where Value == String {
  /// Any text, with a default.
  package static func text(
    _ name: String, short: Character? = nil, placeholder: String, default defaultValue: String, help: String
  ) -> Self {
    Option(
      name, short: short, placeholder: placeholder, kind: .text, default: defaultValue, defaultWords: [defaultValue],
      help: help
    ) { $0.last }
  }
}

extension Option where Value == String? {
  /// Any text that may be left out.
  package static func text(
    _ name: String, short: Character? = nil, placeholder: String, help: String
  ) -> Self {
    Option(
      name, short: short, placeholder: placeholder, kind: .text, default: nil, defaultWords: [], help: help
    ) { $0.last.map { $0 } }
  }

  /// A path that may be left out. Files are named on the command line only, so no environment variable is read.
  package static func file(
    _ name: String, short: Character? = nil, placeholder: String = "FILE", help: String
  ) -> Self {
    Option(
      name, short: short, placeholder: placeholder, kind: .file, default: nil, defaultWords: [],
      readsEnvironment: false, help: help
    ) { $0.last.map { $0 } }
  }
}

extension Option where Value == [String] {
  /// Any number of texts, one an occurrence; no environment variable is read.
  package static func texts(
    _ name: String, short: Character? = nil, placeholder: String, help: String
  ) -> Self {
    Option(
      name, short: short, placeholder: placeholder, kind: .text, default: [], defaultWords: [], isRepeatable: true,
      readsEnvironment: false, help: help
    ) { $0 }
  }
}

extension Option where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One of the cases of an enumeration, by raw value.
  package static func choice(
    _ name: String, short: Character? = nil, placeholder: String, default defaultValue: Value, help: String
  ) -> Self {
    Option(
      name, short: short, placeholder: placeholder, kind: .choice(Value.allCases.map(\.rawValue)),
      default: defaultValue, defaultWords: [defaultValue.rawValue], help: help
    ) { $0.last.flatMap { Value(rawValue: $0) } }
  }
}

extension Option {
  /// One of the cases of an enumeration, by raw value, that may be left out.
  package static func choice<Choice: CaseIterable & RawRepresentable>(
    _ name: String, short: Character? = nil, placeholder: String, help: String
  ) -> Option<Choice?> where Value == Choice?, Choice.RawValue == String {
    Option<Choice?>(
      name, short: short, placeholder: placeholder, kind: .choice(Choice.allCases.map(\.rawValue)), default: nil,
      defaultWords: [], help: help
    ) { words -> Choice?? in words.last.map { Choice(rawValue: $0) } }
  }
}

extension Option where Value == Double? {
  /// A finite decimal number that may be left out.
  package static func number(
    _ name: String, short: Character? = nil, placeholder: String = "X", in range: ClosedRange<Double>, help: String
  ) -> Self {
    Option(
      name, short: short, placeholder: placeholder, kind: .number(range), default: nil, defaultWords: [], help: help
    ) { $0.last.map { ValueKind.number($0) } }
  }
}
