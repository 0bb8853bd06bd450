package import Execution
internal import Gradients
package import Numerics

/// What shared values tell of the inputs, their errors taken as normal. From few shots they are not; what the raw
/// counts tell holds without that.
///
/// F = J^T S^-1 J for the derivatives J and the covariance S of the values; where the covariance is taken to tell too,
/// as it depends on the inputs, 1/2 tr(S^-1 dS S^-1 dS) more, which does not grow with the shots.
package struct GradientInformation: InformationSource {
  /// With the labels known.
  let observation: any Observation
  /// The same with the labels unknown, where they are.
  let hidden: (any Observation)?
  let labels: [Double]
  /// Whether the second term counts. Its derivatives are central differences, good to about 1e-7 where inputs are angles.
  package var includesCovariance: Bool
  /// Of those differences, by each input of a row.
  private let steps: [Double]

  /// The labels are the true ones, or at an estimate those found; whether an attacker knows them, the evidence says.
  /// Classes count as known: one that is tried is right or wrong.
  package init(
    _ evidence: GradientEvidence, labels: [[Double]], on backend: (any ExactBackend)?, includesCovariance: Bool = false,
    threadCount: Int = 1
  ) throws(InversionError) {
    guard !evidence.isExact else {
      throw .evidence(
        "exact values have no errors, so that nothing limits what they tell",
        help: "give shots, a covariance or added noise")
    }
    guard !evidence.hasErrorlessDirections else {
      throw .unsupported(
        "the derivatives by the weights before a circuit share few errors, and sums of them have none, so that nothing "
          + "limits what they tell", help: "add noise to all values, or look at a model that begins with its circuit")
    }
    let machine = backend.map { TabulatedMachine.of($0) }
    let observation = try evidence.observation(labels: labels, on: machine, threadCount: threadCount)
    var hidden: (any Observation)?
    if evidence.labels == nil, evidence.loss.hasLinearLabels {
      var free = evidence
      // Only values and derivatives are asked of it.
      for place in free.rounds.indices { free.rounds[place].noise = .exact }
      hidden = try free.observation(on: machine, threadCount: threadCount)
    }
    self.init(
      observation, hidden: hidden, labels: labels.flatMap(\.self), includesCovariance: includesCovariance,
      steps: evidence.differenceSteps)
  }

  /// `hidden` tells of the derivatives by the labels; it is nil where they are known.
  package init(
    _ observation: any Observation, hidden: (any Observation)? = nil, labels: [Double],
    includesCovariance: Bool = false, steps: [Double] = [1e-4]
  ) {
    self.observation = observation
    self.steps = steps
    self.hidden = hidden
    self.labels = labels
    self.includesCovariance = includesCovariance
  }

  package var seen: InformationBound.Seen { .gradient }

  package var withKnownLabels: GradientInformation {
    GradientInformation(observation, labels: labels, includesCovariance: includesCovariance, steps: steps)
  }

  package func information(at inputs: [Double]) throws(InversionError) -> RealMatrix {
    let covariance = try observation.covariance(of: inputs, labels: labels)
    let expected = try self.expected(at: [inputs], wantsJacobian: true)[0]
    let columns = Self.columns(expected)
    let metric = try self.metric(covariance, columns)
    var information = metric.whitened(columns).gram
    if includesCovariance {
      let further = try self.informationOfCovariance(at: inputs, metric, labelCount: expected.byLabels.columnCount)
      for place in information.elements.indices { information.elements[place] += further.elements[place] }
    }
    return Self.withoutLast(expected.byLabels.columnCount, of: information)
  }

  /// The derivatives by all unknowns.
  static func columns(_ expected: Prediction) -> RealMatrix {
    RealMatrix(
      rows: expected.values.indices.map { Array(expected.jacobian.row($0)) + Array(expected.byLabels.row($0)) })
  }

  /// Values at true labels, with derivatives by those that are unknown.
  func expected(at candidates: [[Double]], wantsJacobian: Bool) throws(InversionError) -> [Prediction] {
    let target = Array(repeating: 0.0, count: observation.equationCount)
    var found = try observation.predictions(
      of: candidates, target: target, metric: nil, wantsJacobian: wantsJacobian)
    guard let hidden else {
      for place in found.indices {
        found[place].byLabels = RealMatrix(rowCount: found[place].values.count, columnCount: 0)
      }
      return found
    }
    let free = try hidden.predictions(of: candidates, target: target, metric: nil, wantsJacobian: false)
    for place in found.indices { found[place].byLabels = free[place].byLabels }
    return found
  }

  /// Values without error that depend on what is unknown must not be left out, or the bound would be too high: they are
  /// given hardly any.
  func metric(_ covariance: Covariance, _ columns: RealMatrix) throws(InversionError) -> ResidualMetric {
    var covariance = covariance
    let variances = (0..<covariance.count).map { covariance.variance(of: $0) }
    let most = variances.max() ?? 0
    let steepest = columns.elements.reduce(0) { max($0, $1.magnitude) }
    for (place, variance) in variances.enumerated() where variance <= 1e-12 * most {
      let slope = columns.row(place).reduce(0) { max($0, $1.magnitude) }
      if slope > 1e-9 * steepest { covariance.add(variance: 1e-12 * most, to: place) }
    }
    guard let metric = ResidualMetric(covariance) else {
      throw .evidence("the values have no errors there, or ones that are not finite", help: "choose other inputs")
    }
    return metric
  }

  /// 1/2 tr(S^-1 dS S^-1 dS) by the inputs and the unknown labels.
  private func informationOfCovariance(
    at inputs: [Double], _ metric: ResidualMetric, labelCount: Int
  ) throws(InversionError) -> RealMatrix {
    let point = inputs + (labelCount > 0 ? labels : [])
    var changes: [[Double]] = []
    for place in point.indices {
      let step = place < inputs.count ? steps[place % steps.count] : 1e-4
      var sides: [[Double]] = []
      for side in [step, -step] {
        var moved = point
        moved[place] += side
        let own = labelCount > 0 ? Array(moved[inputs.count...]) : labels
        sides.append(try observation.covariance(of: Array(moved[..<inputs.count]), labels: own).matrix)
      }
      let size = observation.equationCount
      let change = RealMatrix(
        rowCount: size, columnCount: size, elements: zip(sides[0], sides[1]).map { ($0 - $1) / (2 * step) })
      changes.append(metric.whitened(metric.whitened(change).transposed).elements)
    }
    var result = RealMatrix(rowCount: point.count, columnCount: point.count)
    for row in point.indices {
      for column in point.indices {
        result[row, column] = zip(changes[row], changes[column]).reduce(0) { $0 + $1.0 * $1.1 } / 2
      }
    }
    return result
  }

  /// Schur's complement of the last unknowns: what is left of the information where they must be found too.
  private static func withoutLast(_ count: Int, of information: RealMatrix) -> RealMatrix {
    guard count > 0 else { return information }
    let size = information.rowCount - count
    func block(_ rows: Range<Int>, _ columns: Range<Int>) -> RealMatrix {
      RealMatrix(rows: rows.map { row in columns.map { information[row, $0] } })
    }
    var result = block(0..<size, 0..<size)
    let others = size..<size + count
    guard let system = SymmetricEigensystem(block(others, others)), let largest = system.values.first else {
      return result
    }
    let shared = block(0..<size, others)
    for (index, value) in system.values.enumerated() where value > 1e-14 * largest {
      let vector = shared.times(Array(system.vectors.row(index)))
      for row in 0..<size {
        for column in 0..<size { result[row, column] -= vector[row] * vector[column] / value }
      }
    }
    return result
  }
}
