internal import CKernels
internal import Numerics

/// A step of a pass in the terms of the kernels: places are bits of an index within a block.
enum PassStep<Scalar: AmplitudeScalar>: Sendable {
  case dense(state_place, [Complex], outer: ControlMask)
  case flip(state_place, outer: ControlMask)
  case swap(state_place, outer: ControlMask)
  /// The block's values of the qubits `outer` choose the part of the table, the first least significant.
  case diagonal(DiagonalTable<Scalar>, outer: [Int], shift: Int)
  case rotate(state_rotations)
  case scale(Double)
  /// A matrix on more targets than the kernels take.
  case large([Complex], targets: [Int], controls: ControlMask, outer: ControlMask)

  /// Does the step on a block whose first amplitude has this index.
  func apply(
    _ kernels: AmplitudeKernels<Scalar>, _ real: UnsafeMutablePointer<Scalar>,
    _ imaginary: UnsafeMutablePointer<Scalar>, bits: Int, index: UInt64
  ) {
    switch self {
    case .dense(var place, let matrix, let outer):
      guard index & outer.mask == outer.values else { return }
      matrix.withUnsafeBytes { bytes in
        guard let numbers = bytes.assumingMemoryBound(to: Double.self).baseAddress else { return }
        kernels.dense(real, imaginary, &place, numbers)
      }
    case .flip(var place, let outer):
      if index & outer.mask == outer.values { kernels.flip(real, imaginary, &place) }
    case .swap(var place, let outer):
      if index & outer.mask == outer.values { kernels.swap(real, imaginary, &place) }
    case .diagonal(let table, let outer, let shift):
      var start = 0
      for (place, qubit) in outer.enumerated() where index >> UInt64(qubit) & 1 == 1 { start |= 1 << (shift + place) }
      table.withFactors(start: start) { kernels.diagonal(real, imaginary, Int32(bits), $0, 0, 1) }
    case .rotate(var rotations):
      kernels.rotate(real, Int32(bits), &rotations, 0, 1)
      kernels.rotate(imaginary, Int32(bits), &rotations, 0, 1)
    case .scale(let factor):
      kernels.scale(real, 1 << Int64(bits), factor)
      kernels.scale(imaginary, 1 << Int64(bits), factor)
    case .large(let matrix, let targets, let controls, let outer):
      guard index & outer.mask == outer.values else { return }
      Self.multiply(matrix, targets, controls, real, imaginary, bits)
    }
  }

  private static func multiply(
    _ matrix: [Complex], _ targets: [Int], _ controls: ControlMask, _ real: UnsafeMutablePointer<Scalar>,
    _ imaginary: UnsafeMutablePointer<Scalar>, _ bits: Int
  ) {
    let size = 1 << targets.count
    let offsets = (0..<size).map { index in targets.indices.reduce(0) { $0 | (index >> $1 & 1) << targets[$1] } }
    let mask = UInt64(offsets[size - 1])
    var old = Array(repeating: Complex.zero, count: size)
    for base in 0..<UInt64(1) << UInt64(bits) where base & mask == 0 && base & controls.mask == controls.values {
      for column in 0..<size {
        let place = Int(base) + offsets[column]
        old[column] = Complex(Double(real[place]), Double(imaginary[place]))
      }
      for row in 0..<size {
        var sum = Complex.zero
        for column in 0..<size { sum += matrix[row * size + column] * old[column] }
        real[Int(base) + offsets[row]] = Scalar(sum.real)
        imaginary[Int(base) + offsets[row]] = Scalar(sum.imaginary)
      }
    }
  }
}
