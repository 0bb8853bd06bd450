package import Devices
package import Execution
package import Journals
internal import Networking

/// Jobs that are there already, whichever process submitted them.
extension CloudBackend {
  /// Whether the provider is a server on this machine, which costs nothing and shows nothing to anyone.
  package var isLocal: Bool { desk.provider.isLocal }

  /// The account whose keys these are, as the provider names it, or as the keys do where it is not asked.
  package func account() async throws(RemoteFailure) -> String { try await desk.provider.verifiedAccount() }

  /// What the account has used of what it may; nil where the provider does not tell.
  package func usage() async throws(RemoteFailure) -> AccountUsage? { try await desk.provider.usage() }

  /// Asks anew how a job is, and keeps its result where there is one. A job whose answer was lost is looked for.
  package func refreshed(_ id: String) async throws(RemoteFailure) -> JobRecord {
    let record = try await owned(id)
    try await desk.closeAbandonedSessions()
    guard let lease = try lease(of: id) else { return record }
    defer { withExtendedLifetime(lease) {} }
    return try await desk.refreshed(try await desk.found(id).intent.id)
  }

  /// Waits until a job has ended.
  package func settled(_ id: String) async throws(RemoteFailure) -> JobRecord {
    let record = try await refreshed(id)
    guard record.job != nil else {
      throw RemoteFailure(
        .fault, "the job \(id) is not known to run", help: "run the command that began it again: it goes on with it")
    }
    try await desk.settled([id])
    return try desk.record(id)
  }

  /// Asks for the end of a job, and says how it is then: it may have ended before.
  package func cancelled(_ id: String) async throws(RemoteFailure) -> JobRecord {
    let record = try await refreshed(id)
    guard record.state?.isFinal != true else { return record }
    try await desk.cancel(id)
    return try await desk.refreshed(id)
  }

  /// The record of a job, which must be of the account whose keys these are.
  private func owned(_ id: String) async throws(RemoteFailure) -> JobRecord {
    let record = try desk.record(id)
    let identity = try await desk.provider.identity()
    if let difference = record.intent.identity.difference(from: identity) {
      throw RemoteFailure(
        .credentials,
        "the job \(id) was begun with the \(difference.part) '\(difference.mine)', and this is '\(difference.other)'",
        help: "use the keys of the account '\(record.intent.identity.account)'")
    }
    return record
  }

  private func lease(of id: String) throws(RemoteFailure) -> Lease? {
    do { return try desk.journal.lease(of: id) } catch { throw RemoteFailure(error) }
  }
}

extension CloudProviderName {
  /// What a batch of so many circuits with so many shots together costs at most by a device's price list, without asking
  /// anyone; nil where no price is stated.
  package func cost(on device: Device, circuits: Int, shots: Int) -> Cost? {
    switch self {
    case .ibm:
      device.price?.cost(
        tasks: 1, shots: shots,
        seconds: Double(IBMProvider.cap(circuits: circuits, shots: shots))
          + Double(max(circuits - 1, 0) / IBMProvider.mostCircuits * IBMProvider.secondsOfJob))
    case .braket, .ionq: device.price?.cost(tasks: circuits, shots: shots, seconds: nil)
    }
  }
}
