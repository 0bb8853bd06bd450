internal import Circuits
package import Devices
package import Execution
internal import Formats
package import Journals
internal import Networking

/// A machine in a cloud: every batch goes through the journal, so that what was submitted is found again and nothing
/// is bought twice.
package struct CloudBackend: Backend {
  package let name: String
  package let device: Device
  let desk: JobDesk
  /// The most that may be spent, earlier jobs of the journal included.
  package var limits = SpendLimits()
  /// What tells purchases of the same apart, such as the number of a repetition. Jobs with a purpose are bought once
  /// for ever; without one, their results are handed out once, which is over when `confirm` is called.
  package var purpose: String?
  /// What larger work the jobs are for, such as a study: limits tell it from others.
  package var label: String?
  private let handedOut = HandedOut()

  init(name: String, device: Device, desk: JobDesk) {
    self.name = name
    self.device = device
    self.desk = desk
  }

  // MARK: Before

  /// Circuits, shots and money that a batch takes beyond what is bought already; nothing is submitted.
  package func quote(_ batch: Batch) async throws(BackendError) -> RemoteQuote {
    let plans = JobPlan.plans(try pieces(batch), within: desk.provider.limits)
    do {
      let found = try jobs(of: work(plans, batch.purpose ?? purpose), isLasting(batch), nil).known
      let unsubmitted = try self.unsubmitted(of: found.sorted { $0.key < $1.key }.map(\.value.id))
      let known = found.filter { !unsubmitted.contains($0.value.id) }
      let new = plans.enumerated().filter { known[$0.offset] == nil }.map(\.element)
      var total: Cost? = new.isEmpty ? Cost(0, Cost.dollars) : nil
      for (index, plan) in new.enumerated() {
        guard let cost = try await desk.provider.estimate(plan), index == 0 || total?.unit == cost.unit else {
          total = nil
          break
        }
        total = Cost((total?.amount ?? 0) + cost.amount, cost.unit)
      }
      return RemoteQuote(
        jobs: new.count, circuits: new.reduce(0) { $0 + $1.pieces.count }, shots: new.reduce(0) { $0 + $1.shots },
        cost: total.map { RemoteCost($0) }, knownJobs: known.count, unsubmittedJobs: unsubmitted)
    } catch { throw .remote(error) }
  }

  /// Those of some jobs that are written down, and that a run would submit.
  private func unsubmitted(of ids: [String]) throws(RemoteFailure) -> [String] {
    var unsubmitted: [String] = []
    for id in ids where try desk.record(id).maySend(resubmittingAbsent: desk.resubmitsAbsent) {
      unsubmitted.append(id)
    }
    return unsubmitted
  }

  /// Refuses what would spend more than the limits with what earlier jobs did, or what nobody can price. Of a `whole`
  /// work its own earlier jobs do not count: they are in the quote.
  package func admit(_ quote: RemoteQuote, isWhole: Bool = false) throws(RemoteFailure) {
    guard quote.shots > 0 else { return }
    // IonQ alone says its prices when it is asked, circuit by circuit.
    let isAsked = desk.provider.name == .ionq && quote.cost == nil
    let plan = SpendPlan(
      provider: desk.provider.name.rawValue, device: device.name, shots: quote.shots,
      cost: isAsked ? Cost(0, Cost.dollars) : quote.cost.map { Cost($0.amount, $0.unit) })
    do {
      let ledger = SpendLedger(
        try desk.journal.records().jobs, except: isWhole ? label : nil, planned: Set(quote.unsubmittedJobs))
      try ledger.check([plan], within: limits)
    } catch { throw RemoteFailure(error) }
  }

  /// The circuits of a batch as texts, as the provider gets them.
  package func texts(of batch: Batch) throws(BackendError) -> [String] { try pieces(batch).map(\.text) }

  /// The circuits of a batch as they are sent; those without shots are not.
  private func pieces(_ batch: Batch) throws(BackendError) -> [JobPiece] {
    guard !batch.keepsMemory else {
      throw .remote(
        RemoteFailure(
          .unsupported, "the order of the shots is not kept of machines in a cloud", help: "leave --memory out"))
    }
    let (exporter, isVerbatim) = (desk.provider.exporter, desk.provider.isVerbatim)
    var pieces: [JobPiece] = []
    for (index, entry) in batch.entries.enumerated() where entry.shots != 0 {
      let piece = try JobPiece(entry, number: index, exporter: exporter, isVerbatim: isVerbatim)
      if desk.provider.name == .braket, let problem = VerbatimCheck(device).problem(in: entry.program.circuit) {
        throw .unsupported(problem.message, help: problem.help, entry: index)
      }
      guard device.qubits.isEmpty || piece.qubitCount <= device.qubits.count else {
        throw .unsupported(
          "the program has \(piece.qubitCount) qubits, and \(device.name) has \(device.qubits.count)",
          help: "take a larger machine, or fewer qubits", entry: index)
      }
      pieces.append(piece)
    }
    return pieces
  }

  /// Whether results stay for whoever asks for the same again.
  private func isLasting(_ batch: Batch) -> Bool { (batch.purpose ?? purpose) != nil }

  // MARK: Running

  package func run(_ batch: Batch) async throws(BackendError) -> [Sample] { try await acquired(batch).samples }

  /// The samples of a batch, and the records of the jobs that they are from.
  package func acquired(_ batch: Batch) async throws(BackendError) -> (samples: [Sample], jobs: [JobRecord]) {
    let pieces = try pieces(batch)
    let plans = JobPlan.plans(pieces, within: desk.provider.limits)
    do {
      let leased = try await submitted(plans, batch)
      let ids = leased.map(\.id)
      try await desk.settled(ids)
      let samples = try samples(of: ids, batch)
      if !isLasting(batch) { handedOut.add(ids) }
      var jobs: [JobRecord] = []
      for id in ids { jobs.append(try desk.record(id)) }
      return withExtendedLifetime(leased) { (samples, jobs) }
    } catch { throw .remote(error) }
  }

  /// Says that what was handed out has been passed on: whoever asks for the same from now on buys it anew, where it has
  /// no purpose. Until then a process that dies finds its results again.
  package func confirm() throws(BackendError) {
    do throws(RemoteFailure) {
      var events: [(id: String, event: JobEvent)] = []
      for id in handedOut.takeUnconfirmed() {
        guard let result = try desk.record(id).result else { continue }
        events.append((id, .result(file: result.file, digest: result.digest, isDelivered: true)))
      }
      do { try desk.journal.note(events) } catch { throw RemoteFailure(error) }
    } catch { throw .remote(error) }
  }

  /// Submits what is not submitted yet, and holds the right to act on it.
  private func submitted(
    _ plans: [JobPlan], _ batch: Batch
  ) async throws(RemoteFailure) -> [(id: String, lease: Lease)] {
    guard !plans.isEmpty else { return [] }
    try await desk.closeAbandonedSessions()
    let chosen = try await intended(plans, batch)
    let session = BatchSession(desk, jobs: try unsubmitted(of: chosen.map(\.id)).count)
    let result: Result<[(id: String, lease: Lease)], RemoteFailure>
    do { result = .success(try await submitted(plans, chosen, in: session)) } catch { result = .failure(error) }
    await session.close()
    return try result.get()
  }

  private func submitted(
    _ plans: [JobPlan], _ chosen: [(id: String, tag: String)], in session: BatchSession
  ) async throws(RemoteFailure) -> [(id: String, lease: Lease)] {
    var leased: [(id: String, lease: Lease)] = []
    // In their order: two processes that waited for each other's would wait for ever, and an emulated machine gives the
    // same shots to the same jobs in the same order.
    for (plan, (id, tag)) in zip(plans, chosen) {
      let lease = try await lease(id)
      _ = try await desk.submitted(id, try Self.bytes(desk.provider.body(plan, tag: tag)), in: session)
      leased.append((id, lease))
    }
    return leased
  }

  /// The jobs that do the plans, each written down: those that are to be gone on with, and new ones.
  private func intended(
    _ plans: [JobPlan], _ batch: Batch
  ) async throws(RemoteFailure) -> [(id: String, tag: String)] {
    let identity = try await desk.provider.identity()
    let work = work(plans, batch.purpose ?? purpose)
    var estimates: [Int: Cost?] = [:]
    while true {
      let (known, seen) = try jobs(of: work, isLasting(batch), identity)
      var chosen: [(id: String, tag: String)] = []
      var added: [Intent] = []
      for (part, plan) in plans.enumerated() {
        if let job = known[part] {
          chosen.append(job)
          continue
        }
        if estimates[part] == nil { estimates[part] = try await desk.provider.estimate(plan) }
        let tag = desk.tag(work, part)
        let body = try Self.bytes(desk.provider.body(plan, tag: tag))
        added.append(
          Intent(
            id: Intent.randomID(), work: work, part: part, identity: identity, tag: tag,
            bodyDigest: SHA256.hexadecimal(of: body), circuits: plan.pieces.count, shots: plan.shots,
            estimate: estimates[part] ?? nil, details: plan.details(label: label)))
        chosen.append((added[added.count - 1].id, tag))
      }
      let resending = Set(try unsubmitted(of: known.values.map(\.id)))
      if added.isEmpty, resending.isEmpty { return chosen }
      do {
        if try desk.journal.commit(added, resending: resending, within: limits, seen: seen) { return chosen }
      } catch {
        throw RemoteFailure(error)
      }
    }
  }

  /// Waits for the right to act on a job, which another process may have.
  private func lease(_ id: String) async throws(RemoteFailure) -> Lease {
    while true {
      do { if let lease = try desk.journal.lease(of: id) { return lease } } catch { throw RemoteFailure(error) }
      await desk.clock.sleep(1)
      guard !Task.isCancelled else {
        throw RemoteFailure(.fault, "interrupted", help: "run the same command again to go on")
      }
    }
  }

  /// What is computed, as a hash: whoever asks for the same again goes on with it.
  private func work(_ plans: [JobPlan], _ purpose: String?) -> String {
    let parts = plans.map { plan in
      JSON.array(plan.pieces.map { ["text": .string($0.text), "layout": $0.layout.json] as JSON })
    }
    let content: JSON = [
      "v": 1, "provider": .string(desk.provider.name.rawValue), "device": .string(name), "parts": .array(parts),
      "purpose": JSON(purpose),
    ]
    return SHA256.hexadecimal(of: (try? content.bytesForHashing()) ?? [])
  }

  /// Jobs of a work that are to be gone on with, by their part, and the ids of all that were looked at. They must be of
  /// an account, where one is given.
  private func jobs(
    of work: String, _ isLasting: Bool, _ identity: JobIdentity?
  ) throws(RemoteFailure) -> (known: [Int: (id: String, tag: String)], seen: Set<String>) {
    let all: [JobRecord]
    do { all = try desk.journal.records().jobs.jobs(of: work) } catch { throw RemoteFailure(error) }
    var known: [Int: (id: String, tag: String)] = [:]
    for record in all where known[record.intent.part] == nil {
      switch record.submission {
      // What was refused for good, or ended without a result, is tried anew.
      case .refused(let refusal) where !refusal.isTemporary: continue
      case .answered where record.state == .failed || record.state == .cancelled: continue
      case .answered where !isLasting && (record.isDelivered || handedOut.contains(record.intent.id)): continue
      default: break
      }
      if let identity, let difference = record.intent.identity.difference(from: identity) {
        throw RemoteFailure(
          .credentials,
          "the job \(record.intent.id) was begun with the \(difference.part) '\(difference.mine)', and this is "
            + "'\(difference.other)'",
          help: "use the keys of the account '\(record.intent.identity.account)', or another journal")
      }
      known[record.intent.part] = (record.intent.id, record.intent.tag)
    }
    return (known, Set(all.map(\.intent.id)))
  }

  private static func bytes(_ body: JSON) throws(RemoteFailure) -> [UInt8] {
    do { return try body.bytes() } catch {
      throw RemoteFailure(.misuse, "the request cannot be written: \(error)", help: "check the numbers of the program")
    }
  }

  // MARK: After

  /// Joins the shots of each entry, whichever jobs took them.
  private func samples(of ids: [String], _ batch: Batch) throws(RemoteFailure) -> [Sample] {
    var counts: [Counts?] = batch.entries.map { _ in nil }
    for id in ids {
      for (entry, result) in try results(of: id) {
        guard counts.indices.contains(entry) else { continue }
        switch result {
        case .counts(let received):
          guard var sum = counts[entry] else {
            counts[entry] = received
            continue
          }
          do { try sum.merge(received) } catch { throw RemoteFailure(.fault, error.message, help: error.help) }
          counts[entry] = sum
        case .probabilities:
          throw RemoteFailure(
            .unsupported, "\(name) gave shares that are no whole numbers of shots for circuit \(entry + 1)",
            help: "take --backend ideal for exact probabilities, or a machine that gives shots")
        case .missing(let reason):
          throw RemoteFailure(
            .fault, "\(name) gave no result for circuit \(entry + 1): \(reason)",
            help: "the raw result is kept: shotglass jobs show \(id)")
        }
      }
    }
    return zip(batch.entries, counts).map { entry, counts in
      Sample(counts: counts ?? Counts(layout: OutcomeLayout(entry.program.circuit.bitRegisters)))
    }
  }

  /// The results of one job that has ended, by the entry of the batch that they belong to.
  package func results(of id: String) throws(RemoteFailure) -> [(entry: Int, result: CloudResult)] {
    let record = try desk.record(id)
    guard let kept = record.result else {
      let state = record.state.map { $0.isFinal ? $0.rawValue : "still \($0.rawValue)" } ?? "not submitted"
      throw RemoteFailure(
        .fault, "the job \(id) has no result, it is \(state)\(record.message.map { ": \($0)" } ?? "")",
        help: record.state?.isFinal == true ? "run the same command again to submit it anew" : "wait for it")
    }
    let raw: [UInt8]
    do { raw = try desk.journal.bytes(of: kept) } catch { throw RemoteFailure(error) }
    do {
      let layouts = try JobPlan.layouts(record.intent.details)
      return Array(zip(layouts.map(\.entry), try desk.provider.read(raw, layouts.map(\.layout))))
        .map { (entry: $0.0, result: $0.1) }
    } catch { throw .unreadable(desk.provider.name, "the result of \(id)", error) }
  }
}

extension RemoteCost {
  /// What the journal keeps of it.
  package init(_ cost: Cost) { self.init(cost.amount, cost.unit) }
}
