#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Simultaneous perturbation: a step from two values, whatever the number of weights. Spall, IEEE Trans. Aerosp.
/// Electron. Syst. 34 (1998) 817.
///
/// Asked for two `points`, told their values. Directions depend on nothing but the stream given at the start and the
/// number of pairs told, so a copy, or what `Codable` brings back, goes on with the same bits.
package struct SPSA: Codable, Hashable, Sendable {
  /// The lengths of steps and perturbations; step k (from 0) has a / (k + 1 + A)^alpha and c / (k + 1)^gamma.
  package struct Gains: Codable, Hashable, Sendable {
    /// a; nil lets pairs of values at the start decide, so that the first step changes each weight by about
    /// `firstChange`, as Qiskit does.
    package var step: Double?
    /// c, about the standard deviation of a measured value.
    package var perturbation: Double
    /// A, about a tenth of the steps to be taken.
    package var stability: Double
    package var stepDecay = 0.602
    package var perturbationDecay = 0.101
    /// Radians, where weights are angles.
    package var firstChange = 0.2 * Double.pi
    package var calibrationPairs = 25

    package init(step: Double? = nil, perturbation: Double = 0.2, stability: Double = 0) {
      self.step = step
      self.perturbation = perturbation
      self.stability = stability
    }
  }

  package private(set) var weights: [Double]
  /// Steps taken.
  package private(set) var iterations = 0
  /// As they were given, or as the calibration has made them.
  package private(set) var gains: Gains
  private let seed: UInt64
  /// Pairs told, those that calibrated among them.
  private var pairs = 0
  /// The sum of the slopes' magnitudes over the calibration.
  private var magnitudes = 0.0

  package init(start: [Double], gains: Gains = Gains(), stream: RandomStream) {
    weights = start
    self.gains = gains
    var stream = stream
    seed = stream.next()
  }

  /// Whether `points` are still those that find the first step's length.
  package var isCalibrating: Bool { gains.step == nil }

  /// The two points whose values are wanted.
  package var points: (plus: [Double], minus: [Double]) {
    let direction = self.direction
    return (
      moved(weights, by: perturbation, along: direction), moved(weights, by: -perturbation, along: direction)
    )
  }

  /// Takes the values at the two points. Values that are no numbers leave the weights where they are.
  package mutating func tell(plus: Double, minus: Double) {
    let slope = (plus - minus) / (2 * perturbation)
    defer { pairs &+= 1 }
    guard let step = gains.step else { return calibrate(slope) }
    let length = step / pow(Double(iterations) + 1 + gains.stability, gains.stepDecay)
    // Dividing by a direction of ones and minus ones is multiplying by it.
    if slope.isFinite { weights = moved(weights, by: -length * slope, along: direction) }
    iterations &+= 1
  }

  private var perturbation: Double { gains.perturbation / pow(Double(iterations) + 1, gains.perturbationDecay) }

  /// One or minus one for each weight.
  private var direction: [Double] {
    var stream = RandomStream(seed: seed).substream(pairs)
    return weights.map { _ in stream.next() >> 63 == 0 ? 1 : -1 }
  }

  private mutating func calibrate(_ slope: Double) {
    if slope.isFinite { magnitudes += slope.magnitude }
    let told = Double(pairs) + 1
    guard told >= Double(gains.calibrationPairs) else { return }
    let mean = magnitudes / told
    let step = gains.firstChange * pow(gains.stability + 1, gains.stepDecay) / mean
    // Flat as far as one can see: any length will do.
    gains.step = step.isFinite ? step : gains.firstChange
  }
}
