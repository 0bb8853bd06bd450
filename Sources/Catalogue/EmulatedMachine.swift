internal import CloudBackends
internal import DeviceEmulation
internal import Execution
internal import Formats
internal import FoundationEssentials

/// A provider's service within this process: it listens on a free port of the loopback for as long as someone holds it.
final class EmulatedMachine: Sendable {
  private let server: EmulationServer
  private let folder: String
  /// What the client is told to come here, with keys that the service takes.
  let environment: [String: String]

  /// A service that speaks a provider's protocol with a machine behind it.
  init(_ provider: CloudProviderName, _ machine: EmulatedDevice) throws(RemoteFailure) {
    folder =
      FileManager.default.temporaryDirectory.path(percentEncoded: false)
      .trimmedSlash + "/shotglass-emulated-\(String(UInt64.random(in: 0 ... .max), radix: 16))"
    do {
      var settings = EmulationSettings()
      settings.isImmediate = true
      let service = try EmulatedService(provider.emulated, machine: machine, settings: settings)
      server = try EmulationServer()
      server.start(service) { _ in }
    } catch { throw RemoteFailure(.fault, error.message, help: error.help ?? "run the same command again") }
    environment = Self.environment(provider, server.url)
  }

  deinit {
    server.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Where the journal lies: it goes with the service, whose jobs nobody can ask for afterwards.
  var journalFolder: String { folder }

  private static func environment(_ provider: CloudProviderName, _ url: String) -> [String: String] {
    switch provider {
    case .ibm:
      [
        "QISKIT_IBM_TOKEN": "FAKE_API_KEY", "SHOTGLASS_ENDPOINT_IBM": url, "SHOTGLASS_ENDPOINT_IBM_IAM": url,
        "QISKIT_IBM_INSTANCE": "crn:v1:bluemix:public:quantum-computing:us-east:a/0:1::",
      ]
    case .braket:
      [
        "AWS_ACCESS_KEY_ID": "AKIAFAKEFAKEFAKEFAKE", "AWS_SECRET_ACCESS_KEY": "fake/secret",
        "AWS_REGION": "us-east-1", "BRAKET_S3_BUCKET": "amazon-braket-emulated", "SHOTGLASS_ENDPOINT_BRAKET": url,
        "SHOTGLASS_ENDPOINT_S3": url, "SHOTGLASS_ENDPOINT_STS": url,
      ]
    case .ionq: ["IONQ_API_KEY": "FAKE_API_KEY", "SHOTGLASS_ENDPOINT_IONQ": url]
    }
  }
}

extension CloudProviderName {
  fileprivate var emulated: EmulatedProvider {
    switch self {
    case .ibm: .ibm
    case .braket: .braket
    case .ionq: .ionq
    }
  }

  /// What the emulated service calls a device.
  func emulatedMachine(_ device: String) -> String {
    switch self {
    case .ibm: device
    case .braket where device == EmulatedDevice.idealName: "arn:aws:braket:::device/quantum-simulator/amazon/sv1"
    case .braket: "arn:aws:braket:us-east-1::device/qpu/shotglass/\(device)"
    case .ionq: device == EmulatedDevice.idealName ? "simulator" : "qpu.\(device)"
    }
  }
}

extension String {
  fileprivate var trimmedSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}
