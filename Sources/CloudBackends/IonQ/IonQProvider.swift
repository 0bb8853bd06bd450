internal import Devices
internal import Execution
internal import Formats
internal import Journals
internal import Networking
internal import OpenQASM

/// IonQ's service, version 0.4: one circuit of OpenQASM 3 a job.
struct IonQProvider: CloudProvider {
  let client: CloudClient
  let key: Secret
  /// The service's own name of the machine, such as `qpu.forte-1` or `simulator`.
  let machine: String
  let device: Device

  private static let root = "/v0.4"
  private static let tagKey = "shotglass"

  var name: CloudProviderName { .ionq }
  var exporter: Exporter { Exporter(dialect: .ionq) }
  var limits: JobLimits { JobLimits(circuits: 1, shots: min(device.maximumShots ?? 1_000_000, 1_000_000)) }
  var mostSubmissionsPerMinute: Int { .max }
  var secondsOfToken: Int { 0 }

  func identity() async throws(RemoteFailure) -> JobIdentity {
    let response = try await get("/whoami", doing: "did not say whose key it is")
    let account = try client.read(response, "whose key it is") { (object) throws(FormatError) in
      // Keys change; what they belong to does not.
      for keys in [["organization_id", "project_id"], ["key_id"]] {
        var parts: [String] = []
        for key in keys {
          if let part = object.present(key) { parts.append(try part.string()) }
        }
        if !parts.isEmpty { return parts.joined(separator: "/") }
      }
      throw object.reader.error("names no account")
    }
    return JobIdentity(provider: name.rawValue, endpoint: "\(client.endpoint)", account: account, device: machine)
  }

  func estimate(_ plan: JobPlan) async throws(RemoteFailure) -> Cost? {
    if client.endpoint.isLoopback { return Cost(0, Cost.dollars) }
    var total = 0.0
    for piece in plan.pieces {
      let query = PercentEncoding.query([
        ("type", "ionq.qasm3.v1"), ("backend", machine), ("1q_gates", "\(piece.gateCounts.one)"),
        ("2q_gates", "\(piece.gateCounts.more)"), ("qubits", "\(piece.qubitCount)"), ("shots", "\(piece.shots)"),
        ("error_mitigation", "false"),
      ])
      let response = try await get("/jobs/estimate", query: query, doing: "gave no estimate")
      let (amount, unit) = try client.read(response, "the estimate") { (object) throws(FormatError) in
        (try object.required("estimated_cost").double(), try object.required("cost_unit").string())
      }
      guard amount >= 0, unit.lowercased() == "usd" else { return nil }
      total += amount
    }
    return Cost(total, Cost.dollars)
  }

  func body(_ plan: JobPlan, tag: String) -> JSON {
    let piece = plan.pieces.first
    return [
      "type": "ionq.qasm3.v1", "backend": .string(machine), "shots": .integer(plan.shots), "name": "shotglass",
      "input": ["qubits": JSON(piece?.qubitCount), "data": JSON(piece?.text)],
      "metadata": [Self.tagKey: .string(tag)],
      // On by default from 500 shots on: a sweep over shots would change what it measures half way.
      "settings": ["error_mitigation": ["debiasing": false]],
    ]
  }

  func submit(_ body: [UInt8]) async -> SubmissionAnswer {
    var request = request(.post, "/jobs")
    request.body = body
    return await client.submit(request) { (object) throws(FormatError) in try object.required("id").string() }
  }

  func search(_ intent: Intent) async throws(RemoteFailure) -> JobSearch {
    var next: String?
    var seen: Set<String> = []
    repeat {
      var items = [(name: "limit", value: "100")]
      if let next { items.append(("next", next)) }
      let response = try await get("/jobs", query: PercentEncoding.query(items), doing: "did not list the jobs")
      let page = try client.read(response, "the list of jobs") { (object) throws(FormatError) in
        var found: String?
        for element in try object.required("jobs").array() {
          var job = try element.object()
          var metadata = try job.present("metadata")?.object()
          let tag = try metadata?.present(Self.tagKey)?.string()
          if tag == intent.tag { found = try job.required("id").string() }
        }
        return (found: found, next: try object.present("next")?.string())
      }
      if let job = page.found, CloudClient.isName(job) { return .found(job: job) }
      next = page.next
      // The same page twice would go on for ever.
    } while next.map { !$0.isEmpty && seen.insert($0).inserted } ?? false
    return .absent
  }

  // MARK: Jobs

  func status(of job: String) async throws(RemoteFailure) -> JobStatus {
    try client.read(await document(of: job), "the state of a job") { (object) throws(FormatError) in
      let word = try object.required("status")
      let text = try word.string()
      var failure = try (object.present("failure") ?? object.present("error"))?.object()
      let message = try (failure?.present("message") ?? failure?.present("error"))?.string()
      switch text {
      case "submitted", "ready": return JobStatus(.queued)
      case "started", "running": return JobStatus(.running)
      case "completed": return JobStatus(.completed)
      case "failed": return JobStatus(.failed, message: message)
      case "canceled", "cancelled": return JobStatus(.cancelled, message: message)
      default: throw word.error("the state \(quotedText(text)) is unknown")
      }
    }
  }

  func result(of job: String, limit: Int) async throws(RemoteFailure) -> [UInt8] {
    let path = try client.read(await document(of: job), "the results of a job") { (object) throws(FormatError) in
      let results = try object.required("results")
      var forms = try results.object()
      for form in IonQResult.Form.allCases {
        guard let place = forms.present(form.rawValue) else { continue }
        var fields = try place.object()
        if let id = fields.present("id") {
          return try "\(Self.root)\(Self.path(job))/artifacts/\(PercentEncoding.encode(id.string()))"
        }
        let url = try fields.required("url")
        let text = try url.string()
        // An address of its own, never another host's.
        guard text.hasPrefix("/"), !text.hasPrefix("//") else { throw url.error("must be a path") }
        return text
      }
      throw results.error("holds no form of result that is known")
    }
    let (pathOnly, query) = Self.split(path)
    let policy = TransferPolicy(.reusable, replyLimit: limit, timeoutInSeconds: 900)
    let response = try await client.answer(policy) { request(.get, root: "", pathOnly, query: query) }
    return try client.accepted(response, doing: "did not give the result").body
  }

  func read(_ result: [UInt8], _ layouts: [ResultLayout]) throws(FormatError) -> [CloudResult] {
    var results: [CloudResult] = []
    for layout in layouts { results.append(try IonQResult.read(result, layout)) }
    return results
  }

  func bill(_ intent: Intent, job: String) async throws(RemoteFailure) -> Cost? {
    if client.endpoint.isLoopback { return Cost(0, Cost.dollars) }
    let response = try await get("\(Self.path(job))/cost", doing: "did not tell what the job cost")
    return try client.read(response, "what a job cost") { (object) throws(FormatError) -> Cost? in
      guard let cost = object.present("cost") else { return nil }
      var fields = try cost.object()
      let value = try fields.required("value").double()
      guard value >= 0 else { throw cost.error("a cost is not negative") }
      return Cost(value, try fields.required("unit").string().uppercased())
    }
  }

  func cancel(_ job: String) async throws(RemoteFailure) {
    let response = try await client.answer { request(.put, "\(Self.path(job))/status/cancel") }
    guard response.status != 409 else { return }
    _ = try client.accepted(response, doing: "did not cancel the job")
  }

  // MARK: Requests

  private func document(of job: String) async throws(RemoteFailure) -> HTTPResponse {
    try await get(Self.path(job), doing: "did not tell the job's state")
  }

  private static func path(_ job: String) -> String { "/jobs/\(PercentEncoding.encode(job))" }

  private static func split(_ target: String) -> (path: String, query: String) {
    guard let mark = target.firstIndex(of: "?") else { return (target, "") }
    return (String(target[..<mark]), String(target[target.index(after: mark)...]))
  }

  private func request(
    _ method: HTTPMethod, root: String = root, _ path: String, query: String = ""
  ) -> HTTPRequest {
    HTTPRequest(
      method, root + path, query: query,
      headers: ["Authorization": "apiKey \(key.revealed)", "Content-Type": "application/json"])
  }

  func get(
    _ path: String, query: String = "", doing what: String
  ) async throws(RemoteFailure) -> HTTPResponse {
    try client.accepted(await client.answer { request(.get, path, query: query) }, doing: what)
  }
}
