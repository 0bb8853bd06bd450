import FoundationEssentials
import Synchronization

/// How far a long run is, on standard error: one line that is written anew at a terminal, else a line at each tenth.
struct ProgressLine {
  fileprivate var total: Int
  private let what: String
  private let session: Session
  private let began = ContinuousClock.now
  private var tenths = 0

  init(total: Int, what: String, in session: Session) {
    self.total = max(total, 1)
    self.what = what
    self.session = session
  }

  mutating func show(done: Int, detail: String) {
    guard !session.isQuiet else { return }
    let left = (ContinuousClock.now - began) * (total - done) / max(done, 1)
    let text = "\(done)/\(total) \(what), \(left.components.seconds) s left\(detail.isEmpty ? "" : ", ")\(detail)"
    if session.errors.isTerminal {
      try? session.errors.write("\r\u{1B}[K\(text)")
    } else if done * 10 / total > tenths {
      tenths = done * 10 / total
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
  private let line = Mutex<ProgressLine?>(nil)

  init(_ what: String, in session: Session) {
    self.what = what
    self.session = session
  }

  func show(done: Int, of total: Int, detail: String) {
    line.withLock { line in
      var current = line ?? ProgressLine(total: total, what: what, in: session)
      current.total = max(total, 1)
      current.show(done: done, detail: detail)
      line = current
    }
  }

  func end() { line.withLock { $0?.end() } }
}
