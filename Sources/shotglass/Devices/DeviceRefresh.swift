import ArgumentParsing
import Catalogue
import CloudBackends
import Devices
import Execution
import Formats

/// `devices refresh`: what a provider publishes of a machine today becomes the file of a device.
struct DeviceRefresh {
  private let session: Session
  /// Where devices of one's own lie.
  private let folder: String

  init(in session: Session) {
    self.session = session
    let home = session.environment["SHOTGLASS_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    folder = (home ?? ".") + "/backends"
  }

  /// Of one machine, or of all that the keys for IBM open.
  func run(_ machine: String?) async throws {
    var machines: [(CloudProviderName, String)] = []
    if let machine {
      machines.append(try parts(machine))
    } else {
      do { machines = try await RemoteOptions.clouds(in: session).machines(.ibm).map { (.ibm, $0) } } catch {
        throw Failure(error)
      }
    }
    var rows: [[String]] = []
    var documents: [JSON] = []
    for (provider, machine) in machines {
      let (before, now) = try await refresh(provider, machine)
      rows += [before, now].compactMap { $0?.listRow }
      documents.append(now.listJSON)
    }
    guard !session.wantsJSON else { return try session.print(["devices": .array(documents)]) }
    try session.print(TextTable(rows: [DevicePresentation.listHeads] + rows).text)
  }

  private func parts(_ machine: String) throws(Failure) -> (CloudProviderName, String) {
    let providers = CloudProviderName.allCases.map(\.rawValue)
    guard let colon = machine.firstIndex(of: ":") else {
      throw Failure(
        .misuse, "\(quoted(machine)) names no provider", help: "shotglass devices refresh ibm:\(machine)")
    }
    let word = String(machine[..<colon])
    guard let provider = CloudProviderName(rawValue: word) else {
      throw Failure(
        .misuse, "there is no provider \(quoted(word))",
        help: NearestMatch.find(word, among: providers).map { "did you mean '\($0)\(machine[colon...])'?" }
          ?? "providers: \(providers.joined(separator: ", "))")
    }
    return (provider, String(machine[machine.index(after: colon)...]))
  }

  /// The device as it was known and as it is now.
  private func refresh(
    _ provider: CloudProviderName, _ machine: String
  ) async throws -> (before: DevicePresentation?, now: DevicePresentation) {
    let name = BackendCatalogue.fileName(of: machine)
    let path = "\(folder)/\(name).json"
    let library = session.devices
    let origin = library.origin(of: name)
    do {
      let before = origin == nil ? nil : try library.device(named: name)
      let device = try await RemoteOptions.clouds(in: session).calibration(provider, machine: machine, named: name)
      let bytes = try device.file(over: origin == nil ? nil : library.content(of: name))
      try write(bytes, to: path)
      session.note("wrote \(path)\(before == nil ? "" : "; before and now are listed")")
      if case .file(let other)? = origin, other != path {
        session.note("warning: \(other) comes before it, and is older; remove it to use the new one")
      }
      return (
        before.map { DevicePresentation($0.device, from: $0.origin) },
        DevicePresentation(try Device(reading: bytes, file: path), from: .file(path: path))
      )
    } catch let error as DeviceError { throw Failure(error) } catch let error as RemoteFailure { throw Failure(error) }
  }

  /// Whole or not at all: a file that is half written would hide the device that is compiled in.
  private func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    do {
      try StoredFile.makeFolder(folder)
      try StoredFile.replace(path, with: bytes)
    } catch { throw Failure(.fault, error.message, help: "make room, or go to a folder that you may write to") }
  }
}
