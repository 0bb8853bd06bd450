import Circuits
import Execution

/// Which measurements matter for some bits, and how they are misread.
struct ReadingPlan: Sendable {
  let readout: ReadoutErrors
  /// By bit, the record whose reading it holds.
  let recordOfBit: [Int: Int]
  /// Readings of groups among which one is of these records.
  let readings: [ReadoutErrors.GroupReading]
  /// All records whose true outcomes have to be known.
  let wanted: Set<Int>

  init(_ circuit: NoisyCircuit, _ readout: ReadoutErrors, bits: [Int]) {
    self.readout = readout
    let all = circuit.recordOfBit
    recordOfBit = all.filter { bits.contains($0.key) }
    let direct = Set(recordOfBit.values)
    readings = readout.readings(of: circuit.records).filter { !direct.isDisjoint(with: $0.records) }
    wanted = direct.union(readings.flatMap(\.records))
  }
}

/// The probabilities of all that may be read.
struct RecordDistribution {
  let weights: UnsafeBufferPointer<Double>
  private let storage: NumberStorage
  /// Bit of an index, bit of the circuit.
  private let bits: [(index: Int, bit: Int)]

  init(_ evolution: DensityEvolution, plan: ReadingPlan, run: KernelRun) throws(SimulationError) {
    var state = try evolution.state(run: run)
    let (records, storage) = state.recordProbabilities()
    let place = Dictionary(uniqueKeysWithValues: records.enumerated().map { ($1, $0) })
    for reading in plan.readings {
      let offsets = (0..<1 << reading.records.count).map { (index: Int) -> Int64 in
        reading.records.enumerated().reduce(Int64(0)) { sum, member in
          let bit = Int64((index >> member.offset) & 1)
          return sum | bit << Int64(place[member.element] ?? 0)
        }
      }
      let mask = offsets.last ?? 0
      let map = IndexMap(
        matrix: reading.probabilities, rowOffsets: offsets, columnOffsets: offsets, inMask: mask, outMask: mask)
      try run.apply(map, from: storage, to: storage, bits: records.count)
    }
    self.storage = storage
    weights = UnsafeBufferPointer(start: storage.base, count: 1 << records.count)
    bits = plan.recordOfBit.compactMap { bit, record in place[record].map { ($0, bit) } }.sorted { $0.bit < $1.bit }
  }

  /// The circuit's bits where an index was read.
  func outcome(of index: Int, from start: BitString) -> BitString {
    var result = start
    for (place, bit) in bits { result[bit] = BitOrder.bit(place, of: index) }
    return result
  }

  func forEach(_ body: (_ index: Int, _ probability: Double) -> Void) {
    for (index, weight) in weights.enumerated() { body(index, weight) }
    withExtendedLifetime(storage) {}
  }
}
