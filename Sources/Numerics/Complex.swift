#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A complex number in double precision. Other modules inline its arithmetic, for which the type too has to be usable
/// from inlined code.
@frozen @usableFromInline
package struct Complex: Hashable, Sendable {
  @usableFromInline package var real: Double
  @usableFromInline package var imaginary: Double

  @inlinable
  package init(_ real: Double, _ imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  @inlinable package static var zero: Complex { Complex(0) }
  @inlinable package static var one: Complex { Complex(1) }
  @inlinable package static var i: Complex { Complex(0, 1) }

  /// The point of the unit circle at an angle in radians.
  package static func phase(_ angle: Double) -> Complex {
    Complex(cos(angle), sin(angle))
  }

  @inlinable package var conjugate: Complex { Complex(real, -imaginary) }
  @inlinable package var squaredMagnitude: Double { real * real + imaginary * imaginary }
  @inlinable package var magnitude: Double { squaredMagnitude.squareRoot() }
  /// The angle from the positive real axis, in (-pi, pi].
  package var argument: Double { atan2(imaginary, real) }

  @inlinable
  package static func + (left: Complex, right: Complex) -> Complex {
    Complex(left.real + right.real, left.imaginary + right.imaginary)
  }

  @inlinable
  package static func - (left: Complex, right: Complex) -> Complex {
    Complex(left.real - right.real, left.imaginary - right.imaginary)
  }

  @inlinable
  package static func * (left: Complex, right: Complex) -> Complex {
    Complex(
      left.real * right.real - left.imaginary * right.imaginary,
      left.real * right.imaginary + left.imaginary * right.real)
  }

  @inlinable
  package static func * (left: Double, right: Complex) -> Complex {
    Complex(left * right.real, left * right.imaginary)
  }

  @inlinable
  package static prefix func - (value: Complex) -> Complex { Complex(-value.real, -value.imaginary) }

  @inlinable
  package static func += (left: inout Complex, right: Complex) { left = left + right }
}
