#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the server's thread does, turn by turn: waits for any connection, reads, lets the service answer, writes.
struct EventLoop {
  private var service: EmulatedService
  private let listener: Int32
  private let wakeUp: Int32
  private var connections: [Connection] = []
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  private static let mostConnections = 200
  /// A connection on which nothing moves for so long ends.
  private static let idleSeconds = 120.0
  private static let lingerSeconds = 2.0
  private static let longestWait = 0.5

  init(service: EmulatedService, listener: Int32, wakeUp: Int32) {
    (self.service, self.listener, self.wakeUp) = (service, listener, wakeUp)
  }

  /// Why the service cannot go on.
  var breakdown: EmulationError? { service.breakdown }

  mutating func turn() {
    let asked = wait()
    let now = Socket.wallClock
    service.advance(to: now)
    if asked[1].revents != 0 { drainWakeUps() }
    // Apart from the rest, so that what a connection holds is changed in its place.
    var connections = connections
    self.connections = []
    for place in connections.indices.reversed() {
      let isReadable = asked[2 + place].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0
      if !serve(&connections[place], isReadable: isReadable, at: now) {
        Socket.close(connections[place].descriptor)
        connections.remove(at: place)
      }
    }
    while asked[0].revents != 0, let descriptor = Socket.accept(listener) {
      Self.makeRoom(in: &connections)
      connections.append(Connection(descriptor, at: now))
    }
    self.connections = connections
  }

  /// Ends the connection on which nothing has moved for the longest time, where there are too many: rather one that is
  /// owed nothing.
  private static func makeRoom(in connections: inout [Connection]) {
    guard connections.count >= mostConnections else { return }
    let free = connections.indices.filter { connections[$0].isFree }
    let oldest = (free.isEmpty ? Array(connections.indices) : free).min {
      connections[$0].lastMoved < connections[$1].lastMoved
    }
    if let oldest { Socket.close(connections.remove(at: oldest).descriptor) }
  }

  mutating func closeAll() {
    for connection in connections { Socket.close(connection.descriptor) }
    connections = []
  }

  // MARK: Waiting

  private func wait() -> [pollfd] {
    var asked = [
      pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0),
    ]
    for connection in connections {
      let events = (connection.wantsInput ? Int16(POLLIN) : 0) | (connection.hasOutput ? Int16(POLLOUT) : 0)
      // A client that has ended and is owed a later answer would wake us all the time.
      asked.append(pollfd(fd: events == 0 ? -1 : connection.descriptor, events: events, revents: 0))
    }
    let now = Socket.wallClock
    let due = (connections.compactMap(\.due) + [service.nextDue ?? .infinity]).min() ?? .infinity
    let seconds = max(0, min(Self.longestWait, due - now))
    _ = poll(&asked, nfds_t(asked.count), Int32((seconds * 1000).rounded(.up)))
    return asked
  }

  private mutating func drainWakeUps() {
    let wakeUp = wakeUp
    buffer.withUnsafeMutableBytes { bytes in
      while case .done = Socket.read(wakeUp, into: bytes) {}
    }
  }

  // MARK: Connections

  /// Does what can be done for a connection; false where it is over.
  private mutating func serve(_ connection: inout Connection, isReadable: Bool, at now: Double) -> Bool {
    if isReadable, connection.wantsInput {
      let isOpen = buffer.withUnsafeMutableBytes { connection.read($0, at: now) }
      guard isOpen else { return false }
    }
    connection.advance(to: now)
    repeat {
      guard connection.write(at: now) else { return false }
      guard connection.isFree else { break }
      guard let event = connection.parser.next() else { break }
      guard meet(event, &connection, at: now) else { return false }
    } while true
    if connection.hasEnded, connection.isFree { return false }
    let patience = connection.isLingering ? Self.lingerSeconds : Self.idleSeconds
    return connection.due != nil || now - connection.lastMoved < patience
  }

  /// Lets the service answer; false where the connection ends.
  private mutating func meet(
    _ event: HTTPRequestParser.Event, _ connection: inout Connection, at now: Double
  ) -> Bool {
    switch event {
    case .expectsContinue:
      connection.send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), closes: false, due: nil)
    case .refusal(let status, let message):
      let reply = service.refusal(status, message)
      connection.send(reply.bytes(date: service.date(at: now), closes: true), closes: true, due: nil)
    case .request(let request):
      switch service.answer(request, at: now) {
      case .drop: return false
      case .reply(let reply, let delay):
        let closes = !request.keepsConnection || reply.framing != .whole
        let bytes = reply.bytes(
          date: service.date(at: now), closes: closes, omitsBody: request.method == "HEAD")
        connection.send(bytes, closes: closes, due: delay > 0 ? now + delay : nil)
      }
    }
    return true
  }
}
