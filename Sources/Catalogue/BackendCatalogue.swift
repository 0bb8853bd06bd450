internal import Circuits
package import CloudBackends
package import Devices
package import Execution
internal import Formats
package import Simulation
internal import Transpilation

/// Finds the backend of a name: the one place that knows all of them.
package struct BackendCatalogue: Sendable {
  package static let ideal = "ideal"
  static let twinPrefix = "noisy-"
  static let emulatedPrefix = "emulated-"

  package let devices: DeviceLibrary
  package let settings: LocalBackend.Settings
  /// What comes on top of a device's own noise; on qubits of the program where the backend is ideal.
  package let noise: NoiseModel
  /// What makes backends of machines in clouds; nil where only this machine may be used.
  package let clouds: CloudFactory?
  /// Whether keys are read and services started at once, and not when the first batch comes.
  package var opensRemote = true

  package init(
    devices: DeviceLibrary, settings: LocalBackend.Settings = LocalBackend.Settings(), noise: NoiseModel = NoiseModel(),
    clouds: CloudFactory? = nil
  ) {
    self.devices = devices
    self.settings = settings
    self.noise = noise
    self.clouds = clouds
  }

  /// Every name of this machine that `backend(named:)` knows, those of emulated services included where they may be used.
  package var names: [String] {
    let known = devices.entries.map(\.name)
    return [Self.ideal] + known.filter { $0 != Self.ideal }.map { Self.twinPrefix + $0 }
      + (clouds == nil ? [] : known.map { Self.emulatedPrefix + $0 })
  }

  /// The device whose file decides what a backend of this name does; nil where none does.
  package func deviceName(ofBackend name: String) -> String? {
    if name.hasPrefix(Self.twinPrefix) { return String(name.dropFirst(Self.twinPrefix.count)) }
    return Self.emulatedName(name)?.device
  }

  package func backend(named name: String) throws(CatalogueError) -> any Backend {
    if name == Self.ideal {
      return LocalBackend(name: name, device: try device(Self.ideal), noise: noise, settings: settings)
    }
    if let remote = try remote(named: name) {
      do { if opensRemote { try remote.line.open() } } catch { throw .remote(error) }
      return remote
    }
    guard name.hasPrefix(Self.twinPrefix) else { throw refusal(of: name) }
    let twin = String(name.dropFirst(Self.twinPrefix.count))
    guard devices.origin(of: twin) != nil else { throw refusal(of: name) }
    return try self.twin(of: twin)
  }

  /// The local twin of a device; `writesDelays` where what it compiles says where qubits wait.
  func twin(of name: String, writesDelays: Bool = true) throws(CatalogueError) -> TranspilingBackend {
    let device = try device(name)
    var model = NoiseModel(device: device)
    model.add(noise)
    return TranspilingBackend(
      LocalBackend(name: Self.twinPrefix + name, device: device, noise: model, settings: settings),
      writesDelays: writesDelays)
  }

  /// What is known of a provider's machine: the file of its name, or of the last part of it.
  package func device(of machine: String, at provider: CloudProviderName) throws(CatalogueError) -> Device {
    if let known = deviceName(of: machine, at: provider) { return try device(known) }
    return Device(name: machine, source: "nothing is known of it here", qubits: [], gates: [])
  }

  /// The name of the file that is about a provider's machine; nil where there is none.
  func deviceName(of machine: String, at provider: CloudProviderName) -> String? {
    if provider == .ibm { return machine }
    let last = Self.fileName(of: machine)
    return [last, last.lowercased()].first { devices.origin(of: $0) != nil }
  }

  /// Under what name a file is about a provider's machine: the last part of a name such as `qpu.forte-1` or an ARN.
  package static func fileName(of machine: String) -> String {
    machine.split { $0 == "/" || $0 == "." }.last.map(String.init) ?? machine
  }

  func device(_ name: String) throws(CatalogueError) -> Device {
    do { return try devices.device(named: name).device } catch { throw .device(error) }
  }

  private func refusal(of name: String) -> CatalogueError {
    if clouds == nil, isElsewhere(name) { return .elsewhere(name) }
    if let colon = name.firstIndex(of: ":"), !name.hasPrefix(Self.emulatedPrefix) {
      let providers = CloudProviderName.allCases.map(\.rawValue)
      let match = NearestMatch.find(String(name[..<colon]), among: providers)
      return .unknown(
        name,
        help: match.map { "did you mean '\($0)\(name[colon...])'?" }
          ?? "providers: \(providers.joined(separator: ", "))")
    }
    let names = names
    let help =
      names.contains(Self.twinPrefix + name)
      ? "its twin on this machine is --backend \(Self.twinPrefix)\(name)"
      : NearestMatch.find(name, among: names).map { "did you mean '\($0)'?" }
        ?? "use --backend ideal, or noisy-DEVICE with a device of 'shotglass devices list'"
    return .unknown(name, help: help)
  }
}

/// Why a name gives no backend.
package enum CatalogueError: Error, Equatable, Sendable {
  /// Keys, endpoints or the journal of a machine in a cloud.
  case remote(RemoteFailure)
  case unknown(String, help: String)
  /// The name is of a machine that is asked over a network, where only this machine may be used.
  case elsewhere(String)
  case device(DeviceError)
}
