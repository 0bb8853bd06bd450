import Circuits
import CloudBackends
import DeviceEmulation
import Devices
import Execution
import Testing

@testable import Catalogue

/// Calibrations that clients fetch from a provider's service, against the device behind it.
@Suite struct CalibrationTests {
  private static let catalogue = BackendCatalogue(devices: DeviceLibrary(workingFolder: "/nowhere", home: nil))

  /// What the service of a provider says of a device, as our client reads it.
  private static func fetched(_ device: String, from provider: CloudProviderName) async throws -> Device {
    let machine = try EmulatedMachine(
      provider, EmulatedDevice(named: device) { try catalogue.backend(named: $0) })
    let clouds = CloudFactory(environment: machine.environment, journalFolder: nil)
    let name = provider.emulatedMachine(device)
    return try await clouds.calibration(provider, machine: name, named: BackendCatalogue.fileName(of: name))
  }

  private static func expectClose(_ first: Double?, _ second: Double?, _ what: String) {
    switch (first, second) {
    case (nil, nil): break
    case (let first?, let second?):
      #expect((first - second).magnitude <= 1e-12 * max(first.magnitude, second.magnitude), "\(what)")
    default: Issue.record("\(what): \(String(describing: first)) and \(String(describing: second))")
    }
  }

  @Test("what IBM's interface says of a machine is all of its file", arguments: ["ibm_manila", "ibm_fez"])
  func ibm(name: String) async throws {
    let (device, found) = (
      try Self.catalogue.device(named: name), try await Self.fetched(name, from: .ibm)
    )
    #expect(found.qubits.count == device.qubits.count && found.date == device.date && found.name == name)
    Self.expectClose(found.tickInSeconds, device.tickInSeconds, "tick")
    for (found, known) in zip(found.qubits, device.qubits) {
      Self.expectClose(found.t1InSeconds, known.t1InSeconds, "T1")
      Self.expectClose(found.t2InSeconds, known.t2InSeconds, "T2")
      Self.expectClose(found.frequencyInHertz, known.frequencyInHertz, "frequency")
      guard let readout = known.readout else { continue }
      Self.expectClose(found.readout?.probabilityOfOneGivenZero, readout.probabilityOfOneGivenZero, "readout of 0")
      Self.expectClose(found.readout?.probabilityOfZeroGivenOne, readout.probabilityOfZeroGivenOne, "readout of 1")
      Self.expectClose(found.readout?.durationInSeconds, readout.durationInSeconds, "length of the readout")
    }
    #expect(
      found.gates.map(\.qubits) == device.gates.map(\.qubits) && found.gates.map(\.gate) == device.gates.map(\.gate))
    for (found, known) in zip(found.gates, device.gates) {
      Self.expectClose(found.error, known.error, "error of \(known.gate.name) on \(known.qubits)")
      Self.expectClose(found.durationInSeconds, known.durationInSeconds, "length of \(known.gate.name)")
    }
  }

  @Test("what Braket's interface says is couplings, times, and errors by kind")
  func braket() async throws {
    let (device, found) = (
      try Self.catalogue.device(named: "ibm_manila"), try await Self.fetched("ibm_manila", from: .braket)
    )
    #expect(found.name == "ibm_manila" && found.qubits.count == 5)
    #expect(found.couplings.map { [$0.low, $0.high] } == device.couplings.map { [$0.low, $0.high] })
    for (found, known) in zip(found.couplings, device.couplings) {
      Self.expectClose(found.gate.error.map { 1 - $0 }, known.gate.error.map { 1 - $0 }, "error of a pair")
    }
    for (found, known) in zip(found.qubits, device.qubits) {
      Self.expectClose(found.t1InSeconds, known.t1InSeconds, "T1")
      Self.expectClose(found.readout.map { 1 - $0.error }, known.readout.map { 1 - $0.error }, "readout")
    }
    #expect(found.maximumShots == 100_000)
  }

  @Test("what IonQ's interface says is medians, of every pair")
  func ionq() async throws {
    let found = try await Self.fetched("trapped_ion", from: .ionq)
    let device = try Self.catalogue.device(named: "trapped_ion")
    #expect(found.qubits.count == device.qubits.count && found.isAllToAll && found.kind == .trappedIon)
    #expect(Set(found.nativeGates.map(\.name)) == ["rz", "gpi", "gpi2", "rzz"])
    #expect(found.gates.filter { $0.qubits.count == 2 }.allSatisfy { ($0.error ?? 0) > 0 })
  }
}

extension BackendCatalogue {
  fileprivate func device(named name: String) throws -> Device { try devices.device(named: name).device }
}
