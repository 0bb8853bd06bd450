internal import Circuits
internal import Execution
internal import Numerics

/// A state of as many qubits as a program has.
///
/// Amplitudes are held only for qubits that a gate has touched; all others, and those just measured, are known to be 0
/// or 1 and cost nothing. Gates on large states wait until the amplitudes are asked for, and are then done together.
struct HeldState<Scalar: AmplitudeScalar>: Sendable {
  private(set) var vector: AmplitudeVector<Scalar>
  /// Bit p of an amplitude's index is the qubit `held[p]`.
  private(set) var held: [Int] = []
  /// The other qubits that are 1.
  private(set) var ones: Set<Int> = []
  private let limit: Int
  /// Gates that wait, and how many.
  private var builder: PlanBuilder?
  private var waiting = 0
  /// Whether gates wait on small states too.
  private let collects: Bool

  /// On smaller states a gate is done at once.
  private static var smallBits: Int { 12 }
  private static var waitingLimit: Int { 1 << 14 }

  /// All qubits 0, of which at most `limit` may be held at a time; `collects` says that amplitudes are not asked for
  /// before the end.
  init(limit: Int, level: InstructionLevel, threadCount: Int, collects: Bool) throws(SimulationError) {
    vector = try AmplitudeVector(qubitCount: 0, level: level, threadCount: threadCount)
    self.limit = min(limit, 48)
    self.collects = collects
  }

  /// The value of a qubit that no amplitudes are held for.
  func knownValue(of qubit: Int) -> Bool? { held.contains(qubit) ? nil : ones.contains(qubit) }

  // MARK: Gates

  /// Whether gates are done at once.
  private var isImmediate: Bool { !collects && builder == nil && held.count <= Self.smallBits }

  /// Does a gate, now or later.
  mutating func add(_ gate: ControlledMatrix, _ watch: inout Watch) throws(SimulationError) {
    var controls = ControlMask()
    for control in gate.controls {
      if let place = held.firstIndex(of: control.qubit) {
        controls.insert(place, value: control.value)
      } else if ones.contains(control.qubit) != control.value {
        return
      }
    }
    if gate.targets.isEmpty { return try addPhase(gate.matrix[0], controls) }
    if gate.targets.count == 1, isImmediate, vector.isSmall, held.count < Self.smallBits {
      let place = try hold(gate.targets[0])
      try vector.grow(to: held.count)
      try vector.makeUnique()
      vector.applySmall(gate.matrix, target: place, controls: controls)
      return try watch.spend()
    }
    var targets: [Int] = []
    for target in gate.targets { targets.append(try hold(target)) }
    if isImmediate, targets.count <= AmplitudeVector<Scalar>.targetLimit {
      try vector.grow(to: held.count)
      try vector.apply(matrix: gate.matrix, targets: targets, controls: controls)
      return try watch.spend(1 << held.count)
    }
    add(gate.matrix, targets, controls)
    if waiting >= Self.waitingLimit { try settle(&watch) } else { try watch.spend() }
  }

  /// Multiplies with a number where controls have their values.
  private mutating func addPhase(
    _ phase: Complex, _ controls: ControlMask
  ) throws(SimulationError) {
    if held.isEmpty {
      try vector.apply(diagonal: [phase, phase], qubits: [0])
    } else if isImmediate {
      try vector.apply(matrix: [phase], targets: [], controls: controls)
    } else {
      add([phase], [], controls)
    }
  }

  private mutating func add(_ matrix: [Complex], _ targets: [Int], _ controls: ControlMask) {
    var builder = builder.take() ?? PlanBuilder(qubitCount: 64, zeros: .max << UInt64(vector.qubitCount))
    builder.add(matrix, targets: targets, controls: controls)
    self.builder = builder
    waiting += 1
  }

  /// Does the gates that wait.
  mutating func settle(_ watch: inout Watch) throws(SimulationError) {
    guard var builder = builder.take() else { return try vector.grow(to: held.count) }
    waiting = 0
    builder.settleAll()
    let zeros: UInt64 = .max << UInt64(vector.qubitCount)
    try vector.grow(to: held.count)
    let plan = StatePlan(
      builder.atoms, qubitCount: held.count, blockBits: AmplitudeVector<Scalar>.blockBits, zeros: zeros)
    let pause = watch
    try vector.apply(plan) { () throws(SimulationError) in try pause.look() }
  }

  /// The place of a qubit, which gets amplitudes if it has none yet.
  private mutating func hold(_ qubit: Int) throws(SimulationError) -> Int {
    if let place = held.firstIndex(of: qubit) { return place }
    guard held.count < limit, AmplitudeVector<Scalar>.isPossible(qubitCount: held.count + 1) else {
      throw .tooMany(held.count + 1, limit: min(limit, held.count))
    }
    held.append(qubit)
    let place = held.count - 1
    if ones.remove(qubit) != nil {
      if isImmediate {
        try vector.grow(to: held.count)
        try vector.flip(place)
      } else {
        add([.zero, .one, .one, .zero], [place], ControlMask())
      }
    }
    return place
  }

  // MARK: Measurement

  /// The squared norms of what has either value of a qubit.
  /// - Precondition: no gates wait.
  func squaredNorms(of qubit: Int) -> (zero: Double, one: Double) {
    guard let place = held.firstIndex(of: qubit) else { return ones.contains(qubit) ? (0, 1) : (1, 0) }
    return (
      vector.probability(of: ControlMask([(place, false)])), vector.probability(of: ControlMask([(place, true)]))
    )
  }

  /// Leaves what agrees with an outcome, of this squared norm, normalised; the qubit is known from then on.
  /// - Precondition: no gates wait.
  mutating func project(_ qubit: Int, onto value: Bool, kept: Double) throws(SimulationError) {
    if let place = held.firstIndex(of: qubit) {
      try vector.remove(place, value: value, kept: kept)
      held.remove(at: place)
    }
    if value { ones.insert(qubit) } else { ones.remove(qubit) }
  }

  /// Puts a known qubit to 0.
  mutating func clear(_ qubit: Int) { ones.remove(qubit) }
}
