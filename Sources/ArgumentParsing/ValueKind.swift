/// What the words of an option or argument may be: it decides validation, help and shell completion.
package enum ValueKind: Sendable, Equatable {
  /// No value: the option is there or not.
  case flag
  /// Any text.
  case text
  /// A path, or `-` for standard input or output.
  case file
  /// A whole number within a range.
  case integer(ClosedRange<Int>)
  /// A whole number from 0 to 2^64 - 1, as seeds are.
  case unsigned
  /// A finite decimal number within a range.
  case number(ClosedRange<Double>)
  /// A length of time in seconds, within a range.
  case seconds(ClosedRange<Double>)
  /// One of a list of words.
  case choice([String])
  /// Any text, often one of these: shells offer them, but nothing is refused.
  case name([String])

  /// What a correct value is, in words that follow "takes".
  package var expectation: String {
    switch self {
    case .flag: "no value"
    case .text, .name: "a text"
    case .file: "a file"
    case .integer(let range): "a whole number" + Self.describe(range, unbounded: Int.min...Int.max)
    case .unsigned: "a whole number from 0 to 18446744073709551615"
    case .number(let range): "a number" + Self.describe(range)
    case .seconds(let range): "a number of seconds" + Self.describe(range)
    case .choice(let choices): "one of " + choices.joined(separator: ", ")
    }
  }

  /// Whether `word` is a correct value; flags accept nothing on the command line.
  package func accepts(_ word: String) -> Bool {
    switch self {
    case .flag: false
    case .text, .name: true
    case .file: !word.isEmpty
    case .integer(let range): Int(word).map(range.contains) ?? false
    case .unsigned: UInt64(word) != nil
    case .number(let range), .seconds(let range): Self.number(word).map(range.contains) ?? false
    case .choice(let choices): choices.contains(word)
    }
  }

  /// The value of a finite decimal number; nil for anything else, such as `nan`, `inf` or `0x10`.
  package static func number(_ word: String) -> Double? {
    guard word.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let value = Double(word), value.isFinite
    else { return nil }
    return value
  }

  /// A number as people write it: without a point when it is whole.
  package static func text(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func describe(_ range: ClosedRange<Int>, unbounded: ClosedRange<Int>) -> String {
    switch (range.lowerBound == unbounded.lowerBound, range.upperBound == unbounded.upperBound) {
    case (true, true): ""
    case (false, true): " of at least \(range.lowerBound)"
    case (true, false): " of at most \(range.upperBound)"
    case (false, false): " from \(range.lowerBound) to \(range.upperBound)"
    }
  }

  private static func describe(_ range: ClosedRange<Double>) -> String {
    let hasLowerBound = range.lowerBound > -Double.greatestFiniteMagnitude
    let hasUpperBound = range.upperBound < Double.greatestFiniteMagnitude
    switch (hasLowerBound, hasUpperBound) {
    case (false, false): return ""
    case (true, false): return " of at least \(text(range.lowerBound))"
    case (false, true): return " of at most \(text(range.upperBound))"
    case (true, true): return " from \(text(range.lowerBound)) to \(text(range.upperBound))"
    }
  }
}
