internal import Circuits
package import Devices
package import Execution

/// The machine behind a service: what it says of itself, and what runs its jobs.
package struct EmulatedDevice: Sendable {
  package let name: String
  /// What the service offers; for `ideal` a machine of twelve coupled qubits without errors.
  package let device: Device
  /// Runs what is compiled for the device, or compiles it; for `ideal` the exact simulator.
  package let backend: any Backend
  /// Runs without noise, and also knows distributions.
  package let exact: any ExactBackend
  package var isIdeal: Bool { name == Self.idealName }

  package static let idealName = "ideal"
  package static let idealQubitCount = 12

  /// Finds the machine of a name: `resolve` gives the backend `ideal`, and `noisy-NAME` for the twin of a device.
  package init(named name: String, resolve: (String) throws -> any Backend) throws {
    guard let exact = try resolve(Self.idealName) as? any ExactBackend else {
      throw EmulationError(.fault, "the backend 'ideal' knows no distributions")
    }
    self.name = name
    self.exact = exact
    if name == Self.idealName {
      backend = exact
      device = Self.ideal
    } else {
      backend = try resolve("noisy-\(name)")
      device = backend.device
    }
  }

  /// Twelve qubits, every two of them coupled, with the gates that IBM's machines have.
  package static var ideal: Device {
    let places = 0..<idealQubitCount
    var gates: [Device.NativeGate] = []
    for gate in ["id", "rz", "sx", "x"].compactMap({ StandardGate($0) }) {
      gates += places.map { Device.NativeGate(gate, on: [$0], error: 0, durationInSeconds: 0) }
    }
    for first in places {
      for second in places where second != first {
        gates.append(Device.NativeGate(.cx, on: [first, second], error: 0, durationInSeconds: 0))
      }
    }
    return Device(
      name: idealName, source: "exact by definition", qubits: places.map { _ in Device.Qubit() }, gates: gates)
  }
}
