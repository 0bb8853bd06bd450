internal import Circuits
internal import Execution
internal import Formats

/// A job as IonQ shows it, or one of the circuits of a job of several.
struct IonQJob {
  private let job: EmulatedJob
  private let child: Int?

  init(_ job: EmulatedJob, child: Int?) { (self.job, self.child) = (job, child) }

  private var id: String { child.map { ServiceState.childID($0, of: job.id) } ?? job.id }
  private var isText: Bool { job.order.document["type"]?.text == IonQProtocol.Kind.text.rawValue }
  private var isDry: Bool { job.order.document["dry_run"] == true }
  private var isParent: Bool { job.order.hasChildren && child == nil }

  static func word(of job: EmulatedJob, in service: ServiceState) -> String {
    switch service.state(of: job) {
    case .queued: service.now < (job.created + job.starts) / 2 ? "submitted" : "ready"
    case .running: "started"
    case .completed: "completed"
    case .cancelled: "canceled"
    case .failed: "failed"
    }
  }

  func answer(_ request: ReceivedRequest, _ path: [String], in service: inout ServiceState) -> Reply {
    switch (request.method, path.first ?? "", path.count) {
    case ("GET", "", 0): return Reply(json: document(in: service))
    case ("PUT", "status", 2) where path[1] == "cancel":
      guard service.cancel(job) || service.state(of: job) == .cancelled else {
        return IonQProtocol.error(409, "The job has ended and cannot be canceled.")
      }
      return Reply(json: ["id": .string(id), "status": "canceled"])
    case ("DELETE", "", 0):
      guard child == nil, service.delete(job) else { return IonQProtocol.error(409, "The job has not ended.") }
      return Reply(json: ["id": .string(id), "status": "deleted"])
    case ("GET", "cost", 1):
      return Reply(
        json: [
          "dry_run": .bool(isDry), "estimated_cost": ["value": .number(job.order.price), "unit": "usd"],
          "cost": ["value": .number(service.bill(of: job)), "unit": "usd"],
        ])
    case ("GET", "results", 2...3):
      return results(path.dropFirst().joined(separator: "/"), in: service)
    case ("GET", "artifacts", 2): return artifact(path[1], in: service)
    default: return IonQProtocol.notFound
    }
  }

  // MARK: The job

  func document(in service: ServiceState) -> JSON {
    let request = job.order.document
    let state = service.state(of: job)
    let circuits = isParent ? job.order.items.count : 1
    var document: [String: JSON] = [
      "id": .string(id), "status": .string(Self.word(of: job, in: service)),
      "type": .string(child == nil ? request["type"]?.text ?? "ionq.circuit.v1" : "ionq.circuit.v1"),
      "backend": .string(job.order.target), "dry_run": .bool(isDry), "metadata": request["metadata"] ?? .null,
      "name": request["name"] ?? .null, "shots": request["shots"] ?? 100, "session_id": request["session_id"] ?? .null,
      "settings": request["settings"] ?? [:], "noise": request["noise"] ?? .null, "output": [:], "failure": .null,
      "submitted_at": .string(UTCTime(seconds: job.created).iso8601),
      "stats": ["qubits": .integer(qubitCount(at: service.now)), "circuits": .integer(circuits)],
      "cost_model": "quantum_compute_time", "results": .null,
    ]
    if isParent {
      document["child_job_ids"] = .array(
        job.order.items.indices.map { .string(ServiceState.childID($0, of: job.id)) })
    }
    if child != nil { document["parent_job_id"] = .string(job.id) }
    if case .failed(let message) = state {
      document["failure"] = ["code": "PreflightError", "message": .string(message), "error": .string(message)]
    }
    if let ended = job.finished(at: service.now) {
      document["completed_at"] = .string(UTCTime(seconds: ended).iso8601)
      document["execution_duration_ms"] = .integer(max(1, Int((job.ends - job.starts) * 1000)))
    }
    if state == .completed, !isDry { document["results"] = links(in: service) }
    return .object(document)
  }

  private func qubitCount(at now: Double) -> Int {
    job.readings(at: now)?.map(\.qubitCount).max() ?? 0
  }

  /// Texts give results by register, as artifacts; lists of gates give them by qubit.
  private func links(in service: ServiceState) -> JSON {
    if isText {
      var links: [String: JSON] = [:]
      for name in Artifact.allCases where name != .shots || hasShots(at: service.now) {
        links["ionq.result.\(name.rawValue).json.v2"] = ["id": .string("\(name.rawValue)-\(job.id)")]
      }
      return .object(links)
    }
    let base = "/v0.4/jobs/\(id)/results"
    var links: [String: JSON] = ["probabilities": ["url": .string(base + "/probabilities")]]
    if isParent { links["probabilities"] = ["url": .string(base + "/probabilities/aggregated")] }
    if !isParent {
      links["histogram"] = ["url": .string(base + "/histogram")]
      if hasShots(at: service.now) { links["shots"] = ["url": .string(base + "/shots")] }
    }
    return .object(links)
  }

  private func hasShots(at now: Double) -> Bool {
    job.readings(at: now)?.allSatisfy { $0.probabilities == nil } ?? false
  }

  // MARK: Results by qubit

  private func results(_ name: String, in service: ServiceState) -> Reply {
    guard let readings = job.readings(at: service.now), !job.resultIsGone, !isText, !isDry else {
      return IonQProtocol.notFound
    }
    if isParent {
      guard name.hasPrefix("probabilities") else { return IonQProtocol.notFound }
      let all = readings.enumerated().map { index, reading in
        (ServiceState.childID(index, of: job.id), JSON.object(Self.shares(reading)))
      }
      return Reply(json: .object(Dictionary(uniqueKeysWithValues: all)))
    }
    let reading = readings[child ?? 0]
    switch name {
    case "probabilities", "histogram": return Reply(json: .object(Self.shares(reading)))
    case "shots":
      guard let sample = reading.samples.first, let memory = sample.memory else { return IonQProtocol.notFound }
      let words = (0..<sample.counts.count).map { JSON.string("\(Self.number(sample.counts, $0))") }
      return Reply(json: .array(memory.map { words[$0] }))
    default: return IonQProtocol.notFound
    }
  }

  /// How much of all shots each outcome has; qubit 0 is the least significant bit.
  private static func shares(_ reading: JobItem.Reading) -> [String: JSON] {
    var shares: [String: JSON] = [:]
    if let probabilities = reading.probabilities?.first {
      for (outcome, share) in probabilities.enumerated() where share > 1e-15 { shares["\(outcome)"] = .number(share) }
    } else if let counts = reading.samples.first?.counts {
      for (index, share) in counts.probabilities.enumerated() { shares["\(number(counts, index))"] = .number(share) }
    }
    return shares
  }

  /// Circuits have at most 64 qubits.
  private static func number(_ counts: Counts, _ index: Int) -> UInt64 {
    (0..<min(64, counts.layout.width)).reduce(0) { $0 | (counts.bit($1, at: index) ? 1 << UInt64($1) : 0) }
  }

  // MARK: Results by register

  private enum Artifact: String, CaseIterable { case shots, histogram, probabilities }

  private func artifact(_ id: String, in service: ServiceState) -> Reply {
    guard isText, !isDry, !job.resultIsGone, let reading = job.readings(at: service.now)?.first,
      let kind = Artifact.allCases.first(where: { id == "\($0.rawValue)-\(job.id)" })
    else { return IonQProtocol.notFound }
    switch kind {
    case .shots:
      guard let sample = reading.samples.first, let memory = sample.memory else { return IonQProtocol.notFound }
      let words = (0..<sample.counts.count).map { outcome -> JSON in
        var registers: [String: JSON] = [:]
        for register in sample.counts.layout.registers {
          registers[register.name] = .string(Self.text(register) { sample.counts.bit($0, at: outcome) })
        }
        return ["registers": .object(registers)]
      }
      return Reply(json: ["shots": .array(memory.map { words[$0] })])
    case .histogram, .probabilities:
      var registers: [String: JSON] = [:]
      for register in reading.registers { registers[register.name] = .object(Self.shares(reading, register)) }
      return Reply(json: [kind.rawValue: ["registers": .object(registers)]])
    }
  }

  /// Character k is bit k of the register.
  private static func text(_ register: Register, _ bit: (Int) -> Bool) -> String {
    String(register.range.map { bit($0) ? Character("1") : "0" })
  }

  private static func shares(_ reading: JobItem.Reading, _ register: Register) -> [String: JSON] {
    var shares: [String: Double] = [:]
    if let probabilities = reading.probabilities?.first {
      for (outcome, share) in probabilities.enumerated() where share > 1e-15 {
        shares[text(register) { BitOrder.bit($0, of: outcome) }, default: 0] += share
      }
    } else if let counts = reading.samples.first?.counts,
      let own = counts.layout.registers.first(where: { $0.name == register.name })
    {
      for (index, share) in counts.probabilities.enumerated() {
        shares[text(own) { counts.bit($0, at: index) }, default: 0] += share
      }
    }
    return shares.mapValues { .number($0) }
  }
}
