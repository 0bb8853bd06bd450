import Circuits
import Execution
import Numerics

/// What is read where true outcomes are known.
struct Reading: Sendable {
  private let plan: ReadingPlan
  private let records: [NoisyCircuit.Record]
  /// Records that are misread alone and set a bit.
  private let single: [(record: Int, bit: Int, misreading: PauliState.Misreading)]

  init(_ circuit: NoisyCircuit, plan: ReadingPlan) {
    self.plan = plan
    records = circuit.records
    let grouped = Set(plan.readings.flatMap(\.records))
    single = plan.recordOfBit.filter { !grouped.contains($0.value) }.sorted { $0.key < $1.key }.map { bit, record in
      (record, bit, plan.readout.misreading(of: circuit.records[record].qubit))
    }
  }

  /// The circuit's bits after a shot.
  func bits(of truth: BitString, from start: BitString, _ stream: inout RandomStream) -> BitString {
    var result = start
    for (record, bit, misreading) in single {
      let isOne = truth[record]
      let flip = isOne ? misreading.zeroGivenOne : misreading.oneGivenZero
      result[bit] = flip > 0 && stream.uniform() < flip ? !isOne : isOne
    }
    for reading in plan.readings {
      let size = 1 << reading.records.count
      let column = reading.records.enumerated().reduce(0) { $0 | (truth[$1.element] ? 1 << $1.offset : 0) }
      var draw = stream.uniform()
      var row = 0
      while row + 1 < size, draw >= reading.probabilities[row * size + column] {
        draw -= reading.probabilities[row * size + column]
        row += 1
      }
      for (place, record) in reading.records.enumerated() {
        guard let bit = records[record].bit, plan.recordOfBit[bit] == record else { continue }
        result[bit] = BitOrder.bit(place, of: row)
      }
    }
    return result
  }
}
