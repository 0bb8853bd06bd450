internal import Circuits
internal import Numerics

extension ExactBackend {
  /// Samples of a batch of circuits, drawn from distributions that are computed once for entries that are alike, which
  /// makes repetitions cheap; nil where an entry is no circuit, or where the machine only samples.
  package func drawn(_ batch: Batch) throws(BackendError) -> [Sample]? {
    guard !batch.keepsMemory, batch.entries.allSatisfy({ $0.inputs.isEmpty && $0.program.outputs.isEmpty }) else {
      return nil
    }
    var groups: [CircuitGroup] = []
    for (index, entry) in batch.entries.enumerated() {
      guard let circuit = entry.program.staticCircuit else { return nil }
      if let place = groups.firstIndex(where: { $0.circuit == circuit }) {
        groups[place].add(index, at: entry.parameters)
      } else {
        guard let distributions = try distributions(of: circuit) else { return nil }
        var group = CircuitGroup(circuit: circuit, distributions: distributions)
        group.add(index, at: entry.parameters)
        groups.append(group)
      }
    }
    var samples: [Sample?] = Array(repeating: nil, count: batch.entries.count)
    for group in groups {
      try group.forEachDistribution { (entries, probabilities) in
        for index in entries {
          var draws = batch.stream(of: index)
          let occurrences = draws.multinomial(batch.entries[index].shots, weights: probabilities)
          var builder = CountsBuilder(layout: group.layout)
          for (outcome, times) in occurrences.enumerated() where times > 0 {
            builder.add(packed: [UInt64(outcome)], times: times)
          }
          samples[index] = Sample(counts: builder.counts())
        }
      }
    }
    return samples.compactMap(\.self)
  }
}

/// The entries of a batch that run the same circuit, by their points.
private struct CircuitGroup {
  let circuit: Circuit
  let distributions: OutcomeDistributions
  let layout: OutcomeLayout
  private var points: [[Double]] = []
  private var places: [[Double]: Int] = [:]
  private var entries: [[Int]] = []

  /// So many probabilities are held at once.
  private static let mostNumbers = 1 << 22

  init(circuit: Circuit, distributions: OutcomeDistributions) {
    self.circuit = circuit
    self.distributions = distributions
    layout = OutcomeLayout(circuit.bitRegisters)
  }

  mutating func add(_ entry: Int, at point: [Double]) {
    if let place = places[point] { return entries[place].append(entry) }
    places[point] = points.count
    points.append(point)
    entries.append([entry])
  }

  /// Each point's entries and what they read.
  func forEachDistribution(_ body: ([Int], [Double]) -> Void) throws(BackendError) {
    let together = max(1, Self.mostNumbers >> min(layout.width, 22))
    for start in stride(from: 0, to: points.count, by: together) {
      let end = min(start + together, points.count)
      let found: [[Double]]
      do { found = try distributions.probabilities(at: Array(points[start..<end])) } catch {
        throw .simulation(error, entry: entries[start][0])
      }
      for (offset, probabilities) in found.enumerated() { body(entries[start + offset], probabilities) }
    }
  }
}
