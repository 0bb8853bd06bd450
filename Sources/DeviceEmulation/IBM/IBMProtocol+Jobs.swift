internal import Formats
internal import Networking

extension IBMProtocol {
  private static let jobsAMinute = 5

  func submit(_ request: ReceivedRequest, account: String, in service: inout ServiceState) -> Reply {
    let order: JobOrder
    do { order = try self.order(body: request.body, account: account, in: service) } catch {
      return Self.error(
        400, code: 1211, "\(error)", solution: (error as? FormatError)?.help ?? "Correct the request and send it again."
      )
    }
    if service.settings.hasRealLimits, let wait = rateWait(account, in: service) {
      var reply = Self.error(429, code: 1305, "Too many jobs: \(Self.jobsAMinute) a minute are accepted.")
      reply.headers.append(ReceivedRequest.Header("Retry-After", "\(Int(wait.rounded(.up)))"))
      return reply
    }
    if let session = order.document["session_id"]?.text, let refusal = check(session, account: account, in: service) {
      return refusal
    }
    guard service.hasRoom else { return Self.error(429, code: 1306, "The emulator has too many jobs.") }
    let naming = service
    guard let job = service.take(order, id: { id(of: $0, in: naming) }) else {
      return Self.error(500, code: 1500, "The job could not be kept.")
    }
    return Reply(json: ["id": .string(job.id), "backend": .string(order.target)])
  }

  /// How many of our seconds until the account may send another job; nil where it may at once.
  private func rateWait(_ account: String, in service: ServiceState) -> Double? {
    let minute = service.wallSeconds(60)
    let recent = (service.submissions[account] ?? []).filter { $0 > service.now - minute }
    guard recent.count >= Self.jobsAMinute else { return nil }
    return recent[recent.count - Self.jobsAMinute] + minute - service.now
  }

  // MARK: One job

  func answer(_ request: ReceivedRequest, of job: EmulatedJob, part: String, in service: inout ServiceState) -> Reply {
    switch (request.method, part) {
    case ("GET", ""):
      return Reply(json: document(of: job, withParameters: request.field("exclude_params") != "true", in: service))
    case ("DELETE", ""):
      return service.delete(job) ? Reply(204) : Self.error(409, code: 1295, "The job has not ended.")
    case ("GET", "results"): return results(of: job, in: &service)
    case ("GET", "metrics"): return Reply(json: metrics(of: job, in: service))
    case ("GET", "logs"):
      return Reply(200, headers: [ReceivedRequest.Header("Content-Type", "text/plain")], body: [])
    case ("POST", "cancel"):
      guard service.cancel(job) else {
        return Self.error(409, code: 1296, "The job has ended and cannot be cancelled.")
      }
      return Reply(204)
    case ("PUT", "tags"):
      do {
        var object = try JSONReader(parsing: request.body).object()
        service.setTags(try Self.tags(object.required("tags")), of: job)
        return Reply(204)
      } catch { return Self.error(400, code: 1211, "\(error)") }
    default: return Self.notFound
    }
  }

  private func results(of job: EmulatedJob, in service: inout ServiceState) -> Reply {
    let state = service.state(of: job)
    guard let readings = job.readings(at: service.now) else {
      guard case .failed(let message) = state else { return Reply(204) }
      return Reply(200, headers: [ReceivedRequest.Header("Content-Type", "text/plain")], body: Array(message.utf8))
    }
    guard !job.resultIsGone else { return Self.error(404, code: 1291, "The result is no longer there.") }
    let options = IBMOptions(job.order)
    if options.isPrivate {
      guard job.reads == 0 else { return Self.error(404, code: 1291, "A private result is read once.") }
      service.countRead(of: job)
    }
    return Reply(json: IBMResults(readings, job.order.items).document(isForQiskit: options.supportsQiskit))
  }

  private static func word(of state: EmulatedJob.State) -> String {
    switch state {
    case .queued: "Queued"
    case .running: "Running"
    case .completed: "Completed"
    case .cancelled: "Cancelled"
    case .failed: "Failed"
    }
  }

  private func document(of job: EmulatedJob, withParameters: Bool, in service: ServiceState) -> JSON {
    let state = service.state(of: job)
    let options = IBMOptions(job.order)
    var status: [String: JSON] = ["status": .string(Self.word(of: state))]
    if case .failed(let message) = state {
      status["reason"] = .string(message)
      status["reason_code"] = 1517
    }
    var document: [String: JSON] = [
      "id": .string(job.id), "backend": .string(job.order.target), "state": .object(status),
      "status": .string(Self.word(of: state)), "program": ["id": "sampler"],
      "created": .string(UTCTime(seconds: job.created).iso8601), "cost": options.cost, "user_id": "emulated",
      "tags": .array(job.tags.map { .string($0) }), "estimated_running_time_seconds": .number(job.order.price),
      "usage": ["seconds": .number(service.bill(of: job))], "private": .bool(options.isPrivate),
    ]
    if let session = options.session { document["session_id"] = session }
    if withParameters, !options.isPrivate { document["params"] = options.parameters }
    return .object(document)
  }

  private func metrics(of job: EmulatedJob, in service: ServiceState) -> JSON {
    let state = service.state(of: job)
    return [
      "timestamps": [
        "created": .string(UTCTime(seconds: job.created).iso8601),
        "running": state == .queued || job.cancelled.map { $0 < job.starts } ?? false
          ? .null : .string(UTCTime(seconds: job.starts).iso8601),
        "finished": JSON(job.finished(at: service.now).map { UTCTime(seconds: $0).iso8601 }),
      ],
      "usage": [
        "qpu_charge_time_seconds": state.isFinal ? .number(service.bill(of: job)) : .null,
        "status": state.isFinal ? "complete" : "pending",
      ],
    ]
  }

  // MARK: Lists

  func list(_ request: ReceivedRequest, account: String, in service: ServiceState) -> Reply {
    let limit = request.field("limit").map { Int($0) ?? -1 } ?? 200
    let offset = request.field("offset").map { Int($0) ?? -1 } ?? 0
    guard (1...200).contains(limit), offset >= 0 else {
      return Self.error(400, code: 1211, "The limit is from 1 to 200, and the offset at least 0.")
    }
    let tags = request.fields.filter { $0.name == "tags" }.map(\.value)
    let moments = ["created_after", "created_before"].map { request.field($0).flatMap { UTCTime(iso8601: $0) } }
    var found = service.listed(account: account).filter { job in
      let isPending = !service.state(of: job).isFinal
      let created = UTCTime(seconds: job.created)
      return request.field("pending").map { ($0 == "true") == isPending } ?? true
        && request.field("backend").map { $0 == job.order.target } ?? true
        && request.field("program").map { $0 == "sampler" } ?? true
        && request.field("session_id").map { $0 == IBMOptions(job.order).session?.text } ?? true
        && tags.allSatisfy(job.tags.contains)
        && moments[0].map { created >= $0 } ?? true && moments[1].map { created <= $0 } ?? true
    }
    if request.field("sort")?.uppercased() == "ASC" { found.reverse() }
    let page = found.dropFirst(offset).prefix(limit)
    let withParameters = request.field("exclude_params") != "true"
    return Reply(
      json: [
        "jobs": .array(page.map { document(of: $0, withParameters: withParameters, in: service) }),
        "count": .integer(found.count), "limit": .integer(limit), "offset": .integer(offset),
      ])
  }
}
