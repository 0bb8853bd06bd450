import Devices
import Formats
import Testing

@Suite struct DeviceWritingTests {
  private static let library = DeviceLibrary(workingFolder: "/nowhere", home: nil)

  @Test("a device that is written and read again is the same", arguments: DeviceLibrary.compiledInNames)
  func roundTrip(name: String) throws {
    let bytes = try Self.library.content(of: name)
    let device = try Device(reading: bytes, file: name)
    #expect(try Device(reading: device.file(over: bytes), file: name) == device)
    // Noise alone needs the earlier file.
    var bare = device
    bare.noise = NoiseModel()
    #expect(try Device(reading: bare.file(over: nil), file: name) == bare)
  }

  @Test("what was stated by hand stays, and what was measured is replaced")
  func refreshing() throws {
    let earlier = Array(
      """
      {"schema": 1, "name": "mine", "description": "My machine.", "source": "me", "date": "2024-01-01",
       "qubits": {"count": 2, "t1": 1e-4, "t2": 1e-4, "readout": null}, "positions": [[0, 0], [1, 0]],
       "gates": [["cz", [0, 1], 0.1, null]], "noise": {"gates": [{"gate": "cz", "channel": {"kind": "depolarizing", "probability": 0.01}}]},
       "price": {"currency": "USD", "perShot": 0.5, "date": "2024-01-01", "source": "me"}}
      """.utf8)
    guard let known = try? Device(reading: earlier, file: "mine") else {
      Issue.record("the example cannot be read")
      return
    }
    var fresh = Device(
      name: "mine", source: "the provider", date: "2026-01-01", qubits: known.qubits,
      gates: [Device.NativeGate(known.gates[0].gate, on: [0, 1], error: 0.02)])
    let found = try Device(reading: fresh.file(over: earlier), file: "mine")
    #expect(found.summary == "My machine." && found.positions == known.positions && found.price == known.price)
    #expect(found.noise == known.noise && found.source == "the provider" && found.date == "2026-01-01")
    #expect(found.gates.map(\.error) == [0.02])
    for (day, expected) in [("2023-06-01", 0.5), ("2025-06-01", 0.25)] {
      fresh.price = Device.Price(currency: "USD", perShot: 0.25, date: day, source: "the provider")
      #expect(try Device(reading: fresh.file(over: earlier), file: "mine").price?.perShot == expected)
    }
    // Of another size, places mean nothing.
    fresh.qubits.append(Device.Qubit())
    #expect(try Device(reading: fresh.file(over: earlier), file: "mine").positions.isEmpty)
  }

  @Test("what could not be read again is not written")
  func refusals() throws {
    let device = Device(name: "a/b", source: "", qubits: [Device.Qubit()], gates: [])
    #expect(throws: DeviceError.self) { try device.file(over: nil) }
  }
}
