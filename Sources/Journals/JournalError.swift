package import Formats

/// Why the journal cannot be kept, or refuses what is planned.
package enum JournalError: Error, Equatable, Sendable {
  case file(FileError)
  /// A line that is neither whole nor the last one.
  case damaged(path: String, line: Int, reason: String)
  case unpriced(provider: String, device: String)
  case tooManyShots(spent: Int, planned: Int, most: Int)
  case otherUnit(String, limit: String)
  case tooExpensive(spent: Double, planned: Double, most: Cost)
  /// The disk has no room for the answers to what would be sent.
  case noRoom(path: String)
  /// An answer of a provider that could not be written down.
  case answerLost(provider: String, job: String, tag: String, FileError)

  package var message: String {
    switch self {
    case .file(let error): error.message
    case .damaged(let path, let line, let reason): "\(path):\(line): \(reason)"
    case .unpriced(let provider, let device): "no price is known for '\(device)' of \(provider)"
    case .tooManyShots(let spent, let planned, let most):
      "\(planned) more shots with the \(spent) of earlier jobs are above the limit of \(most)"
    case .otherUnit(let unit, let limit): "the jobs are priced in \(unit), the limit is in \(limit)"
    case .tooExpensive(let spent, let planned, let most):
      "\(Cost.text(planned)) \(most.unit) more with the \(Cost.text(spent)) that earlier jobs cost or may cost are above "
        + "the limit of \(Cost.text(most.amount))"
    case .noRoom(let path): "there is no room for the answers to what would be sent: '\(path)'"
    case .answerLost(let provider, let job, let tag, let error):
      "\(error.message); \(provider) took the job '\(job)' with the tag '\(tag)', and the journal does not know its name"
    }
  }

  package var help: String {
    switch self {
    case .file, .noRoom: "make room or allow writing there; nothing was sent"
    case .damaged: "the file was changed by something else: put back a copy, or move it away to begin a new one"
    case .unpriced: "state a price in backends/NAME.json, with its date and source"
    case .tooManyShots: "take fewer shots, or raise --max-shots"
    case .otherUnit(let unit, _): "state the limit in \(unit), or leave it out"
    case .tooExpensive: "take fewer shots or circuits, or raise --max-cost"
    case .answerLost: "note the name, make room, and run the same command again: it looks for the tag first"
    }
  }
}
