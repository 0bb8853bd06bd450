package import Circuits
import Execution
package import Numerics

/// A pure state of qubits.
///
/// Amplitudes are held only for qubits that a gate has touched; all others, and those just measured, are known
/// to be 0 or 1 and cost nothing. Measuring a qubit thus halves the state.
package struct StateVector: Sendable {
  /// Bit p of an amplitude's index is the qubit `held[p]`.
  package private(set) var amplitudes: [Complex] = [.one]
  package private(set) var held: [Int] = []
  /// The other qubits that are 1.
  private var ones: Set<Int> = []
  private let limit: Int

  /// All qubits 0, of which at most `limit` may be held at a time.
  init(limit: Int) { self.limit = limit }

  /// The value of a qubit that no amplitudes are held for.
  func knownValue(of qubit: Int) -> Bool? { held.contains(qubit) ? nil : ones.contains(qubit) }

  /// Multiplies with the gate's matrix on its targets, where all controls have their values.
  mutating func apply(_ gate: PreparedGate) throws(SimulationError) {
    var (mask, asked) = (0, 0)
    for control in gate.controls {
      if let place = held.firstIndex(of: control.qubit) {
        mask |= 1 << place
        if control.value { asked |= 1 << place }
      } else if ones.contains(control.qubit) != control.value {
        return
      }
    }
    if gate.targets.count == 1 {
      let bit = 1 << (try hold(gate.targets[0]))
      return multiply(gate.matrix, bit: bit, mask: mask, asked: asked)
    }
    var offsets = [0]
    for target in gate.targets {
      let bit = 1 << (try hold(target))
      mask |= bit
      offsets += offsets.map { $0 | bit }
    }
    multiply(gate.matrix, offsets: offsets, mask: mask, asked: asked)
  }

  /// Multiplies the amplitudes at `base | offsets` for each base that is `asked` under the mask.
  private mutating func multiply(_ matrix: [Complex], offsets: [Int], mask: Int, asked: Int) {
    let entries = matrix.indices.filter { matrix[$0] != .zero }.map { place in
      (row: place / offsets.count, offset: offsets[place % offsets.count], value: matrix[place])
    }
    var sums = Array(repeating: Complex.zero, count: offsets.count)
    amplitudes.withUnsafeMutableBufferPointer { amplitudes in
      for base in amplitudes.indices where base & mask == asked {
        for row in sums.indices { sums[row] = Complex(0, 0) }
        for entry in entries { sums[entry.row] += entry.value * amplitudes[base | entry.offset] }
        for row in sums.indices { amplitudes[base | offsets[row]] = sums[row] }
      }
    }
  }

  /// The same for one target, which most gates have: real matrices and exchanges need less work.
  private mutating func multiply(_ matrix: [Complex], bit: Int, mask: Int, asked: Int) {
    let (a, b, c, d) = (matrix[0], matrix[1], matrix[2], matrix[3])
    let isReal = a.imaginary == 0 && b.imaginary == 0 && c.imaginary == 0 && d.imaginary == 0
    let isExchange = isReal && a.real == 0 && d.real == 0 && b.real == 1 && c.real == 1
    if isExchange {
      forEachPair(bit, mask, asked) { swap(&$0, &$1) }
    } else if isReal {
      let (p, q, r, s) = (a.real, b.real, c.real, d.real)
      forEachPair(bit, mask, asked) { x, y in (x, y) = (p * x + q * y, r * x + s * y) }
    } else {
      forEachPair(bit, mask, asked) { x, y in (x, y) = (a * x + b * y, c * x + d * y) }
    }
  }

  /// Changes the two amplitudes that differ in one bit of their index, wherever the other bits are as asked.
  @inline(__always)
  private mutating func forEachPair(
    _ bit: Int, _ mask: Int, _ asked: Int, _ change: (inout Complex, inout Complex) -> Void
  ) {
    amplitudes.withUnsafeMutableBufferPointer { amplitudes in
      guard let first = amplitudes.baseAddress else { return }
      for index in 0..<amplitudes.count / 2 {
        let low = (index & -bit) << 1 | index & (bit - 1)
        if low & mask == asked { change(&first[low], &first[low + bit]) }
      }
    }
  }

  /// The place of a qubit, which gets amplitudes if it has none yet.
  private mutating func hold(_ qubit: Int) throws(SimulationError) -> Int {
    if let place = held.firstIndex(of: qubit) { return place }
    guard held.count < limit else { throw .tooMany(held.count + 1, limit: limit) }
    let zeros = Array(repeating: Complex.zero, count: amplitudes.count)
    amplitudes = ones.remove(qubit) == nil ? amplitudes + zeros : zeros + amplitudes
    held.append(qubit)
    return held.count - 1
  }

  func probabilityOfOne(_ qubit: Int) -> Double {
    guard let place = held.firstIndex(of: qubit) else { return ones.contains(qubit) ? 1 : 0 }
    var sums = (0.0, 0.0)
    for (index, amplitude) in amplitudes.enumerated() {
      if index >> place & 1 == 0 { sums.0 += amplitude.squaredMagnitude } else { sums.1 += amplitude.squaredMagnitude }
    }
    return sums.1 / (sums.0 + sums.1)
  }

  /// Leaves what agrees with an outcome, normalised; the qubit is known from then on.
  mutating func project(_ qubit: Int, onto value: Bool) {
    if let place = held.firstIndex(of: qubit) {
      let below = (1 << place) - 1
      let bit = value ? 1 << place : 0
      amplitudes = (0..<amplitudes.count / 2).map { amplitudes[($0 & below) | (($0 & ~below) << 1) | bit] }
      let factor = 1 / amplitudes.reduce(0) { $0 + $1.squaredMagnitude }.squareRoot()
      for index in amplitudes.indices { amplitudes[index] = factor * amplitudes[index] }
      held.remove(at: place)
    }
    if value { ones.insert(qubit) } else { ones.remove(qubit) }
  }

  /// Puts a known qubit to 0.
  mutating func clear(_ qubit: Int) { ones.remove(qubit) }

  // MARK: Reading

  /// The amplitudes of so many qubits, those not held included.
  func allAmplitudes(qubitCount: Int) -> [Complex] {
    var result = Array(repeating: Complex.zero, count: 1 << qubitCount)
    let base = ones.reduce(0) { $0 | 1 << $1 }
    for (index, amplitude) in amplitudes.enumerated() {
      result[held.indices.reduce(base) { $0 | (index >> $1 & 1) << held[$1] }] = amplitude
    }
    return result
  }

  /// The mean of a Pauli string: the sum over i of conj(a[i ^ x]) a[i] times the phase that the string gives i.
  package func expectation(of string: PauliString) -> Double {
    var (flips, signs, factor) = (0, 0, Complex.one)
    for (qubit, pauli) in string.factors {
      guard let place = held.firstIndex(of: qubit) else {
        guard pauli == .z else { return 0 }
        if ones.contains(qubit) { factor = -factor }
        continue
      }
      if pauli != .z { flips |= 1 << place }
      if pauli != .x { signs |= 1 << place }
      if pauli == .y { factor = factor * .i }
    }
    var sum = Complex.zero
    for (index, amplitude) in amplitudes.enumerated() {
      let product = amplitudes[index ^ flips].conjugate * amplitude
      sum += (index & signs).nonzeroBitCount.isMultiple(of: 2) ? product : -product
    }
    return (factor * sum).real
  }
}
