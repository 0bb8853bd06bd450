internal import CCurl
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The one thread that carries all transfers of a transport.
final class CurlLoop: Sendable {
  /// What other threads ask of it.
  enum Demand: Sendable {
    case start(CurlTransfer)
    case cancel(Int)
    case stop
  }

  /// libcurl's handle of all transfers; other threads only wake it.
  private nonisolated(unsafe) let multi: UnsafeMutableRawPointer?
  /// What is asked for and not done yet; nil where there is no thread to do it.
  private let demands = Mutex<[Demand]?>([])

  private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init() {
    multi = Self.isReady ? curl_multi_init() : nil
    if multi == nil || !startThread() { demands.withLock { $0 = nil } }
  }

  /// Begins to run on a thread that keeps the loop alive.
  private func startThread() -> Bool {
    let context = Unmanaged.passRetained(self).toOpaque()
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let code = pthread_create(
      &thread, nil,
      { context in
        guard let context = context as UnsafeMutableRawPointer? else { return nil }
        Unmanaged<CurlLoop>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    guard code == 0 else {
      Unmanaged<CurlLoop>.fromOpaque(context).release()
      return false
    }
    #if canImport(Glibc)
      pthread_detach(thread)
    #else
      if let thread { pthread_detach(thread) }
    #endif
    return true
  }

  func ask(_ demand: Demand) {
    let isTaken = demands.withLock { demands in
      demands?.append(demand)
      return demands != nil
    }
    if isTaken {
      curl_multi_wakeup(multi)
    } else if case .start(let transfer) = demand {
      transfer.end(CURLE_FAILED_INIT)
    }
  }

  func stop() { ask(.stop) }

  /// Transfers that are under way, by the address of their handle.
  private struct Transfers {
    var running: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    /// Cancelled before they were begun.
    var cancelled: Set<Int> = []
  }

  private func run() {
    var transfers = Transfers()
    while serve(&transfers) {
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      var result = CURLE_OK
      while let ended = shotglass_curl_next_ended(multi, &result) {
        curl_multi_remove_handle(multi, ended)
        transfers.running.removeValue(forKey: ended)?.end(result)
      }
      curl_multi_poll(multi, nil, 0, 1000, nil)
    }
    for (easy, transfer) in transfers.running {
      curl_multi_remove_handle(multi, easy)
      transfer.end(CURLE_ABORTED_BY_CALLBACK)
    }
    curl_multi_cleanup(multi)
  }

  /// Does what was asked for; false when the thread is to end.
  private func serve(_ transfers: inout Transfers) -> Bool {
    let asked = demands.withLock { demands in
      defer { demands = [] }
      return demands ?? []
    }
    for demand in asked {
      switch demand {
      case .stop: return false
      case .start(let transfer):
        guard transfers.cancelled.remove(transfer.number) == nil else {
          transfer.end(CURLE_ABORTED_BY_CALLBACK)
          continue
        }
        guard let multi, let easy = transfer.prepare(), curl_multi_add_handle(multi, easy) == CURLM_OK else {
          transfer.end(CURLE_FAILED_INIT)
          continue
        }
        transfers.running[easy] = transfer
      case .cancel(let number):
        guard let (easy, transfer) = transfers.running.first(where: { $0.value.number == number }) else {
          transfers.cancelled.insert(number)
          continue
        }
        curl_multi_remove_handle(multi, easy)
        transfers.running[easy] = nil
        transfer.end(CURLE_ABORTED_BY_CALLBACK)
      }
    }
    return true
  }
}
