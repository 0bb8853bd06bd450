internal import CKernels
import Devices
import Execution

/// A mixed state of qubits as the means of Pauli strings: 4^n real numbers for n qubits.
///
/// Only qubits in use have digits: one that no step has touched is 0. A qubit that nothing happens to any more
/// leaves either nothing or, as what was read of it, one bit. The mean of the identity is the probability of having
/// come here, which is 1 unless outcomes were chosen.
struct PauliState {
  /// How a qubit is misread.
  struct Misreading: Hashable {
    var oneGivenZero = 0.0
    var zeroGivenOne = 0.0
  }

  /// What becomes of a qubit after a block.
  enum Ending {
    case stays
    case traced
    /// Measured, and nothing happens to it any more.
    case recorded(Int, Misreading)
    /// Measured and used on.
    case measured(Int?, Misreading)
    /// Found to have this value, and used on.
    case projected(Bool)
  }

  private(set) var space = IndexSpace()
  private(set) var storage: NumberStorage
  private var spare: NumberStorage?
  let run: KernelRun

  /// The lowest bits are worth keeping free of digits, for whole vectors of a kernel.
  private static let freeBits = 3

  init(run: KernelRun) throws(SimulationError) {
    self.run = run
    storage = try Self.storage(bits: 0)
    storage.base[0] = 1
  }

  private static func storage(bits: Int) throws(SimulationError) -> NumberStorage {
    guard bits < 60, bits <= 20 || 1 << (bits + 3) <= MachineMemory.bytesAvailable,
      let storage = NumberStorage(count: 1 << bits)
    else { throw .tooMany((bits + 1) / 2, limit: 13, bytesEach: 8, exponent: bits) }
    return storage
  }

  /// A state of its own, for what goes another way from here.
  func copy() throws(SimulationError) -> PauliState {
    var result = self
    result.storage = try Self.storage(bits: space.bits)
    result.storage.base.update(from: storage.base, count: 1 << space.bits)
    result.spare = nil
    return result
  }

  /// Whether a qubit has digits.
  func holds(_ qubit: Int) -> Bool { space.holds(.z(qubit)) }

  /// Applies a transfer matrix to qubits, and what becomes of them to each.
  mutating func apply(
    _ matrix: PauliTransferMatrix, on qubits: [Int], endings: [Ending]? = nil
  ) throws(SimulationError) {
    let endings = endings ?? Array(repeating: .stays, count: qubits.count)
    let next = nextSpace(qubits, endings)
    let map = self.map(matrix, qubits, endings, to: next)
    guard !map.isInPlace else {
      try run.apply(map, from: storage, to: storage, bits: space.bits)
      space = next
      return
    }
    let size = 1 << next.bits
    var target = spare.flatMap { $0.count >= size ? $0 : nil }
    spare = nil
    if target == nil { target = try Self.storage(bits: next.bits) }
    guard let target else { return }
    try run.apply(map, from: storage, to: target, bits: space.bits)
    spare = storage
    storage = target
    space = next
  }

  /// Makes room for a size to come, so that growing to it step by step takes memory once.
  mutating func reserve(bits: Int) throws(SimulationError) {
    guard storage.count < 1 << bits else { return }
    let larger = try Self.storage(bits: bits)
    larger.base.update(from: storage.base, count: 1 << space.bits)
    storage = larger
  }

  private func map(
    _ matrix: PauliTransferMatrix, _ qubits: [Int], _ endings: [Ending], to next: IndexSpace
  ) -> IndexMap {
    var (rows, columns) = (MapSide(), MapSide())
    var (inMask, outMask): (Int64, Int64) = (0, 0)
    for (qubit, ending) in zip(qubits, endings) {
      columns.append(
        holds(qubit)
          ? Self.digits(qubit, in: space) : [MapSide.Entry(offset: 0, parts: [(0, 1), (3, 1)])], size: 4)
      rows.append(Self.rows(of: ending, qubit, in: next), size: 4)
      inMask |= space.offset(of: [.z(qubit), .x(qubit)])
      outMask |= next.offset(of: [.z(qubit), .x(qubit)])
      switch ending {
      case .recorded(let record, _), .measured(let record?, _): outMask |= next.offset(of: [.record(record)])
      default: break
      }
    }
    return IndexMap(
      matrix: MapSide.reduce(matrix.elements, size: matrix.size, rows: rows, columns: columns),
      rowOffsets: rows.offsets, columnOffsets: columns.offsets, inMask: inMask, outMask: outMask)
  }

  private static func digits(_ qubit: Int, in space: IndexSpace) -> [MapSide.Entry] {
    let (z, x) = (space.offset(of: [.z(qubit)]), space.offset(of: [.x(qubit)]))
    return [0, x, x | z, z].enumerated().map { MapSide.Entry(offset: $1, parts: [($0, 1)]) }
  }

  /// The rows of an operand: for each number that is kept, which of the matrix's rows I, X, Y, Z make it.
  private static func rows(of ending: Ending, _ qubit: Int, in next: IndexSpace) -> [MapSide.Entry] {
    switch ending {
    case .stays: return digits(qubit, in: next)
    case .traced: return [MapSide.Entry(offset: 0, parts: [(0, 1)])]
    case .recorded(let record, let misreading):
      return [
        MapSide.Entry(offset: 0, parts: [(0, 1)]),
        MapSide.Entry(offset: next.offset(of: [.record(record)]), parts: misreading.parity(with: 0)),
      ]
    case .measured(let record, let misreading):
      var kept = digits(qubit, in: next)
      kept[1].parts = []
      kept[2].parts = []
      guard let record else { return kept }
      var read = kept
      for place in read.indices { read[place].offset |= next.offset(of: [.record(record)]) }
      read[0].parts = misreading.parity(with: 0)
      read[3].parts = misreading.parity(with: 3)
      return kept + read
    case .projected(let value):
      var kept = digits(qubit, in: next)
      let sign = value ? -0.5 : 0.5
      kept[0].parts = [(0, 0.5), (3, sign)]
      kept[1].parts = []
      kept[2].parts = []
      kept[3].parts = [(0, sign), (3, 0.5)]
      return kept
    }
  }

  private func nextSpace(_ qubits: [Int], _ endings: [Ending]) -> IndexSpace {
    var next = space
    for (qubit, ending) in zip(qubits, endings) {
      switch ending {
      case .stays, .projected, .measured(nil, _): next.hold(qubit)
      case .traced: next.places.removeAll { $0 == .z(qubit) || $0 == .x(qubit) }
      case .measured(let record?, _):
        next.hold(qubit)
        next.places.append(.record(record))
      case .recorded(let record, _): next.record(record, of: qubit, freeBits: Self.freeBits)
      }
    }
    return next
  }

  // MARK: All digits at once

  /// Qubits that are 0, all with digits.
  init(holding qubits: [Int], run: KernelRun) throws(SimulationError) {
    try self.init(run: run)
    try reserve(bits: 2 * qubits.count)
    for qubit in qubits { try apply(.identity(qubitCount: 1), on: [qubit]) }
  }

  /// Makes the probability of having come here 1.
  func normalise() {
    let factor = 1 / storage.base[0]
    guard factor.isFinite else { return }
    for index in 0..<1 << space.bits { storage.base[index] *= factor }
  }

  /// The same digits with other numbers: an observable's coefficients.
  func filled(with terms: [(coefficient: Double, digits: [(qubit: Int, digit: Int)])]) throws(SimulationError)
    -> PauliState
  {
    var result = self
    result.storage = try Self.storage(bits: space.bits)
    result.spare = nil
    for term in terms {
      guard let place = self.place(of: term.digits) else { continue }
      result.storage.base[place] += term.coefficient
    }
    return result
  }

  /// The sums over all other digits of the products of this state's numbers, at the row's digits of some held qubits,
  /// and another's, at the column's.
  func correlation(with other: PauliState, on qubits: [Int]) throws(SimulationError) -> PauliTransferMatrix {
    var side = MapSide()
    for qubit in qubits { side.append(Self.digits(qubit, in: space), size: 4) }
    let mask = side.offsets.reduce(0, |)
    let map = IndexMap(
      matrix: [0], rowOffsets: side.offsets, columnOffsets: side.offsets, inMask: mask, outMask: mask)
    var result = PauliTransferMatrix.identity(qubitCount: qubits.count)
    result.elements = try run.correlation(map, storage, other.storage, bits: space.bits)
    return result
  }

  // MARK: Reading

  /// Where the mean of a string stands; nil if it is 0, or known from qubits without digits.
  private func place(of digits: [(qubit: Int, digit: Int)]) -> Int? {
    var places: [IndexSpace.Place] = []
    for (qubit, digit) in digits {
      if !holds(qubit) {
        if digit == 3 { continue }
        return nil
      }
      if digit != 3 { places.append(.x(qubit)) }
      if digit != 1 { places.append(.z(qubit)) }
    }
    return Int(space.offset(of: places))
  }

  /// The mean of a string that is I but for these digits (1, 2, 3 are X, Y, Z) of qubits.
  func mean(of digits: [(qubit: Int, digit: Int)]) -> Double {
    place(of: digits).map { storage.base[$0] } ?? 0
  }

  /// Where only records are left: their probabilities, the lowest bit of an index being the first record returned.
  mutating func recordProbabilities() -> (records: [Int], probabilities: NumberStorage) {
    run.kernels.pointee.transform(storage.base, Int32(space.bits))
    let scale = 1 / Double(1 << space.bits)
    for index in 0..<1 << space.bits { storage.base[index] *= scale }
    let records = space.places.compactMap { if case .record(let record) = $0 { record } else { nil } }
    return (records, storage)
  }
}

extension PauliState.Misreading {
  /// The mean of (-1)^read times the matrix's row I (0) or Z (3), as rows I and Z.
  fileprivate func parity(with digit: Int) -> [(index: Int, weight: Double)] {
    let (kept, shift) = (1 - oneGivenZero - zeroGivenOne, zeroGivenOne - oneGivenZero)
    return digit == 0 ? [(0, shift), (3, kept)] : [(0, kept), (3, shift)]
  }
}

extension IndexSpace {
  /// Gives a qubit digits, if it has none yet.
  fileprivate mutating func hold(_ qubit: Int) {
    if !holds(.z(qubit)) { places += [.z(qubit), .x(qubit)] }
  }

  /// Puts a record in the place of a qubit's digits; the first ones go to the lowest bits, which are then free.
  fileprivate mutating func record(_ record: Int, of qubit: Int, freeBits: Int) {
    let free = places.prefix { if case .record = $0 { true } else { false } }.count
    places.removeAll { $0 == .x(qubit) }
    if free < freeBits {
      places.removeAll { $0 == .z(qubit) }
      places.insert(.record(record), at: 0)
    } else if let position = position(of: .z(qubit)) {
      places[position] = .record(record)
    } else {
      places.append(.record(record))
    }
  }
}
