/// Whether two samples differ by more than chance: the difference of means among those of all arrangements that would
/// be as probable if they did not. Exact where arrangements are few; else of arrangements drawn, with the one observed
/// among them, as Phipson and Smyth, Stat. Appl. Genet. Mol. Biol. 9 (2010) 39: p = (b + 1) / (m + 1).
///
/// Numbers have to be of independent units, such as models, not of inputs that share one.
package struct PermutationTest: Hashable, Sendable {
  /// Which differences count as far.
  package enum Alternative: Hashable, Sendable, CaseIterable {
    case greater, less, either
  }

  /// The mean difference observed.
  package let difference: Double
  package let pValue: Double
  /// How many arrangements were compared: all, or those drawn.
  package let arrangements: Int
  package let isExact: Bool

  /// By exchange of labels between independent samples; nil where one is empty or their sum is not finite.
  package init?(
    _ first: [Double], _ second: [Double], alternative: Alternative = .either, arrangements: Int = 10_000,
    stream: RandomStream
  ) {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let centre = RunningMean(first + second).mean
    // With the mean at 0, the sum of the smaller sample tells all: its mean less the other's is this many times it.
    let isFirstSmaller = first.count <= second.count
    let size = min(first.count, second.count)
    let scale = (1 / Double(first.count) + 1 / Double(second.count)) * (isFirstSmaller ? 1 : -1)
    var numbers = (isFirstSmaller ? first + second : second + first).map { $0 - centre }
    let observed = numbers[..<size].reduce(0, +) * scale
    let magnitude = numbers.reduce(0) { $0 + $1.magnitude } * scale.magnitude
    guard magnitude.isFinite else { return nil }
    var tally = Tally(observed, alternative, magnitude: magnitude)
    let isExact = Self.choices(size, of: numbers.count, most: arrangements) != nil
    if isExact {
      Self.visitSums(of: size, from: numbers[...], 0) { tally.add($0 * scale) }
    } else {
      var stream = stream
      for _ in 0..<max(0, arrangements) {
        var sum = 0.0
        for place in 0..<size {
          let other = place + Int(stream.uniform() * Double(numbers.count - place))
          numbers.swapAt(place, other)
          sum += numbers[place]
        }
        tally.add(sum * scale)
      }
    }
    self.init(tally, isExact: isExact)
  }

  /// By exchange within pairs, which turns the sign of their difference; nil where samples differ in length, are empty,
  /// or their sum is not finite.
  package init?(
    pairs first: [Double], _ second: [Double], alternative: Alternative = .either, arrangements: Int = 10_000,
    stream: RandomStream
  ) {
    let differences = zip(first, second).map { ($0 - $1) / Double(first.count) }
    let magnitude = differences.reduce(0) { $0 + $1.magnitude }
    guard first.count == second.count, !first.isEmpty, magnitude.isFinite else { return nil }
    var tally = Tally(differences.reduce(0, +), alternative, magnitude: magnitude)
    let isExact = differences.count < Int.bitWidth - 1 && 1 << differences.count <= arrangements
    var stream = stream
    for arrangement in 0..<(isExact ? 1 << differences.count : max(0, arrangements)) {
      var sum = 0.0
      var signs = UInt64(arrangement)
      for (place, difference) in differences.enumerated() {
        if !isExact, place % 64 == 0 { signs = stream.next() }
        sum += signs & 1 == 0 ? difference : -difference
        signs >>= 1
      }
      tally.add(sum)
    }
    self.init(tally, isExact: isExact)
  }

  private init(_ tally: Tally, isExact: Bool) {
    difference = tally.observed
    arrangements = tally.count
    self.isExact = isExact
    pValue = isExact ? Double(tally.far) / Double(tally.count) : Double(tally.far + 1) / Double(tally.count + 1)
  }

  /// How many arrangements are at least as far as the one observed.
  private struct Tally {
    let observed: Double
    let alternative: Alternative
    /// The least distance that counts; what rounding may make of an equal sum counts too.
    let bound: Double
    private(set) var count = 0
    private(set) var far = 0

    init(_ observed: Double, _ alternative: Alternative, magnitude: Double) {
      self.observed = observed
      self.alternative = alternative
      bound = Self.distance(observed, alternative) - magnitude * 0x1p-44
    }

    mutating func add(_ difference: Double) {
      count += 1
      if Self.distance(difference, alternative) >= bound { far += 1 }
    }

    static func distance(_ difference: Double, _ alternative: Alternative) -> Double {
      switch alternative {
      case .greater: difference
      case .less: -difference
      case .either: difference.magnitude
      }
    }
  }

  /// How many ways there are to choose, unless they are more than `most`.
  private static func choices(_ chosen: Int, of count: Int, most: Int) -> Int? {
    var ways = 1
    for step in 0..<chosen {
      let (product, isTooLarge) = ways.multipliedReportingOverflow(by: count - step)
      guard !isTooLarge else { return nil }
      ways = product / (step + 1)
      guard ways <= most else { return nil }
    }
    return ways
  }

  /// Visits the sums of all choices of so many numbers.
  private static func visitSums(
    of chosen: Int, from numbers: ArraySlice<Double>, _ sum: Double, _ visit: (Double) -> Void
  ) {
    guard chosen > 0 else { return visit(sum) }
    for place in numbers.indices.dropLast(chosen - 1) {
      visitSums(of: chosen - 1, from: numbers[(place + 1)...], sum + numbers[place], visit)
    }
  }
}
