internal import Circuits
internal import Execution
internal import Formats

/// Reads IonQ's results, of which a job has some and not others.
///
/// All bits of a circuit are sent as one register: of several, sums would tell nothing of what came together.
enum IonQResult {
  /// The name of that register.
  static let register = "c"

  /// The results to ask for, the best first: shots before sums over them, registers before qubits.
  enum Form: String, CaseIterable {
    case shots = "ionq.result.shots.json.v2"
    case histogram = "ionq.result.histogram.json.v2"
    case probabilities = "ionq.result.probabilities.json.v2"
    /// Whole numbers over all qubits, qubit 0 lowest.
    case qubitProbabilities = "probabilities"
  }

  /// Each form has a key of its own, but the numbers over qubits, whose keys are outcomes.
  static func read(_ bytes: [UInt8], _ layout: ResultLayout) throws(FormatError) -> CloudResult {
    var object = try JSONReader(parsing: bytes).object()
    if let list = object.optional("shots") { return try shots(list, layout) }
    if let sums = object.optional("histogram") ?? object.optional("probabilities") {
      return try registers(sums, layout)
    }
    return try qubits(object.all(), layout)
  }

  /// Character k of a register's text is its bit k.
  private static func shots(_ reader: JSONReader, _ layout: ResultLayout) throws(FormatError) -> CloudResult {
    var counter = ShotCounter(layout)
    for shot in try reader.array() {
      var object = try shot.object()
      var values = try object.required("registers").object()
      guard let value = values.present(register) else { return missing }
      let digits = try bits(value.string(), layout, value)
      counter.add { digits[$0] == UInt8(ascii: "1") }
    }
    return .counts(counter.counts())
  }

  /// Sums over shots.
  private static func registers(_ reader: JSONReader, _ layout: ResultLayout) throws(FormatError) -> CloudResult {
    var object = try reader.object()
    var registers = try object.required("registers").object()
    guard let shares = registers.present(register) else { return missing }
    var outcomes: [([UInt8], Double)] = []
    var rows = try shares.object()
    for (text, share) in rows.all() { outcomes.append((try bits(text, layout, share), try share.double())) }
    return result(outcomes.map(\.1), layout) { place, bit in outcomes[place].0[bit] == UInt8(ascii: "1") }
  }

  private static let missing = CloudResult.missing("the register '\(register)' is not in the result")

  private static func qubits(
    _ rows: [(key: String, value: JSONReader)], _ layout: ResultLayout
  ) throws(FormatError) -> CloudResult {
    var outcomes: [(UInt64, Double)] = []
    for (text, share) in rows {
      guard let outcome = UInt64(text) else { throw share.error("the outcome must be a whole number") }
      outcomes.append((outcome, try share.double()))
    }
    guard layout.sources.allSatisfy({ $0 ?? 0 < 64 }) else {
      return .missing("outcomes of more than 64 qubits are not to be had as numbers")
    }
    return result(outcomes.map(\.1), layout) { place, bit in
      layout.sources[bit].map { outcomes[place].0 >> UInt64($0) & 1 == 1 } ?? false
    }
  }

  private static func result(
    _ shares: [Double], _ layout: ResultLayout, isSet: (_ place: Int, _ bit: Int) -> Bool
  ) -> CloudResult {
    // A histogram may count shots, or give their shares.
    let total = shares.reduce(0, +)
    let scale = total > 1.5 ? total : 1
    guard let occurrences = ShareReading.occurrences(shares.map { $0 / scale }, shots: layout.shots) else {
      var keys: [String: Double] = [:]
      for (place, share) in shares.enumerated() {
        keys[layout.key { isSet(place, $0) }, default: 0] += share / scale
      }
      return .probabilities(keys)
    }
    var counter = ShotCounter(layout)
    for (place, times) in occurrences.enumerated() { counter.add(times: times) { isSet(place, $0) } }
    return .counts(counter.counts())
  }

  private static func bits(_ text: String, _ layout: ResultLayout, _ reader: JSONReader) throws(FormatError) -> [UInt8]
  {
    let digits = Array(text.utf8)
    guard digits.count == layout.bitCount, digits.allSatisfy({ $0 == 0x30 || $0 == 0x31 }) else {
      throw reader.error("the register must have \(layout.bitCount) digits 0 or 1")
    }
    return digits
  }
}
