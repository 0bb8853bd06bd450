/// How an emulated service behaves.
package struct EmulationSettings: Sendable {
  package var seed: UInt64 = 0
  /// Whether jobs wait, take as long, and are as few as at the provider; otherwise they are quick and many.
  package var hasRealLimits = false
  /// How many seconds of the service pass in one of ours.
  package var timeScale = 1.0
  package var faults = FaultScript()
  /// Whether jobs do not wait at all, and what they give depends on what they ask for alone, not on which came first.
  package var isImmediate = false

  package init() {}

  /// How long a job waits at least before it runs, in seconds of the service.
  var queueSeconds: Double { hasRealLimits ? 2 : isImmediate ? 0 : 0.05 }

  /// So long lives a token, in seconds of the service.
  var tokenSeconds: Double { 3600 }
}

/// What a service takes at most, so that no request can ask for more than the machine has.
enum ServiceLimits {
  /// Shots of all circuits of one job together.
  static let shots = 10_000_000
  static let circuits = 10_000
  /// Jobs that wait or run at once.
  static let openJobs = 1000
  /// Jobs that are remembered, and the shots of all their results.
  static let jobs = 100_000
  static let rememberedShots = 100_000_000
  /// Bytes of one job's outcomes, packed.
  static let resultBytes = 1 << 28
  /// How long the simulation of one job may take.
  static let simulationSeconds = 300
}
