internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Serves a service on the loopback: one thread that waits for all connections at once.
package final class EmulationServer: Sendable {
  package let port: UInt16
  private let listener: Int32
  private let wakeUp: (reading: Int32, writing: Int32)
  private let isStopping = Mutex(false)

  /// The address that clients are told.
  package var url: String { "http://127.0.0.1:\(port)" }

  /// Listens on 127.0.0.1; port 0 is any free one.
  package init(port: UInt16 = 0) throws(EmulationError) {
    (listener, self.port) = try Socket.listen(port: port)
    wakeUp = try Socket.pipe()
  }

  deinit {
    for descriptor in [listener, wakeUp.reading, wakeUp.writing] { Socket.close(descriptor) }
  }

  /// Ends `serve`, from any thread.
  package func stop() {
    isStopping.withLock { $0 = true }
    Socket.wake(wakeUp.writing)
  }

  /// Answers requests until `stop` is called or the service cannot go on.
  package func serve(_ service: EmulatedService) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      start(service) { breakdown in
        if let breakdown { continuation.resume(throwing: breakdown) } else { continuation.resume() }
      }
    }
  }

  /// Serves on a thread of its own, and says when it has ended, and why where the service could not go on.
  package func start(_ service: EmulatedService, onEnd: @escaping @Sendable (EmulationError?) -> Void) {
    let writing = wakeUp.writing
    service.worker.onFinish { Socket.wake(writing) }
    Thread.start { [self] in
      var loop = EventLoop(service: service, listener: listener, wakeUp: wakeUp.reading)
      while !isStopping.withLock({ $0 }), loop.breakdown == nil { loop.turn() }
      loop.closeAll()
      service.worker.onFinish {}
      onEnd(loop.breakdown)
    }
  }
}

/// A thread of the system.
private enum Thread {
  final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  static func start(_ body: @escaping @Sendable () -> Void) {
    let context = Unmanaged.passRetained(Work(body)).toOpaque()
    var thread = pthread_self()
    // Without a thread the caller's own has to do.
    if pthread_create(&thread, nil, runThread, context) == 0 { pthread_detach(thread) } else { _ = runThread(context) }
  }
}

private func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context { Unmanaged<Thread.Work>.fromOpaque(context).takeRetainedValue().body() }
  return nil
}
