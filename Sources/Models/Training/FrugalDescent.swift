package import Numerics

/// Steps down measured gradients whose shots follow from the gradients before: iCANS or gCANS.
package struct FrugalDescent: Codable, Hashable, Sendable {
  package struct Settings: Codable, Hashable, Sendable {
    package var rule: AdaptiveShots.Rule
    package var rate: Double
    /// Of each circuit.
    package var shotRange: ClosedRange<Int>

    package init(_ rule: AdaptiveShots.Rule, rate: Double, shotRange: ClosedRange<Int>) {
      self.rule = rule
      self.rate = rate
      self.shotRange = shotRange
    }
  }

  package let settings: Settings
  /// The rule, with its log of every step's shots.
  package private(set) var shots: AdaptiveShots
  /// Shots of all circuits in each step so far.
  package private(set) var spent: [Int] = []
  /// What the next step takes for each derivative.
  private var next: [Int]

  /// The largest curvature is taken to be the one for which the rate is the best step.
  init(_ settings: Settings, count: Int) {
    self.settings = settings
    shots = AdaptiveShots(
      settings.rule, rate: settings.rate, lipschitz: 1 / settings.rate, shotRange: settings.shotRange)
    next = Array(repeating: settings.shotRange.lowerBound, count: count)
  }

  func fits(_ count: Int) -> Bool {
    next.count == count && shots.fits(count) && next.allSatisfy { settings.shotRange.contains($0) }
      && shots.rule == settings.rule && shots.rate == settings.rate && shots.lipschitz == 1 / settings.rate
      && shots.shotRange == settings.shotRange && spent.allSatisfy { (0...1 << 53).contains($0) }
  }

  /// What a batch's circuits say from so many shots for each derivative.
  struct Measurement {
    var value: Double
    var gradient: [Double]
    /// What each derivative's variance is, times its shots.
    var variancesPerShot: [Double]
    var shots: Int
  }

  mutating func step(
    _ weights: inout [Double], _ measure: ([Double], [Int]) throws(ModelError) -> Measurement
  ) throws(ModelError) -> Double {
    let found = try measure(weights, next)
    for place in weights.indices { weights[place] -= settings.rate * found.gradient[place] }
    spent.append(found.shots)
    next = shots.next(gradient: found.gradient, variances: found.variancesPerShot).shots
    return found.value
  }
}
