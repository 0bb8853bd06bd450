internal import Formats
internal import Gradients
internal import Numerics

/// What attacks that descend from one start after the other along exact slopes have in common. They know neither of
/// shots nor of a machine's noise.
struct DescentAttack {
  struct Slope {
    var value: Double
    var slopes: [Double]
  }

  let settings: AttackSettings
  let name: String
  /// Whether 1 - cosine is made small, not the squared distance.
  let isCosine: Bool
  private static let usualStarts = 10

  init(_ settings: AttackSettings, name: String, isCosine: Bool = false) {
    self.settings = settings
    self.name = name
    self.isCosine = isCosine
  }

  func find(
    _ evidence: GradientEvidence,
    descent: (_ slope: ([Double]) throws(InversionError) -> Slope, _ start: [Double]) throws(InversionError) -> [Double]
  ) throws(InversionError) -> InversionFinding {
    var finding = InversionFinding(attack: name, labels: evidence.labels ?? [])
    guard !finding.isEnded(byZeroIn: evidence) else { return finding }
    let domain = try InputDomain(of: evidence)
    finding.identifiability = try settings.identifiability(of: evidence, in: domain)
    guard !finding.isEnded(byZeroIn: evidence) else { return finding }
    let observation = try evidence.takenAsClean.observation(on: nil, threadCount: settings.threadCount)
    let target = evidence.values
    var evaluations = 0
    func prediction(_ inputs: [Double]) throws(InversionError) -> Prediction {
      evaluations += 1
      return try observation.predictions(of: [inputs], target: target, metric: nil, wantsJacobian: true)[0]
    }
    let starts = settings.startPoints(settings.starts ?? Self.usualStarts, of: evidence, in: domain)
    finding.starts = starts.count
    var best: (inputs: [Double], labels: [Double], loss: Double, value: Double)?
    for start in starts {
      let end = try descent(
        { (inputs) throws(InversionError) in
          guard Self.isWithinReach(inputs) else { return Slope(value: .infinity, slopes: inputs.map { _ in 0 }) }
          return slope(at: try prediction(inputs), target)
        }, start)
      guard Self.isWithinReach(end) else { continue }
      let there = try prediction(end)
      let value = slope(at: there, target).value
      let loss = NumericalAttack.loss(there, target)
      if loss < 1e-10 { finding.startsConverged += 1 }
      if value < best?.value ?? .infinity { best = (end, there.labels, loss, value) }
    }
    finding.evaluations = evaluations
    guard let best, best.loss.isFinite else {
      finding.message = InversionFinding.nothingFinite(starts: starts.count)
      return finding
    }
    finding.take(best.inputs, labels: evidence.rows(of: best.labels), loss: best.loss, of: evidence, in: domain)
    return finding
  }

  /// Inputs that no descent returns from are not looked at: as angles they have lost all digits.
  static func isWithinReach(_ inputs: [Double]) -> Bool { inputs.allSatisfy { $0.magnitude < 1e15 } }

  private func slope(at prediction: Prediction, _ target: [Double]) -> Slope {
    let values = prediction.values
    func product(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
    var weights = zip(values, target).map { 2 * ($0 - $1) }
    var value = weights.reduce(0) { $0 + $1 * $1 / 4 }
    if isCosine {
      let (own, seen) = (product(values, values), product(target, target))
      let length = (own * seen).squareRoot()
      guard length > 0 else {
        return Slope(value: 1, slopes: Array(repeating: 0, count: prediction.jacobian.columnCount))
      }
      let cosine = product(values, target) / length
      value = 1 - cosine
      weights = zip(values, target).map { $0 * cosine / own - $1 / length }
    }
    var slopes = Array(repeating: 0.0, count: prediction.jacobian.columnCount)
    for (line, weight) in weights.enumerated() {
      for (column, element) in prediction.jacobian.row(line).enumerated() { slopes[column] += weight * element }
    }
    return Slope(value: value, slopes: slopes)
  }
}

extension InversionFinding {
  /// Says so where the gradient is zero, which every attack would take for its own idea of a solution.
  mutating func isEnded(byZeroIn evidence: GradientEvidence) -> Bool {
    guard !evidence.values.contains(where: { $0 != 0 }) else {
      return isEnded(byRoundingIn: evidence)
    }
    message = "cannot be recovered, because the gradient is zero"
    return true
  }

  /// Whether exact values are no larger than what is left where ones of the usual size cancel.
  private mutating func isEnded(byRoundingIn evidence: GradientEvidence) -> Bool {
    let largest = evidence.values.reduce(0) { max($0, $1.magnitude) }
    guard evidence.isExact, let scale = identifiability?.scale, largest < 1e-12 * scale else { return false }
    message =
      "cannot be recovered, because the gradient is zero but for rounding: its largest value is "
      + "\(ReportedNumber.text(largest)), where such rows have \(ReportedNumber.text(scale))"
    return true
  }

  static func nothingFinite(starts: Int) -> String {
    "nothing recovered: from \(starts) starts the descent left all finite numbers; give other --starts or --seed"
  }

  /// Takes the best end of an attack that cannot tell whether it is right.
  mutating func take(
    _ inputs: [Double], labels: [[Double]], loss: Double?, of evidence: GradientEvidence, in domain: InputDomain
  ) {
    // Far outside the range nothing is nearer than whole periods bring it.
    let unlimited = inputs.map { _ in Double.infinity }
    let rows = evidence.rows(of: domain.folded(inputs, slack: unlimited) ?? inputs)
    recovered = rows
    solutions = [rows]
    self.labels = labels
    gradientLoss = loss
    guard let loss else { return }
    message = "the best of \(starts) starts; the gradients' mean squared difference is \(ReportedNumber.text(loss))"
    guard domain.folded(inputs, slack: inputs.map { _ in 0 }) == nil else { return }
    message += "; it lies outside the input range, to which this attack does not keep"
  }
}
