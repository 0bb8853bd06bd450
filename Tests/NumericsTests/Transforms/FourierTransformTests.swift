import Foundation
import Numerics
import Testing

@Suite("Fourier transform") struct FourierTransformTests {
  @Test("it is the sum that defines it, and its inverse undoes it", arguments: [1, 2, 4, 32, 128])
  func definition(count: Int) throws {
    let transform = try #require(FourierTransform(count: count))
    var stream = RandomStream(seed: 3)
    let real = (0..<count).map { _ in stream.uniform() - 0.5 }
    let imaginary = (0..<count).map { _ in stream.uniform() - 0.5 }
    var (x, y) = (real, imaginary)
    transform.forward(&x, &y)
    for frequency in 0..<count {
      var sum = Complex.zero
      for place in 0..<count {
        let angle = -2 * Double.pi * Double(frequency * place % count) / Double(count)
        sum += Complex(real[place], imaginary[place]) * Complex.phase(angle)
      }
      #expect((Complex(x[frequency], y[frequency]) - sum).magnitude < 1e-13)
    }
    transform.inverse(&x, &y)
    for place in 0..<count { #expect(abs(x[place] - real[place]) + abs(y[place] - imaginary[place]) < 1e-14) }
  }

  @Test("only powers of two are transformed, and rows of another length stay as they are")
  func refusals() throws {
    for count in [-4, 0, 3, 12] { #expect(FourierTransform(count: count) == nil) }
    var (real, imaginary) = ([1.0, 2, 3], [0.0, 0, 0])
    try #require(FourierTransform(count: 4)).forward(&real, &imaginary)
    #expect(real == [1, 2, 3])
  }
}
