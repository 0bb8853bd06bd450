internal import Circuits
internal import Execution
internal import Formats

/// The results of a sampler job, in both of IBM's encodings.
struct IBMResults {
  private let parts: [(reading: JobItem.Reading, item: JobItem)]

  init(_ readings: [JobItem.Reading], _ items: [JobItem]) { parts = Array(zip(readings, items)) }

  /// The results as Qiskit's own values in its tagged JSON, or else with every shot as a number in hexadecimal.
  func document(isForQiskit: Bool) -> JSON { isForQiskit ? tagged : plain }

  // MARK: Hexadecimal

  private var plain: JSON {
    let results = parts.map { reading, item in
      var data: [String: JSON] = [:]
      for (place, register) in (reading.samples.first?.counts.layout.registers ?? []).enumerated() {
        let points = reading.samples.map { sample in
          let words = Self.texts(of: sample, register: place)
          return JSON.array((sample.memory ?? []).map { .string(words[$0]) })
        }
        data[register.name] = ["samples": Self.nested(points[...], shape: item.shape[...])]
      }
      return ["data": .object(data), "metadata": [:]] as JSON
    }
    return ["results": .array(results), "metadata": ["version": 2]]
  }

  /// One list a point where there is an axis, and the list itself where there is none.
  private static func nested(_ points: ArraySlice<JSON>, shape: ArraySlice<Int>) -> JSON {
    guard let length = shape.first, length > 0 else { return points.first ?? [] }
    let size = points.count / length
    return .array(
      (0..<length).map { part in
        let start = points.startIndex + part * size
        return nested(points[start..<(start + size)], shape: shape.dropFirst())
      })
  }

  /// What a register reads in each outcome, such as `0x1f`.
  private static func texts(of sample: Sample, register: Int) -> [String] {
    bytes(of: sample, register: register).map { bytes in
      let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined().drop { $0 == "0" }
      return "0x" + (digits.isEmpty ? "0" : digits)
    }
  }

  /// What a register reads in each outcome, the most significant byte first.
  private static func bytes(of sample: Sample, register place: Int) -> [[UInt8]] {
    let register = sample.counts.layout.registers[place]
    let count = (register.count + 7) / 8
    return (0..<sample.counts.count).map { outcome in
      var bytes = [UInt8](repeating: 0, count: count)
      for bit in 0..<register.count where sample.counts.bit(register.start + bit, at: outcome) {
        bytes[count - 1 - bit / 8] |= 1 << UInt8(bit % 8)
      }
      return bytes
    }
  }

  // MARK: Qiskit

  private var tagged: JSON {
    let results = parts.map { reading, item in
      let registers = reading.samples.first?.counts.layout.registers ?? []
      var fields: [String: JSON] = [:]
      for (place, register) in registers.enumerated() {
        let width = (register.count + 7) / 8
        var bytes: [UInt8] = []
        bytes.reserveCapacity(reading.samples.count * item.shots * width)
        for sample in reading.samples {
          let words = Self.bytes(of: sample, register: place)
          for outcome in sample.memory ?? [] { bytes += words[outcome] }
        }
        let file = NumberArray.numPyBytes(of: bytes, shape: item.shape + [item.shots, width])
        fields[register.name] = Self.tag(
          "BitArray",
          [
            "array": Self.tag("ndarray", .string(Base64.text(Zlib.stored(file)))),
            "num_bits": .integer(register.count),
          ])
      }
      let data: JSON = [
        "field_names": .array(registers.map { .string($0.name) }), "shape": .array(item.shape.map { .integer($0) }),
        "fields": .object(fields),
      ]
      return Self.tag(
        "SamplerPubResult", ["data": Self.tag("DataBin", data), "metadata": ["circuit_metadata": [:]]])
    }
    let spans = Self.tag("ExecutionSpans", ["spans": []])
    return Self.tag(
      "PrimitiveResult",
      ["pub_results": .array(results), "metadata": ["execution": ["execution_spans": spans], "version": 2]])
  }

  private static func tag(_ type: String, _ value: JSON) -> JSON {
    ["__type__": .string(type), "__value__": value]
  }
}
