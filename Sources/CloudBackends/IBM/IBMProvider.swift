internal import Devices
internal import Execution
internal import Formats
internal import Journals
internal import Networking
internal import OpenQASM

/// IBM Quantum Platform: OpenQASM 3 on physical qubits, through the program `sampler`.
struct IBMProvider: CloudProvider {
  let client: CloudClient
  let tokens: IBMTokens
  /// The instance, a CRN.
  let instance: String
  let device: Device
  var circuitsOfJob = mostCircuits

  /// The first version whose answers this reads.
  static let version = "2026-04-15"
  private static let root = "/api/v1"
  private static let longestRun = 10_800.0
  private static let pageSize = 200
  static let clockMargin = 86_400
  /// Of a job.
  static let mostCircuits = 300
  /// What a job takes beside its circuits.
  static let secondsOfJob = 10

  var name: CloudProviderName { .ibm }
  var exporter: Exporter { Exporter(dialect: .ibm, native: Set(device.nativeGates)) }
  var limits: JobLimits { JobLimits(circuits: circuitsOfJob, shots: min(device.maximumShots ?? 100_000, 100_000)) }
  var mostSubmissionsPerMinute: Int { 5 }
  var secondsOfToken: Int { 0 }

  /// The server of an instance, by the region within its CRN.
  static func host(instance: String) throws(RemoteFailure) -> String {
    let fields = instance.split(separator: ":", omittingEmptySubsequences: false)
    let isRegion = fields.count >= 8 && fields[0] == "crn" && !fields[5].isEmpty
    guard isRegion,
      fields[5].utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) })
    else {
      throw RemoteFailure(
        .credentials, "QISKIT_IBM_INSTANCE is no CRN", help: "copy it whole, from crn:v1: to the two colons at its end")
    }
    return fields[5] == "us-east" ? "https://quantum.cloud.ibm.com" : "https://\(fields[5]).quantum.cloud.ibm.com"
  }

  func identity() async throws(RemoteFailure) -> JobIdentity {
    JobIdentity(provider: name.rawValue, endpoint: "\(client.endpoint)", account: instance, device: device.name)
  }

  func verifiedAccount() async throws(RemoteFailure) -> String {
    // The keys alone tell whose they are; only the service tells whether they are good, and for this instance.
    _ = try await get("/backends", doing: "did not list its machines")
    return instance
  }

  func usage() async throws(RemoteFailure) -> AccountUsage? {
    let response = try await get("/instances/usage", doing: "did not tell what the instance has used")
    return try client.read(response, "what the instance has used") { (object) throws(FormatError) in
      AccountUsage(
        seconds: try object.required("usage_consumed_seconds").double(),
        limitInSeconds: try object.present("usage_limit_seconds")?.double())
    }
  }

  // MARK: Submission

  /// The seconds after which the service ends a job: half as many again as its shots should take at the usual delay
  /// between them, and ten.
  static func cap(circuits: Int, shots: Int) -> Int {
    let secondsPerShot = 0.0005
    let seconds = Double(secondsOfJob) + 1.5 * (Double(shots) * secondsPerShot + Double(circuits) * 0.1)
    return Int(min(seconds.rounded(.up), longestRun))
  }

  private static func cap(_ plan: JobPlan) -> Int { cap(circuits: plan.pieces.count, shots: plan.shots) }

  func estimate(_ plan: JobPlan) async throws(RemoteFailure) -> Cost? {
    if client.endpoint.isLoopback { return Cost(0, Cost.dollars) }
    return device.price?.cost(tasks: 1, shots: plan.shots, seconds: Double(Self.cap(plan)))
  }

  func body(_ plan: JobPlan, tag: String) -> JSON {
    [
      "program_id": "sampler", "backend": .string(device.name), "cost": .integer(Self.cap(plan)),
      "tags": [.string(tag)], "log_level": "WARNING",
      "params": [
        "pubs": .array(plan.pieces.map { [.string($0.text), .null, .integer($0.shots)] }), "version": 2,
        "support_qiskit": false,
        // What the service would do by itself is left out of it, whatever its default.
        "options": [
          "dynamical_decoupling": ["enable": false], "twirling": ["enable_gates": false, "enable_measure": false],
        ],
      ],
    ]
  }

  func submit(_ body: [UInt8]) async -> SubmissionAnswer { await posted(body, to: "/jobs") }

  /// Sends what must not arrive twice, and reads the name of what was made of it.
  func posted(_ body: [UInt8], to path: String) async -> SubmissionAnswer {
    let first = await post(body, to: path)
    // A token that was refused took nothing.
    guard case .refused(let refusal, _) = first, refusal.status == 401 else { return first }
    await tokens.forget()
    return await post(body, to: path)
  }

  private func post(_ body: [UInt8], to path: String) async -> SubmissionAnswer {
    let token: Secret
    do { token = try await tokens.token() } catch {
      return .refused(Refusal(status: nil, reason: error.message, isTemporary: true), error)
    }
    return await client.submit(request(.post, path, body: body, token)) { (object) throws(FormatError) in
      try object.required("id").string()
    }
  }

  func search(_ intent: Intent) async throws(RemoteFailure) -> JobSearch {
    var seen: Set<String> = []
    var offset = 0
    // The oldest come first, so that jobs that come while pages are read do not shift them; and the list ends, but not
    // before this job where the server's clock is before ours.
    let before = client.clock.now().adding(seconds: Self.clockMargin).iso8601
    while true {
      let query = PercentEncoding.query([
        ("limit", "\(Self.pageSize)"), ("offset", "\(offset)"), ("tags", intent.tag), ("created_before", before),
        ("sort", "ASC"), ("exclude_params", "true"),
      ])
      let response = try await get("/jobs", query: query, doing: "did not list the jobs")
      let jobs = try client.read(response, "the list of jobs") { (object) throws(FormatError) in
        var jobs: [(id: String, tags: [String])] = []
        for element in try object.required("jobs").array() {
          var job = try element.object()
          var tags: [String] = []
          for tag in try job.present("tags")?.array() ?? [] { tags.append(try tag.string()) }
          jobs.append((try job.required("id").string(), tags))
        }
        return jobs
      }
      if let job = jobs.first(where: { $0.tags.contains(intent.tag) }), CloudClient.isName(job.id) {
        return .found(job: job.id)
      }
      let count = seen.count
      seen.formUnion(jobs.map(\.id))
      guard jobs.count == Self.pageSize, seen.count > count else { return .absent }
      offset += jobs.count
    }
  }

  // MARK: Jobs

  func status(of job: String) async throws(RemoteFailure) -> JobStatus {
    let response = try await get("\(path(job))", query: "exclude_params=true", doing: "did not tell the job's state")
    return try client.read(response, "the state of a job") { (object) throws(FormatError) in
      var state = try object.required("state").object()
      let word = try state.required("status")
      let reason = try state.present("reason")?.string()
      let text = try word.string().lowercased()
      switch text {
      case "queued": return JobStatus(.queued)
      case "running": return JobStatus(.running)
      case "completed": return JobStatus(.completed)
      case "failed": return JobStatus(.failed, message: reason)
      case _ where text.hasPrefix("cancelled"): return JobStatus(.cancelled, message: reason)
      default: throw word.error("the state \(quotedText(text)) is unknown")
      }
    }
  }

  func result(of job: String, limit: Int) async throws(RemoteFailure) -> [UInt8] {
    let response = try await get(
      "\(path(job))/results", doing: "did not give the result",
      policy: TransferPolicy(.reusable, replyLimit: limit, timeoutInSeconds: 900))
    guard response.status == 200 else {
      throw RemoteFailure(.fault, "IBM has no result of the job yet", help: "run the same command again in a while")
    }
    return response.body
  }

  func read(_ result: [UInt8], _ layouts: [ResultLayout]) throws(FormatError) -> [CloudResult] {
    try IBMResult.read(result, layouts)
  }

  func bill(_ intent: Intent, job: String) async throws(RemoteFailure) -> Cost? {
    let response = try await get("\(path(job))/metrics", doing: "did not tell what the job cost")
    let seconds = try client.read(response, "what a job cost") { (object) throws(FormatError) -> Double? in
      var usage = try object.required("usage").object()
      guard try usage.required("status").string() == "complete" else { return nil }
      return try usage.required("qpu_charge_time_seconds").double()
    }
    guard let seconds, seconds >= 0 else { return nil }
    if client.endpoint.isLoopback { return Cost(0, Cost.dollars) }
    return device.price?.cost(tasks: 1, shots: intent.shots, seconds: seconds)
  }

  func cancel(_ job: String) async throws(RemoteFailure) {
    let response = try await authorized(.post, "\(path(job))/cancel")
    guard response.status != 409 else { return }
    _ = try client.accepted(response, doing: "did not cancel the job")
  }

  // MARK: Requests

  private func path(_ job: String) -> String { "/jobs/\(PercentEncoding.encode(job))" }

  private func request(
    _ method: HTTPMethod, _ path: String, query: String = "", body: [UInt8] = [], _ token: Secret
  ) -> HTTPRequest {
    var request = HTTPRequest(
      method, Self.root + path, query: query,
      headers: [
        "Authorization": "Bearer \(token.revealed)", "Service-CRN": instance, "IBM-API-Version": Self.version,
        "Accept": "application/json",
      ])
    guard !body.isEmpty else { return request }
    request.headers["Content-Type"] = "application/json"
    request.body = body
    return request
  }

  func get(
    _ path: String, query: String = "", doing what: String,
    policy: TransferPolicy = TransferPolicy(.reusable, replyLimit: CloudClient.ordinaryReply)
  ) async throws(RemoteFailure) -> HTTPResponse {
    try client.accepted(await authorized(.get, path, query: query, policy), doing: what)
  }

  /// Sends what may arrive twice, with another token where the first one is refused.
  func authorized(
    _ method: HTTPMethod, _ path: String, query: String = "", body: [UInt8] = [], backoff: Backoff = .requests,
    _ policy: TransferPolicy = TransferPolicy(.reusable, replyLimit: CloudClient.ordinaryReply)
  ) async throws(RemoteFailure) -> HTTPResponse {
    let token = try await tokens.token()
    let response = try await client.answer(policy, backoff: backoff) {
      request(method, path, query: query, body: body, token)
    }
    guard response.status == 401 else { return response }
    await tokens.forget()
    let fresh = try await tokens.token()
    return try await client.answer(policy, backoff: backoff) { request(method, path, query: query, body: body, fresh) }
  }
}
