import Circuits
import Devices
import Formats

/// What is told of a device: a row of the list, the page of its own, and both as JSON.
struct DevicePresentation {
  let device: Device
  let origin: DeviceLibrary.Origin
  private let figures: [DeviceFigure]

  init(_ device: Device, from origin: DeviceLibrary.Origin) {
    self.device = device
    self.origin = origin
    figures = DeviceFigure.all(of: device)
  }

  // MARK: The list

  static let listHeads = ["device", "qubits", "gates", "1-qubit error", "2-qubit error", "readout error", "date"]

  /// One row of the list: errors are medians.
  var listRow: [String] {
    [
      device.name, "\(device.qubits.count)", gateNames, Self.text(medianError(qubitCount: 1)),
      Self.text(medianError(qubitCount: 2)), Self.text(medianReadoutError), device.date ?? "-",
    ]
  }

  var listJSON: JSON {
    [
      "name": .string(device.name), "description": JSON(device.summary), "qubits": .integer(device.qubits.count),
      "gates": .array(device.nativeGates.map { .string($0.name) }), "date": JSON(device.date),
      "origin": .string(origin.text), "medianOneQubitError": JSON(medianError(qubitCount: 1)),
      "medianTwoQubitError": JSON(medianError(qubitCount: 2)), "medianReadoutError": JSON(medianReadoutError),
    ]
  }

  private var gateNames: String { device.nativeGates.map(\.name).joined(separator: ", ") }

  private static func text(_ error: Double?) -> String { error.map { DeviceFigure.Unit.share.text($0) } ?? "-" }

  private var medianReadoutError: Double? { figures.first { $0.name == "readout error" }?.median }

  /// Of the working gates on so many qubits; gates that neither err nor take time only count where there are no others.
  private func medianError(qubitCount: Int) -> Double? {
    let gates = device.gates.filter { $0.qubits.count == qubitCount && !$0.isBroken }
    let real = gates.filter { $0.error != 0 || $0.durationInSeconds != 0 }
    let errors = (real.isEmpty ? gates : real).compactMap(\.error)
    return DeviceFigure("", .share, errors.map { ($0, []) })?.median
  }

  // MARK: The page

  var page: String {
    var text = device.name + (device.summary.map { ": \($0)" } ?? "") + "\n\n"
    text += TextTable(rows: facts).text
    if !figures.isEmpty {
      text += "\n" + TextTable(rows: [["figure", "median", "best", "worst (at)"]] + figures.map(\.row)).text
    }
    return text + "\n" + couplingText
  }

  private var facts: [[String]] {
    var rows = [["qubits", "\(device.qubits.count)"], ["gates", gateNames]]
    if let kind = device.kind { rows.append(["kind", kind.rawValue]) }
    rows.append(["source", device.source])
    if let date = device.date { rows.append(["date", date]) }
    rows.append(["read from", origin.text])
    if let tick = device.tickInSeconds { rows.append(["dt", DeviceFigure.Unit.seconds.text(tick)]) }
    if let shots = device.maximumShots { rows.append(["shots", "at most \(shots)"]) }
    if let price = device.price { rows.append(["price", price.text]) }
    if !device.noise.isEmpty { rows.append(["noise", "more than the figures tell: see 'noise' in its file"]) }
    if !device.brokenQubits.isEmpty {
      rows.append(["broken qubits", device.brokenQubits.map { "\($0)" }.joined(separator: ", ")])
    }
    let broken = device.couplings.filter { $0.gate.isBroken }
    if !broken.isEmpty {
      rows.append(["broken couplings", broken.map { "\($0.low)-\($0.high)" }.joined(separator: ", ")])
    }
    return rows
  }

  private var couplingText: String {
    if device.couplings.isEmpty { return "no two qubits are coupled\n" }
    if device.isAllToAll { return "every two qubits are coupled\n" }
    if let drawing = CouplingDrawing(of: device) { return drawing.text }
    let rows = device.qubits.indices.map { qubit in
      let others = device.couplings.compactMap { coupling -> String? in
        guard coupling.low == qubit || coupling.high == qubit else { return nil }
        return "\(coupling.low == qubit ? coupling.high : coupling.low)" + (coupling.isBroken ? " (broken)" : "")
      }
      return ["\(qubit)", others.isEmpty ? "-" : others.joined(separator: ", ")]
    }
    return TextTable(rows: [["qubit", "coupled to"]] + rows).text
  }

  // MARK: JSON

  var json: [String: JSON] {
    [
      "name": .string(device.name), "description": JSON(device.summary), "kind": JSON(device.kind?.rawValue),
      "source": .string(device.source), "date": JSON(device.date), "origin": .string(origin.text),
      "tickInSeconds": JSON(device.tickInSeconds), "maximumShots": JSON(device.maximumShots),
      "price": device.price?.json ?? nil, "hasNoise": .bool(!device.noise.isEmpty),
      "qubits": .array(device.qubits.indices.map { qubitJSON($0) }),
      "gates": .array(
        device.gates.map { gate in
          [
            "gate": .string(gate.gate.name), "qubits": .array(gate.qubits.map { .integer($0) }),
            "error": JSON(gate.error), "duration": JSON(gate.durationInSeconds), "broken": .bool(gate.isBroken),
          ]
        }),
      "couplings": .array(
        device.couplings.map { coupling in
          [
            "qubits": [.integer(coupling.low), .integer(coupling.high)], "broken": .bool(coupling.isBroken),
            "bestGate": .string(coupling.gate.gate.name), "error": JSON(coupling.gate.error),
          ]
        }),
      "positions": device.drawnPositions.map { positions in
        .array(positions.map { [.integer($0.column), .integer($0.row)] })
      } ?? nil,
      "figures": .array(figures.map(\.json)),
    ]
  }

  private func qubitJSON(_ index: Int) -> JSON {
    let qubit = device.qubits[index]
    let readout: JSON =
      qubit.readout.map { readout in
        [
          "oneGivenZero": .number(readout.probabilityOfOneGivenZero),
          "zeroGivenOne": .number(readout.probabilityOfZeroGivenOne), "duration": JSON(readout.durationInSeconds),
        ]
      } ?? nil
    return [
      "t1": JSON(qubit.t1InSeconds), "t2": JSON(qubit.t2InSeconds), "frequency": JSON(qubit.frequencyInHertz),
      "readout": readout, "resetError": JSON(qubit.resetError), "excitedPopulation": JSON(qubit.excitedPopulation),
      "broken": .bool(device.isBroken(index)),
    ]
  }
}

extension Device.Price {
  /// Such as `0.3 USD a run, 0.01 USD a shot (2026-01-01, a page)`.
  fileprivate var text: String {
    let parts = [(perTask, "run"), (perShot, "shot"), (perSecond, "second")].compactMap { amount, what in
      amount.map { "\($0) \(currency) a \(what)" }
    }
    return (parts.isEmpty ? "nothing" : parts.joined(separator: ", ")) + " (\(date), \(source))"
  }

  fileprivate var json: JSON {
    [
      "currency": .string(currency), "perTask": JSON(perTask), "perShot": JSON(perShot), "perSecond": JSON(perSecond),
      "date": .string(date), "source": .string(source),
    ]
  }
}
