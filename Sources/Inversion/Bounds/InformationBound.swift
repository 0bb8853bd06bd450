internal import Numerics

/// A limit on how well inputs can be told from what is seen of them, with what it binds: a number without that says
/// nothing.
package struct InformationBound: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case cramerRao = "cramer-rao"
    case hammersleyChapmanRobbins = "hammersley-chapman-robbins"
    case vanTrees = "van-trees"
  }

  /// What an attacker is taken to see. No one who sees less does better.
  package enum Seen: String, CaseIterable, Sendable {
    /// The shared values alone.
    case gradient
    /// Every outcome of every circuit.
    case rawCounts = "raw-counts"
    /// The states before they are measured, in any way.
    case quantum
  }

  package enum Place: String, CaseIterable, Sendable {
    case truth
    /// Where the truth is unknown: an error bar, no limit.
    case estimate
    case priorAverage = "prior-average"
  }

  package enum Binding: String, CaseIterable, Sendable {
    /// One that guesses a constant is none, and may be nearer to the truth.
    case unbiasedEstimators = "unbiased estimators at these inputs"
    case anyAttack = "any attack, on average over the prior"
    case nothing = "nothing: the error bar at an estimate"
  }

  package let kind: Kind
  package let seen: Seen
  package let place: Place
  /// The least mean squared error of each input, all rows' one after the other: infinite where nothing tells of it.
  package let variances: [Double]
  /// The variance of an input under the prior, on average, which no van Trees bound is above; nil for other kinds.
  package let priorVariance: Double?

  init(_ kind: Kind, _ seen: Seen, at place: Place, variances: [Double], priorVariance: Double? = nil) {
    self.kind = kind
    self.seen = seen
    self.place = place
    self.variances = variances
    self.priorVariance = priorVariance
  }

  package var binding: Binding {
    switch (kind, place) {
    case (.vanTrees, _): .anyAttack
    case (_, .estimate): .nothing
    case (_, .truth), (_, .priorAverage): .unbiasedEstimators
    }
  }

  /// Of an input, on average: what an attack's mean squared error compares with.
  package var meanSquaredError: Double { variances.reduce(0, +) / Double(max(1, variances.count)) }

  package var standardDeviations: [Double] { variances.map { $0.squareRoot() } }
}

extension InformationBound {
  /// The diagonal of an information's inverse. Directions of which nothing is known make the inputs that they touch
  /// infinite; information that is not finite makes a bound of 0, which says nothing.
  static func variances(of information: RealMatrix) -> [Double] {
    let size = information.rowCount
    // Each input in units of what is known of it alone, whatever its own unit is.
    let units = (0..<size).map { information[$0, $0] > 0 ? 1 / information[$0, $0].squareRoot() : 1 }
    var scaled = information
    for row in 0..<size { for column in 0..<size { scaled[row, column] *= units[row] * units[column] } }
    guard let system = SymmetricEigensystem(scaled), let largest = system.values.first else {
      return Array(repeating: 0, count: size)
    }
    guard largest > 0 else { return Array(repeating: .infinity, count: size) }
    var result = Array(repeating: 0.0, count: size)
    for (index, value) in system.values.enumerated() {
      let isKnown = value > 1e-14 * largest
      for (place, part) in system.vectors.row(index).enumerated() {
        let square = part * part
        if isKnown { result[place] += square / value } else if square > 1e-9 { result[place] = .infinity }
      }
    }
    return zip(result, units).map { $0 * $1 * $1 }
  }
}

extension GradientEvidence {
  /// The mean squared error of guessing the middle of each range, were all inputs within equally likely.
  package var guessLevel: Double {
    let squares = inputRanges.map { ($0.upperBound - $0.lowerBound) * ($0.upperBound - $0.lowerBound) / 12 }
    return squares.reduce(0, +) / Double(max(1, squares.count))
  }
}
