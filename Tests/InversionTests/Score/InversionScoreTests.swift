import Circuits
import Gradients
import Inversion
import Models
import Numerics
import Testing

@Suite("Scores of findings") struct InversionScoreTests {
  static func evidence(
    _ encoding: Encoding, features: Int, batch: Int = 1, labels: [[Double]]? = nil,
    range: ClosedRange<Double> = 0...Double.pi
  ) -> GradientEvidence {
    let layer = CircuitLayer(
      encoding, featureCount: features, [.hardwareEfficient(layers: 1)], readOut: .meanZ)
    return GradientEvidence(
      layer: layer, loss: .squaredError, batchSize: batch, labels: labels,
      rounds: [.init(weights: layer.weights.map { _ in 1 }, components: [0], values: [0])],
      inputRanges: layer.inputs.map { _ in range })
  }

  static func finding(_ recovered: [[Double]]?, covariance: RealMatrix? = nil) -> InversionFinding {
    var finding = InversionFinding(attack: "test")
    finding.recovered = recovered
    finding.covariance = covariance
    return finding
  }

  @Test("Errors are those of the best order of rows, whole periods apart")
  func orderAndPeriods() throws {
    let truth = [[0.5, 1.0], [2.0, 2.5]]
    let recovered = [[2.0 + 2 * .pi, 2.6], [0.5, 1.2 - 4 * .pi]]
    let score = try InversionScore(
      Self.finding(recovered), truth: truth, evidence: Self.evidence(.angle(), features: 2, batch: 2))
    #expect(score.order == [1, 0])
    let error = try #require(score.meanSquaredError)
    let greatest = try #require(score.greatestError)
    #expect((error - (0.04 + 0.01) / 4).magnitude < 1e-12 && (greatest - 0.2).magnitude < 1e-12)
    #expect(!score.isSuccess && score.containment == nil)
    #expect((score.aligned[0][1] - 1.2).magnitude < 1e-12 && (score.aligned[1][0] - 2).magnitude < 1e-12)
  }

  @Test("Rows that their labels tell apart keep their places")
  func labels() throws {
    let truth = [[0.5, 1.0], [2.0, 2.5]]
    for (labels, order) in [([[0.1], [0.2]], [0, 1]), ([[0.1], [0.1]], [1, 0])] {
      let score = try InversionScore(
        Self.finding([truth[1], truth[0]]), truth: truth,
        evidence: Self.evidence(.angle(), features: 2, batch: 2, labels: labels))
      #expect(score.order == order)
    }
  }

  @Test("A mean squared error of 0.005 is a success, more is none", arguments: [(0.0707, true), (0.0708, false)])
  func success(error: Double, isSuccess: Bool) throws {
    let score = try InversionScore(
      Self.finding([[1 + error, 1 - error]]), truth: [[1, 1]], evidence: Self.evidence(.angle(), features: 2))
    #expect(score.isSuccess == isSuccess)
  }

  @Test("Nothing recovered is no success, and the wrong shape no truth")
  func nothing() throws {
    let evidence = Self.evidence(.angle(), features: 2)
    let score = try InversionScore(Self.finding(nil), truth: [[1, 1]], evidence: evidence)
    #expect(score.meanSquaredError == nil && !score.isSuccess && score.aligned.isEmpty)
    #expect(throws: InversionError.self) {
      try InversionScore(Self.finding([[1, 1]]), truth: [[1]], evidence: evidence)
    }
    #expect(throws: InversionError.self) {
      try InversionScore(
        Self.finding([[1, 1]]), truth: [[1, 1]], evidence: evidence, images: .init(height: 2, width: 2))
    }
    #expect(throws: InversionError.self) {
      try InversionScore(
        Self.finding([[1, 1]]), truth: [[1, 1]], evidence: evidence, images: .init(height: 0, width: .max))
    }
    let wrong = try InversionScore(Self.finding([[1, .nan]]), truth: [[1, 1]], evidence: evidence)
    #expect(wrong.meanSquaredError == nil)
  }

  @Test("What an encoding forgets is no error, and what it keeps is")
  func symmetries() throws {
    // The first of two features turned round, with the second half a turn on, is the same state.
    let truth = [0.4, 1.0, 0.9, 2.0, 1.3]
    let same = [-0.4, 1.0 + .pi, 0.9, 2.0, 1.3 + 2 * .pi]
    let dense = Self.evidence(.denseAngle(), features: 5)
    let score = try InversionScore(Self.finding([same]), truth: [truth], evidence: dense)
    #expect(try #require(score.greatestError) < 1e-12)
    #expect(zip(score.aligned[0], truth).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    let near = try InversionScore(
      Self.finding([[-0.4, 1.0 + .pi, -0.9, 2.1 + .pi, 1.3]]), truth: [truth], evidence: dense)
    #expect((try #require(near.greatestError) - 0.1).magnitude < 1e-12)
    #expect((near.aligned[0][3] - 2.1).magnitude < 1e-12)
    // Only up to a Pauli string: the mirror image of an angle is another state.
    let mirrored = try InversionScore(
      Self.finding([[-0.4, 1.0]]), truth: [[0.4, 1.0]], evidence: Self.evidence(.angle(), features: 2))
    #expect((try #require(mirrored.greatestError) - 0.8).magnitude < 1e-12)
  }

  @Test("Amplitudes have no scale")
  func scale() throws {
    let evidence = Self.evidence(.amplitude, features: 4)
    let truth = [0.1, 0.2, 0.3, 0.4]
    let score = try InversionScore(Self.finding([truth.map { -3 * $0 }]), truth: [truth], evidence: evidence)
    #expect(try #require(score.greatestError) < 1e-12)
  }

  @Test("Images have a signal-to-noise ratio and a structure")
  func images() throws {
    let truth = (0..<16).map { Double($0 % 5) / 5 }
    let evidence = Self.evidence(.amplitude, features: 16, range: 0...1)
    let exact = try InversionScore(
      Self.finding([truth]), truth: [truth], evidence: evidence, images: .init(height: 4, width: 4))
    #expect(exact.images.count == 1)
    let shape = InversionScore.ImageShape(height: 2, width: 2)
    let angles = Self.evidence(.angle(), features: 4, range: 0...1)
    let score = try InversionScore(
      Self.finding([[0.3, 0.4, 0.5, 0.6]]), truth: [[0.2, 0.3, 0.4, 0.5]], evidence: angles, images: shape)
    // An error of a tenth of the range everywhere: 20 dB.
    #expect((score.images[0].peakSignalToNoiseRatio - 20).magnitude < 1e-9)
    #expect(score.images[0].structuralSimilarity == nil)
    let larger = Self.evidence(.angle(), features: 9, range: 0...1)
    let pixels = (0..<9).map { Double($0) / 10 }
    let same = try InversionScore(
      Self.finding([pixels]), truth: [pixels], evidence: larger, images: .init(height: 3, width: 3))
    #expect(same.images[0].peakSignalToNoiseRatio == .infinity)
    #expect((try #require(same.images[0].structuralSimilarity) - 1).magnitude < 1e-12)
  }

  @Test("Standard scores and chi-square are those of the truth in the finding's covariance")
  func containment() throws {
    let covariance = RealMatrix(rows: [[0.04, 0.01], [0.01, 0.09]])
    let score = try InversionScore(
      Self.finding([[1.0, 1.0]], covariance: covariance), truth: [[1.2, 0.7]],
      evidence: Self.evidence(.angle(), features: 2))
    let found = try #require(score.containment)
    #expect((found.standardScores[0] - 1).magnitude < 1e-12 && (found.standardScores[1] + 1).magnitude < 1e-12)
    // d^T C^-1 d with the inverse (0.09, -0.01; -0.01, 0.04) / 0.0035.
    let expected = (0.04 * 0.09 + 2 * 0.06 * 0.01 + 0.09 * 0.04) / 0.0035
    #expect((found.chiSquared - expected).magnitude < 1e-12 && found.degreesOfFreedom == 2)
    #expect(found.isWithin(0.99) && !found.isWithin(0.5))
    // The ellipsoids end at 9.21 and 13.82 with two degrees of freedom.
    for (error, within) in [
      (3.03, [true, true]), (3.04, [false, true]), (3.71, [false, true]), (3.72, [false, false]),
    ] {
      let far = try InversionScore(
        Self.finding([[0.0, 0.0]], covariance: .identity(2)), truth: [[error, 0]],
        evidence: Self.evidence(.angle(scale: 0.1), features: 2, range: -10...10))
      let found = try #require(far.containment)
      #expect([0.99, 0.999].map(found.isWithin) == within)
    }
  }

  @Test("In other orders and symmetric images, the covariance stays with its row")
  func containmentOfRows() throws {
    var covariance = RealMatrix.identity(4)
    for (place, deviation) in [0.1, 0.2, 0.3, 0.4].enumerated() { covariance[place, place] = deviation * deviation }
    covariance[0, 1] = 0.01
    covariance[1, 0] = 0.01
    let evidence = Self.evidence(.denseAngle(), features: 2, batch: 2)
    let score = try InversionScore(
      Self.finding([[-2.0, 0.5 + .pi], [0.4, 1.0]], covariance: covariance), truth: [[0.7, 1.0], [2.1, 0.5]],
      evidence: evidence)
    #expect(score.order == [1, 0])
    let scores = try #require(score.containment).standardScores
    #expect(zip(scores, [-1, 0, 1, 0]).allSatisfy { ($0 - $1).magnitude < 1e-9 }, "\(scores)")
  }

  @Test("A basin is wrong where the truth is far outside and leads to no better fit")
  func wrongBasin() throws {
    let evidence = Self.evidence(.angle(), features: 2)
    let covariance = RealMatrix(rows: [[0.01, 0], [0, 0.01]])
    for (error, reached, isWrong) in [(0.5, 4.0, true), (0.5, 6.0, false), (0.1, 4.0, false), (0.5, 5.0, true)] {
      var finding = Self.finding([[1, 1]], covariance: covariance)
      finding.chiSquared = 5
      let score = try InversionScore(finding, truth: [[1 + error, 1]], evidence: evidence)
      #expect(score.isInWrongBasin(finding, chiSquaredFromTruth: reached) == isWrong)
    }
    let instance = try Instance("simple-entangled-2", seed: 1)
    let labels = try #require(instance.evidence.labels)
    let reached = try InversionScore.chiSquared(
      reachedFrom: instance.rows, labels: labels, evidence: instance.measured(shots: 1000), on: Machines.ideal)
    #expect(try #require(reached) < 1e-12)
    let exact = try InversionScore.chiSquared(
      reachedFrom: instance.rows, labels: labels, evidence: instance.evidence, on: nil)
    #expect(exact == nil)
  }
}
