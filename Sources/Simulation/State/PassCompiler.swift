internal import CKernels
internal import Numerics

/// Groups the atoms of a pass into steps: rotations that commute go together through registers, diagonals that
/// commute become one table.
struct PassCompiler<Scalar: AmplitudeScalar> {
  private(set) var steps: [PassStep<Scalar>] = []
  private let bits: Int
  private let laneBits: Int
  /// The place in a block of each local qubit.
  private var places: [Int?]
  /// The factor that all amplitudes still lack.
  private var scale = 1.0
  private var rest: AtomQueue
  private let local: UInt64

  private static var rowBits: Int { Int(STATE_ROW_BITS) }
  /// A table has up to so many rows of a block's amplitudes, or so many numbers.
  private static var wideBits: Int { 6 }
  private static var narrowBits: Int { 11 }
  /// So many rows more for qubits that are not local: a block reads only some.
  private static var outerBits: Int { 4 }
  private static var smallestScale: Double { 0x1p-48 }

  init(_ pass: StatePlan.Pass, qubitCount: Int, bits: Int, laneBits: Int) {
    self.bits = bits
    self.laneBits = laneBits
    rest = AtomQueue(pass.atoms)
    local = pass.localQubits.reduce(0) { $0 | 1 << UInt64($1) }
    places = Array(repeating: nil, count: qubitCount)
    for (place, qubit) in pass.localQubits.enumerated() { places[qubit] = place }
    compile()
  }

  private mutating func compile() {
    while !rest.isEmpty {
      let rotations = take { if case .rotation = $0.action { true } else { false } }
      emit(rotations: rotations)
      let others = take {
        switch $0.action {
        case .rotation, .diagonal: false
        case .dense, .flip, .swap: true
        }
      }
      for atom in others { emit(atom) }
      if rotations.isEmpty, others.isEmpty {
        emit(diagonals: take { if case .diagonal = $0.action { true } else { false } })
      }
    }
    emitScale()
  }

  /// Takes the atoms of some kind that may go before all others.
  private mutating func take(_ isWanted: (PlanAtom) -> Bool) -> [PlanAtom] {
    rest.take(changing: local, isWanted)
  }

  // MARK: Rotations

  private mutating func emit(rotations: [PlanAtom]) {
    guard !rotations.isEmpty else { return }
    var inLanes = state_rotations()
    var inRows: [(place: Int, tangent: Double)] = []
    // The kernel turns each qubit once at a time: where what stood between two turns has cancelled, one waits.
    var turned: UInt64 = 0
    var again: [PlanAtom] = []
    for atom in rotations {
      guard case .rotation(let tangent) = atom.action, let place = places[atom.qubits[0]] else { continue }
      guard turned & (1 << UInt64(place)) == 0 else {
        again.append(atom)
        continue
      }
      turned |= 1 << UInt64(place)
      scale *= atom.scale
      if place < laneBits {
        inLanes.uses_lanes = 1
        Self.set(&inLanes.lane_tangents, place, tangent)
      } else {
        inRows.append((place, tangent))
      }
    }
    inRows.sort { $0.place < $1.place }
    var start = 0
    repeat {
      var step = start == 0 ? inLanes : state_rotations()
      for (index, rotation) in inRows[start...].prefix(3).enumerated() {
        step.count += 1
        Self.set(&step.targets, index, Int32(rotation.place))
        Self.set(&step.tangents, index, rotation.tangent)
      }
      steps.append(.rotate(step))
      start += 3
    } while start < inRows.count
    if scale < Self.smallestScale { emitScale() }
    emit(rotations: again)
  }

  private static func set<Tuple, Element>(_ tuple: inout Tuple, _ index: Int, _ value: Element) {
    withUnsafeMutableBytes(of: &tuple) { $0.assumingMemoryBound(to: Element.self)[index] = value }
  }

  // MARK: Other gates

  private mutating func emit(_ atom: PlanAtom) {
    let targets = atom.qubits.compactMap { places[$0] }
    var inner = ControlMask()
    var outer = ControlMask()
    for qubit in atom.controls.qubits {
      let value = atom.controls.values & (1 << UInt64(qubit)) != 0
      if let place = places[qubit] { inner.insert(place, value: value) } else { outer.insert(qubit, value: value) }
    }
    let place = state_place(bits: bits, targets: targets, controls: inner)
    switch atom.action {
    case .flip: steps.append(.flip(place, outer: outer))
    case .swap: steps.append(.swap(place, outer: outer))
    case .dense(var matrix):
      if atom.controls.mask == 0 {
        matrix = matrix.map { scale * $0 }
        scale = 1
      }
      let isLarge = targets.count > Int(STATE_TARGETS)
      steps.append(
        isLarge
          ? .large(matrix, targets: targets, controls: inner, outer: outer) : .dense(place, matrix, outer: outer))
    case .rotation, .diagonal: break
    }
  }

  private mutating func emitScale() {
    if scale != 1 { steps.append(.scale(scale)) }
    scale = 1
  }

  // MARK: Diagonals

  private mutating func emit(diagonals: [PlanAtom]) {
    var bins: [(qubits: UInt64, atoms: [PlanAtom])] = []
    for atom in diagonals {
      if let bin = bins.firstIndex(where: { fits($0.qubits | atom.reading) }) {
        bins[bin].qubits |= atom.reading
        bins[bin].atoms.append(atom)
      } else {
        bins.append((atom.reading, [atom]))
      }
    }
    for bin in bins { emitTable(bin.qubits, bin.atoms) }
  }

  /// Whether the table of so many qubits is small enough.
  private func fits(_ qubits: UInt64) -> Bool {
    var (low, high, outer) = (0, 0, 0)
    for (qubit, place) in places.enumerated() where qubits & (1 << UInt64(qubit)) != 0 {
      if let place { if place < Self.rowBits { low += 1 } else { high += 1 } } else { outer += 1 }
    }
    return high <= (low > 0 ? Self.wideBits : Self.narrowBits) && outer <= Self.outerBits
  }

  private mutating func emitTable(_ mask: UInt64, _ atoms: [PlanAtom]) {
    let qubits = places.indices.filter { mask & (1 << UInt64($0)) != 0 }
    let local = qubits.filter { places[$0] != nil }
    let outer = qubits.filter { places[$0] == nil }
    let order = local + outer
    var factors = Array(repeating: Complex.one, count: 1 << order.count)
    for atom in atoms {
      guard case .diagonal(let values) = atom.action else { continue }
      Self.multiply(&factors, values, atom.qubits.compactMap { order.firstIndex(of: $0) })
    }
    if scale != 1, !factors.contains(.one) {
      factors = factors.map { scale * $0 }
      scale = 1
    }
    let localPlaces = local.compactMap { places[$0] }
    let table = DiagonalTable<Scalar>(
      factors, positions: localPlaces + outer.indices.map { bits + $0 }, above: bits)
    steps.append(.diagonal(table, outer: outer, shift: localPlaces.filter { $0 >= Self.rowBits }.count))
  }

  /// Multiplies the factors at each value of some bits with the one that belongs to it.
  private static func multiply(_ factors: inout [Complex], _ values: [Complex], _ positions: [Int]) {
    let ascending = positions.sorted()
    for (value, factor) in values.enumerated() where factor != .one {
      let base = positions.indices.reduce(0) { $0 | (value >> $1 & 1) << positions[$1] }
      for index in 0..<factors.count >> positions.count {
        var place = index
        for position in ascending { place = (place & -(1 << position)) << 1 | place & ((1 << position) - 1) }
        factors[place | base] = factors[place | base] * factor
      }
    }
  }
}
