internal import Circuits
internal import Gradients
internal import Models
internal import Numerics

/// The circuits that a client ran for one message.
struct MeasuredRound: Sendable {
  let scheme: GradientScheme
  /// Of each circuit.
  let shots: Double
  private let layer: CircuitLayer
  let weights: [Double]

  /// All of a client's messages.
  static func all(of evidence: GradientEvidence) throws(InversionError) -> [MeasuredRound] {
    if let network = evidence.network {
      throw .unsupported(
        "the model \(network.model.name) has layers around its circuits, whose counts are not looked at",
        help: "take a model of one circuit such as complex-2")
    }
    var schemes: [GradientRule: GradientScheme] = [:]
    var result: [MeasuredRound] = []
    for round in evidence.rounds {
      guard case .shots(let shots, let rule) = round.noise.measurement else {
        throw .unsupported(
          "nobody says which circuits were run, and how often", help: "give the rule and the shots of every round")
      }
      guard round.isOneStep else {
        throw .unsupported(
          "the circuits of several local steps depend on what was measured before", help: "give each step by itself")
      }
      do throws(GradientError) {
        if schemes[rule] == nil {
          schemes[rule] = try GradientScheme(
            evidence.layer.circuit, observables: evidence.layer.observables, withRespectTo: evidence.layer.weights,
            rule: rule)
        }
        guard let scheme = schemes[rule] else { continue }
        result.append(
          MeasuredRound(scheme: scheme, shots: Double(shots), layer: evidence.layer, weights: round.weights))
      } catch { throw .gradient(error) }
    }
    return result
  }

  /// Where the scheme's circuit was run for one row.
  func points(of row: ArraySlice<Double>) throws(InversionError) -> [[Double]] {
    var point = Array(repeating: 0.0, count: layer.circuit.parameters.count)
    for (place, value) in zip(layer.weights, weights) { point[place] = value }
    for (place, value) in zip(layer.inputs, row) { point[place] = value }
    do { return try scheme.evaluations(at: point, stream: RandomStream(seed: 0)).map(\.point) } catch {
      throw .gradient(error)
    }
  }
}
