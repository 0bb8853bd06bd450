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
    let isReal = a.imaginary == 0 && b.imaginary == 0 && c.imaginary == 0 && d.imaginary == 0
    let (p, q, r, s) = (Scalar(a.real), Scalar(b.real), Scalar(c.real), Scalar(d.real))
    let bit = 1 << target
    for index in 0..<1 << max(0, qubitCount - 1) {
      let low = (index & -bit) << 1 | index & (bit - 1)
      guard UInt64(low) & controls.mask == controls.values else { continue }
      if isReal {
        (real[low], real[low + bit]) = (p * real[low] + q * real[low + bit], r * real[low] + s * real[low + bit])
        let (x, y) = (imaginary[low], imaginary[low + bit])
        (imaginary[low], imaginary[low + bit]) = (p * x + q * y, r * x + s * y)
        continue
      }
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
