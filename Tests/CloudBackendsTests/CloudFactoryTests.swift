import Execution
import Foundation
import Networking
import Testing

@testable import CloudBackends

@Suite struct CloudFactoryTests {
  private static let keys = [
    "QISKIT_IBM_TOKEN": "FAKE_API_KEY", "QISKIT_IBM_INSTANCE": Fixture.crn, "IONQ_API_KEY": "FAKE_KEY",
    "AWS_ACCESS_KEY_ID": "AKIAFAKEFAKEFAKEFAKE", "AWS_SECRET_ACCESS_KEY": "fake/secret", "AWS_REGION": "us-east-1",
    "BRAKET_S3_BUCKET": "amazon-braket-fakebucket",
  ]

  private static func backend(
    _ provider: CloudProviderName, _ machine: String, _ environment: [String: String], _ fixture: CloudFixture
  ) -> Result<CloudBackend, RemoteFailure> {
    let factory = CloudFactory(
      environment: environment, journalFolder: fixture.folder, transport: RecordedTransport([]))
    do { return .success(try factory.backend(provider, machine: machine, device: Fixture.device())) } catch {
      return .failure(error)
    }
  }

  private static func failure(_ result: Result<CloudBackend, RemoteFailure>) -> RemoteFailure? {
    if case .failure(let failure) = result { failure } else { nil }
  }

  @Test("machines are called where their accounts and names say")
  func findsServers() async throws {
    let fixture = CloudFixture()
    let ibm = try Self.backend(.ibm, "ibm_fez", Self.keys, fixture).get()
    let provider = try #require(ibm.desk.provider as? IBMProvider)
    #expect(ibm.name == "ibm:ibm_fez" && "\(provider.client.endpoint)" == "https://quantum.cloud.ibm.com")
    var european = Self.keys
    european["QISKIT_IBM_INSTANCE"] = Fixture.crn.replacing("us-east", with: "eu-de")
    let other = try Self.backend(.ibm, "ibm_x", european, fixture).get().desk.provider as? IBMProvider
    #expect(other.map { "\($0.client.endpoint)" } == "https://eu-de.quantum.cloud.ibm.com")
    let machine = "arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet"
    let braket = try #require(
      try Self.backend(.braket, machine, Self.keys, fixture).get().desk.provider as? BraketProvider)
    #expect("\(braket.client.endpoint)" == "https://braket.eu-north-1.amazonaws.com" && braket.region == "eu-north-1")
    let simulator = "arn:aws:braket:::device/quantum-simulator/amazon/sv1"
    let local = Self.keys.merging(
      ["BRAKET", "S3", "STS"].map { ("SHOTGLASS_ENDPOINT_\($0)", "http://127.0.0.1:9") }
    ) { $1 }
    let emulated = try Self.backend(.braket, simulator, local, fixture).get().desk.provider as? BraketProvider
    #expect(emulated?.client.endpoint.isLoopback == true && emulated?.region == "us-east-1")
    let ionq = try Self.backend(.ionq, "simulator", Self.keys, fixture).get().desk.provider as? IonQProvider
    #expect(ionq.map { "\($0.client.endpoint)" } == "https://api.ionq.co")
  }

  @Test("missing keys are a fault of credentials that names them")
  func namesMissingKeys() {
    for (provider, machine, key) in [
      (CloudProviderName.ibm, "x", "QISKIT_IBM_TOKEN"), (.ibm, "x", "QISKIT_IBM_INSTANCE"),
      (.ionq, "x", "IONQ_API_KEY"), (.braket, "x", "AWS_SECRET_ACCESS_KEY"),
    ] {
      var keys = Self.keys
      keys[key] = ""
      let failure = Self.failure(Self.backend(provider, machine, keys, CloudFixture()))
      #expect(failure?.kind == .credentials && failure?.message.contains(key) == true)
    }
  }

  @Test("keys never go halfway: servers of one provider are all on this machine, or none is")
  func refusesHalves() {
    let fixture = CloudFixture()
    let simulator = "arn:aws:braket:::device/quantum-simulator/amazon/sv1"
    let local = "http://127.0.0.1:9"
    for (provider, machine, variables) in [
      (CloudProviderName.ibm, "x", ["SHOTGLASS_ENDPOINT_IBM": local]),
      (.ibm, "x", ["SHOTGLASS_ENDPOINT_IBM_IAM": local]),
      (.braket, simulator, ["SHOTGLASS_ENDPOINT_BRAKET": local, "SHOTGLASS_ENDPOINT_STS": local]),
      (.braket, simulator, ["SHOTGLASS_ENDPOINT_S3": local]),
      (.ionq, "x", ["SHOTGLASS_ENDPOINT_IONQ": "http://api.ionq.co"]),
      (.ionq, "x", ["SHOTGLASS_TIME_SCALE": "100"]),
      (.ionq, "x", ["SHOTGLASS_TIME_SCALE": "0", "SHOTGLASS_ENDPOINT_IONQ": local]),
      (.ionq, "x y", [:]), (.braket, "sv1", [:]), (.braket, "arn:aws:s3:::device/x", [:]),
    ] {
      let failure = Self.failure(Self.backend(provider, machine, Self.keys.merging(variables) { $1 }, fixture))
      #expect(failure?.kind == .misuse, "\(variables): \(failure?.message ?? "accepted")")
    }
    var keys = Self.keys
    for instance in ["", "crn", "crn:v1:bluemix:public:quantum-computing:evil.com/:a:b::", "x:1:2:3:4:us:6:7"] {
      keys["QISKIT_IBM_INSTANCE"] = instance
      #expect(Self.failure(Self.backend(.ibm, "x", keys, fixture))?.kind == .credentials)
    }
  }

  @Test("the environment comes before the file, which nobody else may read")
  func readsFile() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: "\(folder)/shotglass", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/shotglass/credentials"
    try "IONQ_API_KEY=file\nAWS_REGION=eu-west-1\n".write(toFile: path, atomically: true, encoding: .utf8)
    let environment = ["XDG_CONFIG_HOME": folder, "IONQ_API_KEY": "environment"]
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    let failure = #expect(throws: RemoteFailure.self) { try CloudCredentials(environment: environment) }
    #expect(failure?.kind == .credentials && failure?.help.contains("chmod 600") == true)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let credentials = try CloudCredentials(environment: environment)
    #expect(credentials.value("IONQ_API_KEY")?.revealed == "environment")
    #expect(credentials.value("AWS_REGION")?.revealed == "eu-west-1" && credentials.value("QISKIT_IBM_TOKEN") == nil)
    try "hush\n".write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let damaged = #expect(throws: RemoteFailure.self) {
      try CloudCredentials(environment: [:].merging(environment) { $1 })
    }
    #expect(damaged?.message.contains("hush") == false && damaged?.message.contains("credentials:1") == true)
  }
}
