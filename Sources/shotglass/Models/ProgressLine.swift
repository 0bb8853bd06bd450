import FoundationEssentials
import Synchronization

/// How far a long run is, on standard error: one line that is written anew at a terminal, else a line at each tenth and
/// every five minutes.
struct ProgressLine {
  fileprivate var total: Int
  private let what: String
  private let session: Session
  private let began: ContinuousClock.Instant
  private var tenths = 0
  private var noted: ContinuousClock.Instant
  fileprivate private(set) var done = 0

  /// Without a terminal a line is written so often even where tenths take longer.
  private static let longestSilence = Duration.seconds(300)

  init(total: Int, what: String, in session: Session, since began: ContinuousClock.Instant = .now) {
    self.total = max(total, 1)
    self.what = what
    self.session = session
    (self.began, noted) = (began, began)
  }

  mutating func show(done: Int, detail: String) {
    self.done = done
    guard !session.isQuiet else { return }
    let left = (ContinuousClock.now - began) * (total - done) / max(done, 1)
    let parts = ["\(done)/\(total) \(what)", done > 0 ? "\(left.components.seconds) s left" : "", detail]
    let text = parts.filter { !$0.isEmpty }.joined(separator: ", ")
    if session.errors.isTerminal {
      try? session.errors.write("\r\u{1B}[K\(text)")
    } else if done * 10 / total > tenths || noted.duration(to: .now) > Self.longestSilence {
      tenths = done * 10 / total
      noted = .now
      session.note(text)
    }
  }

  /// Leaves nothing of the line.
  func end() {
    if session.errors.isTerminal, !session.isQuiet { try? session.errors.write("\r\u{1B}[K") }
  }
}

/// A line that any thread tells how far it is, and of how many, which may change.
final class SharedProgress: Sendable {
  private let what: String
  private let session: Session
  private let began = ContinuousClock.now
  private let line = Mutex<ProgressLine?>(nil)

  init(_ what: String, in session: Session) {
    self.what = what
    self.session = session
  }

  func show(done: Int, of total: Int, detail: String) {
    line.withLock { line in
      // What begins anew has a clock of its own.
      let known = line.flatMap { $0.done < done ? $0 : nil }
      var current = known ?? ProgressLine(total: total, what: what, in: session, since: line == nil ? began : .now)
      current.total = max(total, 1)
      current.show(done: done, detail: detail)
      line = current
    }
  }

  func end() { line.withLock { $0?.end() } }
}
