internal import Circuits
internal import Numerics

/// States of a few qubits, on which a kernel's preparation takes longer than the work.
extension AmplitudeVector {
  var isSmall: Bool { qubitCount <= 5 }

  /// Multiplies with a matrix on one target.
  /// - Precondition: memory of its own.
  func applySmall(_ matrix: [Complex], target: Int, controls: ControlMask) {
    let (real, imaginary) = (buffer.real, buffer.imaginary)
    let (a, b, c, d) = (matrix[0], matrix[1], matrix[2], matrix[3])
    let bit = 1 << target
    for index in 0..<1 << max(0, qubitCount - 1) {
      let low = (index & -bit) << 1 | index & (bit - 1)
      guard UInt64(low) & controls.mask == controls.values else { continue }
      let x = Complex(Double(real[low]), Double(imaginary[low]))
      let y = Complex(Double(real[low + bit]), Double(imaginary[low + bit]))
      let (first, second) = (a * x + b * y, c * x + d * y)
      real[low] = Scalar(first.real)
      imaginary[low] = Scalar(first.imaginary)
      real[low + bit] = Scalar(second.real)
      imaginary[low + bit] = Scalar(second.imaginary)
    }
  }

  /// The sum of squared magnitudes where qubits have these values.
  func smallProbability(of values: ControlMask) -> Double {
    var sum = 0.0
    for index in 0..<1 << qubitCount where UInt64(index) & values.mask == values.values {
      let (x, y) = (Double(buffer.real[index]), Double(buffer.imaginary[index]))
      sum += x * x + y * y
    }
    return sum
  }
}
