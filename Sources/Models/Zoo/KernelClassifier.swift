package import Execution
package import Numerics

/// A classifier by a quantum kernel: a support vector machine for each pair of classes, which vote.
package struct KernelClassifier: Sendable {
  package let kernel: FidelityKernel
  /// Classes in ascending order.
  package let classes: [Int]
  private let rows: [Double]
  private let rowCount: Int
  private let machines: [Machine]

  /// The machine that tells two classes apart, and the rows that it was fitted on.
  private struct Machine: Sendable {
    let positive: Int
    let negative: Int
    let rows: [Int]
    let vectors: SupportVectorMachine
  }

  /// Fits the machines to rows with a label each, on the exact kernel or on one estimated by shots.
  package init(
    _ kernel: FidelityKernel, rows: [Double], labels: [Int], options: SupportVectorMachine.Options = .init(),
    shots: Int? = nil, stream: RandomStream = RandomStream(seed: 0)
  ) throws(SimulationError) {
    self.kernel = kernel
    self.rows = rows
    rowCount = min(labels.count, rows.count / max(kernel.featureCount, 1))
    let count = rowCount
    let matrix =
      if let shots { try kernel.matrix(of: rows, shots: shots, stream: stream.substream("train")) } else {
        try kernel.matrix(of: rows)
      }
    let found = Set(labels.prefix(count)).sorted()
    classes = found
    machines = found.indices.flatMap { second in
      (0..<second).map { first in
        let chosen = (0..<count).filter { labels[$0] == found[first] || labels[$0] == found[second] }
        let vectors = SupportVectorMachine(
          kernel: chosen.flatMap { row in chosen.map { matrix[row * count + $0] } },
          signs: chosen.map { labels[$0] == found[first] ? 1 : -1 }, options: options)
        return Machine(positive: first, negative: second, rows: chosen, vectors: vectors)
      }
    }
  }

  /// How many training rows carry a machine.
  package var supportVectorCount: Int {
    Set(machines.flatMap { machine in zip(machine.rows, machine.vectors.coefficients).filter { $1 != 0 }.map { $0.0 } })
      .count
  }

  /// The class of each of some rows: the one with most votes, and of several the one whose machines were surest.
  package func predictions(
    for points: [Double], shots: Int? = nil, stream: RandomStream = RandomStream(seed: 0)
  ) throws(SimulationError) -> [Int] {
    let values =
      if let shots { try kernel.values(points, rows, shots: shots, stream: stream.substream("test")) } else {
        try kernel.values(points, rows)
      }
    guard rowCount > 0 else { return [] }
    return stride(from: 0, to: values.count, by: rowCount).compactMap { start in
      var votes = Array(repeating: (count: 0, sum: 0.0), count: classes.count)
      for machine in machines {
        let decision = machine.vectors.decision(machine.rows.map { values[start + $0] })
        votes[decision > 0 ? machine.positive : machine.negative].count += 1
        votes[machine.positive].sum += decision
        votes[machine.negative].sum -= decision
      }
      return votes.indices.max { (votes[$0].count, votes[$0].sum) < (votes[$1].count, votes[$1].sum) }
        .map { classes[$0] }
    }
  }
}
