import Execution
import Numerics

/// A pure state of those qubits that are in use, up to a factor; all others are 0.
///
/// Real and imaginary parts are told apart by one more bit of the index, the highest, so that a complex matrix on k
/// qubits is a real one on k + 1 bits and takes the same kernels as a density matrix.
struct AmplitudeState {
  private(set) var space = IndexSpace(places: [.imaginary])
  private(set) var storage: NumberStorage
  let run: KernelRun

  init(run: KernelRun) throws(SimulationError) {
    self.run = run
    storage = try Self.storage(bits: 1)
    storage.base[0] = 1
  }

  private static func storage(bits: Int) throws(SimulationError) -> NumberStorage {
    guard bits < 60, bits <= 21 || 1 << (bits + 3) <= MachineMemory.bytesAvailable,
      let storage = NumberStorage(count: 1 << bits)
    else { throw .tooMany(bits - 1, limit: 26, bytesEach: 8, exponent: bits) }
    return storage
  }

  func holds(_ qubit: Int) -> Bool { space.holds(.value(qubit)) }

  var bits: Int { space.bits }

  /// Gives a qubit amplitudes.
  mutating func hold(_ qubit: Int) throws(SimulationError) {
    guard !holds(qubit) else { return }
    let half = 1 << (space.bits - 1)
    let larger = try Self.storage(bits: space.bits + 1)
    larger.base.update(from: storage.base, count: half)
    (larger.base + 2 * half).update(from: storage.base + half, count: half)
    storage = larger
    space.places.insert(.value(qubit), at: space.bits - 1)
  }

  /// Multiplies with a matrix on held qubits.
  mutating func apply(_ matrix: SquareMatrix, on qubits: [Int]) throws(SimulationError) {
    try run.apply(map(matrix, on: qubits), from: storage, to: storage, bits: space.bits)
  }

  /// The state multiplied with a matrix, in memory of its own.
  func applying(_ matrix: SquareMatrix, on qubits: [Int]) throws(SimulationError) -> AmplitudeState {
    var result = self
    result.storage = try Self.storage(bits: space.bits)
    try run.apply(map(matrix, on: qubits), from: storage, to: result.storage, bits: space.bits)
    return result
  }

  /// The state in memory of its own.
  func copy() throws(SimulationError) -> AmplitudeState {
    var result = self
    result.storage = try Self.storage(bits: space.bits)
    result.storage.base.update(from: storage.base, count: 1 << space.bits)
    return result
  }

  private func map(_ matrix: SquareMatrix, on qubits: [Int]) -> IndexMap {
    let size = matrix.size
    var real = Array(repeating: 0.0, count: 4 * size * size)
    for row in 0..<size {
      for column in 0..<size {
        let value = matrix[row, column]
        real[row * 2 * size + column] = value.real
        real[(row + size) * 2 * size + column + size] = value.real
        real[row * 2 * size + column + size] = -value.imaginary
        real[(row + size) * 2 * size + column] = value.imaginary
      }
    }
    let offsets = offsets(of: qubits)
    let mask = offsets.last ?? 0
    return IndexMap(matrix: real, rowOffsets: offsets, columnOffsets: offsets, inMask: mask, outMask: mask)
  }

  /// For all values of some qubits, the first the least significant, then of the imaginary part.
  private func offsets(of qubits: [Int]) -> [Int64] {
    (qubits.map { IndexSpace.Place.value($0) } + [.imaginary]).reduce([0]) { offsets, place in
      offsets + offsets.map { $0 | space.offset(of: [place]) }
    }
  }

  /// The density matrix of some held qubits, with the squared norm of the state as its trace.
  func density(of qubits: [Int]) throws(SimulationError) -> SquareMatrix {
    let offsets = offsets(of: qubits)
    let mask = offsets.last ?? 0
    let map = IndexMap(matrix: [0], rowOffsets: offsets, columnOffsets: offsets, inMask: mask, outMask: mask)
    let sums = try run.correlation(map, storage, storage, bits: space.bits)
    let size = 1 << qubits.count
    var result = SquareMatrix(size: size, elements: Array(repeating: .zero, count: size * size))
    for row in 0..<size {
      for column in 0..<size {
        let (upper, lower) = (row * 2 * size, (row + size) * 2 * size)
        result[row, column] = Complex(
          sums[upper + column] + sums[lower + column + size], sums[lower + column] - sums[upper + column + size])
      }
    }
    return result
  }

  /// The part where a qubit has a value, times a factor and without amplitudes for the qubit; if its value is 1, the
  /// caller has to know.
  func projected(_ qubit: Int, onto value: Bool, factor: Double) throws(SimulationError) -> AmplitudeState {
    guard let position = space.position(of: .value(qubit)) else { return self }
    var result = self
    result.space.places.remove(at: position)
    result.storage = try Self.storage(bits: result.space.bits)
    let run = 1 << position
    var source = storage.base + (value ? run : 0)
    for start in stride(from: 0, to: 1 << result.space.bits, by: run) {
      for index in 0..<run { result.storage.base[start + index] = factor * source[index] }
      source += 2 * run
    }
    return result
  }

  /// The squared magnitudes of all amplitudes, and the qubits that the bits of their index are.
  func weights() throws(SimulationError) -> (weights: NumberStorage, qubits: [Int]) {
    let half = 1 << (space.bits - 1)
    let weights = try Self.storage(bits: space.bits - 1)
    let (real, imaginary) = (storage.base, storage.base + half)
    for index in 0..<half {
      weights.base[index] = real[index] * real[index] + imaginary[index] * imaginary[index]
    }
    let qubits = space.places.compactMap { if case .value(let qubit) = $0 { qubit } else { nil } }
    return (weights, qubits)
  }
}
