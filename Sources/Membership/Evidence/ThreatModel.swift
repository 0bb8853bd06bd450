/// What a model gives to those who ask it, the least first.
package enum ThreatModel: String, CaseIterable, Hashable, Sendable {
  /// The class that it decides for, and nothing else.
  case labelOnly = "label-only"
  case probabilities
  /// Means of observables, from shots or exact.
  case expectations
  /// How often each outcome came: what a device returns.
  case rawCounts = "raw-counts"
}
