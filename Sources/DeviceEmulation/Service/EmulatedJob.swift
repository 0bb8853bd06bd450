internal import Formats

/// A job that the service has taken.
struct EmulatedJob: Sendable {
  enum State: Sendable, Equatable {
    case queued, running, completed, cancelled
    case failed(String)

    var isFinal: Bool { self != .queued && self != .running }
  }

  /// Counts all jobs of the service, from 0.
  let ordinal: Int
  let id: String
  let order: JobOrder
  /// When it was taken, begins to run, and has run, in seconds since 1970.
  let created: Double
  let starts: Double
  let ends: Double
  /// From when on lists show it.
  var listed: Double
  var cancelled: Double?
  /// What the simulation gave; nil while it works.
  var outcome: Result<[JobItem.Reading], JobFailure>?
  /// Why it fails whatever the simulation says.
  var planned: JobFailure?
  var resultIsGone = false
  var isDeleted = false
  /// Whether the bill was written.
  var isSettled = false
  /// How often its result was read.
  var reads = 0
  var tags: [String]

  func state(at now: Double) -> State {
    if cancelled != nil { return .cancelled }
    if now < starts { return .queued }
    if let planned, now >= ends { return .failed(planned.message) }
    guard now >= ends, let outcome else { return .running }
    switch outcome {
    case .success: return .completed
    case .failure(let failure): return .failed(failure.message)
    }
  }

  /// What it gave, once it is completed.
  func readings(at now: Double) -> [JobItem.Reading]? {
    guard state(at: now) == .completed, case .success(let readings)? = outcome else { return nil }
    return readings
  }

  /// When it came to its end.
  func finished(at now: Double) -> Double? { state(at: now).isFinal ? cancelled ?? ends : nil }
}

/// What a client asks for.
struct JobOrder: Sendable {
  /// Whose job it is; others do not see it.
  let account: String
  /// The name of the backend in the provider's words.
  let target: String
  /// Whether it runs without noise, whatever the device.
  let isIdeal: Bool
  let items: [JobItem]
  /// As it was sent, and what it says.
  let body: [UInt8]
  let document: JSON
  /// What of the body decides the draws, where the content does and not the number; nil for all of it.
  var drawnBody: [UInt8]?
  /// How long it runs, in seconds of the service.
  let seconds: Double
  /// What it costs when it completes, in the provider's unit.
  let price: Double
  var tags: [String] = []
  var idempotencyKey: String?
  /// Whether each circuit can be asked for by an id of its own.
  var hasChildren = false

  var shots: Int { items.reduce(0) { $0 + $1.shots * $1.bindings.count } }
}

/// Why a job failed.
struct JobFailure: Error, Sendable, Equatable {
  let message: String
}
