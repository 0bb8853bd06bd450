import Catalogue
import Devices
import Formats
import Testing

@testable import DeviceEmulation

/// A service under test, with a clock that the test moves.
struct TestService {
  var service: EmulatedService
  private(set) var now: Double

  static let start = 1_795_000_000.0

  static func machine(_ name: String) throws -> EmulatedDevice {
    let catalogue = BackendCatalogue(devices: DeviceLibrary(workingFolder: "/nowhere", home: nil))
    return try EmulatedDevice(named: name) { (name) throws in try catalogue.backend(named: name) }
  }

  init(
    _ provider: EmulatedProvider, device: String = "ideal", settings: EmulationSettings = EmulationSettings(),
    faults: String? = nil, log: RequestLog = RequestLog(), store: JobStore = JobStore(), now: Double = start
  ) throws {
    var settings = settings
    if let faults {
      settings.faults = try FaultScript(reading: Array("{\"schema\": 1, \"seed\": 7, \"rules\": \(faults)}".utf8))
    }
    self.now = now
    service = try EmulatedService(
      provider, machine: Self.machine(device), settings: settings, log: log, store: store, now: now)
  }

  mutating func pass(_ seconds: Double) {
    now += seconds
    service.advance(to: now)
  }

  mutating func exchange(_ request: ReceivedRequest) -> EmulatedService.Exchange { service.answer(request, at: now) }

  /// The reply to a request that gets one.
  mutating func reply(_ request: ReceivedRequest) throws -> Reply {
    guard case .reply(let reply, _) = exchange(request) else { throw NoReply() }
    return reply
  }

  /// Asks again until the condition holds, while simulations go on and the clock moves a little.
  mutating func wait(_ request: ReceivedRequest, until isDone: (JSONNode) -> Bool) async throws -> JSONNode {
    for _ in 0..<2000 {
      let reply = try reply(request)
      if reply.status == 200, let node = try? JSONNode(parsing: reply.body), isDone(node) { return node }
      pass(0.05)
      try await Task.sleep(for: .milliseconds(2))
    }
    throw NoReply()
  }
}

struct NoReply: Error {}

extension ReceivedRequest {
  init(_ method: String, _ target: String, _ headers: [String: String] = [:], body: String = "") {
    self.init(
      method: method, target: target,
      headers: [Header("Host", "127.0.0.1:80")] + headers.sorted { $0.key < $1.key }.map { Header($0.key, $0.value) },
      body: Array(body.utf8))
  }
}

extension Reply {
  var json: JSON { (try? JSONNode(parsing: body)).map { JSON($0) } ?? .null }
  var text: String { String(decoding: body, as: UTF8.self) }
}

extension JSON {
  subscript(index: Int) -> JSON? {
    if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
  }

  var list: [JSON] { if case .array(let elements) = self { elements } else { [] } }
  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}

/// A circuit without symmetry and what it gives: two registers, one wider than eight bits, measured crosswise.
enum Crossed {
  static let text = """
    OPENQASM 3.0;
    include "stdgates.inc";
    input float[64] theta;
    bit[10] wide;
    bit[2] narrow;
    qubit[4] q;
    x q[0];
    rx(theta) q[1];
    x q[3];
    wide[9] = measure q[0];
    wide[2] = measure q[1];
    narrow[0] = measure q[2];
    narrow[1] = measure q[3];
    """
  /// With theta = pi: wide reads 10 0000 0100, narrow 10.
  static let wide = 0x204
  static let narrow = 2
}
