internal import Circuits
internal import Devices
internal import Execution
internal import Formats
internal import Networking

/// What IonQ publishes of a machine: medians of all its qubits.
struct IonQCalibration {
  /// The newest one, or none where the service has none.
  let characterization: JSONReader
  /// The service's own name of the machine.
  let machine: String

  func device(named name: String) throws(FormatError) -> Device {
    var keys = try characterization.object()
    let count = try keys.required("qubits").integer(in: 1...256)
    var fidelity = try keys.required("fidelity").object()
    var timing = try keys.present("timing")?.object()
    var qubit = Device.Qubit(
      t1InSeconds: try Self.time(&timing, "t1"), t2InSeconds: try Self.time(&timing, "t2"))
    if let error = try Self.error(&fidelity, "spam") {
      qubit.readout = Device.Readout(
        probabilityOfOneGivenZero: error, probabilityOfZeroGivenOne: error,
        durationInSeconds: try Self.time(&timing, "readout"))
    }
    let (single, double) = (try Self.error(&fidelity, "1q"), try Self.error(&fidelity, "2q"))
    let (short, long) = (try Self.time(&timing, "1q"), try Self.time(&timing, "2q"))
    // Turning about Z is a matter of the phase of the gates that follow.
    var gates = (0..<count).compactMap { place in
      StandardGate("rz").map { Device.NativeGate($0, on: [place], error: 0, durationInSeconds: 0) }
    }
    gates += ["gpi", "gpi2"].compactMap { StandardGate($0) }.flatMap { gate in
      (0..<count).map { Device.NativeGate(gate, on: [$0], error: single, durationInSeconds: short) }
    }
    // Forte and its kin turn about ZZ, the machines before them by Molmer's and Sorensen's gate.
    if let gate = StandardGate(machine.contains("aria") ? "ms" : "rzz") {
      for (first, second) in try pairs(keys.present("connectivity"), count) {
        for places in [[first, second], [second, first]] {
          gates.append(Device.NativeGate(gate, on: places, error: double, durationInSeconds: long))
        }
      }
    }
    var device = Device(
      name: name, source: "IonQ, characterization of \(machine): medians",
      qubits: Array(repeating: qubit, count: count), gates: gates)
    device.date = PublishedFigure.day(try keys.present("date")?.string())
    device.kind = .trappedIon
    return device
  }

  private func pairs(_ reader: JSONReader?, _ count: Int) throws(FormatError) -> [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    for element in try reader?.array() ?? [] {
      let pair = try element.array()
      guard pair.count == 2, case let first = try pair[0].integer(in: 0...count - 1),
        case let second = try pair[1].integer(in: 0...count - 1), first != second
      else { throw element.error("is no pair of qubits") }
      pairs.append((first, second))
    }
    guard pairs.isEmpty else { return pairs }
    return (0..<count).flatMap { first in (first + 1..<max(first + 1, count)).map { (first, $0) } }
  }

  private static func error(_ fidelity: inout JSONObjectReader, _ key: String) throws(FormatError) -> Double? {
    guard var figures = try fidelity.present(key)?.object() else { return nil }
    return PublishedFigure.probability(try figures.present("median")?.double()).map { 1 - $0 }
  }

  /// In seconds.
  private static func time(_ timing: inout JSONObjectReader?, _ key: String) throws(FormatError) -> Double? {
    PublishedFigure.positive(try timing?.present(key)?.double())
  }
}

extension IonQProvider {
  func calibration(named name: String) async throws(RemoteFailure) -> Device {
    let response = try await get(
      "/backends/\(PercentEncoding.encode(machine))/characterizations", query: "limit=1",
      doing: "did not give the machine's calibration")
    do throws(FormatError) {
      var keys = try JSONReader(parsing: response.body).object()
      guard let newest = try keys.required("characterizations").array().first else {
        throw keys.reader.error("there is none of \(quotedText(machine))")
      }
      return try IonQCalibration(characterization: newest, machine: machine).device(named: name)
    } catch { throw .calibration(.ionq, error) }
  }
}
