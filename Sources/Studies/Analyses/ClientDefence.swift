internal import Execution
internal import Formats
package import Gradients
internal import Inversion
internal import Models
internal import Numerics

/// What a client may do against inversion, as the grid's `defences` has it: fewer shots or a larger batch than the grid
/// says, and what is done to circuits and gradients.
package struct ClientDefence: Hashable, Sendable {
  /// Of each circuit, in place of the grid's.
  package private(set) var shots: Int?
  package private(set) var batchSize: Int?
  package let gradient: GradientDefence

  /// Reads such as `shots:64`, `batch:8+clip:1` and whatever `GradientDefence` reads.
  package init(_ text: String) throws(DefenceTextError) {
    var words = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    while let word = words.first, let found = try Self.setting(word) {
      guard (found.name == .shots ? shots : batchSize) == nil else {
        throw DefenceTextError(
          message: "\(found.name.rawValue) is given twice in \(quotedText(text))", help: "leave one of them out")
      }
      switch found.name {
      case .shots: shots = found.value
      case .batch: batchSize = found.value
      }
      words.removeFirst()
    }
    gradient = words.isEmpty ? .none : try GradientDefence(words.joined(separator: "+"))
  }

  private enum Setting: String { case shots, batch }

  private static func setting(_ word: String) throws(DefenceTextError) -> (name: Setting, value: Int)? {
    let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = Setting(rawValue: String(parts[0])) else { return nil }
    let most = name == .shots ? Axis.shots.range : Axis.batchSize.range
    guard parts.count == 2, let value = Int(parts[1]), most?.contains(value) == true else {
      throw DefenceTextError(
        message: "\(quotedText(word)) needs a whole number from 1", help: "such as shots:64 or batch:8")
    }
    return (name, value)
  }

  /// As the point has it.
  /// - Precondition: the grid was read.
  init(at point: GridPoint) throws(StudyError) {
    do { try self.init(point.name(.defence) ?? "none") } catch {
      throw StudyError(.misuse, error.message, help: error.help)
    }
  }

  /// The point with the shots and the batch that the defence asks for.
  func deciding(_ point: GridPoint) -> GridPoint {
    var point = point
    if let shots { point.values[.shots] = .number(shots) }
    if let batchSize { point.values[.batchSize] = .number(batchSize) }
    return point
  }
}

extension ClientDefence {
  /// What a defended gradient is still worth to those who train with it: its direction and its length beside the exact
  /// one's, whatever shots and noise were before the defence. A rotation is undone by the clients.
  func utility(of shared: [Double], exact: [Double], _ stream: RandomStream) -> (
    cosine: Double?, relativeError: Double?
  ) {
    let received = gradient.restored(shared, stream)
    func product(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
    let (own, length) = (product(received, received).squareRoot(), product(exact, exact).squareRoot())
    guard length > 0 else { return (nil, nil) }
    let distance = zip(received, exact).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    return (own > 0 ? product(received, exact) / (own * length) : nil, distance / length)
  }

  /// The exact loss of the rows after some steps of Adam down defended gradients, each measured anew.
  func loss(
    after steps: Int, of model: CompiledModel, on rows: Examples, from weights: [Double], rate: Double,
    by measurement: GradientMeasurement, _ stream: RandomStream
  ) async throws(ModelError) -> Double {
    let measured = try LossGradient(model, rule: .parameterShift)
    var weights = weights
    var adam = GradientDescent(.adam(rate: rate), count: model.trained.count)
    for step in 0..<steps {
      let own = stream.substream(step)
      let found = try await measured.measured(rows, weights: weights, by: measurement, stream: own)
      let shared = gradient.applied(to: found.values, own)
      var trained = model.trained.map { weights[$0] }
      adam.step(&trained, gradient: gradient.restored(shared, own))
      for (place, value) in zip(model.trained, trained) { weights[place] = value }
    }
    return try model.lossGradient(rows, weights: weights).value
  }
}

extension GradientEvidence {
  /// The same for bounds. Normal noise limits what the values tell; what else is done to them only takes away, so that
  /// bounds without it hold with it.
  func limited(by defence: GradientDefence) -> GradientEvidence {
    var result = self
    for place in result.rounds.indices {
      result.rounds[place].defence = defence.inCircuits
      if let deviation = defence.noiseAlone { result.rounds[place].noise.addedDeviation = deviation }
    }
    return result
  }
}
