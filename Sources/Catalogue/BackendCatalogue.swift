internal import Circuits
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

  package init(
    devices: DeviceLibrary, settings: LocalBackend.Settings = LocalBackend.Settings(), noise: NoiseModel = NoiseModel()
  ) {
    self.devices = devices
    self.settings = settings
    self.noise = noise
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
    guard let twin = deviceName(ofBackend: name) else { throw refusal(of: name) }
    guard devices.origin(of: twin) != nil else { throw refusal(of: name) }
    let device = try device(twin)
    var model = NoiseModel(device: device)
    model.add(noise)
    return TranspilingBackend(LocalBackend(name: name, device: device, noise: model, settings: settings))
  }

  private func device(_ name: String) throws(CatalogueError) -> Device {
    do { return try devices.device(named: name).device } catch { throw .device(error) }
  }

  private func refusal(of name: String) -> CatalogueError {
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
  case unknown(String, help: String)
  /// The name is of a kind that is not there yet.
  case planned(String)
  case device(DeviceError)
}
