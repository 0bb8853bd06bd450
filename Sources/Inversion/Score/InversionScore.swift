package import Execution
internal import Models
internal import Numerics

/// How near a finding is to the truth: the only place where the two meet.
package struct InversionScore: Hashable, Sendable {
  /// Up to this mean squared error an attack counts as successful, as in arXiv:2504.12806.
  package static let successLevel = 0.005

  /// How many pixels an image has, row after row.
  package struct ImageShape: Hashable, Sendable {
    package let height: Int
    package let width: Int

    package init(height: Int, width: Int) {
      self.height = height
      self.width = width
    }
  }

  /// How alike an image is to the true one.
  package struct ImageScore: Hashable, Sendable {
    /// In decibels; infinite of equal images.
    package let peakSignalToNoiseRatio: Double
    /// Nil of images too small to have a structure.
    package let structuralSimilarity: Double?
  }

  /// Where the truth lies in an estimate's errors, as the finding's covariance has them.
  package struct Containment: Hashable, Sendable {
    /// Truth minus estimate, in standard errors.
    package let standardScores: [Double]
    /// Of truth minus estimate.
    package let chiSquared: Double

    package var degreesOfFreedom: Int { standardScores.count }

    /// Whether the truth is within the ellipsoid that holds it with so much probability.
    package func isWithin(_ probability: Double) -> Bool {
      chiSquared <= ChiSquaredDistribution(degreesOfFreedom: Double(degreesOfFreedom)).quantile(probability)
    }
  }

  /// Of an input, rows in their best order; nil where nothing was recovered.
  package let meanSquaredError: Double?
  package let greatestError: Double?
  /// The rows as near to the true ones as what the encoding forgets allows, in the true ones' order; empty where
  /// nothing was recovered.
  package let aligned: [[Double]]
  /// Which recovered row stands for each true one.
  package let order: [Int]
  /// One of each true row, where rows are images.
  package let images: [ImageScore]
  /// Nil where the finding has no covariance.
  package let containment: Containment?

  package var isSuccess: Bool { meanSquaredError.map { $0 <= Self.successLevel } ?? false }

  /// Scores a finding by the true inputs of each row. Rows that an attacker can tell apart by their labels keep their
  /// places.
  package init(
    _ finding: InversionFinding, truth: [[Double]], evidence: GradientEvidence, images shape: ImageShape? = nil
  ) throws(InversionError) {
    let width = evidence.inputCount
    guard truth.count == evidence.batchSize, truth.allSatisfy({ $0.count == width }) else {
      throw .evidence(
        "the truth is not \(evidence.batchSize) rows of \(width) inputs", help: "give a row for each of the batch")
    }
    if let shape,
      shape.height < 1 || shape.width < 1 || !width.isMultiple(of: shape.height)
        || width / shape.height != shape.width
    {
      throw .evidence(
        "\(width) inputs are no image of \(shape.height) by \(shape.width) pixels", help: "give the image's size")
    }
    guard let recovered = finding.recovered, recovered.count == truth.count,
      recovered.allSatisfy({ $0.count == width && $0.allSatisfy(\.isFinite) })
    else {
      (meanSquaredError, greatestError, aligned, order, images) = (nil, nil, [], [], [])
      containment = nil
      return
    }
    let matching = RowMatching(in: try InputDomain(of: evidence), encoding: evidence.layer.encoding)
    let (order, matches) = matching.pairs(of: recovered, with: truth, labels: evidence.labels)
    let errors = matches.flatMap(\.errors)
    self.order = order
    meanSquaredError = errors.reduce(0) { $0 + $1 * $1 } / Double(max(1, errors.count))
    greatestError = errors.reduce(0) { max($0, $1.magnitude) }
    let aligned = zip(truth, matches).map { row, match in zip(row, match.errors).map { $0 - $1 } }
    self.aligned = aligned
    images = shape.map { Self.scores($0, aligned, truth, evidence) } ?? []
    var own = Array(repeating: [Double](), count: truth.count)
    for (row, match) in zip(order, matches) { own[row] = match.ownErrors }
    containment = finding.covariance.flatMap { matching.hasScaling ? nil : Containment(own.flatMap(\.self), $0) }
  }

  private static func scores(
    _ shape: ImageShape, _ aligned: [[Double]], _ truth: [[Double]], _ evidence: GradientEvidence
  ) -> [ImageScore] {
    let least = evidence.inputRanges.map(\.lowerBound).min() ?? 0
    let most = evidence.inputRanges.map(\.upperBound).max() ?? 1
    func image(_ pixels: [Double]) -> RealMatrix {
      RealMatrix(rowCount: shape.height, columnCount: shape.width, elements: pixels)
    }
    return zip(aligned, truth).compactMap { found, row in
      ImageSimilarity(image(found), image(row), range: most - least).map {
        ImageScore(
          peakSignalToNoiseRatio: $0.peakSignalToNoiseRatio, structuralSimilarity: $0.structuralSimilarity())
      }
    }
  }
}

extension InversionScore.Containment {
  /// Nil where the covariance is singular, or of other inputs.
  init?(_ errors: [Double], _ covariance: RealMatrix) {
    let size = errors.count
    guard covariance.rowCount == size, covariance.columnCount == size else { return nil }
    let deviations = (0..<size).map { covariance[$0, $0].squareRoot() }
    guard deviations.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    // Of correlations, which inputs of very different errors do not make look singular.
    var correlations = covariance
    for row in 0..<size {
      for column in 0..<size { correlations[row, column] /= deviations[row] * deviations[column] }
    }
    guard let factor = CholeskyFactor(correlations) else { return nil }
    let scores = zip(errors, deviations).map { $0 / $1 }
    standardScores = scores
    chiSquared = zip(scores, factor.solve(scores)).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

extension InversionScore {
  /// Chi-square of the fit that a start from the truth leads to; nil where it leads nowhere, or for exact evidence.
  package static func chiSquared(
    reachedFrom truth: [[Double]], labels: [[Double]], evidence: GradientEvidence, on backend: (any ExactBackend)?
  ) throws(InversionError) -> Double? {
    guard !evidence.isExact else { return nil }
    // Numbers are fitted where they are unknown; of classes the attack tries the true ones too.
    let known = evidence.loss.hasLinearLabels ? evidence.labels : labels
    let observation = try DefendedObservation.of(evidence, labels: known, on: backend)
    let search = InversionSearch(
      evidence, labels: known, observation: observation, domain: try InputDomain(of: evidence), starts: [],
      isOpenEnded: false)
    return try search.fit(from: truth.flatMap(\.self), labels: labels.flatMap(\.self))?.chiSquared
  }

  /// Whether the search ended in another minimum though the values had more to say: outside the 99.9 % ellipsoid, with
  /// a chi-square no lower than the one that the truth leads to.
  package func isInWrongBasin(_ finding: InversionFinding, chiSquaredFromTruth: Double) -> Bool {
    guard let containment, let chiSquared = finding.chiSquared else { return false }
    // The same minimum, found twice, is within rounding of itself.
    let slack = 1e-6 * max(1, chiSquaredFromTruth.magnitude)
    return !containment.isWithin(0.999) && chiSquared > chiSquaredFromTruth - slack
  }
}
