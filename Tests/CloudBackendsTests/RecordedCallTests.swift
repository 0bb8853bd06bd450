import Execution
import Formats
import Journals
import Networking
import Synchronization
import Testing

@testable import CloudBackends

/// Every call of ours beside the one that the vendor's own client was recorded with: recorded-calls.json. What differs
/// is listed there, with the reason.
@Suite struct RecordedCallTests {
  /// What libcurl adds by itself.
  private static let added: Set<String> = ["accept", "host"]

  @Test("what is sent to each provider is what its own client sends, but for what is listed with a reason")
  func matchesRecordings() async throws {
    let batch = try CloudFixture.batch()
    for provider in CloudProviderName.allCases {
      let fixture = CloudFixture()
      let transport = AnsweringTransport()
      let made: any CloudProvider =
        switch provider {
        case .ibm: try fixture.ibm(transport)
        case .ionq: try fixture.ionq(transport)
        case .braket: try fixture.braket(transport)
        }
      let samples = try await fixture.backend(made).run(batch)
      #expect(samples.count == 1)
      let record = try #require(try fixture.journal().records().jobs.all.first)
      try await made.cancel(try #require(record.job))
      #expect(try await made.search(record.intent) == .absent)
      if made.hasSessions { try await made.closeSession(try #require(await made.openSession())) }
      var seen: Set<String> = []
      for asked in transport.asked { seen.insert(try Self.check(asked, of: provider)) }
      #expect(try seen == Set(Self.calls(of: provider).map(\.key)), "\(provider)")
    }
  }

  private static func calls(of provider: CloudProviderName) throws -> [(key: String, value: JSONReader)] {
    var all = try JSONReader(parsing: Fixture.bytes("recorded-calls.json")).object()
    var calls = try all.required(provider.rawValue).object()
    return calls.all()
  }

  /// Compares one request with the recorded one, and gives the name of the call.
  private static func check(_ request: HTTPRequest, of provider: CloudProviderName) throws -> String {
    func path(_ target: String) -> Substring { target.prefix { $0 != "?" } }
    let match = try calls(of: provider).first { call in
      var fields = try call.value.object()
      return try fields.required("method").string() == request.method.rawValue
        && path(fields.required("target").string()) == request.path
    }
    let (name, call) = try #require(match, "\(provider) \(request.method.rawValue) \(request.target)")
    var object = try call.object()
    let (notOurs, ours) = (try keys(object.optional("notOurs")), try keys(object.optional("ours")))
    let place = "\(provider) \(name)"
    let recorded = Set(try object.required("headers").array().map { try $0.string().lowercased() })
    let sent = Set(request.headers.fields.map { $0.name.lowercased() })
    let left = Set(notOurs.map { $0.lowercased() })
    #expect(recorded.subtracting(left).subtracting(added).isSubset(of: sent), "\(place)")
    #expect(sent.subtracting(added).isSubset(of: recorded.subtracting(left)), "\(place): \(sent)")
    let names = { (query: Substring) in Set(query.split(separator: "&").map { String($0.prefix { $0 != "=" }) }) }
    let target = try object.required("target").string()
    if object.optional("documented") == nil {
      let missing = names(request.query[...]).symmetricDifference(names(target.dropFirst(path(target).count + 1)))
      #expect(missing.isSubset(of: ours.union(notOurs)), "\(place): \(missing)")
    }
    if let form = object.optional("form") {
      let names = String(decoding: request.body, as: UTF8.self).split(separator: "&").map { $0.prefix { $0 != "=" } }
      #expect(try names.map(String.init) == form.array().map { try $0.string() }, "\(place)")
    }
    if let fields = object.optional("fields") { try compare(fields, request.body, notOurs, ours, place) }
    return name
  }

  /// Fields of the body by their types.
  private static func compare(
    _ fields: JSONReader, _ body: [UInt8], _ notOurs: Set<String>, _ ours: Set<String>, _ place: String
  ) throws {
    var rows = try fields.object()
    let recorded = Dictionary(uniqueKeysWithValues: try rows.all().map { ($0.key, try $0.value.string()) })
    var sent: [String: String] = [:]
    try flatten(JSON(try JSONNode(parsing: body)), "", &sent)
    for (key, type) in recorded where !notOurs.contains(key) { #expect(sent[key] == type, "\(place) \(key)") }
    let added = Set(sent.keys).subtracting(recorded.keys)
    #expect(added == ours, "\(place)")
    #expect(notOurs.isDisjoint(with: sent.keys), "\(place)")
  }

  /// The type of each value; texts that are documents are looked into.
  private static func flatten(_ json: JSON, _ path: String, _ result: inout [String: String]) throws {
    switch json {
    case .object(let members):
      for (key, value) in members { try flatten(value, path.isEmpty ? key : "\(path).\(key)", &result) }
    case .array(let elements):
      for (index, value) in elements.enumerated() { try flatten(value, "\(path)[\(index)]", &result) }
    case .string(let text) where text.hasPrefix("{"):
      try flatten(JSON(try JSONNode(parsing: Array(text.utf8))), path, &result)
    case .string: result[path] = "string"
    case .bool: result[path] = "bool"
    case .null: result[path] = "null"
    default: result[path] = "number"
    }
  }

  private static func keys(_ reader: JSONReader?) throws -> Set<String> {
    guard var object = try reader?.object() else { return [] }
    return Set(object.all().map(\.key))
  }
}

/// Answers every call of each provider, and keeps what was asked.
private final class AnsweringTransport: Transport {
  private let all = Mutex<[HTTPRequest]>([])

  var asked: [HTTPRequest] { all.withLock { $0 } }

  func send(
    _ request: HTTPRequest, to endpoint: Endpoint, _ policy: TransferPolicy
  ) async throws(TransportError) -> HTTPResponse {
    all.withLock { $0.append(request) }
    return try answer(request).get()
  }

  private func answer(_ request: HTTPRequest) -> Result<HTTPResponse, TransportError> {
    let text: String
    switch (request.method, request.path) {
    case (.post, "/"): return BraketScript.account.outcome
    case (.get, "/v0.4/whoami"): text = #"{"key_id":"k","project_id":"p"}"#
    case (.get, "/api/v1/jobs"), (.get, "/v0.4/jobs"): text = #"{"jobs":[]}"#
    case (.post, "/quantum-tasks"): text = #"{"quantumTasks":[]}"#
    case (.get, BraketScript.result): text = #"{"measurements":[[1,0]],"measuredQubits":[0,1]}"#
    case (.get, let path) where path.contains("/artifacts/"): text = #"{"shots":[{"registers":{"c":"01"}}]}"#
    case (_, let path) where path.hasSuffix("/cancel"): text = "{}"
    default: return (try? Fixture.reply(recording(request))) ?? Fixture.lost
    }
    return Fixture.reply(text, status: 200)
  }

  private func recording(_ request: HTTPRequest) -> String {
    switch (request.method, request.path) {
    case (.post, "/identity/token"): "ibmToken"
    case (.post, "/api/v1/jobs"), (.post, "/api/v1/sessions"), (.patch, _): "ibmSubmit"
    case (.get, IBMScript.job): "ibmCompleted"
    case (.get, "\(IBMScript.job)/results"): "ibmTagged"
    case (.get, "\(IBMScript.job)/metrics"): "ibmMetrics"
    case (.post, "/v0.4/jobs"): "ionqSubmit"
    case (.get, let path) where path.hasPrefix("/v0.4/jobs/"): "ionqCompleted"
    case (.post, "/quantum-task"): "braketSubmit"
    default: "braketCompleted"
    }
  }
}
