internal import Execution
internal import Journals

/// The session that the jobs of one batch go into, so that the machine takes them one after another.
///
/// It is opened for the first job that is sent, written down with that job before the job leaves, and closed when all
/// are submitted. Where none is to be had, jobs go without one.
actor BatchSession {
  private enum State {
    case unopened
    case open(id: String, owner: String)
    /// Closed, refused or not wanted.
    case over
  }

  private let desk: JobDesk
  private var state: State

  /// For so many jobs that are still to be submitted: one alone needs no session.
  init(_ desk: JobDesk, jobs: Int) {
    self.desk = desk
    state = desk.usesSessions && desk.provider.hasSessions && jobs > 1 ? .unopened : .over
  }

  /// The session that a job is to go into; nil where it goes without one. The job must be leased: who finds the session
  /// open later takes from the lease that its process is alive.
  func id(for job: String) async throws(RemoteFailure) -> String? {
    switch state {
    case .open(let id, _): return id
    case .over: return nil
    case .unopened:
      guard let id = await desk.provider.openSession() else {
        state = .over
        return nil
      }
      state = .open(id: id, owner: job)
      do { try desk.journal.note(.session(id: id, isOpen: true), of: job) } catch { throw RemoteFailure(error) }
      return id
    }
  }

  /// Lets no more jobs in.
  func close() async {
    guard case .open(let id, let owner) = state else { return }
    state = .over
    await desk.closeSession(id, of: owner)
  }
}

extension JobDesk {
  /// Closes a session and writes that down. Where the provider does not say that it is closed, it stays open in the
  /// journal, and whoever looks at the account's jobs next closes it.
  func closeSession(_ id: String, of job: String) async {
    // A request of a cancelled task would not leave.
    await Task {
      do {
        try await provider.closeSession(id)
        try journal.note(.session(id: id, isOpen: false), of: job)
      } catch {}
    }.value
  }

  /// Closes what processes that are gone have left open in the account's name; a session whose job someone holds is in
  /// use.
  func closeAbandonedSessions() async throws(RemoteFailure) {
    guard provider.hasSessions else { return }
    var identity = try await provider.identity()
    do {
      for record in try journal.records().jobs.all where !record.openSessions.isEmpty {
        identity.device = record.intent.identity.device
        guard record.intent.identity == identity, let lease = try journal.lease(of: record.intent.id) else { continue }
        for id in try journal.record(record.intent.id)?.openSessions ?? [] {
          await closeSession(id, of: record.intent.id)
        }
        withExtendedLifetime(lease) {}
      }
    } catch { throw RemoteFailure(error) }
  }
}
