#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

extension Complex {
  /// Smith's division, which does not overflow on the way.
  static func / (left: Complex, right: Complex) -> Complex {
    if right.real.magnitude >= right.imaginary.magnitude {
      let ratio = right.real == 0 ? 0 : right.imaginary / right.real
      let divisor = right.real + right.imaginary * ratio
      return Complex(
        (left.real + left.imaginary * ratio) / divisor, (left.imaginary - left.real * ratio) / divisor)
    }
    let ratio = right.real / right.imaginary
    let divisor = right.real * ratio + right.imaginary
    return Complex((left.real * ratio + left.imaginary) / divisor, (left.imaginary * ratio - left.real) / divisor)
  }

  var exponential: Complex {
    let size = exp(real)
    return imaginary == 0 ? Complex(size, imaginary) : size * Complex.phase(imaginary)
  }

  /// The root in the right half plane.
  var squareRoot: Complex {
    let size = hypot(real, imaginary)
    guard size > 0, size.isFinite else { return Complex(size, imaginary) }
    let half = ((size + real.magnitude) / 2).squareRoot()
    let other = imaginary.magnitude / (2 * half)
    let sign: Double = imaginary.sign == .minus ? -1 : 1
    return real >= 0 ? Complex(half, sign * other) : Complex(other, sign * half)
  }

  /// The principal value; 0 to the power of 0 is 1.
  func raised(to exponent: Complex) -> Complex {
    if exponent == .zero { return .one }
    if self == .zero { return exponent.real > 0 ? .zero : Complex(.nan, .nan) }
    return (exponent * Complex(log(hypot(real, imaginary)), argument)).exponential
  }
}
