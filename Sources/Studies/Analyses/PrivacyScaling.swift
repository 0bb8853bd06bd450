internal import Circuits
package import Formats
internal import Inversion
internal import Models
package import Numerics

/// Whether inputs hide behind expressive encodings: what an attack on an exact gradient costs against the qubits.
package struct PrivacyScaling: Analysis {
  package static let kind = "privacy-scaling"
  package static let algorithm = 1
  package static let title = "Cost of inversion against qubits"
  package static let axes: [Axis] = [.seed, .qubits, .encoding, .attack]
  package static let needsModel = false
  package static let idleHelp = "it knows the attacks least-squares and numerical: add one to grid.attacks"
  package static let citations = [
    Citation.kumar2023, Citation.heredge2025, Citation.numericalInversion2025, Citation.mcClean2018,
  ]
  package static let method = """
    The claim of arXiv:2309.13002 is that encodings with many frequencies and more weights than need be hide the inputs of a \
    shared gradient, since what an attacker must solve has exponentially many wrong minima. Each instance has its own random \
    weights within (0, 2 pi) and inputs within (0, pi), the label 0.7 cos x_0, layers of RY, RZ and a line of CX, the \
    parity and squared errors; only the encoding differs. Towers have one input, on the k-th qubit times 5^k or 3^k; the \
    controls upload each input once: one input on every qubit alike, or one on each. The gradient is exact, its label \
    known. Attacks start from the points of a Sobol sequence one after the other, without looking at other points first. \
    A start has found the inputs when it explains all but a ten-thousandth of the gradient's squared length and its mean \
    squared error, whole periods left out, is at most 1e-4: near the inputs by chance is not enough. The cost is how many \
    gradients were computed up to then, of the candidates that led nowhere too; one of least squares comes with its \
    derivatives. What one gradient takes to compute, which grows with the qubits for client and attacker alike, is left \
    out. Where nothing is found within the budget the cost counts as the budget, which is less than it is. The \
    published attack of arXiv:2504.12806 takes steps that are shorter by the encoding's greatest factor. Slopes are those \
    of straight lines through natural logarithms against qubits, their intervals from drawing instances again. The claim \
    counts as supported where the cost of least squares rises with the tower's qubits, and more than with each control's, \
    both with 95 % confidence, and no control's cost was cut. It is one of these attacks alone: whoever takes the tower \
    apart qubit by qubit, arXiv:2405.08801, may need less.
    """

  package enum EncodingChoice: String, CaseIterable, Sendable {
    case tower5 = "tower-5"
    case tower3 = "tower-3"
    case parallel
    case single

    /// Whether frequencies grow exponentially with the qubits.
    var isExpressive: Bool { base > 1 }

    private var base: Int {
      switch self {
      case .tower5: 5
      case .tower3: 3
      case .parallel, .single: 1
      }
    }

    /// By which an input is multiplied at most.
    func greatestFactor(qubits: Int) -> Double {
      (1..<max(1, qubits)).reduce(1) { factor, _ in factor * Double(base) }
    }

    func layer(qubits: Int, layers: Int) -> CircuitLayer {
      let encoding = self == .single ? Encoding.angle() : .fourierTower(levels: qubits, base: base)
      return CircuitLayer(
        encoding, featureCount: self == .single ? qubits : 1, [.hardwareEfficient(layers: layers)],
        readOut: .productOfZ)
    }
  }

  /// With more, the fastest phases are no longer exact enough to match gradients.
  private static let mostQubits = 8

  private let layers: Int
  private let starts: Int
  private let evaluations: Int
  private let samples: Int

  package init(reading object: inout JSONObjectReader) throws(FormatError) {
    // d >= 4 N of the paper, at least.
    layers = try object.optional("layers")?.integer(in: 2...20) ?? 4
    starts = try object.optional("starts")?.integer(in: 1...10_000) ?? 20
    evaluations = try object.optional("evaluations")?.integer(in: 100...10_000_000) ?? 100_000
    samples = try object.optional("samples")?.integer(in: 4...100_000) ?? 32
  }

  package var parameters: [String: JSON] {
    [
      "layers": .integer(layers), "starts": .integer(starts), "evaluations": .integer(evaluations),
      "samples": .integer(samples),
    ]
  }

  package func isPossible(at point: GridPoint) -> Bool { Self.attack(at: point) != nil }

  static func attack(at point: GridPoint) -> GradientInversion.AttackChoice? {
    let choice = point.name(.attack).flatMap(GradientInversion.AttackChoice.init)
    return choice == .leastSquares || choice == .numerical ? choice : nil
  }

  package func spending(at point: GridPoint, on bench: Workbench) throws(StudyError) -> Spending {
    let qubits = point.number(.qubits) ?? 1
    guard qubits <= Self.mostQubits else {
      throw StudyError(
        .misuse, "the analysis \"\(Self.kind)\" takes at most \(Self.mostQubits) qubits, not \(qubits)",
        help: "leave larger numbers out of grid.qubits")
    }
    // Exact: no circuit is bought. Most searches end long before their budget.
    let layer = encoding(at: point).layer(qubits: qubits, layers: layers)
    var spending = Spending(of: evaluations, shots: 0, circuit: layer.circuit, isNoisy: false)
    spending.circuits = 0
    return spending
  }

  private func encoding(at point: GridPoint) -> EncodingChoice {
    point.name(.encoding).flatMap(EncodingChoice.init) ?? .tower5
  }

  package func measure(
    at point: GridPoint, on bench: Workbench, stream: RandomStream
  ) async throws(StudyError) -> Finding {
    // The same instance for every attack, and as far as may be for every encoding.
    let own = RandomStream(seed: bench.study.seed).substream("instance")
      .substream(point.without(.attack).without(.encoding).text)
    do {
      let instance = try ScalingInstance(
        encoding(at: point), qubits: point.number(.qubits) ?? 1, layers: layers, stream: own)
      let search = try ScalingSearch(
        Self.attack(at: point) ?? .leastSquares, on: instance, fewest: starts, budget: evaluations,
        seed: bench.study.seed)
      var finding = Finding()
      finding.values["cost"] = Double(search.found?.cost ?? evaluations)
      finding.values["censored"] = search.found == nil ? 1 : 0
      finding.set("foundError", search.found.map { instance.error(of: $0.end.inputs) })
      if let best = search.first.min(by: { $0.residual < $1.residual }) {
        finding.set("error", instance.error(of: best.inputs))
        finding.values["success"] = instance.isFound(best) ? 1 : 0
      }
      finding.values["startSuccess"] = Double(search.first.count(where: instance.isFound)) / Double(starts)
      finding.values["unknowns"] = Double(instance.examples.featureCount)
      finding.values["rank"] = Double(try instance.rank())
      finding.values["gradientRank"] = Double(try instance.gradientRank())
      finding.values["weights"] = Double(instance.model.weightCount)
      finding.set("variance", try instance.variance(samples: samples, stream: own.substream("variance")))
      return finding
    } catch {
      throw StudyError(wrapping: error)
    }
  }
}
