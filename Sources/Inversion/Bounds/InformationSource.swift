package import Numerics

/// Something that tells of the inputs, and how much it does at any of them.
package protocol InformationSource: Sendable {
  var seen: InformationBound.Seen { get }
  /// The same for one who knows the labels as well: never less.
  var withKnownLabels: Self { get }
  /// Fisher's information about the inputs of all rows, unknown labels eliminated.
  func information(at inputs: [Double]) throws(InversionError) -> RealMatrix
}

extension InformationSource {
  package var withKnownLabels: Self { self }

  /// F^-1, at the truth a limit for estimators that have no bias there.
  package func cramerRao(
    at inputs: [Double], _ place: InformationBound.Place = .truth
  ) throws(InversionError) -> InformationBound {
    let variances = InformationBound.variances(of: try information(at: inputs))
    return InformationBound(.cramerRao, seen, at: place, variances: variances)
  }

  /// Van Trees' inequality (Detection, Estimation, and Modulation Theory I (1968), section 2.4), a limit for all
  /// attacks on average over the prior: the inverse of the mean of F over the prior plus the prior's own information.
  ///
  /// Labels count as known, which no attack is the worse for. The mean is taken over points of Sobol's sequence.
  package func vanTrees(
    over prior: SmoothPrior, pointCount: Int = 256, seed: UInt64 = 0
  ) throws(InversionError) -> InformationBound {
    let source = withKnownLabels
    let size = prior.inputCount
    var sum = RealMatrix(rowCount: size, columnCount: size)
    let share = 1 / Double(max(1, pointCount))
    for point in prior.points(pointCount, seed: seed) {
      let found = try source.information(at: point)
      for place in sum.elements.indices { sum.elements[place] += share * found.elements[place] }
    }
    for place in 0..<size { sum[place, place] += prior.informations[place] }
    return InformationBound(
      .vanTrees, seen, at: .priorAverage, variances: InformationBound.variances(of: sum),
      priorVariance: prior.variances.reduce(0, +) / Double(max(1, size)))
  }
}
