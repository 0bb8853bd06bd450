internal import Devices
internal import Formats

/// IBM Quantum Platform: the identity service under `/identity`, the REST API under `/api/v1`.
struct IBMProtocol: ProviderProtocol {
  static let crn =
    "crn:v1:bluemix:public:quantum-computing:us-east:a/00000000000000000000000000000000:"
    + "00000000-0000-0000-0000-000000000000::"

  func settings(endpoint: String, device: EmulatedDevice) -> [(key: String, value: String)] {
    [
      ("IAM_URL", endpoint), ("QISKIT_FUNCTIONS_EXPERIMENTAL", "1"), ("QISKIT_IBM_CHANNEL", "ibm_quantum_platform"),
      ("QISKIT_IBM_TOKEN", "FAKE_API_KEY"), ("QISKIT_IBM_INSTANCE", Self.crn),
      ("QISKIT_IBM_URL", "\(endpoint)/api/v1"),
    ]
  }

  func id(of ordinal: Int, in service: ServiceState) -> String { "d" + service.digits(19, ordinal: ordinal) }

  func refusal(_ status: Int, _ message: String, of request: ReceivedRequest) -> Reply {
    Self.error(status, code: 1000 + status, message)
  }

  func expired(_ request: ReceivedRequest) -> Reply? { nil }

  static func error(_ status: Int, code: Int, _ message: String, solution: String = "") -> Reply {
    Reply(
      status,
      json: [
        "trace": "00000000-0000-0000-0000-000000000000",
        "errors": [
          [
            "code": .integer(code), "message": .string(message), "solution": .string(solution),
            "more_info": "https://quantum.cloud.ibm.com/docs/errors",
          ]
        ],
      ])
  }

  static let notFound = error(404, code: 1291, "The resource was not found.", solution: "Check the path and the id.")

  // MARK: Routes

  func answer(_ request: ReceivedRequest, in service: inout ServiceState) -> Reply {
    let path = request.segments
    if path == ["identity", "token"] { return token(request, in: &service) }
    guard path.count >= 3, path[0] == "api", path[1] == "v1" else { return Self.notFound }
    guard let authorization = request.header("Authorization"), isGood(authorization, in: service) else {
      return Self.error(
        401, code: 1200, "Authentication failed, or the token has expired.", solution: "Ask for a new token.")
    }
    guard let account = request.header("Service-CRN"), account.hasPrefix("crn:v1:") else {
      return Self.error(
        403, code: 1201, "The Service-CRN is missing or names no instance.", solution: "Send the CRN of your instance.")
    }
    switch (request.method, path[2], path.count) {
    case ("GET", "backends", _): return backends(path.dropFirst(3).map { $0 }, in: service)
    case ("POST", "jobs", 3): return submit(request, account: account, in: &service)
    case ("GET", "jobs", 3): return list(request, account: account, in: service)
    case (_, "jobs", 4...5):
      guard let job = service.job(path[3], account: account) else {
        return Self.error(404, code: 1291, "Job not found. Job ID: \(path[3])", solution: "Check the job's id.")
      }
      service.note.jobID = job.id
      return answer(request, of: job, part: path.count == 5 ? path[4] : "", in: &service)
    case ("GET", "instances", 4) where path[3] == "usage": return usage(account: account, in: service)
    case ("GET", "instances", 4) where path[3] == "configuration":
      return Reply(json: ["instance_limit": .integer(600), "usage_limit": .integer(600)])
    case ("GET", "instance", 3): return Reply(json: ["crn": .string(account), "plan": "emulated"])
    case (_, "sessions", 3...5): return sessions(request, path, account: account, in: &service)
    default: return Self.notFound
    }
  }

  private func isGood(_ authorization: String, in service: ServiceState) -> Bool {
    if authorization.hasPrefix("Bearer ") {
      return service.tokens.subject(of: String(authorization.dropFirst(7)), at: service.now) != nil
    }
    return authorization.hasPrefix("apikey FAKE")
  }

  /// The identity service.
  private func token(_ request: ReceivedRequest, in service: inout ServiceState) -> Reply {
    guard request.method == "POST" else { return Self.notFound }
    let fields = EncodedText.fields(of: String(decoding: request.body, as: UTF8.self))
    let key = fields.first { $0.name == "apikey" }?.value ?? ""
    guard fields.contains(where: { $0.name == "grant_type" && $0.value == "urn:ibm:params:oauth:grant-type:apikey" }),
      key.hasPrefix("FAKE")
    else {
      return Reply(
        401,
        json: [
          "errorCode": "BXNIM0415E", "errorMessage": "Provided API key could not be found.",
          "context": ["requestId": "emulated"],
        ])
    }
    let (token, expires) = service.tokens.issue(
      subject: RequestLog.trace(of: key), at: service.now,
      seconds: service.wallSeconds(service.settings.tokenSeconds))
    return Reply(
      json: [
        "access_token": .string(token), "refresh_token": "not_supported", "token_type": "Bearer",
        "expires_in": .integer(expires - Int(service.now)), "expiration": .integer(expires), "scope": "ibm openid",
      ])
  }

  // MARK: Backends

  private func backends(_ path: [String], in service: ServiceState) -> Reply {
    let name = service.machine.name
    let documents = IBMBackendDocuments(machine: service.machine)
    guard let asked = path.first else {
      return Reply(
        json: [
          "devices": [
            [
              "name": .string(name), "status": ["name": "online", "reason": "available"], "is_simulator": false,
              "qubits": .integer(service.machine.device.qubits.count),
              "queue_length": .integer(service.queueLength(of: name)),
              "processor_type": ["family": "Emulated", "revision": "1"],
              "wait_time_seconds": ["average": .number(service.settings.queueSeconds)],
            ]
          ]
        ])
    }
    guard asked == name else {
      return Self.error(404, code: 1294, "Backend \(asked) was not found.", solution: "The backend here is \(name).")
    }
    switch path.dropFirst().first {
    case "configuration": return Reply(json: documents.configuration)
    case "properties": return Reply(json: documents.properties)
    case "status":
      return Reply(
        json: [
          "state": true, "status": "active", "message": "", "backend_name": .string(name), "backend_version": "1.0.0",
          "length_queue": .integer(service.queueLength(of: name)),
        ])
    default: return Self.notFound
    }
  }

  private func usage(account: String, in service: ServiceState) -> Reply {
    let used = service.jobs.filter { $0.order.account == account }.reduce(0) { $0 + service.bill(of: $1) }
    let limit = 36_000.0
    return Reply(
      json: [
        "instance_id": .string(account), "plan_id": "emulated", "usage_consumed_seconds": .number(used),
        "usage_limit_seconds": .number(limit), "usage_remaining_seconds": .number(max(0, limit - used)),
        "usage_limit_reached": .bool(used >= limit),
      ])
  }
}
