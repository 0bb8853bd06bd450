#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The discrete Fourier transform of a power of two of complex numbers: Cooley and Tukey, Math. Comp. 19 (1965) 297.
package struct FourierTransform: Sendable {
  package let count: Int
  /// e^(-2 pi i k / count) for the first half of all k.
  private let cosines: [Double]
  private let sines: [Double]

  /// Nil for a count that is no power of two.
  package init?(count: Int) {
    guard count > 0, count & (count - 1) == 0 else { return nil }
    self.count = count
    let angles = (0..<count / 2).map { -2 * Double.pi * Double($0) / Double(count) }
    cosines = angles.map { cos($0) }
    sines = angles.map { sin($0) }
  }

  /// Replaces x by the sums over j of x_j e^(-2 pi i j k / count), in order of k. Rows of another length stay as they
  /// are.
  package func forward(_ real: inout [Double], _ imaginary: inout [Double]) {
    guard real.count == count, imaginary.count == count else { return }
    real.withUnsafeMutableBufferPointer { real in
      imaginary.withUnsafeMutableBufferPointer { imaginary in
        guard let real = real.baseAddress, let imaginary = imaginary.baseAddress else { return }
        reverseBits(real, imaginary)
        cosines.withUnsafeBufferPointer { cosines in
          sines.withUnsafeBufferPointer { sines in
            guard let cosines = cosines.baseAddress, let sines = sines.baseAddress else { return }
            combine(real, imaginary, cosines, sines)
          }
        }
      }
    }
  }

  /// Undoes `forward`.
  package func inverse(_ real: inout [Double], _ imaginary: inout [Double]) {
    forward(&imaginary, &real)
    let share = 1 / Double(count)
    for place in real.indices { real[place] *= share }
    for place in imaginary.indices { imaginary[place] *= share }
  }

  private func reverseBits(_ real: UnsafeMutablePointer<Double>, _ imaginary: UnsafeMutablePointer<Double>) {
    var other = 0
    for place in 0..<count {
      if place < other {
        (real[place], real[other]) = (real[other], real[place])
        (imaginary[place], imaginary[other]) = (imaginary[other], imaginary[place])
      }
      var bit = count >> 1
      while bit > 0, other & bit != 0 {
        other ^= bit
        bit >>= 1
      }
      other |= bit
    }
  }

  private func combine(
    _ real: UnsafeMutablePointer<Double>, _ imaginary: UnsafeMutablePointer<Double>, _ cosines: UnsafePointer<Double>,
    _ sines: UnsafePointer<Double>
  ) {
    var half = 1
    while half < count {
      let stride = count / (2 * half)
      var start = 0
      while start < count {
        var (low, high, turn) = (start, start + half, 0)
        while low < start + half {
          let (c, s) = (cosines[turn], sines[turn])
          let (x, y) = (real[high] * c - imaginary[high] * s, real[high] * s + imaginary[high] * c)
          (real[high], imaginary[high]) = (real[low] - x, imaginary[low] - y)
          (real[low], imaginary[low]) = (real[low] + x, imaginary[low] + y)
          low += 1
          high += 1
          turn += stride
        }
        start += 2 * half
      }
      half *= 2
    }
  }
}
