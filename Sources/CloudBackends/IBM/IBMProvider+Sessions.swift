internal import Devices
internal import Execution
internal import Formats
internal import Networking

/// Batches, as IBM calls the sessions that bill nothing beside their jobs. Those of the mode `dedicated` bill every
/// second that they are open, which is no job's bill; none are opened.
extension IBMProvider {
  /// The longest that IBM gives: what still waits when a session ends by itself is cancelled.
  static let secondsOfSession = 28_800

  /// Nobody waits long to close a session: what is not closed now is by the next command, or ends by itself.
  private static let briefly = Backoff(
    firstSpanInSeconds: 0.2, longestSpanInSeconds: 1, mostAttempts: 6, longestRestInSeconds: 5)

  var hasSessions: Bool { true }

  func openSession() async -> String? {
    let body: JSON = [
      "mode": "batch", "backend": .string(device.name), "max_ttl": .integer(Self.secondsOfSession),
    ]
    // One whose answer is lost takes no job, costs nothing, and ends by itself.
    guard let bytes = try? body.bytes(), case .taken(let id) = await posted(bytes, to: "/sessions") else { return nil }
    return id
  }

  func closeSession(_ id: String) async throws(RemoteFailure) {
    let body = Array(#"{"accepting_jobs":false}"#.utf8)
    let response = try await authorized(
      .patch, "/sessions/\(PercentEncoding.encode(id))", body: body, backoff: Self.briefly)
    // What is refused for good is over: there is none any more, or it has ended.
    guard !(400..<500).contains(response.status) || [401, 408, 429].contains(response.status) else { return }
    _ = try client.accepted(response, doing: "did not close the session")
  }

  func submit(_ body: [UInt8], in session: String) async -> SubmissionAnswer {
    guard body.first == UInt8(ascii: "{"), let name = try? JSON.string(session).bytes() else {
      return await submit(body)
    }
    return await submit(Array("{\"session_id\":".utf8) + name + [UInt8(ascii: ",")] + body.dropFirst())
  }
}
