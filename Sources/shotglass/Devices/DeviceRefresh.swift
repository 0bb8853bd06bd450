import ArgumentParsing
import Catalogue
import CloudBackends
import Devices
import Execution
import Formats

/// `devices refresh`: what a provider publishes of a machine today becomes the file of a device.
enum DeviceRefresh {
  private static let folder = "backends"

  static func run(_ machine: String?, _ library: DeviceLibrary, in session: Session) async throws {
    let (provider, machine) = try parts(machine)
    let name = BackendCatalogue.fileName(of: machine)
    let path = "\(folder)/\(name).json"
    let earlier = library.origin(of: name) == nil ? nil : try known(name, library)
    let device: Device
    do {
      device = try await RemoteOptions.clouds(in: session).calibration(provider, machine: machine, named: name)
    } catch { throw Failure(error) }
    let bytes: [UInt8]
    do { bytes = try device.file(over: earlier?.bytes) } catch { throw Failure(error) }
    try write(bytes, to: path)
    let refreshed = DevicePresentation(try read(name, library).device, from: .file(path: path))
    guard !session.wantsJSON else {
      return try session.print(["file": .string(path), "device": refreshed.listJSON])
    }
    let before = earlier.map { [DevicePresentation($0.device, from: $0.origin).listRow] } ?? []
    session.note("wrote \(path)\(before.isEmpty ? "" : "; before and now:")")
    try session.print(TextTable(rows: [DevicePresentation.listHeads] + before + [refreshed.listRow]).text)
  }

  private static func parts(_ machine: String?) throws(Failure) -> (CloudProviderName, String) {
    let providers = CloudProviderName.allCases.map(\.rawValue)
    guard let machine, let colon = machine.firstIndex(of: ":") else {
      let given = machine.map { "\(quoted($0)) names no provider" } ?? "'devices refresh' needs a machine"
      throw Failure(.misuse, given, help: "shotglass devices refresh ibm:\(machine ?? "ibm_fez")")
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

  private static func known(
    _ name: String, _ library: DeviceLibrary
  ) throws -> (bytes: [UInt8], device: Device, origin: DeviceLibrary.Origin) {
    let (device, origin) = try read(name, library)
    do { return (try library.content(of: name), device, origin) } catch { throw Failure(error) }
  }

  private static func read(
    _ name: String, _ library: DeviceLibrary
  ) throws(Failure) -> (device: Device, origin: DeviceLibrary.Origin) {
    do { return try library.device(named: name) } catch { throw Failure(error) }
  }

  /// Whole or not at all: a file that is half written would hide the device that is compiled in.
  private static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try StoredFile.makeFolder(folder)
      try StoredFile.replace(path, with: bytes)
    } catch { throw Failure(.fault, error.message, help: "make room, or go to a folder that you may write to") }
  }
}
