internal import Circuits
package import Formats

extension Device {
  /// The device as its file says it, but for noise that was given by hand.
  package var json: JSON {
    var document: [String: JSON] = [
      "schema": 1, "name": .string(name), "source": .string(source), "date": JSON(date),
      "tickInSeconds": JSON(tickInSeconds), "maximumShots": JSON(maximumShots),
      "qubits": .array(qubits.map(\.json)), "gates": .array(gates.map(\.json)),
    ]
    if let summary { document["description"] = .string(summary) }
    if let kind { document["kind"] = .string(kind.rawValue) }
    if let price { document["price"] = price.json }
    if !positions.isEmpty {
      document["positions"] = .array(positions.map { [.integer($0.column), .integer($0.row)] })
    }
    return .object(document)
  }

  /// The device's file, in which everything stands that is said by hand and not measured: what an earlier file says of
  /// noise, and where this device says nothing of its own, of its description, places and price. Of two prices the newer
  /// one stays.
  package func file(over earlier: [UInt8]?) throws(DeviceError) -> [UInt8] {
    do {
      guard case .object(var document) = json else { return [] }
      if let earlier, case .object(let known) = JSON(try JSONNode(parsing: earlier)) {
        for key in ["description", "kind", "price", "maximumShots"] where document[key] ?? .null == .null {
          document[key] = known[key]
        }
        if case .object(let old)? = known["price"], case .string(let day)? = old["date"], day > price?.date ?? "" {
          document["price"] = known["price"]
        }
        if case .array(let places)? = known["positions"], places.count == qubits.count, positions.isEmpty {
          document["positions"] = known["positions"]
        }
        document["noise"] = known["noise"]
      }
      let bytes = try JSON.object(document).bytes(isPretty: true)
      // Whatever is written can be read again.
      _ = try Device(reading: bytes, file: "\(name).json")
      return bytes
    } catch let error as DeviceError { throw error } catch let error as FormatError {
      throw DeviceError(error, in: "\(name).json")
    } catch { throw DeviceError("the device cannot be written") }
  }
}

extension Device.Qubit {
  fileprivate var json: JSON {
    var document: [String: JSON] = [
      "t1": JSON(t1InSeconds), "t2": JSON(t2InSeconds), "frequency": JSON(frequencyInHertz),
      "readout": readout?.json ?? .null,
    ]
    if let resetError { document["resetError"] = .number(resetError) }
    if let excitedPopulation { document["excitedPopulation"] = .number(excitedPopulation) }
    return .object(document)
  }
}

extension Device.Readout {
  fileprivate var json: JSON {
    [
      "oneGivenZero": .number(probabilityOfOneGivenZero), "zeroGivenOne": .number(probabilityOfZeroGivenOne),
      "duration": JSON(durationInSeconds),
    ]
  }
}

extension Device.NativeGate {
  fileprivate var json: JSON {
    [.string(gate.name), .array(qubits.map { .integer($0) }), JSON(error), JSON(durationInSeconds)]
  }
}

extension Device.Price {
  fileprivate var json: JSON {
    [
      "currency": .string(currency), "perTask": JSON(perTask), "perShot": JSON(perShot), "perSecond": JSON(perSecond),
      "date": .string(date), "source": .string(source),
    ]
  }
}
