internal import Gradients
internal import Models
internal import Numerics

/// The weight gradient over the bias gradient: of a dense layer y = W x + b at a model's front, dL/dW_ij = dL/db_i x_j.
///
/// One row's inputs follow without any search, whatever its label, and shots do not blur them: both derivatives have
/// the same error. Of a batch each unit's ratio is a mixture of the rows, and a row itself only where the unit is
/// active for no other row, as units of rectifiers may be: units that agree show where to look, as of two classes those
/// that are active for the same rows do.
package struct AnalyticAttack: InversionAttack {
  package static let name = "analytic"
  package var settings: AttackSettings

  package init(_ settings: AttackSettings = AttackSettings()) { self.settings = settings }

  package func find(_ evidence: GradientEvidence) throws(InversionError) -> InversionFinding {
    guard evidence.network.map({ !FrontLayer.all(of: $0).isEmpty }) ?? false else {
      throw .unsupported(
        "the model does not begin with a trained dense layer with a bias", help: "use --attack least-squares")
    }
    guard evidence.rounds.allSatisfy(\.defence.valueSteps.isEmpty) else {
      throw .unsupported("the gradient was defended, which its ratios do not show", help: "use --attack least-squares")
    }
    let domain = try InputDomain(of: evidence)
    var start = InversionFinding(attack: Self.name, labels: evidence.labels ?? [])
    start.identifiability = try settings.identifiability(of: evidence, in: domain)
    guard !start.isEnded(byZeroIn: evidence) else { return start }
    if let finding = try finding(start, evidence, in: domain) { return finding }
    start.message =
      evidence.batchSize > 1
      ? "nothing recovered: of a batch the ratios of the first layer's derivatives are mixtures of its rows, and not "
        + "every row has units of its own; use --attack least-squares"
      : "nothing recovered: the first layer's derivatives are not in the gradient, are too coarse, or do not lead to "
        + "inputs that explain it; use --attack least-squares"
    return start
  }

  /// Nil where the ratios tell nothing, or what they tell does not explain the evidence.
  func finding(
    _ start: InversionFinding, _ evidence: GradientEvidence, in domain: InputDomain
  ) throws(InversionError) -> InversionFinding? {
    let rows = FrontLayer.rows(of: evidence, in: domain)
    guard rows.count >= evidence.batchSize else { return nil }
    let precision = evidence.precision
    var best: (inputs: [Double], prediction: Prediction, fit: Fit)?
    for labels in try LeastSquaresAttack.labelChoices(of: evidence) {
      let observation = try evidence.observation(
        labels: labels, on: settings.backend, threadCount: settings.threadCount)
      for inputs in Self.choices(of: evidence.batchSize, among: rows) {
        let prediction = try observation.predictions(
          of: [inputs], target: evidence.values, metric: nil, wantsJacobian: false)[0]
        guard let fit = try Self.fit(of: prediction, at: inputs, evidence, precision, observation) else { continue }
        if fit.misfit < best?.fit.misfit ?? .infinity { best = (inputs, prediction, fit) }
      }
    }
    guard let best else { return nil }
    var finding = start
    finding.recovered = evidence.rows(of: best.inputs)
    finding.solutions = [evidence.rows(of: best.inputs)]
    finding.labels = evidence.rows(of: best.prediction.labels)
    finding.gradientLoss = NumericalAttack.loss(best.prediction, evidence.values)
    (finding.chiSquared, finding.degreesOfFreedom) = (best.fit.chiSquared, best.fit.degreesOfFreedom)
    finding.pValue = best.fit.pValue
    finding.identifiability?.distinctSolutions = 1
    let slack = best.inputs.indices.map { place in
      let range = domain.ranges[place % domain.ranges.count]
      return 1e-6 * (range.upperBound - range.lowerBound)
    }
    let isInside = domain.folded(best.inputs, slack: slack) != nil
    finding.isCertified = isInside && evidence.batchSize == 1
    finding.message =
      finding.isCertified
      ? "the only inputs that explain the gradient: the first dense layer's derivatives by weights are those by "
        + "biases times the inputs"
      : isInside
        ? "explains the gradient by units of the first layer that are active for one row; other rows were not sought"
        : "explains the gradient, but lies outside the input range: is that right?"
    return finding
  }

  private struct Fit {
    var misfit: Double
    var chiSquared: Double?
    var degreesOfFreedom: Int?
    var pValue: Double?
  }

  /// How inputs explain the values: to rounding where those are exact, plausibly where they have errors; else nil.
  private static func fit(
    of prediction: Prediction, at inputs: [Double], _ evidence: GradientEvidence, _ precision: ValuePrecision,
    _ observation: any Observation
  ) throws(InversionError) -> Fit? {
    let residual = zip(evidence.values, prediction.values).map { $0 - $1 }
    guard !evidence.isExact else {
      let cost = residual.reduce(0) { $0 + $1 * $1 }
      var search = LeastSquaresSearch(observation, target: evidence.values)
      search.precision = precision
      return search.isMatch(cost) ? Fit(misfit: cost) : nil
    }
    let covariance = try observation.covariance(of: inputs, labels: prediction.labels)
    guard let metric = ResidualMetric(covariance) else { return nil }
    let chiSquared = metric.whitened(residual).reduce(0) { $0 + $1 * $1 }
    let freedom = metric.valueCount - prediction.byLabels.columnCount
    guard freedom > 0 else { return nil }
    let pValue = ChiSquaredDistribution(degreesOfFreedom: Double(freedom)).survival(chiSquared)
    guard pValue > 0.01 else { return nil }
    return Fit(misfit: chiSquared, chiSquared: chiSquared, degreesOfFreedom: freedom, pValue: pValue)
  }

  /// So many of the first rows in all orders, as far as that is a few hundred.
  private static func choices(of count: Int, among rows: [[Double]]) -> [[Double]] {
    var choices: [[Int]] = [[]]
    for _ in 0..<count {
      choices = choices.flatMap { choice in rows.indices.filter { !choice.contains($0) }.map { choice + [$0] } }
      if choices.count > 500 { choices.removeSubrange(500...) }
    }
    return choices.map { $0.flatMap { rows[$0] } }
  }
}

/// A trained dense layer with a bias that sees all features as they are.
struct FrontLayer {
  private let layer: DenseLayer
  /// Where its weights begin among the model's.
  private let start: Int

  /// At the model's front, or at that of a branch that begins there.
  static func all(of network: CompiledModel) -> [FrontLayer] {
    func front(_ layer: Layer?, _ name: String) -> FrontLayer? {
      guard case .dense(let dense)? = layer, dense.hasBias, dense.inputCount == network.featureCount,
        let block = network.blocks.first(where: { $0.layer == name })
      else { return nil }
      return FrontLayer(layer: dense, start: block.start)
    }
    guard case .parallel(let branches)? = network.model.layers.first else {
      return [front(network.model.layers.first, "dense.0")].compactMap(\.self)
    }
    return branches.enumerated().compactMap { front($1.layers.first, "dense.0.\($0).0") }
  }

  /// A unit's derivative by its bias, and the ratios to it, which are the inputs of one row or mixtures of several.
  private struct Unit {
    var bias: Double
    var inputs: [Double]
  }

  /// Inputs of rows that the ratios show: of one row by the unit with the largest derivative, unless others disagree
  /// where values have errors; of several what two units agree on.
  static func rows(of evidence: GradientEvidence, in domain: InputDomain) -> [[Double]] {
    let units = units(of: evidence).sorted { $0.bias.magnitude > $1.bias.magnitude }
    guard let largest = units.first else { return [] }
    // Ratios of small derivatives have lost digits.
    let clear = units.filter { $0.bias.magnitude > 1e-3 * largest.bias.magnitude }
    let precision = evidence.precision
    if evidence.batchSize == 1 {
      guard !evidence.isExact else { return isPrecise(largest, precision, evidence, domain) ? [largest.inputs] : [] }
      return clear.count > 1 && clear.allSatisfy { isSame($0.inputs, largest.inputs, precision) }
        ? [largest.inputs] : []
    }
    var rows: [[Double]] = []
    for (place, unit) in clear.enumerated() where !rows.contains(where: { isSame($0, unit.inputs, precision) }) {
      if clear[(place + 1)...].contains(where: { isSame($0.inputs, unit.inputs, precision) }) {
        rows.append(unit.inputs)
      }
    }
    return rows
  }

  /// Whether a ratio is known to a hundred thousandth of the ranges, for all that values may have been rounded.
  private static func isPrecise(
    _ unit: Unit, _ precision: ValuePrecision, _ evidence: GradientEvidence, _ domain: InputDomain
  ) -> Bool {
    let scale = evidence.values.reduce(0) { max($0, $1.magnitude) }
    let width = domain.ranges.map { $0.upperBound - $0.lowerBound }.min() ?? 0
    let error = max(1e-9 * Double(evidence.values.count).squareRoot(), 4 * precision.unit)
    return error * scale < 1e-5 * width * unit.bias.magnitude
  }

  private static func isSame(_ first: [Double], _ second: [Double], _ precision: ValuePrecision) -> Bool {
    let error = max(1e-9, 64 * precision.unit) * first.reduce(0) { max($0, $1.magnitude) }
    return zip(first, second).allSatisfy { ($0 - $1).magnitude <= error }
  }

  /// Units of all rounds whose derivatives are all shared.
  private static func units(of evidence: GradientEvidence) -> [Unit] {
    guard let network = evidence.network else { return [] }
    var units: [Unit] = []
    for round in evidence.rounds {
      // An update of one step is the gradient times a number, which ratios do not see.
      if case .update(let steps) = round.message, steps.count > 1 { continue }
      let values = Dictionary(zip(round.components, round.values), uniquingKeysWith: { first, _ in first })
      for front in all(of: network) {
        let width = front.layer.inputCount
        for output in 0..<front.layer.outputCount {
          let weights = (0..<width).compactMap { values[front.start + output * width + $0] }
          guard weights.count == width, let bias = values[front.start + width * front.layer.outputCount + output],
            bias != 0
          else { continue }
          let inputs = weights.map { $0 / bias }
          if inputs.allSatisfy(\.isFinite) { units.append(Unit(bias: bias, inputs: inputs)) }
        }
      }
    }
    return units
  }
}
