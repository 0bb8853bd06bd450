internal import Circuits
internal import Execution
package import Formats
internal import Models
package import Numerics
internal import Simulation

/// How an ansatz spreads over its states, and how its gradients vanish with qubits and depth.
package struct Expressivity: Analysis {
  package static let kind = "expressivity"
  package static let algorithm = 1
  package static let title = "Expressivity and barren plateaus"
  package static let axes: [Axis] = [.qubits, .depth]
  package static let needsModel = false
  package static let citations = [Citation.mcClean2018, Citation.sim2019]
  package static let method = """
    Weights are drawn uniformly, and the exact derivative by the weight in the middle of the circuit is taken of two \
    costs: Z on the first qubit, and Z on all of them. Its variance over the draws is what a plateau flattens. Beside it \
    stands the variance of a circuit so deep that both its halves look random: d^2 / (2 (d^2 - 1) (d + 1)) in dimension \
    d. The frame potential, the mean fourth power of the overlap of two draws, says how near the states are to that.
    """

  enum Family: String, CaseIterable, Sendable {
    case efficientSU2 = "efficient-su2"
    case realAmplitudes = "real-amplitudes"
    case hardwareEfficient = "hardware-efficient"
    case stronglyEntangling = "strongly-entangling"

    func ansatz(depth: Int) -> Ansatz {
      switch self {
      case .efficientSU2: .efficientSU2(repetitions: depth)
      case .realAmplitudes: .realAmplitudes(repetitions: depth)
      case .hardwareEfficient: .hardwareEfficient(layers: depth)
      case .stronglyEntangling: .stronglyEntangling(layers: depth)
      }
    }
  }

  /// Weights of all draws of a cell.
  private static let mostNumbers = 50_000_000

  private let family: Family
  private let samples: Int

  package init(reading object: inout JSONObjectReader) throws(FormatError) {
    family = try object.optional("ansatz")?.choice(of: Family.self) ?? .efficientSU2
    samples = try object.optional("samples")?.integer(in: 4...1_000_000) ?? 256
  }

  package var parameters: [String: JSON] {
    ["ansatz": .string(family.rawValue), "samples": .integer(samples)]
  }

  private func circuit(at point: GridPoint) -> Circuit {
    var builder = CircuitBuilder(qubits: point.number(.qubits) ?? 1, featureCount: 0)
    family.ansatz(depth: point.number(.depth) ?? 1).append(to: &builder)
    return builder.circuit
  }

  package func spending(at point: GridPoint, on bench: Workbench) throws(StudyError) -> Spending {
    // Exact: no circuit is bought. About three evaluations a sample.
    let circuit = circuit(at: point)
    guard samples * circuit.parameters.count <= Self.mostNumbers else {
      throw StudyError(
        .misuse, "\(samples) samples of \(circuit.parameters.count) weights are more numbers than are held at once",
        help:
          "ask for at most \(Self.mostNumbers / max(1, circuit.parameters.count)) samples, or for fewer qubits or layers"
      )
    }
    var spending = Spending(of: 3 * samples, shots: 0, circuit: circuit, isNoisy: false)
    spending.circuits = 0
    return spending
  }

  package func measure(
    at point: GridPoint, on bench: Workbench, stream: RandomStream
  ) async throws(StudyError) -> Finding {
    let circuit = circuit(at: point)
    let (qubits, count) = (circuit.qubitCount, circuit.parameters.count)
    var draws = stream.substream("weights")
    let weights = (0..<samples * count).map { _ in (2 * draws.uniform() - 1) * Double.pi }
    let local = Observable([(coefficient: 1, string: PauliString(0, .z))])
    let global = Observable([(coefficient: 1, string: PauliString((0..<qubits).map { ($0, .z) }))])
    do {
      let function = try CircuitFunction(circuit, observables: [local, global])
      // [sample][cost]
      let slopes = try function.gradients(at: weights, withRespectTo: [count / 2]).gradients
      var finding = Finding()
      for (cost, name) in ["localVariance", "globalVariance"].enumerated() {
        let own = stride(from: cost, to: slopes.count, by: 2).map { slopes[$0] }
        finding.setVariance(name, own, stream: stream.substream(name))
      }
      let dimension = Double(1 << qubits)
      finding.values["haarVariance"] =
        dimension * dimension / (2 * (dimension * dimension - 1) * (dimension + 1))
      finding.values["haarFramePotential"] = 2 / (dimension * (dimension + 1))
      finding.setMean("framePotential", try overlaps(function, weights, count, qubits))
      return finding
    } catch {
      throw StudyError(.misuse, error.message, help: error.help)
    }
  }

  /// Fourth powers of the overlaps of the states that follow each other, in pairs without a common state.
  private func overlaps(
    _ function: CircuitFunction, _ weights: [Double], _ count: Int, _ qubits: Int
  ) throws(SimulationError) -> [Double] {
    var found: [Double] = []
    for pair in 0..<samples / 2 {
      let points = Array(weights[2 * pair * count..<(2 * pair + 2) * count])
      let states = try function.amplitudes(at: points)
      let size = 1 << qubits
      var overlap = Complex.zero
      for place in 0..<size {
        overlap += Complex(states[place].real, -states[place].imaginary) * states[size + place]
      }
      let probability = overlap.real * overlap.real + overlap.imaginary * overlap.imaginary
      found.append(probability * probability)
    }
    return found
  }
}

extension Expressivity {
  package static let figures = [
    FigurePlan(
      id: "plateau-local", title: "Variance of a gradient of a local cost",
      caption:
        "Z on the first qubit: shallow circuits keep their gradients, deep ones lose them as random circuits do.",
      x: .qubits, y: "localVariance", yTitle: "variance of the derivative", series: [.depth],
      bounds: [("haarVariance", "random circuits")], isLogarithmicX: false),
    FigurePlan(
      id: "plateau-global", title: "Variance of a gradient of a global cost",
      caption: "Z on all qubits: gradients vanish with the qubits even in shallow circuits.",
      x: .qubits, y: "globalVariance", yTitle: "variance of the derivative", series: [.depth],
      bounds: [("haarVariance", "random circuits")], isLogarithmicX: false),
    FigurePlan(
      id: "frame-potential", title: "Expressivity",
      caption: "The second frame potential: the lower, the more evenly the states are spread; none is below the limit.",
      x: .depth, y: "framePotential", yTitle: "frame potential", series: [.qubits],
      bounds: [("haarFramePotential", "evenly spread states")]),
  ]

  package static func statements(of records: [Record]) -> [Statement] {
    guard let widest = records.compactMap({ $0.point.number(.qubits) }).max(),
      let narrowest = records.compactMap({ $0.point.number(.qubits) }).min(), widest > narrowest
    else { return [] }
    func mean(_ qubits: Int) -> Double? {
      let found = records.filter { $0.point.number(.qubits) == qubits }.compactMap { $0.values["globalVariance"] }
      return found.isEmpty ? nil : found.reduce(0, +) / Double(found.count)
    }
    guard let first = mean(narrowest), let last = mean(widest), last > 0, first > 0 else { return [] }
    return [
      Statement(
        label: "Fall of the gradient's variance from \(narrowest) to \(widest) qubits, global cost",
        value: "\(ReportedNumber.text(first / last))-fold",
        meaning: "So many times more shots does a gradient of the wider model need to be seen as clearly.")
    ]
  }
}

extension Finding {
  /// Keeps a variance with a bootstrap interval.
  fileprivate mutating func setVariance(_ key: String, _ parts: [Double], stream: RandomStream) {
    func variance(_ places: [Int]) -> Double {
      let mean = places.reduce(0) { $0 + parts[$1] } / Double(places.count)
      return places.reduce(0) { $0 + (parts[$1] - mean) * (parts[$1] - mean) } / Double(places.count - 1)
    }
    let bootstrap = Bootstrap(observations: parts.count, resamples: 1000, stream: stream, statistic: variance)
    set(key, bootstrap.estimate)
    intervals[key] = bootstrap.percentileInterval()
  }
}
