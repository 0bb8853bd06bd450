internal import CKernels

/// The loops over amplitudes of one precision, for one instruction set: C functions, which hold nothing.
package final class AmplitudeKernels<Scalar>: @unchecked Sendable {
  typealias Values = UnsafeMutablePointer<Scalar>
  typealias Known = UnsafePointer<Scalar>

  /// Qubits below this one pair amplitudes within a register.
  let laneBits: Int
  let dense: (Values, Values, UnsafePointer<state_place>, UnsafePointer<Double>) -> Void
  let flip: (Values, Values, UnsafePointer<state_place>) -> Void
  let swap: (Values, Values, UnsafePointer<state_place>) -> Void
  let diagonal: (Values, Values, Int32, UnsafePointer<state_diagonal>, Int32, Int32) -> Void
  let rotate: (Values, Int32, UnsafePointer<state_rotations>, Int32, Int32) -> Void
  let scale: (Values, Int64, Double) -> Void
  let norm: (Known, Known, UInt64, UInt64, Int64, Int64) -> Double
  let pauli: (Known, Known, UInt64, UInt64, Int64, Int64, UnsafeMutablePointer<Double>) -> Void
  let probabilities: (Known, Known, Int64, Int64, UnsafeMutablePointer<Double>) -> Void
  let gather: (Known, UnsafePointer<Int64>, Int64, Int64, Values) -> Void
  let scatter: (Known, UnsafePointer<Int64>, Int64, Int64, Values) -> Void

  init(
    laneBits: Int,
    dense: @escaping (Values, Values, UnsafePointer<state_place>, UnsafePointer<Double>) -> Void,
    flip: @escaping (Values, Values, UnsafePointer<state_place>) -> Void,
    swap: @escaping (Values, Values, UnsafePointer<state_place>) -> Void,
    diagonal: @escaping (Values, Values, Int32, UnsafePointer<state_diagonal>, Int32, Int32) -> Void,
    rotate: @escaping (Values, Int32, UnsafePointer<state_rotations>, Int32, Int32) -> Void,
    scale: @escaping (Values, Int64, Double) -> Void,
    norm: @escaping (Known, Known, UInt64, UInt64, Int64, Int64) -> Double,
    pauli: @escaping (Known, Known, UInt64, UInt64, Int64, Int64, UnsafeMutablePointer<Double>) -> Void,
    probabilities: @escaping (Known, Known, Int64, Int64, UnsafeMutablePointer<Double>) -> Void,
    gather: @escaping (Known, UnsafePointer<Int64>, Int64, Int64, Values) -> Void,
    scatter: @escaping (Known, UnsafePointer<Int64>, Int64, Int64, Values) -> Void
  ) {
    self.laneBits = laneBits
    self.dense = dense
    self.flip = flip
    self.swap = swap
    self.diagonal = diagonal
    self.rotate = rotate
    self.scale = scale
    self.norm = norm
    self.pauli = pauli
    self.probabilities = probabilities
    self.gather = gather
    self.scatter = scatter
  }
}

/// The precisions that a state can have.
package protocol AmplitudeScalar: BinaryFloatingPoint, Sendable {
  /// The kernels of a level; of a lower one where this machine's architecture has no such level.
  static func kernels(at level: InstructionLevel) -> AmplitudeKernels<Self>
  static func amplitudes(_ vector: AmplitudeVector<Self>) -> FinalState.Amplitudes
}

extension Double: AmplitudeScalar {
  package static func amplitudes(_ vector: AmplitudeVector<Double>) -> FinalState.Amplitudes { .double(vector) }

  package static func kernels(at level: InstructionLevel) -> AmplitudeKernels<Double> {
    switch level {
    case .baseline: baseline
    case .avx2: avx2
    case .avx512: avx512
    }
  }

  private static let baseline = AmplitudeKernels(state_kernels_double_at(KERNEL_LEVEL_BASELINE).pointee)
  private static let avx2 = AmplitudeKernels(state_kernels_double_at(KERNEL_LEVEL_AVX2).pointee)
  private static let avx512 = AmplitudeKernels(state_kernels_double_at(KERNEL_LEVEL_AVX512).pointee)
}

extension Float: AmplitudeScalar {
  package static func amplitudes(_ vector: AmplitudeVector<Float>) -> FinalState.Amplitudes { .single(vector) }

  package static func kernels(at level: InstructionLevel) -> AmplitudeKernels<Float> {
    switch level {
    case .baseline: baseline
    case .avx2: avx2
    case .avx512: avx512
    }
  }

  private static let baseline = AmplitudeKernels(state_kernels_float_at(KERNEL_LEVEL_BASELINE).pointee)
  private static let avx2 = AmplitudeKernels(state_kernels_float_at(KERNEL_LEVEL_AVX2).pointee)
  private static let avx512 = AmplitudeKernels(state_kernels_float_at(KERNEL_LEVEL_AVX512).pointee)
}

extension AmplitudeKernels<Double> {
  fileprivate convenience init(_ table: state_kernels_double) {
    self.init(
      laneBits: Int(table.lane_bits), dense: table.dense, flip: table.flip, swap: table.swap, diagonal: table.diagonal,
      rotate: table.rotate, scale: table.scale, norm: table.norm, pauli: table.pauli,
      probabilities: table.probabilities, gather: table.gather, scatter: table.scatter)
  }
}

extension AmplitudeKernels<Float> {
  fileprivate convenience init(_ table: state_kernels_float) {
    self.init(
      laneBits: Int(table.lane_bits), dense: table.dense, flip: table.flip, swap: table.swap, diagonal: table.diagonal,
      rotate: table.rotate, scale: table.scale, norm: table.norm, pauli: table.pauli,
      probabilities: table.probabilities, gather: table.gather, scatter: table.scatter)
  }
}
