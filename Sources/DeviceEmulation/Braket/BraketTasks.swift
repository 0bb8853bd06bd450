internal import Formats
internal import Networking

/// Braket's own calls: devices and quantum tasks of one region.
struct BraketTasks {
  let region: String
  let provider: BraketProtocol

  static func arn(of job: EmulatedJob) -> String {
    "arn:aws:braket:\(job.order.account):\(BraketProtocol.awsAccount):quantum-task/\(job.id)"
  }

  func answer(_ request: ReceivedRequest, in service: inout ServiceState) -> Reply {
    let path = request.segments
    switch (request.method, path.first ?? "", path.count) {
    case ("GET", "device", 2): return device(path[1], request, in: service)
    case ("POST", "devices", 1): return devices(request, in: service)
    case ("POST", "quantum-task", 1): return submit(request, in: &service)
    case ("POST", "quantum-tasks", 1): return search(request, in: service)
    case ("POST", "spending-limits", 1): return Reply(json: ["spendingLimits": []])
    case ("GET", "quantum-task", 2), ("PUT", "quantum-task", 3):
      let prefix = "arn:aws:braket:\(region):\(BraketProtocol.awsAccount):quantum-task/"
      guard path[1].hasPrefix(prefix), path.count == 2 || path[2] == "cancel",
        let job = service.job(String(path[1].dropFirst(prefix.count)), account: region)
      else { return notFound("There is no quantum task \(path[1]).", request) }
      service.note.jobID = job.id
      return path.count == 2 ? Reply(json: document(of: job, in: service)) : cancel(job, request, in: &service)
    default: return notFound("There is no such call.", request)
    }
  }

  private func notFound(_ message: String, _ request: ReceivedRequest) -> Reply {
    BraketProtocol.error(404, "ResourceNotFoundException", message, of: request)
  }

  private func invalid(_ error: any Error, _ request: ReceivedRequest) -> Reply {
    BraketProtocol.error(400, "ValidationException", "\(error)", of: request)
  }

  // MARK: Devices

  private func offered(in service: ServiceState) -> [BraketDevice] {
    BraketDevice.all(of: service.machine).filter { $0.regions?.contains(region) ?? true }
  }

  private func device(_ arn: String, _ request: ReceivedRequest, in service: ServiceState) -> Reply {
    guard let device = offered(in: service).first(where: { $0.arn == arn }) else {
      return notFound("There is no device \(arn) in \(region).", request)
    }
    return Reply(json: device.document(queueLength: service.queueLength(of: arn)))
  }

  private func devices(_ request: ReceivedRequest, in service: ServiceState) -> Reply {
    do {
      var names: [String]?
      var object = try JSONReader(parsing: request.body).object()
      for filter in try object.present("filters")?.array() ?? [] {
        var fields = try filter.object()
        guard try fields.required("name").string() == "deviceArn" else { continue }
        names = try fields.required("values").array().map { (name) throws(FormatError) in try name.string() }
      }
      let found = offered(in: service).filter { names?.contains($0.arn) ?? true }
      return Reply(json: ["devices": .array(found.map { .object($0.summary) })])
    } catch { return invalid(error, request) }
  }

  // MARK: Tasks

  private func submit(_ request: ReceivedRequest, in service: inout ServiceState) -> Reply {
    let order: JobOrder
    do { order = try provider.order(body: request.body, account: region, in: service) } catch {
      return invalid(error, request)
    }
    guard service.hasRoom else {
      return BraketProtocol.error(402, "ServiceQuotaExceededException", "There are too many tasks.", of: request)
    }
    let naming = service
    guard let job = service.take(order, id: { provider.id(of: $0, in: naming) }) else {
      return BraketProtocol.error(500, "InternalServiceException", "The task could not be kept.", of: request)
    }
    guard job.order.document == order.document else {
      return BraketProtocol.error(
        409, "ConflictException", "The client token was used for another request.", of: request)
    }
    return Reply(201, json: ["quantumTaskArn": .string(Self.arn(of: job))])
  }

  private static func word(of state: EmulatedJob.State) -> String {
    switch state {
    case .queued: "QUEUED"
    case .running: "RUNNING"
    case .completed: "COMPLETED"
    case .cancelled: "CANCELLED"
    case .failed: "FAILED"
    }
  }

  static func directory(of job: EmulatedJob) -> String {
    "\(job.order.document["outputS3KeyPrefix"]?.text ?? "")/\(job.id)"
  }

  /// What lists show of a task.
  private func summary(of job: EmulatedJob, in service: ServiceState) -> [String: JSON] {
    let document = job.order.document
    var summary: [String: JSON] = [
      "quantumTaskArn": .string(Self.arn(of: job)), "status": .string(Self.word(of: service.state(of: job))),
      "deviceArn": .string(job.order.target), "shots": .integer(job.order.shots),
      "outputS3Bucket": document["outputS3Bucket"] ?? "", "outputS3Directory": .string(Self.directory(of: job)),
      "createdAt": .string(UTCTime(seconds: job.created).iso8601), "tags": document["tags"] ?? [:],
    ]
    if let ended = job.finished(at: service.now) { summary["endedAt"] = .string(UTCTime(seconds: ended).iso8601) }
    return summary
  }

  private func document(of job: EmulatedJob, in service: ServiceState) -> JSON {
    var document = summary(of: job, in: service)
    let state = service.state(of: job)
    document["deviceParameters"] = job.order.document["deviceParameters"] ?? "{}"
    document["actionMetadata"] = ["actionType": "braket.ir.openqasm.program"]
    if case .failed(let message) = state { document["failureReason"] = .string(message) }
    if state == .completed { document["numSuccessfulShots"] = .integer(job.order.shots) }
    let isWaiting = state == .queued
    document["queueInfo"] = [
      "queue": "QUANTUM_TASKS_QUEUE", "queuePriority": "Normal",
      "position": .string(isWaiting ? "\(max(1, service.queueLength(of: job.order.target)))" : "0"),
    ]
    return .object(document)
  }

  private func cancel(_ job: EmulatedJob, _ request: ReceivedRequest, in service: inout ServiceState) -> Reply {
    if service.state(of: job) != .cancelled, !service.cancel(job) {
      return BraketProtocol.error(
        409, "ConflictException", "The task has ended: \(Self.word(of: service.state(of: job))).", of: request)
    }
    return Reply(json: ["quantumTaskArn": .string(Self.arn(of: job)), "cancellationStatus": "CANCELLED"])
  }

  // MARK: Search

  private func search(_ request: ReceivedRequest, in service: ServiceState) -> Reply {
    do {
      var object = try JSONReader(parsing: request.body).object()
      var found = service.listed(account: region).map { summary(of: $0, in: service) }
      for filter in try object.present("filters")?.array() ?? [] {
        var fields = try filter.object()
        let name = try fields.required("name").string()
        let test = try fields.optional("operator")?.string() ?? "EQUAL"
        let values = try fields.required("values").array().map { (value) throws(FormatError) in try value.string() }
        found = found.filter { Self.passes($0, name, test, values) }
      }
      let most = try object.present("maxResults")?.integer(in: 1...100) ?? 10
      let start = try object.present("nextToken")?.string() ?? "0"
      let first = min(max(0, Int(start) ?? 0), found.count)
      var page: [String: JSON] = ["quantumTasks": .array(found[first...].prefix(most).map { .object($0) })]
      if first + most < found.count { page["nextToken"] = .string("\(first + most)") }
      return Reply(json: .object(page))
    } catch { return invalid(error, request) }
  }

  /// Texts that are moments compare as such, for they are all written in one form.
  private static func passes(_ task: [String: JSON], _ name: String, _ test: String, _ values: [String]) -> Bool {
    var value = task[name]?.text
    if name.hasPrefix("tag:") { value = task["tags"]?[String(name.dropFirst(4))]?.text }
    guard let value, let first = values.first else { return false }
    let moment = UTCTime(iso8601: first)?.iso8601 ?? first
    switch test {
    case "EQUAL": return values.contains(value)
    case "LT": return value < moment
    case "LTE": return value <= moment
    case "GT": return value > moment
    case "GTE": return value >= moment
    case "BETWEEN":
      return values.count == 2 && value >= moment && value <= UTCTime(iso8601: values[1])?.iso8601 ?? values[1]
    default: return false
    }
  }
}
