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
  private static let twinPrefix = "noisy-"

  package let devices: DeviceLibrary
  package let settings: LocalBackend.Settings
  /// What comes on top of a device's own noise; on qubits of the program where the backend is ideal.
  package let noise: NoiseModel
  /// What makes backends of machines in clouds; nil where only this machine may be used.
  package let clouds: CloudFactory?

  package init(
    devices: DeviceLibrary, settings: LocalBackend.Settings = LocalBackend.Settings(), noise: NoiseModel = NoiseModel(),
    clouds: CloudFactory? = nil
  ) {
    self.devices = devices
    self.settings = settings
    self.noise = noise
    self.clouds = clouds
  }

  /// Every name that `backend(named:)` knows.
  package var names: [String] {
    [Self.ideal] + devices.entries.map(\.name).filter { $0 != Self.ideal }.map { Self.twinPrefix + $0 }
  }

  /// The device whose file decides what a backend of this name does; nil where none does.
  package func deviceName(ofBackend name: String) -> String? {
    name.hasPrefix(Self.twinPrefix) ? String(name.dropFirst(Self.twinPrefix.count)) : nil
  }

  package func backend(named name: String) throws(CatalogueError) -> any Backend {
    if name == Self.ideal {
      return LocalBackend(name: name, device: try device(Self.ideal), noise: noise, settings: settings)
    }
    if let cloud = try cloud(named: name) { return cloud }
    guard let twin = deviceName(ofBackend: name) else { throw refusal(of: name) }
    guard devices.origin(of: twin) != nil else { throw refusal(of: name) }
    let device = try device(twin)
    var model = NoiseModel(device: device)
    model.add(noise)
    return TranspilingBackend(LocalBackend(name: name, device: device, noise: model, settings: settings))
  }

  /// The machine of a name such as `ibm:ibm_fez`; nil where the name is of another kind.
  private func cloud(named name: String) throws(CatalogueError) -> (any Backend)? {
    guard let clouds, let colon = name.firstIndex(of: ":"),
      let provider = CloudProviderName(rawValue: String(name[..<colon]))
    else { return nil }
    let machine = String(name[name.index(after: colon)...])
    let device = try device(of: machine, at: provider)
    let backend: CloudBackend
    do { backend = try clouds.backend(provider, machine: machine, device: device) } catch { throw .remote(error) }
    // IBM runs nothing but its machines' own gates; the others compile what they get.
    return provider == .ibm ? TranspilingBackend(backend) : backend
  }

  /// What is known of a provider's machine: the file of its name, or of the last part of it.
  package func device(of machine: String, at provider: CloudProviderName) throws(CatalogueError) -> Device {
    let last = machine.split { $0 == "/" || $0 == "." }.last.map(String.init) ?? machine
    if provider == .ibm { return try device(machine) }
    if let known = [last, last.lowercased()].first(where: { devices.origin(of: $0) != nil }) {
      return try device(known)
    }
    return Device(name: machine, source: "nothing is known of it here", qubits: [], gates: [])
  }

  private func device(_ name: String) throws(CatalogueError) -> Device {
    do { return try devices.device(named: name).device } catch { throw .device(error) }
  }

  private func refusal(of name: String) -> CatalogueError {
    if clouds != nil, let colon = name.firstIndex(of: ":") {
      let providers = CloudProviderName.allCases.map(\.rawValue)
      let match = NearestMatch.find(String(name[..<colon]), among: providers)
      return .unknown(
        name,
        help: match.map { "did you mean '\($0)\(name[colon...])'?" }
          ?? "providers: \(providers.joined(separator: ", "))")
    }
    if name.hasPrefix("emulated-") || name.contains(":") { return .planned(name) }
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
  /// The name is of a kind that is not there yet.
  case planned(String)
  case device(DeviceError)
}
