package import Circuits
package import Execution
internal import Gradients
internal import Numerics

/// How circuits measure a model's outputs on any backend. The model is one circuit with layers in front of it and
/// behind it, which are computed.
package struct OutputMeasurement: Sendable {
  package let model: CompiledModel
  package let plan: MeasurementPlan
  /// One a setting of the plan; its bits are those of the setting.
  package let circuits: [Circuit]
  private let parts: SingleCircuit

  package init(_ model: CompiledModel) throws(ModelError) {
    self.model = model
    let parts = try SingleCircuit(of: model, for: "measuring outputs", help: "other models have exact outputs")
    let layer = parts.circuit.layer
    let plan = MeasurementPlan(layer.observables)
    circuits = plan.settings.map { plan.circuit(measuring: layer.circuit, in: $0) }
    (self.parts, self.plan) = (parts, plan)
  }

  /// Whether the one output is the mean of one Pauli string: then a shot's sign is the class that it votes for.
  package var votesForClass: Bool {
    guard model.outputCount == 1, parts.behind.layers.isEmpty, plan.constants == [0] else { return false }
    guard plan.settings.count == 1, plan.settings[0].terms.count == 1 else { return false }
    return plan.settings[0].terms[0].coefficients.allSatisfy { $0.coefficient == 1 }
  }

  /// All parameters of the circuit for each row.
  package func points(_ features: [Double], weights: [Double]) throws(ModelError) -> [[Double]] {
    let pass = try model.pass(features, weights, keeps: false, RandomStream(seed: 0))
    return parts.circuit.fullPoints(try parts.front.forward(features, pass).outputs, pass)
  }

  /// Every setting's circuit at each point, point after point.
  package func entries(at points: [[Double]], shots: Int) -> [Batch.Entry] {
    let programs = circuits.map { Program($0) }
    return points.flatMap { point in programs.map { Batch.Entry($0, parameters: point, shots: shots) } }
  }

  /// The outputs, [row][output], where the circuit's means are known, [row][observable].
  package func outputs(ofMeans means: [[Double]], weights: [Double]) throws(ModelError) -> [Double] {
    let pass = LayerPass(weights: weights, rowCount: means.count, keeps: false, stream: RandomStream(seed: 0))
    return try parts.behind.forward(means.flatMap(\.self), pass).outputs
  }

  /// The means, [row][observable], from the samples of each row's entries.
  package func means(of samples: [Sample]) -> [[Double]] {
    stride(from: 0, to: samples.count, by: max(circuits.count, 1)).map { start in
      plan.estimate(from: samples[start..<min(start + circuits.count, samples.count)].map(\.counts)).means
    }
  }

  /// How many shots of a row's sample voted for the first class and for the second.
  /// - Precondition: a model whose shots vote.
  package func votes(in sample: Sample) -> [Int] {
    let bits = plan.settings[0].terms[0].bits
    var votes = [0, 0]
    for outcome in 0..<sample.counts.count {
      let isOdd = bits.reduce(false) { $0 != sample.counts.bit($1, at: outcome) }
      votes[isOdd ? 0 : 1] += sample.counts.occurrences[outcome]
    }
    return votes
  }

  /// The outputs without shot noise, [row][output], as a machine gives them; nil where it only samples.
  package func exactOutputs(
    _ features: [Double], weights: [Double], on machine: any ExactBackend
  ) throws(ModelError) -> [Double]? {
    let points = try points(features, weights: weights)
    var found: [[[Double]]] = points.map { _ in [] }
    for circuit in circuits {
      do throws(BackendError) {
        guard let probabilities = try machine.probabilities(of: circuit, at: points) else { return nil }
        for (place, probabilities) in probabilities.enumerated() { found[place].append(probabilities) }
      } catch { throw .gradient(layer: parts.circuit.name, .backend(error)) }
    }
    return try outputs(ofMeans: found.map { plan.moments(of: $0, shots: nil).means }, weights: weights)
  }
}
