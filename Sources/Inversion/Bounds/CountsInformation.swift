package import Execution
internal import Gradients
internal import Models
package import Numerics

/// What the outcomes of every circuit that a client ran tell of the inputs: the sum of S dp dp^T / p over circuits and
/// outcomes. No gradient that is made of them tells more.
///
/// The probabilities' derivatives by the inputs come from shifted angles too, exact on any backend whose noise does not
/// depend on angles. An outcome of probability 0 tells nothing.
package struct CountsInformation: InformationSource {
  private let rounds: [MeasuredRound]
  private let inputCount: Int
  private let batchSize: Int
  /// Of a scheme whose rows are the inputs, of a circuit that is itself shifted by the weights: of each rule.
  private let derivatives: [GradientRule: Derivatives]
  private let readings: [GradientRule: SchemeReadings]

  private struct Derivatives: Sendable {
    let scheme: GradientScheme
    /// One for each setting of the measurement.
    let distributions: [OutcomeDistributions]
  }

  package init(_ evidence: GradientEvidence, on backend: any ExactBackend) throws(InversionError) {
    rounds = try MeasuredRound.all(of: evidence)
    inputCount = evidence.inputCount
    batchSize = evidence.batchSize
    let machine = TabulatedMachine.of(backend)
    var readings: [GradientRule: SchemeReadings] = [:]
    for round in rounds where readings[round.scheme.rule] == nil {
      readings[round.scheme.rule] = try machine.readings(of: evidence.layer, round.scheme.rule)
    }
    self.readings = readings
    var derivatives: [GradientRule: Derivatives] = [:]
    do throws(GradientError) {
      for round in rounds where derivatives[round.scheme.rule] == nil {
        let scheme = try GradientScheme(
          round.scheme.circuit, observables: evidence.layer.observables, withRespectTo: evidence.layer.inputs,
          rule: .parameterShift)
        let found = try Self.distributions(of: scheme, on: backend)
        derivatives[round.scheme.rule] = Derivatives(scheme: scheme, distributions: found)
      }
    } catch { throw .gradient(error) }
    self.derivatives = derivatives
  }

  private static func distributions(
    of scheme: GradientScheme, on backend: any ExactBackend
  ) throws(GradientError) -> [OutcomeDistributions] {
    var result: [OutcomeDistributions] = []
    for circuit in scheme.circuits {
      let found: OutcomeDistributions?
      do { found = try backend.distributions(of: circuit) } catch { throw .backend(error) }
      guard let found else { throw .notPredictable(backend: backend.name) }
      result.append(found)
    }
    return result
  }

  package var seen: InformationBound.Seen { .rawCounts }

  package func information(at inputs: [Double]) throws(InversionError) -> RealMatrix {
    var result = RealMatrix(rowCount: inputs.count, columnCount: inputs.count)
    for row in 0..<batchSize {
      let own = row * inputCount..<(row + 1) * inputCount
      for round in rounds {
        if let table = try readings[round.scheme.rule]?.table(at: round.weights) {
          add(table, at: inputs[own], round.shots, to: &result)
          continue
        }
        let points = try round.points(of: inputs[own])
        guard let derivatives = derivatives[round.scheme.rule] else { continue }
        for point in points { try add(derivatives, at: point, round.shots, start: own.lowerBound, to: &result) }
      }
    }
    return result
  }

  /// Adds the information of all of a row's circuits.
  private func add(
    _ table: DistributionTable, at row: ArraySlice<Double>, _ shots: Double, to result: inout RealMatrix
  ) {
    let (values, byInputs) = table.outcomesWithSlopes(at: row)
    for (place, probability) in values.enumerated() where probability > DistributionTable.leastProbability {
      for first in 0..<inputCount {
        for second in 0..<inputCount {
          result[row.startIndex + first, row.startIndex + second] +=
            shots * byInputs[first][place] * byInputs[second][place] / probability
        }
      }
    }
  }

  /// Adds the information of one circuit, in all settings.
  private func add(
    _ derivatives: Derivatives, at point: [Double], _ shots: Double, start: Int, to result: inout RealMatrix
  ) throws(InversionError) {
    let evaluations: [GradientPlan.Evaluation]
    do {
      evaluations = try derivatives.scheme.evaluations(at: point, stream: RandomStream(seed: 0))
    } catch { throw .gradient(error) }
    for distribution in derivatives.distributions {
      let found: [[Double]]
      do { found = try distribution.probabilities(at: evaluations.map(\.point)) } catch { throw .simulation(error) }
      guard let center = found.first else { continue }
      for (outcome, probability) in center.enumerated() where probability > 1e-15 {
        var slopes = Array(repeating: 0.0, count: inputCount)
        for (evaluation, probabilities) in zip(evaluations, found) {
          for (input, weight) in evaluation.weights { slopes[input] += weight * probabilities[outcome] }
        }
        for row in 0..<inputCount {
          for column in 0..<inputCount {
            result[start + row, start + column] += shots * slopes[row] * slopes[column] / probability
          }
        }
      }
    }
  }
}
