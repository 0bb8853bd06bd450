internal import Circuits
internal import Devices
internal import Formats

/// IonQ's API, version 0.4.
struct IonQProtocol: ProviderProtocol {
  static let simulator = "simulator"
  private static let version = "v0.4"

  func settings(endpoint: String, device: EmulatedDevice) -> [(key: String, value: String)] {
    [("IONQ_API_URL", "\(endpoint)/\(Self.version)"), ("IONQ_API_KEY", "FAKE_API_KEY")]
  }

  func id(of ordinal: Int, in service: ServiceState) -> String { service.uuid(ordinal: ordinal) }

  func refusal(_ status: Int, _ message: String, of request: ReceivedRequest) -> Reply {
    Self.error(status, message)
  }

  func expired(_ request: ReceivedRequest) -> Reply? { Self.error(401, "The key has expired.") }

  static func error(_ status: Int, _ message: String) -> Reply {
    let title =
      switch status {
      case 400: "Bad Request Error"
      case 401: "Unauthorized Error"
      case 403: "Forbidden Error"
      case 404: "Not Found Error"
      case 409: "Conflict Error"
      case 429: "Too Many Requests Error"
      default: "Internal Server Error"
      }
    return Reply(
      status,
      json: [
        "statusCode": .integer(status), "error": .string(title), "message": .string(message),
        "validation": ["keys": [], "source": ""],
      ])
  }

  static let notFound = error(404, "Resource not found.")

  /// The name of the machine behind the service.
  static func machineName(_ service: ServiceState) -> String { "qpu.\(service.machine.name)" }

  // MARK: Routes

  func answer(_ request: ReceivedRequest, in service: inout ServiceState) -> Reply {
    let path = request.segments
    guard path.count >= 2, path[0] == Self.version else { return Self.notFound }
    if path[1] == "backends" { return backends(Array(path.dropFirst(2)), request, in: service) }
    guard let key = request.header("Authorization"), key.hasPrefix("apiKey FAKE") else {
      return Self.error(401, "Invalid key provided. Contact support@ionq.co.")
    }
    let account = RequestLog.trace(of: String(key.dropFirst(7)))
    switch (request.method, path[1], path.count) {
    case ("POST", "jobs", 2): return submit(request, account: account, in: &service)
    case ("GET", "jobs", 2): return list(request, account: account, in: service)
    case ("PUT", "jobs", 4) where path[2] == "status" && path[3] == "cancel":
      return cancelMany(request, account: account, in: &service)
    case ("GET", "jobs", 3) where path[2] == "estimate": return estimate(request, in: service)
    case (_, "jobs", 3...):
      guard let found = service.jobOrChild(path[2], account: account) else { return Self.notFound }
      service.note.jobID = found.job.id
      return IonQJob(found.job, child: found.child).answer(request, Array(path.dropFirst(3)), in: &service)
    case ("GET", "whoami", 2):
      // Every key has a project of its own, as it has its own jobs.
      return Reply(json: ["key_id": .string(account), "key_name": "emulated", "project_id": .string(account)])
    default: return Self.notFound
    }
  }

  private func submit(_ request: ReceivedRequest, account: String, in service: inout ServiceState) -> Reply {
    let order: JobOrder
    do { order = try self.order(body: request.body, account: account, in: service) } catch {
      return Self.error(400, "\(error)")
    }
    guard service.hasRoom else { return Self.error(429, "There are too many jobs.") }
    let naming = service
    guard let job = service.take(order, id: { id(of: $0, in: naming) }) else {
      return Self.error(500, "The job could not be kept.")
    }
    return Reply(201, json: ["id": .string(job.id), "status": "submitted", "session_id": .null])
  }

  private func cancelMany(_ request: ReceivedRequest, account: String, in service: inout ServiceState) -> Reply {
    do {
      var object = try JSONReader(parsing: request.body).object()
      let ids = try object.required("ids").array().map { (id) throws(FormatError) in try id.string() }
      let jobs = ids.compactMap { service.job($0, account: account) }
      for job in jobs { _ = service.cancel(job) }
      return Reply(json: ["jobs": .array(jobs.map { ["id": .string($0.id), "status": "canceled"] })])
    } catch { return Self.error(400, "\(error)") }
  }

  private func list(_ request: ReceivedRequest, account: String, in service: ServiceState) -> Reply {
    let limit = request.field("limit").map { Int($0) ?? -1 } ?? 25
    let start = request.field("next").map { Int($0) ?? -1 } ?? 0
    guard (1...100).contains(limit), start >= 0 else {
      return Self.error(400, "limit is from 1 to 100, and next what the last page gave")
    }
    let ids = request.field("ids").map { $0.split(separator: ",").map(String.init) }
    let found = service.listed(account: account).filter { job in
      (ids?.contains(job.id) ?? true) && request.field("target").map { $0 == job.order.target } ?? true
        && request.field("status").map { $0 == IonQJob.word(of: job, in: service) } ?? true
    }
    let page = found.dropFirst(start).prefix(limit).map { IonQJob($0, child: nil).document(in: service) }
    return Reply(
      json: [
        "jobs": .array(page), "next": start + limit < found.count ? .string("\(start + limit)") : .null,
      ])
  }

  private func estimate(_ request: ReceivedRequest, in service: ServiceState) -> Reply {
    let shots = request.field("shots").flatMap { Int($0) } ?? 100
    guard (1...ServiceLimits.shots).contains(shots) else { return Self.error(400, "shots must be positive") }
    let isSimulator = request.field("backend") == Self.simulator
    let cost = isSimulator ? 0 : Self.price(circuits: 1, shots: shots, in: service)
    return Reply(
      json: [
        "estimated_cost": .number(cost), "cost_unit": "usd", "input_values": ["shots": .integer(shots)],
        "estimated_execution_time": 1, "current_predicted_queue_time": .number(service.settings.queueSeconds),
      ])
  }

  static func price(circuits: Int, shots: Int, in service: ServiceState) -> Double {
    service.machine.device.price?.cost(circuits: circuits, shots: shots) ?? 0
  }

  // MARK: Backends

  private func backends(_ path: [String], _ request: ReceivedRequest, in service: ServiceState) -> Reply {
    guard request.method == "GET" else { return Self.notFound }
    let names = [Self.simulator, Self.machineName(service)]
    guard let name = path.first else { return Reply(json: .array(names.map { backend($0, in: service) })) }
    guard names.contains(name) else { return Self.notFound }
    switch path.dropFirst().first {
    case nil: return Reply(json: backend(name, in: service))
    case "characterizations":
      let figures = name == Self.simulator ? [] : [characterization(of: service.machine, in: service)]
      return Reply(json: ["characterizations": .array(figures), "pages": 1])
    default: return Self.notFound
    }
  }

  private func backend(_ name: String, in service: ServiceState) -> JSON {
    let isSimulator = name == Self.simulator
    let qubits = isSimulator ? EmulatedDevice.idealQubitCount : service.machine.device.qubits.count
    return [
      "backend": .string(name), "status": "available", "qubits": .integer(qubits), "degraded": false,
      "average_queue_time": .integer(Int(service.settings.queueSeconds * 1000)),
      "last_updated": .string(UTCTime(seconds: service.now).iso8601),
      "characterization_id": isSimulator ? .null : .string(service.uuid(ordinal: 0, label: "characterization")),
    ]
  }

  private func characterization(of machine: EmulatedDevice, in service: ServiceState) -> JSON {
    let device = machine.device
    let one = device.gates.filter { $0.qubits.count == 1 }
    let two = device.gates.filter { $0.qubits.count == 2 }
    let readouts = device.qubits.compactMap(\.readout)
    return [
      "id": .string(service.uuid(ordinal: 0, label: "characterization")),
      "backend": .string("qpu.\(machine.name)"), "date": .string("\(device.date ?? "2025-01-01")T00:00:00Z"),
      "qubits": .integer(device.qubits.count),
      "connectivity": .array(device.couplings.map { [.integer($0.low), .integer($0.high)] }),
      "fidelity": [
        "spam": ["median": Self.median(readouts.map { 1 - $0.error })],
        "1q": ["median": Self.median(one.compactMap(\.error).map { 1 - $0 })],
        "2q": ["median": Self.median(two.compactMap(\.error).map { 1 - $0 })],
      ],
      "timing": [
        "t1": Self.median(device.qubits.compactMap(\.t1InSeconds)),
        "t2": Self.median(device.qubits.compactMap(\.t2InSeconds)),
        "1q": Self.median(one.compactMap(\.durationInSeconds)), "2q": Self.median(two.compactMap(\.durationInSeconds)),
        "readout": Self.median(readouts.compactMap(\.durationInSeconds)), "reset": .null,
      ],
    ]
  }

  private static func median(_ values: [Double]) -> JSON {
    values.isEmpty ? .null : .number(values.sorted()[values.count / 2])
  }
}
