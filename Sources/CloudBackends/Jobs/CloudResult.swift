internal import Circuits
package import Execution

/// What a machine gave for one circuit.
package enum CloudResult: Sendable, Equatable {
  case counts(Counts)
  /// Shares that are no whole numbers of shots: no shots were drawn, so that their scatter cannot be known.
  case probabilities([String: Double])
  /// The provider gave nothing for this circuit, in its own words.
  case missing(String)
}

/// Gathers shots into counts.
struct ShotCounter {
  private let layout: ResultLayout
  private var builder: CountsBuilder

  init(_ layout: ResultLayout) {
    self.layout = layout
    builder = CountsBuilder(layout: layout.outcome)
  }

  /// Adds a shot, or several that are alike, by the bits of the circuit.
  mutating func add(times: Int = 1, isSet: (_ bit: Int) -> Bool) {
    guard times > 0 else { return }
    var bits = BitString(width: layout.bitCount)
    for bit in 0..<layout.bitCount where isSet(bit) { bits[bit] = true }
    builder.add(bits, times: times)
  }

  mutating func counts() -> Counts { builder.counts() }
}

/// Shares of outcomes that are whole numbers of shots are counts.
enum ShareReading {
  /// How far from whole a number of shots may be, relative to all shots.
  private static let tolerance = 1e-6

  /// The number of shots of each share; nil where one is none, or where they are not all the shots.
  static func occurrences(_ shares: [Double], shots: Int) -> [Int]? {
    guard shots > 0 else { return nil }
    var numbers: [Int] = []
    for share in shares {
      let number = share * Double(shots)
      guard number.isFinite, number >= -0.5, number <= Double(shots) + 0.5,
        abs(number - number.rounded()) <= tolerance * Double(shots), let whole = Int(exactly: number.rounded())
      else { return nil }
      numbers.append(whole)
    }
    return numbers.reduce(0, +) == shots ? numbers : nil
  }
}
