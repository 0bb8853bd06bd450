import Circuits
import Devices
import Execution
import Formats
import Foundation
import Journals
import Networking
import Numerics
import OpenQASM
import Synchronization
import Testing

@testable import CloudBackends

/// Answers of providers, and a client that plays them.
enum Fixture {
  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Resources")
    return Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  /// A recorded answer's body.
  static func answer(_ name: String) throws -> [UInt8] {
    var object = try JSONReader(parsing: bytes("answers.json")).object()
    return Array(try object.required(name).string().utf8)
  }

  static func reply(_ name: String, _ status: Int = 200) throws -> Result<HTTPResponse, TransportError> {
    .success(HTTPResponse(status: status, body: try answer(name)))
  }

  static func reply(_ text: String, status: Int) -> Result<HTTPResponse, TransportError> {
    .success(HTTPResponse(status: status, body: Array(text.utf8)))
  }

  static let lost = Result<HTTPResponse, TransportError>.failure(
    TransportError(.connectionLost, .ambiguous, "the connection died"))

  static func circuit(_ text: String) throws -> Circuit {
    let result = Loader.load(SourceText(path: "x.qasm", bytes: Array(text.utf8)))
    return try #require(result.circuit, "\(result.diagnostics.first?.message ?? "")")
  }

  static func layout(_ text: String, shots: Int) throws -> ResultLayout {
    ResultLayout(try circuit("OPENQASM 3.0; include \"stdgates.inc\"; \(text)"), shots: shots)
  }

  static func counts(_ result: CloudResult?) -> [String: Int]? {
    guard case .counts(let counts) = result else { return nil }
    return Dictionary(uniqueKeysWithValues: (0..<counts.count).map { (counts.key(at: $0), counts.occurrences[$0]) })
  }

  static let crn = "crn:v1:bluemix:public:quantum-computing:us-east:a/0123:1111::"

  static func device(price: Device.Price? = nil, maximumShots: Int? = nil) -> Device {
    var device = Device(name: "ibm_loop", source: "test", qubits: [], gates: [], maximumShots: maximumShots)
    device.price = price
    return device
  }
}

/// A provider, its journal in a folder of its own, a clock that only sleeping moves, and what is played.
final class CloudFixture: Sendable {
  let folder: String
  private let time = Mutex(UTCTime(secondsSince1970: 1_795_225_717))

  init() { folder = FileManager.default.temporaryDirectory.appendingPathComponent("cloud-\(UUID().uuidString)").path }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var clock: WallClock {
    WallClock(
      now: { [self] in time.withLock { $0 } },
      sleep: { [self] seconds in
        pass(seconds: Int(seconds.rounded(.up)))
        await Task.yield()
      })
  }

  func pass(seconds: Int) { time.withLock { $0 = $0.adding(seconds: seconds) } }

  func journal() throws -> Journal { try Journal(folder: folder, now: clock.now) }

  func client(_ provider: CloudProviderName, _ transport: any Transport, _ server: String = "http://127.0.0.1:1") throws
    -> CloudClient
  {
    CloudClient(provider: provider, endpoint: try Endpoint(server), transport: transport, clock: clock)
  }

  func ibm(
    _ transport: any Transport, device: Device = Fixture.device(), instance: String = Fixture.crn,
    server: String = "http://127.0.0.1:1"
  ) throws -> IBMProvider {
    let client = try client(.ibm, transport, server)
    return IBMProvider(
      client: client, tokens: IBMTokens(client, key: Secret("FAKE_API_KEY")), instance: instance, device: device)
  }

  func ionq(_ transport: any Transport) throws -> IonQProvider {
    IonQProvider(
      client: try client(.ionq, transport), key: Secret("FAKE_KEY"), machine: "qpu.forte-1",
      device: Fixture.device())
  }

  static let awsKeys = keys("FAKESESSIONTOKEN")

  /// Keys of a profile, with a session token where one is given.
  static func keys(_ token: String?) -> AWSKeys {
    AWSKeys(
      AWSCredentials(
        accessKeyID: "AKIAFAKEFAKEFAKEFAKE", secretAccessKey: Secret("fake/secret"),
        sessionToken: token.map { Secret($0) }), from: .profile("lab", file: "/h/.aws/credentials"))
  }

  /// Where the keys are read again, there are those of `reread`.
  func braket(
    _ transport: any Transport, device: Device = Fixture.device(), keys: AWSKeys = awsKeys,
    reread: @escaping @Sendable () throws(RemoteFailure) -> AWSKeys? = { () throws(RemoteFailure) in nil }
  ) throws -> BraketProvider {
    let client = try client(.braket, transport)
    let aws = AWSClient(
      transport, clock: clock, accounts: client.endpoint, region: "eu-north-1", keys: keys, now: clock.now,
      reread: reread)
    return BraketProvider(
      client: client, aws: aws, machine: "arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet", region: "eu-north-1",
      bucket: "amazon-braket-fakebucket", prefix: "tasks", device: device, storage: client.endpoint)
  }

  func backend(_ provider: any CloudProvider) throws -> CloudBackend {
    CloudBackend(
      name: "\(provider.name.rawValue):loop", device: Fixture.device(),
      desk: JobDesk(provider: provider, journal: try journal(), clock: clock))
  }

  /// One circuit that puts qubit 0 into bit 1 and qubit 1 into bit 0.
  static func batch(shots: Int = 100, entries: Int = 1) throws -> Batch {
    let circuit = try Fixture.circuit(
      "OPENQASM 3.0; include \"stdgates.inc\"; bit[2] meas; x $0; meas[1] = measure $0; meas[0] = measure $1;")
    return Batch(
      (0..<entries).map { _ in Batch.Entry(Program(circuit), shots: shots) }, stream: RandomStream(seed: 1))
  }
}
