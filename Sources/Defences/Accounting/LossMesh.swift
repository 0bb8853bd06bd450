#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

/// Privacy losses on a mesh around 0, composed by Fourier transforms: Gopi, Lee and Wutschitz, arXiv:2106.02848,
/// algorithms 1 and 2.
///
/// Both directions go through one transform, as real and imaginary part. Every distribution is tilted: its
/// probabilities are multiplied by e^(tilt loss), which turns into the same factor of the sum's. So the tail that delta
/// is made of is computed with all its digits, however small delta is.
struct LossMesh {
  let spacing: Double
  let tilt: Double
  private let transform: FourierTransform
  /// The spectrum of the tilted losses' sum so far, of both directions.
  private var removal: Spectrum
  private var addition: Spectrum

  private struct Spectrum {
    var real: [Double]
    var imaginary: [Double]
    /// The logarithm of what the probabilities are multiplied with to sum up to 1 after tilting, negated.
    var logarithm = 0.0
    /// How much further the losses are, on average, than on the mesh.
    var shift = 0.0

    mutating func multiply(_ place: Int, by factor: Complex) {
      let product = Complex(real[place], imaginary[place]) * factor
      (real[place], imaginary[place]) = (product.real, product.imaginary)
    }
  }

  /// Nil where the number of points is no power of two.
  init?(spacing: Double, tilt: Double, pointCount: Int) {
    guard let transform = FourierTransform(count: pointCount) else { return nil }
    self.transform = transform
    self.spacing = spacing
    self.tilt = tilt
    removal = Spectrum(
      real: Array(repeating: 1, count: pointCount), imaginary: Array(repeating: 0, count: pointCount))
    addition = removal
  }

  private var half: Int { transform.count / 2 }
  /// Losses beyond this are not on the mesh.
  var reach: Double { Double(half) * spacing }

  /// How far the sum is moved at the end, in either direction.
  var greatestShift: Double { max(removal.shift.magnitude, addition.shift.magnitude) }

  /// Adds losses that are drawn so often, independently.
  mutating func add(_ losses: (removal: PrivacyLoss, addition: PrivacyLoss), count: Int) {
    let first = discretised(losses.removal)
    let second = discretised(losses.addition)
    var (real, imaginary) = (first.probabilities, second.probabilities)
    transform.forward(&real, &imaginary)
    let size = transform.count
    for place in 0..<size {
      let mirror = (size - place) & (size - 1)
      // The transforms of the two real rows.
      let one = Complex(real[place] + real[mirror], imaginary[place] - imaginary[mirror]) * Complex(0.5)
      let two = Complex(imaginary[place] + imaginary[mirror], real[mirror] - real[place]) * Complex(0.5)
      removal.multiply(place, by: Self.power(one, count))
      addition.multiply(place, by: Self.power(two, count))
    }
    removal.logarithm += Double(count) * first.logarithm
    removal.shift += Double(count) * first.shift
    addition.logarithm += Double(count) * second.logarithm
    addition.shift += Double(count) * second.shift
  }

  private static func power(_ base: Complex, _ exponent: Int) -> Complex {
    var (result, square, rest) = (Complex.one, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      square = square * square
      rest >>= 1
    }
    return result
  }

  /// Tilted probabilities that sum up to 1, the loss 0 first and negative ones at the end.
  private func discretised(
    _ loss: PrivacyLoss
  ) -> (probabilities: [Double], logarithm: Double, shift: Double) {
    var exponents = Array(repeating: -Double.infinity, count: transform.count)
    var (greatest, total, mean) = (-Double.infinity, 0.0, 0.0)
    var above = loss.survival((-Double(half) - 0.5) * spacing)
    for index in -half..<half {
      let below = above
      above = loss.survival((Double(index) + 0.5) * spacing)
      let mass = below - above
      guard mass > 0 else { continue }
      let place = Double(index) * spacing
      total += mass
      mean += mass * place
      let exponent = log(mass) + tilt * place
      exponents[index & (transform.count - 1)] = exponent
      greatest = max(greatest, exponent)
    }
    guard total > 0 else { return (exponents.map { _ in 0 }, 0, 0) }
    var probabilities = exponents.map { exp($0 - greatest) }
    let sum = probabilities.reduce(0, +)
    for place in probabilities.indices { probabilities[place] /= sum }
    return (probabilities, greatest + log(sum) - log(total), loss.mean - mean / total)
  }

  /// Where delta is no more than given, of the sum's distribution on the mesh in the worse direction; nil where the
  /// mesh is too small for that.
  func epsilon(at delta: Double) -> Double? {
    // The inverse transform of both at once: the first has a real result, and i times the second an imaginary one.
    var real = zip(removal.real, addition.imaginary).map { $0 - $1 }
    var imaginary = zip(removal.imaginary, addition.real).map { $0 + $1 }
    transform.inverse(&real, &imaginary)
    guard let first = epsilon(at: delta, real, removal), let second = epsilon(at: delta, imaginary, addition) else {
      return nil
    }
    return max(first, second)
  }

  /// delta(epsilon) is the sum over losses y above epsilon of p(y) (1 - e^(epsilon - y)): from the far end down to
  /// where it exceeds delta, and between the last two points exactly.
  private func epsilon(at delta: Double, _ tilted: [Double], _ spectrum: Spectrum) -> Double? {
    var (mass, weight) = (0.0, 0.0)
    for index in (-half..<half).reversed() {
      let place = Double(index) * spacing + spectrum.shift
      // Masses above: delta at this place, if it is not too much yet.
      if mass - weight * exp(place) > delta {
        return max(0, min(log((mass - delta) / weight), place + spacing))
      }
      guard place > 0 else { return 0 }
      let probability = max(0, tilted[index & (transform.count - 1)])
      let share = probability * exp(min(spectrum.logarithm - tilt * (place - spectrum.shift), 700))
      mass += share
      weight += share * exp(-place)
      if !mass.isFinite { return nil }
    }
    return nil
  }
}
