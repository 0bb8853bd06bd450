internal import Formats

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The system's calls on sockets, without blocking.
enum Socket {
  enum Transfer: Equatable {
    case done(Int)
    /// Nothing can be moved now.
    case later
    case ended
  }

  /// Listens on the loopback; port 0 is any free one.
  static func listen(port: UInt16) throws(EmulationError) -> (descriptor: Int32, port: UInt16) {
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    let descriptor = socket(AF_INET, kind, 0)
    guard descriptor >= 0 else { throw error("there is no socket", port: port) }
    var isOne: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOne, socklen_t(MemoryLayout<Int32>.size))
    prepare(descriptor)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withAddress(of: &address) { bind(descriptor, $0, length) == 0 }
    guard isBound, systemListen(descriptor, 128) == 0,
      withAddress(of: &address, { getsockname(descriptor, $0, &length) == 0 })
    else {
      let failure = error("port \(port) cannot be used", port: port)
      systemClose(descriptor)
      throw failure
    }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  private static func withAddress<Result>(
    of address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Result
  ) -> Result {
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0) }
    }
  }

  private static func error(_ what: String, port: UInt16) -> EmulationError {
    EmulationError(
      .fault, "\(what): \(FileDescriptor.message(errno))",
      help: port == 0 ? nil : "leave --port out to take any free one")
  }

  /// Two ends, of which writing to the second wakes who waits for the first.
  static func pipe() throws(EmulationError) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard systemPipe(&ends) == 0 else { throw error("there is no pipe", port: 0) }
    for end in ends { prepare(end) }
    return (ends[0], ends[1])
  }

  /// The next connection that waits; nil where there is none.
  static func accept(_ listener: Int32) -> Int32? {
    let descriptor = systemAccept(listener, nil, nil)
    guard descriptor >= 0 else { return nil }
    prepare(descriptor)
    var isOne: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOne, socklen_t(MemoryLayout<Int32>.size))
    return descriptor
  }

  private static func prepare(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
    let count = systemRead(descriptor, buffer.baseAddress, buffer.count)
    if count > 0 { return .done(count) }
    return count < 0 && (errno == EAGAIN || errno == EINTR) ? .later : .ended
  }

  static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Transfer {
    // A connection that the client closed is an error of this call, and no signal.
    #if canImport(Glibc)
      let count = send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    #else
      let count = send(descriptor, bytes.baseAddress, bytes.count, 0)
    #endif
    if count >= 0 { return .done(count) }
    return errno == EAGAIN || errno == EINTR ? .later : .ended
  }

  static func close(_ descriptor: Int32) { systemClose(descriptor) }

  /// Says that nothing more is sent, so that the client can read all before the end.
  static func endSending(_ descriptor: Int32) { _ = shutdown(descriptor, Int32(SHUT_WR)) }

  /// Wakes who waits for the reading end.
  static func wake(_ writing: Int32) {
    var byte: UInt8 = 0
    _ = systemWrite(writing, &byte, 1)
  }

  /// Seconds since 1970, with their fraction.
  static var wallClock: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

private func systemListen(_ descriptor: Int32, _ backlog: Int32) -> Int32 { listen(descriptor, backlog) }
private func systemClose(_ descriptor: Int32) { close(descriptor) }
private func systemPipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }
private func systemAccept(
  _ listener: Int32, _ address: UnsafeMutablePointer<sockaddr>?, _ length: UnsafeMutablePointer<socklen_t>?
) -> Int32 { accept(listener, address, length) }
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
