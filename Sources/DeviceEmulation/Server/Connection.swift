/// One client's connection: what came, what is to go, and what the service owes it.
struct Connection {
  let descriptor: Int32
  var parser = HTTPRequestParser()
  /// What goes to the client next, and how much of it went.
  private var output: [UInt8] = []
  private var sent = 0
  /// The answer that waits for its time.
  private var pending: (bytes: [UInt8], due: Double, closes: Bool)?
  private var closesAfterwards = false
  /// All was sent, and what the client still sends is thrown away until it ends.
  private(set) var isLingering = false
  /// The client sends no more.
  var hasEnded = false
  /// When something last moved.
  var lastMoved: Double

  init(_ descriptor: Int32, at now: Double) {
    self.descriptor = descriptor
    lastMoved = now
  }

  var hasOutput: Bool { sent < output.count }
  /// Whether nothing is owed, so that the next request may be worked on.
  var isFree: Bool { !hasOutput && pending == nil && !closesAfterwards && !isLingering }
  var due: Double? { pending?.due }

  /// Bytes are not read far ahead of what is answered.
  private static let mostAhead = 1 << 20
  var wantsInput: Bool { !hasEnded && (isFree || isLingering || parser.bufferedBytes < Self.mostAhead) }

  mutating func send(_ bytes: [UInt8], closes: Bool, due: Double?) {
    if let due { pending = (bytes, due, closes) } else { start(bytes, closes: closes) }
  }

  private mutating func start(_ bytes: [UInt8], closes: Bool) {
    (output, sent) = (bytes, 0)
    closesAfterwards = closes
  }

  /// Begins to send what has become due.
  mutating func advance(to now: Double) {
    guard let pending, pending.due <= now else { return }
    self.pending = nil
    start(pending.bytes, closes: pending.closes)
  }

  /// Moves bytes to the client; false where the connection is over.
  mutating func write(at now: Double) -> Bool {
    while hasOutput {
      let transfer = output.withUnsafeBytes { bytes in
        Socket.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes[sent...]))
      }
      switch transfer {
      case .done(let count):
        sent += count
        lastMoved = now
      case .later: return true
      case .ended: return false
      }
    }
    (output, sent) = ([], 0)
    guard closesAfterwards else { return true }
    closesAfterwards = false
    isLingering = true
    Socket.endSending(descriptor)
    return !hasEnded
  }

  /// Takes bytes from the client; false where the connection is over.
  mutating func read(_ buffer: UnsafeMutableRawBufferPointer, at now: Double) -> Bool {
    switch Socket.read(descriptor, into: buffer) {
    case .done(let count):
      if !isLingering {
        parser.append(buffer[..<count])
        lastMoved = now
      }
    case .later: break
    case .ended: hasEnded = true
    }
    // An answer that is owed still goes to a client that only stopped sending.
    return !hasEnded || !isFree && !isLingering || parser.bufferedBytes > 0 && !isLingering
  }
}
