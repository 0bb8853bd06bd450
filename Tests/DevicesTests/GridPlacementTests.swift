import Circuits
import Devices
import Testing

@Suite struct GridPlacementTests {
  private static let library = DeviceLibrary(workingFolder: "/nowhere", home: nil)

  @Test(
    "Coupled qubits are put side by side where a file does not say where they are",
    arguments: ["ibm_manila", "ibm_nairobi", "ibm_guadalupe", "ibm_kolkata", "square_lattice"])
  func placesLattices(name: String) throws {
    var device = try Self.library.device(named: name).device
    device.positions = []
    let positions = try #require(device.drawnPositions)
    #expect(Set(positions).count == device.qubits.count)
    #expect(device.couplings.allSatisfy { positions[$0.low].distance(to: positions[$0.high]) == 1 })
  }

  @Test("A device without such places, or in parts, has none, and finding that out takes a moment")
  func findsNone() throws {
    #expect(try Self.library.device(named: "trapped_ion").device.drawnPositions == nil)
    let triangle = Device(
      name: "x", source: "y", qubits: Array(repeating: .init(), count: 3),
      gates: [[0, 1], [1, 2], [0, 2]].map { .init(.cx, on: $0) })
    #expect(triangle.drawnPositions == nil)
    let parts = Device(
      name: "x", source: "y", qubits: Array(repeating: .init(), count: 4),
      gates: [[0, 1], [2, 3]].map { .init(.cx, on: $0) })
    #expect(parts.drawnPositions == nil)
  }
}
