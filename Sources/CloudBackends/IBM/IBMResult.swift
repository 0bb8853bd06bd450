internal import Circuits
internal import Execution
internal import Formats

/// Reads the results of IBM's sampler in each of its three forms.
enum IBMResult {
  /// One result a circuit, in their order.
  static func read(_ bytes: [UInt8], _ layouts: [ResultLayout]) throws(FormatError) -> [CloudResult] {
    let reader = try JSONReader(parsing: bytes)
    var object = try reader.object()
    let fields: [[String: IBMRegister]]
    if let value = object.present("__value__") {
      fields = try tagged(value, layouts)
    } else if let schema = object.present("schema_version") {
      fields = try executed(object.required("data"), version: schema, layouts)
    } else {
      fields = try plain(object.required("results"), layouts)
    }
    guard fields.count == layouts.count else {
      throw reader.error("there must be \(layouts.count) results, not \(fields.count)")
    }
    var results: [CloudResult] = []
    for (registers, layout) in zip(fields, layouts) { results.append(try counts(registers, layout, reader)) }
    return results
  }

  /// Joins the registers of a circuit shot by shot.
  private static func counts(
    _ registers: [String: IBMRegister], _ layout: ResultLayout, _ reader: JSONReader
  ) throws(FormatError) -> CloudResult {
    var parts: [(register: Register, values: IBMRegister)] = []
    for register in layout.registers where register.count > 0 {
      // A register that nothing is measured into may be left out.
      guard let values = registers[register.name] else {
        guard layout.sources[register.range].allSatisfy({ $0 == nil }) else {
          return .missing("the register '\(register.name)' is not in the result")
        }
        continue
      }
      guard values.bitCount == register.count else {
        throw reader.error("the register '\(register.name)' must have \(register.count) bits, not \(values.bitCount)")
      }
      parts.append((register, values))
    }
    let shots = parts.first?.values.shots ?? layout.shots
    guard parts.allSatisfy({ $0.values.shots == shots }) else {
      throw reader.error("the registers of a circuit must have as many shots as each other")
    }
    var counter = ShotCounter(layout)
    if parts.isEmpty { counter.add(times: shots) { _ in false } }
    for shot in 0..<(parts.isEmpty ? 0 : shots) {
      counter.add { bit in
        parts.contains { $0.register.range.contains(bit) && $0.values.bit(bit - $0.register.start, shot) }
      }
    }
    return .counts(counter.counts())
  }

  // MARK: Forms

  /// `support_qiskit: false`: whole numbers in hexadecimal, a list a register.
  private static func plain(
    _ reader: JSONReader, _ layouts: [ResultLayout]
  ) throws(FormatError) -> [[String: IBMRegister]] {
    var results: [[String: IBMRegister]] = []
    for (element, layout) in zip(try reader.array(), layouts) {
      var object = try element.object()
      var data = try object.required("data").object()
      var registers: [String: IBMRegister] = [:]
      for (name, value) in data.all() {
        guard let register = layout.register(name) else { continue }
        var fields = try value.object()
        registers[name] = try IBMRegister(samples: fields.required("samples"), bitCount: register.count)
      }
      results.append(registers)
    }
    return results
  }

  /// `support_qiskit: true`: Qiskit's own objects, with packed arrays of NumPy. Other tags are metadata.
  private static func tagged(
    _ reader: JSONReader, _ layouts: [ResultLayout]
  ) throws(FormatError) -> [[String: IBMRegister]] {
    var top = try reader.object()
    var results: [[String: IBMRegister]] = []
    for (element, layout) in zip(try top.required("pub_results").array(), layouts) {
      var result = try value(element).object()
      var bin = try value(result.required("data")).object()
      var fields = try bin.required("fields").object()
      var registers: [String: IBMRegister] = [:]
      for (name, field) in fields.all() where layout.register(name) != nil {
        var array = try value(field).object()
        let bitCount = try array.required("num_bits")
        var packed = try array.required("array").object()
        registers[name] = try IBMRegister(
          array: packed.required("__value__"), bitCount: bitCount.integer(in: 0...1 << 20), shots: layout.shots)
      }
      results.append(registers)
    }
    return results
  }

  /// The executor's tensors: bits packed, the first one lowest.
  private static func executed(
    _ reader: JSONReader, version: JSONReader, _ layouts: [ResultLayout]
  ) throws(FormatError) -> [[String: IBMRegister]] {
    let isPacked = try !version.string().hasPrefix("v0.")
    var results: [[String: IBMRegister]] = []
    for (element, layout) in zip(try reader.array(), layouts) {
      var object = try element.object()
      var tensors = try object.required("results").object()
      var registers: [String: IBMRegister] = [:]
      for (name, tensor) in tensors.all() where layout.register(name) != nil {
        registers[name] = try IBMRegister(tensor: tensor, isPacked: isPacked)
      }
      results.append(registers)
    }
    return results
  }

  private static func value(_ reader: JSONReader) throws(FormatError) -> JSONReader {
    var object = try reader.object()
    return try object.required("__value__")
  }
}
