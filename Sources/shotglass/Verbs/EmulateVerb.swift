import ArgumentParsing
import Catalogue
import DeviceEmulation
import Devices
import Execution
import Formats
import Simulation

/// `emulate`: a provider's REST service on this machine, with a simulator behind it.
enum EmulateVerb {
  private enum Limits: String, CaseIterable, Sendable { case real, none }

  static let provider = Option<EmulatedProvider?>.choice(
    "protocol", placeholder: "NAME", help: "Whose protocol to speak.")
  static let device = Option<String?>.text(
    "device", placeholder: "NAME", help: "The machine behind it: ideal, or a device of 'shotglass devices'.")
  static let port = Option<Int?>.integer("port", placeholder: "P", in: 0...65_535, help: "The port; 0 is any free one.")
  static let log = Option.file("log", help: "Add a line of JSON for everything that happens to this file.")
  static let faults = Option.file(
    "faults", help: "What goes wrong, and when: rules as JSON; 'shotglass help emulation' shows them.")
  private static let limits = Option<Limits>.choice(
    "limits", placeholder: "HOW", default: .none,
    help: "real: jobs wait, take as long, and are as few as at the provider; none: they are quick and many.")
  static let timeScale = Option<Double>.number(
    "time-scale", in: 0.001...100_000, default: 1, help: "How many seconds of the service pass in one of ours.")
  static let state = Option.file(
    "state", placeholder: "DIR", help: "Keep jobs in this folder, and take up those that are there.")

  static let verb = Verb(
    command: Command(
      name: "emulate", summary: "Serve a cloud provider's protocol on this machine, with a simulator behind it.",
      description: """
        Serves on 127.0.0.1 only, until it is interrupted, and then exits with 0. The first line printed is the \
        address; then come settings for the vendor's own client, one a line, and an empty line. Credentials are fake: \
        keys begin with FAKE. Nothing is paid, and nothing leaves this machine.

        The same seed, device and jobs give the same results.
        """,
      options: [
        provider.declaration, device.declaration, port.declaration, log.declaration, faults.declaration,
        limits.declaration, timeScale.declaration, state.declaration,
      ],
      examples: [
        Command.Example(
          "shotglass emulate --protocol ibm --device ibm_manila",
          "IBM's service with the twin of a machine of 5 qubits."),
        Command.Example(
          "shotglass emulate --protocol ibm --device ideal --port 8080 --log requests.jsonl",
          "A service without noise, and a log of all requests."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    guard let provider = arguments[provider] else {
      let names = EmulatedProvider.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(.misuse, "no protocol is named", help: "add --protocol NAME, one of \(names)")
    }
    guard let name = arguments[device] else {
      throw Failure(.misuse, "no device is named", help: "add --device ideal, or one of 'shotglass devices'")
    }
    var settings = EmulationSettings()
    settings.seed = session.seed ?? 0
    settings.hasRealLimits = arguments[limits] == .real
    settings.timeScale = arguments[timeScale]
    settings.faults = try faultScript(arguments[faults], in: session)
    do {
      let machine = try machine(named: name, in: session)
      let identity = "\(provider.rawValue) \(name) seed \(settings.seed)"
      let server = try EmulationServer(port: UInt16(clamping: arguments[port] ?? 0))
      let service = try EmulatedService(
        provider, machine: machine, settings: settings,
        log: arguments[log].map { (path) throws(EmulationError) in try RequestLog(path: path) } ?? RequestLog(),
        store: arguments[state].map { (folder) throws(EmulationError) in
          try JobStore(folder: folder, identity: identity)
        } ?? JobStore())
      Interruption.endQuietly()
      let settings = service.settings(endpoint: server.url)
      if session.wantsJSON {
        try session.print(announcement(of: server.url, settings))
      } else {
        try session.print("\(server.url)\n" + settings.map { "\($0.key)=\($0.value)\n" }.joined() + "\n")
      }
      try await server.serve(service)
    } catch let error as EmulationError {
      throw Failure(error.kind == .misuse ? .misuse : .fault, error.message, place: error.place, help: error.help)
    }
    return .done
  }

  static func announcement(of address: String, _ settings: [(key: String, value: String)]) -> [String: JSON] {
    [
      "address": .string(address),
      "settings": .array(settings.map { ["name": .string($0.key), "value": .string($0.value)] }),
    ]
  }

  private static func faultScript(_ path: String?, in session: Session) throws(Failure) -> FaultScript {
    guard let path else { return FaultScript() }
    let source = try session.read(path)
    do { return try FaultScript(reading: source.bytes) } catch { throw Failure(error, file: source.displayName) }
  }

  private static func machine(named name: String, in session: Session) throws -> EmulatedDevice {
    if name != EmulatedDevice.idealName {
      do { _ = try session.devices.device(named: name) } catch { throw Failure(error) }
    }
    let catalogue = BackendCatalogue(devices: session.devices)
    return try EmulatedDevice(named: name) { (name) throws in try catalogue.backend(name) }
  }
}
