internal import Devices
internal import Execution
internal import Formats
internal import Journals
internal import Networking
internal import OpenQASM

/// Amazon Braket: one circuit of OpenQASM 3 a task, taken once for each client token; results lie in a bucket of S3.
struct BraketProvider: CloudProvider {
  let client: CloudClient
  let aws: AWSClient
  /// The device's ARN.
  let machine: String
  let region: String
  let bucket: String
  let prefix: String
  let device: Device
  /// Where S3 is, when not at its usual place.
  let storage: Endpoint?
  var isVerbatim = false

  private static let tagKey = "shotglass"

  var name: CloudProviderName { .braket }
  var exporter: Exporter { Exporter(dialect: .braket) }
  var limits: JobLimits { JobLimits(circuits: 1, shots: min(device.maximumShots ?? 100_000, 100_000)) }
  var mostSubmissionsPerMinute: Int { .max }
  /// How long Braket honours a token is documented nowhere; it surely does so for this long.
  var secondsOfToken: Int { 600 }

  var signer: SigV4 { SigV4(service: "braket", region: region) }

  func identity() async throws(RemoteFailure) -> JobIdentity {
    JobIdentity(
      provider: name.rawValue, endpoint: "\(client.endpoint)", region: region, account: try await aws.account(),
      device: machine)
  }

  // MARK: Submission

  func estimate(_ plan: JobPlan) async throws(RemoteFailure) -> Cost? {
    if client.endpoint.isLoopback { return Cost(0, Cost.dollars) }
    return device.price?.cost(tasks: plan.pieces.count, shots: plan.shots, seconds: nil)
  }

  func body(_ plan: JobPlan, tag: String) -> JSON {
    let piece = plan.pieces.first
    let action: JSON = [
      "braketSchemaHeader": ["name": "braket.ir.openqasm.program", "version": "1"], "source": JSON(piece?.text),
      "inputs": [:],
    ]
    var body: [String: JSON] = [
      "deviceArn": .string(machine), "outputS3Bucket": .string(bucket), "outputS3KeyPrefix": .string(prefix),
      "shots": .integer(plan.shots), "action": Self.text(action), "clientToken": .string(tag),
      "tags": [Self.tagKey: .string(tag)],
    ]
    if let schema = Self.parametersSchema(machine) {
      let paradigm: JSON = [
        "braketSchemaHeader": ["name": "braket.device_schema.gate_model_parameters", "version": "1"],
        "qubitCount": JSON(piece?.qubitCount),
        // Only machines move qubits; a simulator refuses to be told not to.
        "disableQubitRewiring": .bool(!machine.contains(":device/quantum-simulator/")),
      ]
      body["deviceParameters"] = Self.text([
        "braketSchemaHeader": ["name": .string(schema), "version": "1"], "paradigmParameters": paradigm,
      ])
    }
    return .object(body)
  }

  /// A document within a document is a text.
  private static func text(_ json: JSON) -> JSON { JSON(try? json.text()) }

  /// The name of the parameters that a device's maker gave; nil where none is known, and none are sent.
  private static func parametersSchema(_ machine: String) -> String? {
    if machine.contains(":device/quantum-simulator/") {
      return "braket.device_schema.simulators.gate_model_simulator_device_parameters"
    }
    return ["iqm", "rigetti", "ionq"].first { machine.contains(":device/qpu/\($0)/") }
      .map { "braket.device_schema.\($0).\($0)_device_parameters" }
  }

  func submit(_ body: [UInt8]) async -> SubmissionAnswer {
    let request = HTTPRequest(.post, "/quantum-task", headers: ["Content-Type": "application/json"], body: body)
    switch await aws.once(request, to: client.endpoint, signer) {
    case .answered(let response):
      return client.submission(response) { (object) throws(FormatError) in
        try object.required("quantumTaskArn").string()
      }
    case .expired(let response, let failure):
      return .refused(Refusal(status: response.status, reason: failure.message, isTemporary: true), failure)
    case .failed(let error):
      guard error.stage == .notSent else { return .ambiguous(error.message) }
      return .refused(
        Refusal(status: nil, reason: error.message, isTemporary: error.isTemporary), RemoteFailure(error))
    }
  }

  func search(_ intent: Intent) async throws(RemoteFailure) -> JobSearch {
    var token: String?
    var seen: Set<String> = []
    repeat {
      var body: [String: JSON] = [
        "filters": [["name": "deviceArn", "operator": "EQUAL", "values": [.string(machine)]]], "maxResults": 100,
      ]
      if let token { body["nextToken"] = .string(token) }
      let request = HTTPRequest(
        .post, "/quantum-tasks", headers: ["Content-Type": "application/json"],
        body: (try? JSON.object(body).bytes()) ?? [])
      let response = try client.accepted(
        await aws.answer(request, to: client.endpoint, signer), doing: "did not list the tasks")
      let page = try client.read(response, "the list of tasks") { (object) throws(FormatError) in
        var found: String?
        for element in try object.required("quantumTasks").array() {
          var task = try element.object()
          var tags = try task.present("tags")?.object()
          if try tags?.present(Self.tagKey)?.string() == intent.tag {
            found = try task.required("quantumTaskArn").string()
          }
        }
        return (found: found, next: try object.present("nextToken")?.string())
      }
      if let job = page.found, CloudClient.isName(job) { return .found(job: job) }
      // A page may be empty and have others behind it.
      token = page.next
    } while token.map { !$0.isEmpty && seen.insert($0).inserted } ?? false
    return .absent
  }

  // MARK: Tasks

  /// What `GetQuantumTask` tells.
  private struct Task {
    let status: JobStatus
    let bucket: String
    let folder: String
    let successfulShots: Int?
  }

  private func task(_ job: String) async throws(RemoteFailure) -> Task {
    let request = HTTPRequest(.get, Self.path(job))
    let response = try client.accepted(
      await aws.answer(request, to: client.endpoint, signer), doing: "did not tell the task's state")
    return try client.read(response, "the state of a task") { (object) throws(FormatError) in
      let word = try object.required("status")
      let message = try object.present("failureReason")?.string()
      let status: JobStatus
      switch try word.string() {
      case "CREATED", "QUEUED": status = JobStatus(.queued)
      case "RUNNING", "CANCELLING": status = JobStatus(.running)
      case "COMPLETED": status = JobStatus(.completed)
      case "FAILED": status = JobStatus(.failed, message: message)
      case "CANCELLED": status = JobStatus(.cancelled, message: message)
      default: throw try word.error("the state \(quotedText(word.string())) is unknown")
      }
      return Task(
        status: status, bucket: try object.required("outputS3Bucket").string(),
        folder: try object.required("outputS3Directory").string(),
        successfulShots: try object.present("numSuccessfulShots")?.integer(in: 0...Int.max))
    }
  }

  func status(of job: String) async throws(RemoteFailure) -> JobStatus { try await task(job).status }

  func result(of job: String, limit: Int) async throws(RemoteFailure) -> [UInt8] {
    let task = try await task(job)
    guard Self.isBucket(task.bucket) else {
      throw .unreadable(.braket, "the place of the result", FormatError("'\(quotedText(task.bucket))' is no bucket"))
    }
    let key = PercentEncoding.encode("\(task.folder)/results.json", keeping: "/")
    var place = try storagePlace(task.bucket, region: region, key: key)
    for _ in 0..<2 {
      let response = try await aws.answer(
        HTTPRequest(.get, place.path), to: place.endpoint, SigV4(service: "s3", region: place.region),
        TransferPolicy(.reusable, replyLimit: limit, timeoutInSeconds: 900))
      // A bucket of another region says which one it is in.
      guard [301, 307, 400].contains(response.status), let other = response.headers["x-amz-bucket-region"],
        other != place.region, Self.isRegion(other)
      else { return try client.accepted(response, doing: "did not give the result").body }
      place = try storagePlace(task.bucket, region: other, key: key)
    }
    throw RemoteFailure(.fault, "S3 names another region each time", help: "check the region of \(task.bucket)")
  }

  private func storagePlace(
    _ bucket: String, region: String, key: String
  ) throws(RemoteFailure) -> (endpoint: Endpoint, path: String, region: String) {
    if let storage { return (storage, "/\(bucket)/\(key)", region) }
    do { return (try Endpoint("https://\(bucket).s3.\(region).amazonaws.com"), "/\(key)", region) } catch {
      throw RemoteFailure(error)
    }
  }

  func read(_ result: [UInt8], _ layouts: [ResultLayout]) throws(FormatError) -> [CloudResult] {
    var results: [CloudResult] = []
    for layout in layouts { results.append(try BraketResult.read(result, layout)) }
    return results
  }

  func bill(_ intent: Intent, job: String) async throws(RemoteFailure) -> Cost? {
    if client.endpoint.isLoopback { return Cost(0, Cost.dollars) }
    // Braket tells no amount: it is the price of what was done.
    let task = try await task(job)
    guard task.status.state == .completed else { return nil }
    return device.price?.cost(tasks: 1, shots: task.successfulShots ?? intent.shots, seconds: nil)
  }

  func cancel(_ job: String) async throws(RemoteFailure) {
    let token = SHA256.hexadecimal(of: Array(job.utf8)).prefix(32)
    let body: JSON = ["clientToken": .string("cancel-\(token)")]
    let request = HTTPRequest(
      .put, "\(Self.path(job))/cancel", headers: ["Content-Type": "application/json"], body: (try? body.bytes()) ?? [])
    let response = try await aws.answer(request, to: client.endpoint, signer)
    guard response.status != 409 else { return }
    _ = try client.accepted(response, doing: "did not cancel the task")
  }

  private static func path(_ job: String) -> String { "/quantum-task/\(PercentEncoding.encode(job))" }

  static func isRegion(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 30
      && text.utf8.allSatisfy { $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
  }

  static func isBucket(_ text: String) -> Bool {
    (3...63).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        $0 == 0x2D || $0 == 0x2E || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
      }
  }
}
