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
  /// Labels count as known, which no attack is the worse for. The mean is taken over points of Sobol's sequence; that of
  /// few points would make the limit too high on average, which the jackknife takes away.
  package func vanTrees(
    over prior: SmoothPrior, pointCount: Int = 256, seed: UInt64 = 0
  ) throws(InversionError) -> InformationBound {
    let source = withKnownLabels
    let found = try prior.points(pointCount, seed: seed).map { (point) throws(InversionError) in
      try source.information(at: point)
    }
    return InformationBound(
      .vanTrees, seen, at: .priorAverage, variances: prior.leastVariances(given: found),
      priorVariance: prior.variances.reduce(0, +) / Double(max(1, prior.inputCount)))
  }
}

extension SmoothPrior {
  /// The diagonal of the inverse of the prior's own information and the mean of some at its points, the bias of which is
  /// taken from leaving out each.
  fileprivate func leastVariances(given found: [RealMatrix]) -> [Double] {
    func variances(_ sum: [Double], of count: Int) -> [Double] {
      var information = RealMatrix(rowCount: inputCount, columnCount: inputCount, elements: sum)
      for place in information.elements.indices { information.elements[place] /= Double(max(1, count)) }
      for place in 0..<inputCount { information[place, place] += informations[place] }
      return InformationBound.variances(of: information)
    }
    let none = Array(repeating: 0.0, count: inputCount * inputCount)
    let sum = found.reduce(none) { zip($0, $1.elements).map { $0 + $1 } }
    let all = variances(sum, of: found.count)
    guard found.count > 1 else { return all }
    let others = found.map { variances(zip(sum, $0.elements).map { $0 - $1 }, of: found.count - 1) }
    return all.indices.map { place in
      let bias = others.reduce(0) { $0 + $1[place] } / Double(others.count) - all[place]
      return max(0, all[place] - max(0, bias) * Double(found.count - 1))
    }
  }
}
