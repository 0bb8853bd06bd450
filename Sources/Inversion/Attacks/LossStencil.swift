#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Models

/// Where along one input the published attack samples its loss, and what makes a smoothed slope of the samples, and
/// their mean.
struct LossStencil {
  private(set) var offsets: [Double] = []
  private(set) var slopes: [Double] = []
  private(set) var means: [Double] = []

  /// Equations 8 and 9 of arXiv:2504.12806: central differences over all offsets of a window, averaged.
  init(window: Int, step: Double) {
    let share = 1 / Double(2 * window)
    for offset in 1...window {
      let distance = Double(offset) * step
      offsets += [distance, -distance]
      slopes += [share / distance, -share / distance]
      means += [share, share]
    }
  }

  /// The same numbers from as many samples as fix a loss of limited bandwidth, however wide the window.
  ///
  /// The loss is a trigonometric polynomial along the input. Each of its waves sin(w t) adds its slope times what the
  /// window leaves of it, the mean over n of sin(w n h) / (n h), and each cos(w t) the mean of cos(w n h).
  init(window: Int, step: Double, band: LossBand) {
    let count = 2 * band.degree + 1
    let size = Double(count)
    var gains: [(sine: Double, cosine: Double)] = []
    for wave in 0..<band.degree {
      let frequency = Double(wave + 1) * band.unit
      var gain = (sine: 0.0, cosine: 0.0)
      for offset in 1...window {
        let distance = Double(offset) * step
        gain.sine += sin(frequency * distance) / distance / Double(window)
        gain.cosine += cos(frequency * distance) / Double(window)
      }
      gains.append(gain)
    }
    for sample in 0..<count {
      let turn = 2 * Double.pi * Double(sample) / size
      var (slope, mean) = (0.0, 1 / size)
      for (wave, gain) in gains.enumerated() {
        slope += 2 / size * gain.sine * sin(Double(wave + 1) * turn)
        mean += 2 / size * gain.cosine * cos(Double(wave + 1) * turn)
      }
      offsets.append(turn / band.unit)
      slopes.append(slope)
      means.append(mean)
    }
  }
}

/// A loss that is a trigonometric polynomial of an input: its frequencies are multiples of the unit up to the degree.
package struct LossBand: Hashable, Sendable {
  package let unit: Double
  package let degree: Int

  /// Of the mean squared difference of gradients, by each input; nil where it is no such polynomial.
  ///
  /// With a mean of degree r, a gradient of it has degree r as well, one of squared errors 2 r, and the squared
  /// difference of gradients twice that.
  package static func all(of evidence: GradientEvidence) -> [LossBand]? {
    let factor: Int
    switch evidence.loss {
    case .squaredError: factor = 4
    case .expectation: factor = 2
    case .crossEntropy: return nil
    }
    let isOneStep = evidence.rounds.allSatisfy { round in
      if case .update(let steps) = round.message { steps.count == 1 } else { true }
    }
    guard evidence.labels != nil, evidence.network == nil, isOneStep, let angles = InputAngles(evidence.layer) else {
      return nil
    }
    let bands = evidence.layer.inputs.compactMap { input in
      angles.axes.first { $0.parameter == input }.map { LossBand(unit: $0.unit, degree: factor * $0.degree) }
    }
    let isWhole = bands.count == angles.axes.count && bands.count == evidence.layer.inputs.count
    return isWhole ? bands : nil
  }
}
