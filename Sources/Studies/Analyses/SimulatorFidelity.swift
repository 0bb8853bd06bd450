internal import Circuits
internal import Execution
package import Formats
internal import Gradients
internal import Models
package import Numerics

/// How far a machine's outcomes lie from the ideal model's, and how many shots it takes to see that.
package struct SimulatorFidelity: Analysis {
  package static let kind = "simulator-fidelity"
  package static let algorithm = 1
  package static let title = "Simulator against machine"
  package static let axes: [Axis] = [.seed, .backend, .shots]
  package static let citations: [Citation] = []
  package static let method = """
    The model's circuit is measured for some rows on the machine and compared with the ideal distribution of the same \
    circuit: total variation and Hellinger fidelity from the machine's exact distribution where it is known, and total \
    variation from shots. Beside the latter stands what the shots alone would show of two equal distributions, \
    sum (p (1 - p) / (2 pi N))^(1/2): a difference below it cannot be told from shot noise.
    """

  private let points: Int

  package init(reading object: inout JSONObjectReader) throws(FormatError) {
    points = try object.optional("points")?.integer(in: 2...100_000) ?? 8
  }

  package var parameters: [String: JSON] { ["points": .integer(points)] }

  package func isPossible(at point: GridPoint) -> Bool { point.name(.backend) != Workbench.ideal }

  package func spending(at point: GridPoint, on bench: Workbench) throws(StudyError) -> Spending {
    let subject = try bench.subject(for: Self.kind)
    let scheme = try scheme(of: subject).scheme
    return Spending(
      of: points * scheme.circuits.count, shots: point.number(.shots) ?? 0, circuit: scheme.circuit, isNoisy: true)
  }

  /// How the model's one circuit is measured; what rule is named does not matter to that.
  private func scheme(of subject: Workbench.Subject) throws(StudyError) -> LossGradient {
    do { return try LossGradient(subject.model, rule: .centralDifference(step: 0.1)) } catch {
      throw StudyError(wrapping: error)
    }
  }

  package func measure(
    at point: GridPoint, on bench: Workbench, stream: RandomStream
  ) async throws(StudyError) -> Finding {
    let subject = try bench.subject(for: Self.kind)
    let number = point.number(.seed) ?? 0
    let weights = try await subject.weights.weights(of: number)
    let rows = try subject.batch(
      of: min(points, subject.examples.rowCount), model: number, seed: bench.study.seed)
    let recorder = bench.recorder(try bench.found(point.name(.backend) ?? ""), options: parameters)
    do {
      let gradient = try scheme(of: subject)
      let places = try gradient.rows(of: rows, weights: weights, stream: stream).compactMap {
        $0.plan.evaluations.first?.point
      }
      var finding = try await compare(
        gradient.scheme.circuits, at: places, on: recorder, with: bench, shots: point.number(.shots) ?? 1,
        stream.substream("shots"))
      finding.acquisitions = recorder.acquisitions
      return finding
    } catch {
      throw StudyError(wrapping: error)
    }
  }

  /// Runs the circuits at all places, and compares what they read with the ideal machine.
  private func compare(
    _ circuits: [Circuit], at places: [[Double]], on recorder: RecordingBackend, with bench: Workbench, shots: Int,
    _ stream: RandomStream
  ) async throws -> Finding {
    let entries = circuits.flatMap { circuit in
      places.map { Batch.Entry(Program(circuit), parameters: $0, shots: shots) }
    }
    let samples = try await recorder.run(Batch(entries, stream: stream))
    var comparison = Comparison()
    for (setting, circuit) in circuits.enumerated() {
      let ideal = try bench.idealProbabilities(of: circuit, at: places)
      let own = try recorder.distributions(of: circuit)?.probabilities(at: places)
      for (place, ideal) in ideal.enumerated() {
        comparison.add(ideal: ideal, exact: own?[place], counts: samples[setting * places.count + place].counts)
      }
    }
    var finding = comparison.finding
    finding.shots = samples.reduce(0) { $0 + $1.counts.shots }
    return finding
  }

  /// Distances, one a circuit and row.
  private struct Comparison {
    private var variations: [Double] = []
    private var fidelities: [Double] = []
    private var sampled: [Double] = []
    private var expected: [Double] = []

    mutating func add(ideal: [Double], exact: [Double]?, counts: Counts) {
      let width = counts.layout.width
      var shares = Array(repeating: 0.0, count: ideal.count)
      for (index, share) in counts.probabilities.enumerated() {
        let outcome = (0..<width).reduce(0) { $0 | (counts.bit($1, at: index) ? 1 << $1 : 0) }
        if shares.indices.contains(outcome) { shares[outcome] = share }
      }
      sampled.append(Self.variation(ideal, shares))
      let truth = exact ?? ideal
      expected.append(
        truth.reduce(0) { $0 + max(0, $1 * (1 - $1) / (2 * Double.pi * Double(max(counts.shots, 1)))).squareRoot() })
      guard let exact else { return }
      variations.append(Self.variation(ideal, exact))
      let affinity = zip(ideal, exact).reduce(0) { $0 + max(0, $1.0 * $1.1).squareRoot() }
      fidelities.append(affinity * affinity)
    }

    private static func variation(_ left: [Double], _ right: [Double]) -> Double {
      zip(left, right).reduce(0) { $0 + ($1.0 - $1.1).magnitude } / 2
    }

    var finding: Finding {
      var finding = Finding()
      finding.setMean("totalVariation", variations)
      finding.setMean("hellingerFidelity", fidelities)
      finding.setMean("sampledTotalVariation", sampled)
      finding.setMean("shotNoiseTotalVariation", expected)
      return finding
    }
  }
}

extension SimulatorFidelity {
  package static let figures = [
    FigurePlan(
      id: "fidelity-variation", title: "Distance from the ideal model",
      caption: "Total variation between the ideal distribution and the shots. It falls with the shots until only the "
        + "machine's own distance is left.",
      x: .shots, y: "sampledTotalVariation", yTitle: "total variation", series: [.backend],
      bounds: [
        ("totalVariation", "the machine's own, at any number of shots"),
        ("shotNoiseTotalVariation", "shot noise alone"),
      ])
  ]

  package static func statements(of records: [Record]) -> [Statement] {
    var found: [String: [Double]] = [:]
    for record in records {
      guard let backend = record.point.name(.backend), let value = record.values["hellingerFidelity"] else { continue }
      found[backend, default: []].append(value)
    }
    guard !found.isEmpty else { return [] }
    let means = found.mapValues { $0.reduce(0, +) / Double($0.count) }
    return [
      Statement(
        label: "Hellinger fidelity with the ideal model", value: ReportedNumber.list(means),
        meaning: "1 is an ideal machine; what is missing is noise that no number of shots averages out.")
    ]
  }
}
