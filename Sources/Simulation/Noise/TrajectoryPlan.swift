import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What all shots of a circuit have in common: its blocks in order, each block without events as one matrix, and the
/// places where events may happen.
struct TrajectoryPlan: Sendable {
  /// A channel of a block that may have an event.
  struct Site: Sendable {
    var entry: Int
    /// The step's place in the circuit.
    var step: Int
  }

  let circuit: NoisyCircuit
  let partition: BlockPartition
  let schedule: BlockSchedule
  let branches: [ChannelBranches]
  /// By entry of the schedule.
  private(set) var quiet: [SquareMatrix] = []
  private(set) var sites: [Site] = []
  /// Of each site the sum of the rates before it, and of all at the end.
  private var rates: [Double] = [0]
  /// How many sites there are at which every shot is a candidate.
  private var certainCount = 0
  /// Of each site, and of their end, the next such site from there on.
  private var nextCertain: [Int] = []
  /// Measures a qubit as soon as nothing happens to it any more, so that fewer are held.
  var measuresEarly = false

  init(_ circuit: NoisyCircuit, reorders: Bool) {
    self.circuit = circuit
    partition = BlockPartition(circuit)
    schedule = BlockSchedule(partition, reorders: reorders)
    branches = circuit.channels.map { ChannelBranches($0) }
    for (index, entry) in schedule.entries.enumerated() {
      for member in partition.blocks[entry.block].members {
        guard case .channel(let place) = circuit.steps[member].action, branches[place].eventBound > 0 else { continue }
        let isCertain = branches[place].rate == .infinity
        certainCount += isCertain ? 1 : 0
        rates.append((rates.last ?? 0) + (isCertain ? 0 : branches[place].rate))
        nextCertain.append(isCertain ? sites.count : -1)
        sites.append(Site(entry: index, step: member))
      }
    }
    nextCertain.append(sites.count)
    for site in sites.indices.reversed() where nextCertain[site] < 0 { nextCertain[site] = nextCertain[site + 1] }
  }

  /// The plan with every block's matrix, ready to be followed.
  var withQuietBlocks: TrajectoryPlan {
    var result = self
    result.quiet = schedule.entries.map { entry in
      let block = partition.blocks[entry.block]
      var product = SquareMatrix.identity(1 << block.qubits.count)
      for member in block.members { append(quietOperator(of: member), of: member, to: &product, block) }
      return product.rescaled
    }
    return result
  }

  /// The expected number of candidates in a shot.
  var candidateCount: Double { (rates.last ?? 0) + Double(certainCount) }

  /// The operator of a step when it has no event.
  func quietOperator(of step: Int) -> SquareMatrix {
    switch circuit.steps[step].action {
    case .unitary(let place): circuit.unitaries[place]
    case .channel(let place): branches[place].quiet
    case .measure: .identity(2)
    }
  }

  func append(_ matrix: SquareMatrix, of step: Int, to product: inout SquareMatrix, _ block: NoisyBlock) {
    product.apply(matrix, at: circuit.steps[step].qubits.compactMap { block.qubits.firstIndex(of: $0) })
  }

  /// The next site from one on at which a shot is a candidate; `sites.count` where there is none.
  func candidate(from site: Int, _ stream: inout RandomStream) -> Int {
    let goal = rates[site] - log1p(-stream.uniform())
    var (low, high) = (site, sites.count)
    while low < high {
      let middle = (low + high) / 2
      if rates[middle + 1] >= goal { high = middle } else { low = middle + 1 }
    }
    return min(low, nextCertain[site])
  }

  /// The most amplitudes at a time, as an exponent, and the multiplications of one shot's passes.
  func cost(measuringEarly: Bool) -> (qubits: Int, multiplications: Double) {
    var held: Set<Int> = []
    var (most, total) = (0, 0.0)
    for entry in schedule.entries {
      let block = partition.blocks[entry.block]
      held.formUnion(block.qubits)
      most = max(most, held.count)
      let size = Double(sign: .plus, exponent: held.count, significand: 1)
      total += size * Double(4 << block.qubits.count)
      if measuringEarly {
        total += size * Double(8 * entry.leaving.count)
        held.subtract(entry.leaving)
      }
    }
    return (most, total)
  }

  /// The cost of so many shots, which share the way up to their first event or early measurement.
  func cost(shots: Int, measuringEarly: Bool) -> Double {
    let one = cost(measuringEarly: measuringEarly).multiplications
    let events = max(1e-9, candidateCount)
    let alone = measuringEarly ? 1 : (1 + expm1(-events) / events)
    return one * (1 + Double(shots) * alone) + 20_000 * Double(shots)
  }

  /// Chooses whether to measure early.
  mutating func choose(shots: Int) {
    measuresEarly = cost(shots: shots, measuringEarly: true) < cost(shots: shots, measuringEarly: false)
  }
}

extension SquareMatrix {
  /// The matrix times a number that brings its size near that of a unitary one.
  var rescaled: SquareMatrix {
    let square = elements.reduce(0) { $0 + $1.squaredMagnitude }
    guard square > 0 else { return self }
    return Complex((Double(size) / square).squareRoot()) * self
  }
}
