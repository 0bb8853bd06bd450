import Circuits
import Execution
import Gradients
import Numerics
import OpenQASM
import Testing

/// A plan with the exact distributions of its circuits, from which many runs of it are drawn.
struct DrawnGradients {
  let plan: GradientPlan
  let distributions: [[[Double]]]
  private let layouts: [OutcomeLayout]

  init(_ plan: GradientPlan, on backend: any ExactBackend) async throws {
    self.plan = plan
    layouts = plan.measurement.settings.map {
      OutcomeLayout(plan.measurement.circuit(measuring: plan.circuit, in: $0).bitRegisters)
    }
    var found: [[[Double]]] = []
    for setting in plan.measurement.settings {
      let circuit = plan.measurement.circuit(measuring: plan.circuit, in: setting)
      found.append(try #require(try backend.probabilities(of: circuit, at: plan.evaluations.map(\.point))))
    }
    distributions = found
  }

  /// What the evaluations are without shot noise, with the covariance that so many shots have.
  func moments(shots: Int?) -> [MeansEstimate] {
    plan.evaluations.indices.map { index in
      plan.measurement.moments(of: distributions.map { $0[index] }, shots: shots)
    }
  }

  /// What one run with so many shots of each circuit finds.
  func estimates(shots: Int, stream: RandomStream) -> [MeansEstimate] {
    plan.evaluations.indices.map { index in
      let counts = plan.measurement.settings.indices.map { setting in
        var draws = stream.substream(index).substream(setting)
        let occurrences = draws.multinomial(shots, weights: distributions[setting][index])
        var builder = CountsBuilder(layout: layouts[setting])
        for (outcome, times) in occurrences.enumerated() where times > 0 {
          builder.add(packed: [UInt64(outcome)], times: times)
        }
        return builder.counts()
      }
      return plan.measurement.estimate(from: counts)
    }
  }
}

/// A program's circuit, its parameters as they are declared.
func circuit(_ text: String) throws -> Circuit {
  let source = SourceText(path: "test.qasm", bytes: Array("OPENQASM 3.0;\ninclude \"stdgates.inc\";\n\(text)".utf8))
  return try #require(Loader.load(source, includes: .none).program?.staticCircuit)
}
