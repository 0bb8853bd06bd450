internal import Circuits
internal import Formats

/// The figures that files about devices hold.
extension JSONReader {
  func number(in range: ClosedRange<Double>) throws(FormatError) -> Double {
    let value = try double()
    guard range.contains(value) else {
      throw error("must be from \(Self.short(range.lowerBound)) to \(Self.short(range.upperBound)), not \(value)")
    }
    return value
  }

  /// A probability, or an infidelity.
  func probability() throws(FormatError) -> Double { try number(in: 0...1) }

  /// A time in seconds that cannot be 0.
  func positive() throws(FormatError) -> Double {
    let value = try double()
    guard value > 0, value.isFinite else { throw error("must be above 0, not \(value)") }
    return value
  }

  /// A time in seconds.
  func duration() throws(FormatError) -> Double {
    let value = try double()
    guard value >= 0, value.isFinite else { throw error("must not be negative, but is \(value)") }
    return value
  }

  /// The value, or nil where null says that it was not published.
  var published: JSONReader? { isNull ? nil : self }

  /// Different numbers of qubits below `count`, in the order of the text.
  func qubits(below count: Int) throws(FormatError) -> [Int] {
    var qubits: [Int] = []
    for element in try array() {
      let qubit = try element.qubit(below: count)
      guard !qubits.contains(qubit) else { throw element.error("the qubit \(qubit) stands there twice") }
      qubits.append(qubit)
    }
    return qubits
  }

  func qubit(below count: Int) throws(FormatError) -> Int {
    let qubit = try integer()
    guard (0..<count).contains(qubit) else {
      throw error(
        "there is no qubit \(qubit): the device has \(count)",
        help: count > 0 ? "qubits count from 0 to \(count - 1)" : nil)
    }
    return qubit
  }

  /// A row of the gate table, by name.
  func gate() throws(FormatError) -> StandardGate {
    let name = try string()
    if let gate = StandardGate(name) { return gate }
    let match = NearestMatch.find(name, among: StandardGate.all.map(\.name))
    throw error(
      "there is no gate \(JSON.string(name).shown)",
      help: match.map { "did you mean \"\($0)\"?" } ?? "'shotglass help gates' lists the gates")
  }

  private static func short(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
}

extension JSON {
  /// The value as a text fit for a message: its beginning where it is long.
  var shown: String {
    let longestShown = 80
    let text = (try? text()) ?? "?"
    return text.count > longestShown ? text.prefix(longestShown) + "…" : text
  }
}
