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
  /// for ever; without one, their results are handed out once.
  package var purpose: String?

  init(name: String, device: Device, desk: JobDesk) {
    self.name = name
    self.device = device
    self.desk = desk
  }

  /// What a batch would cost and send, without sending it.
  package struct Quote: Sendable, Equatable {
    package let jobs: Int
    package let circuits: Int
    package let shots: Int
    /// Nil where no price is known.
    package let cost: Cost?
  }

  // MARK: Before

  /// Circuits, shots and money that a batch takes; nothing is submitted.
  package func quote(_ batch: Batch) async throws(BackendError) -> Quote {
    let plans = JobPlan.plans(try pieces(batch), within: desk.provider.limits)
    do {
      var total: Cost?
      for (index, plan) in plans.enumerated() {
        guard let cost = try await desk.provider.estimate(plan), index == 0 || total?.unit == cost.unit else {
          total = nil
          break
        }
        total = Cost((total?.amount ?? 0) + cost.amount, cost.unit)
      }
      return Quote(
        jobs: plans.count, circuits: plans.reduce(0) { $0 + $1.pieces.count },
        shots: plans.reduce(0) { $0 + $1.shots }, cost: total)
    } catch { throw .remote(error) }
  }

  /// The circuits of a batch as they are sent.
  private func pieces(_ batch: Batch) throws(BackendError) -> [JobPiece] {
    guard !batch.keepsMemory else {
      throw .remote(
        RemoteFailure(
          .unsupported, "the order of the shots is not kept of machines in a cloud", help: "leave --memory out"))
    }
    var pieces: [JobPiece] = []
    for (index, entry) in batch.entries.enumerated() {
      pieces.append(try JobPiece(entry, number: index, dialect: desk.provider.dialect))
    }
    return pieces
  }

  // MARK: Running

  package func run(_ batch: Batch) async throws(BackendError) -> [Sample] {
    let pieces = try pieces(batch)
    let plans = JobPlan.plans(pieces, within: desk.provider.limits)
    let leased: [(id: String, lease: Lease)]
    do {
      leased = try await submit(plans)
      try await desk.settled(leased.map(\.id))
    } catch { throw .remote(error) }
    let samples = try samples(of: leased.map(\.id), pieces)
    for (id, _) in leased { try delivered(id) }
    return samples
  }

  /// Submits what is not submitted yet, and holds the right to act on it.
  private func submit(_ plans: [JobPlan]) async throws(RemoteFailure) -> [(id: String, lease: Lease)] {
    var leased: [(id: String, lease: Lease)] = []
    for (plan, (id, tag)) in zip(plans, try await intended(plans)) {
      let lease = try await lease(id)
      _ = try await desk.submitted(id, try Self.bytes(desk.provider.body(plan, tag: tag)))
      leased.append((id, lease))
    }
    return leased
  }

  /// The jobs that do the plans, each written down: those that are to be gone on with, and new ones.
  private func intended(_ plans: [JobPlan]) async throws(RemoteFailure) -> [(id: String, tag: String)] {
    let identity = try await desk.provider.identity()
    let work = work(plans)
    var estimates: [Int: Cost?] = [:]
    while true {
      let (known, seen) = try jobs(of: work, identity)
      var chosen: [(id: String, tag: String)] = []
      var added: [Intent] = []
      for (part, plan) in plans.enumerated() {
        if let job = known[part] {
          chosen.append(job)
          continue
        }
        if estimates[part] == nil { estimates[part] = try await desk.provider.estimate(plan) }
        let tag = Intent.randomID()
        let body = try Self.bytes(desk.provider.body(plan, tag: tag))
        added.append(
          Intent(
            id: Intent.randomID(), work: work, part: part, identity: identity, tag: tag,
            bodyDigest: SHA256.hexadecimal(of: body), circuits: plan.pieces.count, shots: plan.shots,
            estimate: estimates[part] ?? nil, details: plan.details))
        chosen.append((added[added.count - 1].id, tag))
      }
      if added.isEmpty { return chosen }
      do { if try desk.journal.commit(added, within: limits, seen: seen) { return chosen } } catch {
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
  private func work(_ plans: [JobPlan]) -> String {
    let parts = plans.map { plan in
      JSON.array(plan.pieces.map { ["text": .string($0.text), "layout": $0.layout.json] as JSON })
    }
    let content: JSON = [
      "v": 1, "provider": .string(desk.provider.name.rawValue), "device": .string(name), "parts": .array(parts),
      "purpose": JSON(purpose),
    ]
    return SHA256.hexadecimal(of: (try? content.bytesForHashing()) ?? [])
  }

  /// Jobs of a work that are to be gone on with, by their part, and the ids of all that were looked at.
  private func jobs(
    of work: String, _ identity: JobIdentity
  ) throws(RemoteFailure) -> (known: [Int: (id: String, tag: String)], seen: Set<String>) {
    let all: [JobRecord]
    do { all = try desk.journal.records().jobs.jobs(of: work) } catch { throw RemoteFailure(error) }
    var known: [Int: (id: String, tag: String)] = [:]
    for record in all where known[record.intent.part] == nil {
      switch record.submission {
      // What was refused for good, or ended without a result, is tried anew.
      case .refused(let refusal) where !refusal.isTemporary: continue
      case .answered where record.state == .failed || record.state == .cancelled: continue
      case .answered where record.isDelivered && purpose == nil: continue
      default: break
      }
      if let difference = record.intent.identity.difference(from: identity) {
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
  private func samples(of ids: [String], _ pieces: [JobPiece]) throws(BackendError) -> [Sample] {
    var counts: [Counts?] = pieces.map { _ in nil }
    do throws(RemoteFailure) {
      for id in ids {
        for (entry, result) in try results(of: id) {
          guard counts.indices.contains(entry) else { continue }
          switch result {
          case .counts(let received):
            if var sum = counts[entry] {
              do { try sum.merge(received) } catch {
                throw RemoteFailure(.fault, error.message, help: error.help)
              }
              counts[entry] = sum
            } else {
              counts[entry] = received
            }
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
    } catch { throw .remote(error) }
    return counts.enumerated().map { entry, counts in
      Sample(counts: counts ?? Counts(layout: pieces[entry].layout.outcome))
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

  private func delivered(_ id: String) throws(BackendError) {
    do throws(RemoteFailure) {
      guard let result = try desk.record(id).result else { return }
      do { try desk.journal.note(.result(file: result.file, digest: result.digest, isDelivered: true), of: id) } catch {
        throw RemoteFailure(error)
      }
    } catch { throw .remote(error) }
  }
}
