internal import CKernels
package import Execution
package import Numerics

/// A state of qubits as one amplitude a basis state (see `BitOrder`), in double or single precision.
///
/// Gates change it in place, on several threads where it is large; how many does not change the result's bits. It is
/// a value: a copy shares the memory until one of the two changes.
package struct AmplitudeVector<Scalar: AmplitudeScalar>: Sendable {
  package internal(set) var qubitCount: Int
  package var threadCount: Int
  let kernels: AmplitudeKernels<Scalar>
  var buffer: AmplitudeBuffer<Scalar>

  /// Smaller states than this are worked on by one thread.
  static var threadedBits: Int { 15 }

  /// The state with all qubits 0.
  package init(
    qubitCount: Int, level: InstructionLevel = .current, threadCount: Int = 1
  ) throws(SimulationError) {
    guard qubitCount >= 0, Self.isPossible(qubitCount: qubitCount),
      let buffer = AmplitudeBuffer<Scalar>(count: 1 << max(qubitCount, Int(STATE_ROW_BITS)))
    else { throw .tooMany(qubitCount, limit: Self.qubitLimit, bytesEach: 2 * MemoryLayout<Scalar>.size) }
    self.qubitCount = qubitCount
    self.threadCount = max(1, threadCount)
    self.buffer = buffer
    kernels = Scalar.kernels(at: min(level, .best))
    buffer.real[0] = 1
  }

  /// The most qubits whose amplitudes this machine's memory holds now; few always fit.
  package static var qubitLimit: Int {
    let amplitudes = MachineMemory.bytesAvailable / (2 * MemoryLayout<Scalar>.stride)
    return max(alwaysPossible, amplitudes.bitWidth - 1 - max(amplitudes, 1).leadingZeroBitCount)
  }

  private static var alwaysPossible: Int { 16 }

  /// Whether memory holds the amplitudes; asks the system for large states only.
  static func isPossible(qubitCount: Int) -> Bool { qubitCount <= alwaysPossible || qubitCount <= qubitLimit }

  /// Bits of an amplitude's index in memory, those that are always 0 included.
  var bits: Int { max(qubitCount, Int(STATE_ROW_BITS)) }
  var threads: Int { bits < Self.threadedBits ? 1 : threadCount }

  // MARK: Memory

  /// Makes the memory this value's own, so that it can be changed.
  mutating func makeUnique() throws(SimulationError) {
    guard !isKnownUniquelyReferenced(&buffer) else { return }
    guard let copy = buffer.copy() else {
      throw .tooMany(qubitCount, limit: qubitCount - 1, bytesEach: 2 * MemoryLayout<Scalar>.size)
    }
    buffer = copy
  }

  /// Puts all qubits to 0.
  package mutating func reset() throws(SimulationError) {
    if isKnownUniquelyReferenced(&buffer) {
      buffer.clear()
    } else if let fresh = AmplitudeBuffer<Scalar>(count: buffer.count) {
      buffer = fresh
    } else {
      throw .tooMany(qubitCount, limit: qubitCount - 1, bytesEach: 2 * MemoryLayout<Scalar>.size)
    }
    buffer.real[0] = 1
  }

  // MARK: Reading

  package subscript(index: Int) -> Complex {
    Complex(Double(buffer.real[index]), Double(buffer.imaginary[index]))
  }

  package var amplitudes: [Complex] { (0..<1 << qubitCount).map { self[$0] } }

  /// Puts a number into the place of an amplitude.
  package mutating func set(_ value: Complex, at index: Int) throws(SimulationError) {
    try makeUnique()
    buffer.real[index] = Scalar(value.real)
    buffer.imaginary[index] = Scalar(value.imaginary)
  }
}
