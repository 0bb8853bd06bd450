/// Reads the text of an observable, see `ObservableText`.
struct ObservableReader {
  private typealias Part = ObservableText.Part

  private let characters: [Character]
  private var position = 0
  private var depth = 0

  private static let depthLimit = 100

  init(_ text: String) { characters = Array(text) }

  mutating func read() throws(ObservableError) -> ObservableText.Part {
    let part = try sum()
    guard peek() == nil else { throw unexpected("an operator such as + or *") }
    return part
  }

  // MARK: Grammar

  private mutating func sum() throws(ObservableError) -> Part {
    let start = nextColumn()
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw ObservableError(
        column: start, "parentheses stand within each other more than \(Self.depthLimit) times",
        help: "multiply some of them out")
    }
    var parts = [try product()]
    while let sign = peek(), sign == "+" || sign == "-" {
      position += 1
      let part = try product()
      parts.append(sign == "+" ? part : negated(part))
    }
    return parts.count == 1 ? parts[0] : Part(column: start, kind: .sum(parts))
  }

  private mutating func product() throws(ObservableError) -> Part {
    let start = nextColumn()
    var parts = [try factor()]
    while let next = peek() {
      if next == "/" {
        position += 1
        parts.append(try reciprocal())
      } else if next == "*" {
        position += 1
        parts.append(try factor())
      } else if next.isLetter || next.isNumber || next == "(" || next == "." {
        parts.append(try factor())
      } else {
        break
      }
    }
    return parts.count == 1 ? parts[0] : Part(column: start, kind: .product(parts))
  }

  private mutating func factor() throws(ObservableError) -> Part {
    let start = nextColumn()
    var isNegative = false
    while let sign = peek(), sign == "-" || sign == "+" {
      if sign == "-" { isNegative.toggle() }
      position += 1
    }
    let part = try unsignedFactor()
    return isNegative ? Part(column: start, kind: negated(part).kind) : part
  }

  private mutating func unsignedFactor() throws(ObservableError) -> Part {
    guard let next = peek() else { throw unexpected("an operator such as Z0") }
    let start = column
    if next == "(" {
      position += 1
      let inner = try sum()
      try close()
      return inner
    }
    if next.isLetter { return try named(start) }
    if next.isNumber || next == "." { return Part(column: start, kind: .number(try number())) }
    throw unexpected("an operator such as Z0, a number or mean(Z)")
  }

  private mutating func reciprocal() throws(ObservableError) -> Part {
    let start = nextColumn()
    guard let next = peek(), next.isNumber || next == "." else { throw unexpected("a number to divide by") }
    let value = 1 / (try number())
    guard value.isFinite else {
      throw ObservableError(column: start, "this divides by zero", help: "divide by another number")
    }
    return Part(column: start, kind: .number(value))
  }

  /// What begins with a letter: `mean(...)`, `I`, or a Pauli matrix with its qubit.
  private mutating func named(_ start: Int) throws(ObservableError) -> Part {
    let letters = take { $0.isLetter }
    if letters == "mean" { return Part(column: start, kind: try mean()) }
    let digits = take { $0.isASCII && $0.isNumber }
    if letters == "I" { return Part(column: start, kind: .number(1)) }
    guard let pauli = Self.pauli(letters) else {
      throw ObservableError(
        column: start, "'\(letters)\(digits)' is no operator",
        help: Self.pauli(letters.uppercased()).map { "write \($0.letter)\(digits.isEmpty ? "0" : digits)" }
          ?? "write X, Y or Z with a qubit such as Z0, or mean(Z)")
    }
    guard !digits.isEmpty else {
      throw ObservableError(
        column: start, "\(letters) has no qubit",
        help: "write \(letters)0 for qubit 0, or mean(\(letters)) for the mean over all qubits")
    }
    guard let qubit = Int(digits), qubit < Int(UInt32.max) else {
      throw ObservableError(column: start, "there is no qubit \(digits)", help: "write a smaller number")
    }
    return Part(column: start, kind: .pauli(pauli, qubit: qubit))
  }

  private mutating func mean() throws(ObservableError) -> Part.Kind {
    guard peek() == "(" else { throw unexpected("( after mean, as in mean(Z)") }
    position += 1
    _ = peek()
    let back = position
    if let pauli = Self.pauli(take { $0.isLetter }), peek() == ")" {
      position += 1
      return .meanOverQubits(pauli)
    }
    position = back
    var parts = [try sum()]
    while peek() == "," {
      position += 1
      parts.append(try sum())
    }
    try close()
    return .mean(parts)
  }

  private mutating func close() throws(ObservableError) {
    guard peek() == ")" else { throw unexpected(")") }
    position += 1
  }

  private mutating func number() throws(ObservableError) -> Double {
    let start = column
    var text = take { $0.isASCII && $0.isNumber || $0 == "." }
    if let mark = current, mark == "e" || mark == "E" {
      position += 1
      text += "e"
      if let sign = current, sign == "+" || sign == "-" {
        position += 1
        text.append(sign)
      }
      text += take { $0.isASCII && $0.isNumber }
    }
    guard let value = Double(text.hasPrefix(".") ? "0" + text : text), value.isFinite else {
      throw ObservableError(column: start, "'\(text)' is no number", help: "write a number such as 0.5 or 1e-3")
    }
    return value
  }

  // MARK: Characters

  private var current: Character? { position < characters.count ? characters[position] : nil }
  private var column: Int { position + 1 }

  /// The next character that is no blank.
  private mutating func peek() -> Character? {
    while let next = current, next.isWhitespace { position += 1 }
    return current
  }

  private mutating func nextColumn() -> Int {
    _ = peek()
    return column
  }

  private mutating func take(while isWanted: (Character) -> Bool) -> String {
    let start = position
    while let next = current, isWanted(next) { position += 1 }
    return String(characters[start..<position])
  }

  private func unexpected(_ wanted: String) -> ObservableError {
    ObservableError(
      column: column, current.map { "'\($0)' cannot stand here" } ?? "the observable ends too early",
      help: "write \(wanted)")
  }

  private func negated(_ part: Part) -> Part {
    Part(column: part.column, kind: .product([Part(column: part.column, kind: .number(-1)), part]))
  }

  private static func pauli(_ letter: String) -> Pauli? { Pauli.allCases.first { $0.letter == letter } }
}
