import Foundation
import Synchronization

/// A server on this machine that reads requests and does with the connection what a test wants.
final class LoopbackServer: Sendable {
  enum Action: Sendable {
    /// Sends the bytes and waits for the next request of the connection.
    case reply(String)
    /// Sends the bytes and closes the connection.
    case replyAndClose(String)
    /// Says nothing until the other side goes away.
    case stall
  }

  /// A request as it came, and over which connection of the server.
  struct Received: Sendable {
    let connection: Int
    let text: String
    var firstLine: String { String(text.prefix { $0 != "\r\n" }) }
  }

  let port: Int
  private let listener: Int32
  private let received = Mutex<[Received]>([])
  private let connections = Mutex<Set<Int32>>([])

  /// Answers each request by its number, counted from 0 over all connections.
  init(_ answer: @escaping @Sendable (Int, Received) -> Action) throws {
    #if canImport(Glibc)
      listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = listener
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(socket, address, length) == 0 && listen(socket, 64) == 0 && getsockname(socket, address, &length) == 0
      }
    }
    guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      var number = 0
      while true {
        let connection = accept(socket, nil, nil)
        guard connection >= 0 else { break }
        connections.withLock { _ = $0.insert(connection) }
        let this = number
        number += 1
        Thread.detachNewThread { self.serve(connection, number: this, answer) }
      }
      close(socket)
    }
  }

  /// Ends what is under way. Who accepts and who serves close what is theirs: its number may be another's after that.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    connections.withLock { for connection in $0 { shutdown(connection, Int32(SHUT_RDWR)) } }
  }

  var requests: [Received] { received.withLock { $0 } }

  private func serve(_ connection: Int32, number: Int, _ answer: (Int, Received) -> Action) {
    defer {
      connections.withLock { connections in
        connections.remove(connection)
        close(connection)
      }
    }
    while let text = Self.readRequest(connection) {
      let request = Received(connection: number, text: text)
      let place = received.withLock { received in
        received.append(request)
        return received.count - 1
      }
      switch answer(place, request) {
      case .reply(let text): Self.send(text, connection)
      case .replyAndClose(let text):
        Self.send(text, connection)
        return
      case .stall:
        var byte: UInt8 = 0
        while read(connection, &byte, 1) > 0 {}
        return
      }
    }
  }

  /// Head and body of a request with a length; nil when the connection ends.
  private static func readRequest(_ connection: Int32) -> String? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let length = head.firstMatch(of: /(?i)content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
        if bytes.count >= end.upperBound + length { return String(decoding: bytes, as: UTF8.self) }
      }
      let count = read(connection, &chunk, chunk.count)
      guard count > 0 else { return nil }
      bytes += chunk[..<count]
    }
  }

  private static func send(_ text: String, _ connection: Int32) {
    let bytes = Array(text.utf8)
    #if canImport(Glibc)
      _ = Glibc.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    #else
      _ = Darwin.send(connection, bytes, bytes.count, 0)
    #endif
  }

  /// An answer with its length.
  static func ok(_ body: String, status: String = "200 OK", headers: String = "") -> String {
    "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
  }
}
