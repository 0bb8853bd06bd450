internal import Formats

/// Jobs that belong together: a batch, or a machine of one's own for a time.
struct IBMSession: Sendable {
  let account: String
  let mode: String
  let created: Double
  /// When it ends by itself.
  let ends: Double
  /// Whether jobs may still be added, and when it was closed.
  var accepts = true
  var closed: Double?

  /// The session as it is at a moment.
  func at(_ now: Double) -> IBMSession {
    guard now >= ends, closed == nil else { return self }
    var session = self
    session.accepts = false
    session.closed = ends
    return session
  }
}

extension IBMProtocol {
  func sessions(
    _ request: ReceivedRequest, _ path: [String], account: String, in service: inout ServiceState
  ) -> Reply {
    if path.count == 3 {
      return request.method == "POST" ? open(request, account: account, in: &service) : Self.notFound
    }
    let id = path[3]
    guard let session = service.sessions[id]?.at(service.now), session.account == account else {
      return Self.error(404, code: 1291, "Session not found: \(id).")
    }
    switch (request.method, path.count) {
    case ("GET", 4): return Reply(json: document(of: session, id: id, in: service))
    case ("PATCH", 4):
      do {
        var object = try JSONReader(parsing: request.body).object()
        service.sessions[id]?.accepts = try object.required("accepting_jobs").bool() && session.closed == nil
        return Reply(204)
      } catch { return Self.error(400, code: 1221, "\(error)") }
    case ("DELETE", 5) where path[4] == "close":
      service.sessions[id]?.accepts = false
      if session.closed == nil { service.sessions[id]?.closed = service.now }
      return Reply(204)
    default: return Self.notFound
    }
  }

  private static let modes = ["batch", "dedicated"]
  /// In seconds: eight hours.
  private static let longestSession = 28_800

  private func open(_ request: ReceivedRequest, account: String, in service: inout ServiceState) -> Reply {
    do {
      var object = try JSONReader(parsing: request.body).object()
      let mode = try object.optional("mode")?.string() ?? "batch"
      guard Self.modes.contains(mode), service.sessions.count < ServiceLimits.circuits else {
        return Self.error(400, code: 1221, "A session's mode is batch or dedicated.")
      }
      if let backend = object.present("backend"), try backend.string() != service.machine.name {
        throw backend.error("there is no such backend here; there is \"\(service.machine.name)\"")
      }
      let seconds = try object.present("max_ttl")?.integer(in: 1...Self.longestSession) ?? Self.longestSession
      let id = service.uuid(ordinal: service.sessions.count, label: "session")
      let session = IBMSession(
        account: account, mode: mode, created: service.now,
        ends: service.now + service.wallSeconds(Double(seconds)))
      service.sessions[id] = session
      return Reply(json: document(of: session, id: id, in: service))
    } catch { return Self.error(400, code: 1221, "\(error)") }
  }

  private func document(of session: IBMSession, id: String, in service: ServiceState) -> JSON {
    [
      "id": .string(id), "backend_name": .string(service.machine.name), "mode": .string(session.mode),
      "accepting_jobs": .bool(session.accepts), "created_at": .string(UTCTime(seconds: session.created).iso8601),
      "closed_at": JSON(session.closed.map { UTCTime(seconds: $0).iso8601 }),
      "max_ttl": .integer(Int(((session.ends - session.created) * service.settings.timeScale).rounded())),
      "state": session.closed == nil ? "open" : "closed",
    ]
  }

  /// Why a session takes no job; nil where it does.
  func check(_ id: String, account: String, in service: ServiceState) -> Reply? {
    guard let session = service.sessions[id]?.at(service.now), session.account == account else {
      return Self.error(404, code: 1291, "Session not found: \(id).")
    }
    return session.accepts ? nil : Self.error(400, code: 1218, "The session is closed: \(id).")
  }
}
