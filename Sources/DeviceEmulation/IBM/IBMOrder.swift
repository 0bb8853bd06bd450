internal import Devices
internal import Formats

extension IBMProtocol {
  private static let mostCost = 10_800
  private static let mostTags = 8
  private static let longestTag = 86
  private static let usualShots = 4096
  private static let largestBody = 50 << 20

  func order(body: [UInt8], account: String, in service: ServiceState) throws -> JobOrder {
    guard !service.settings.hasRealLimits || body.count <= Self.largestBody else {
      throw FormatError("the inputs of a job have at most 50 MB")
    }
    var object = try JSONReader(parsing: body).object()
    let program = object.optional("program_id")
    guard try program?.string() == "sampler" else {
      throw (program ?? object.reader).error(
        "the emulator runs the program \"sampler\" with OpenQASM 3 texts",
        help: "send {\"program_id\": \"sampler\", \"params\": {\"pubs\": [[\"OPENQASM 3.0; ...\", null, 100]], ...}}")
    }
    let backend = try object.required("backend")
    guard try backend.string() == service.machine.name else {
      throw backend.error("there is no such backend here; there is \"\(service.machine.name)\"")
    }
    _ = try object.present("cost")?.integer(in: 0...Self.mostCost)
    var parameters = try object.required("params").object()
    let defaultShots = try Self.defaultShots(&parameters)
    let pubs = try parameters.required("pubs")
    let most = service.settings.hasRealLimits ? IBMBackendDocuments.mostCircuits : ServiceLimits.circuits
    let parts = try pubs.array()
    guard (1...most).contains(parts.count) else { throw pubs.error("must hold from 1 to \(most) circuits") }
    let items = try parts.map { (pub) throws(FormatError) in try Self.item(pub, defaultShots: defaultShots) }
    let shots = items.reduce(0) { $0 + $1.shots * $1.bindings.count }
    try Self.check(items, shots: shots, pubs: pubs, in: service)
    var order = JobOrder(
      account: account, target: service.machine.name, isIdeal: service.machine.isIdeal, items: items, body: body,
      document: JSON(object.reader.node),
      seconds: service.settings.hasRealLimits ? Self.seconds(shots: shots) : 0.05, price: Self.seconds(shots: shots))
    if let tags = object.present("tags") { order.tags = try Self.tags(tags) }
    if case .object(var members) = order.document, members.removeValue(forKey: "session_id") != nil {
      // In whatever session a job is, it gives the same.
      order.drawnBody = try JSON.object(members).bytes()
    }
    return order
  }

  /// Shots cost the default repetition delay, and a job its preparation.
  private static func seconds(shots: Int) -> Double { (1 + Double(shots) * 250e-6).rounded(.up) }

  private static func check(
    _ items: [JobItem], shots: Int, pubs: JSONReader, in service: ServiceState
  ) throws(FormatError) {
    guard shots <= ServiceLimits.shots, items.reduce(0, { $0 + $1.bindings.count }) <= ServiceLimits.circuits else {
      throw pubs.error(
        "the emulator runs at most \(ServiceLimits.shots) shots and \(ServiceLimits.circuits) points of a job")
    }
    let most = service.machine.device.maximumShots ?? IBMBackendDocuments.mostShots
    if service.settings.hasRealLimits, let item = items.first(where: { $0.shots > most }) {
      throw pubs.error("the backend runs at most \(most) shots of a circuit, not \(item.shots)")
    }
  }

  static func tags(_ reader: JSONReader) throws(FormatError) -> [String] {
    let tags = try reader.array().map { (tag) throws(FormatError) in try tag.string() }
    guard tags.count <= mostTags, tags.allSatisfy({ $0.utf8.count <= longestTag }) else {
      throw reader.error("a job has at most \(mostTags) tags of \(longestTag) characters")
    }
    return tags
  }

  private static func defaultShots(_ parameters: inout JSONObjectReader) throws(FormatError) -> Int {
    guard var options = try parameters.present("options")?.object() else { return usualShots }
    return try options.present("default_shots")?.integer(in: 1...ServiceLimits.shots) ?? usualShots
  }

  // MARK: Pubs

  private static func item(_ pub: JSONReader, defaultShots: Int) throws(FormatError) -> JobItem {
    let parts: [JSONReader]
    if case .string = pub.node.value { parts = [pub] } else { parts = try pub.array() }
    guard (1...3).contains(parts.count) else { throw pub.error("a pub is [circuit, parameter values, shots]") }
    guard case .string(let text) = parts[0].node.value else {
      throw parts[0].error(
        "the emulator reads circuits as OpenQASM 3 texts, and no QPY",
        help: "send the text of qiskit.qasm3.dumps(circuit), with service._run(program_id=\"sampler\", "
          + "inputs={\"pubs\": [[text, values, shots]], \"version\": 2, \"support_qiskit\": True}, options=...)")
    }
    var shots = defaultShots
    if parts.count == 3, !parts[2].isNull { shots = try parts[2].integer(in: 1...ServiceLimits.shots) }
    var item = JobItem(source: .text(text, .ibm), shots: shots)
    guard parts.count > 1, !parts[1].isNull else { return item }
    (item.bindings, item.shape) = try bindings(parts[1])
    return item
  }

  private static func bindings(_ reader: JSONReader) throws(FormatError) -> ([JobItem.Binding], shape: [Int]) {
    if let array = try taggedArray(reader) { return try points(array, reader) }
    guard case .object = reader.node.value else { return try points(try nested(reader), reader) }
    var object = try reader.object()
    var columns: [(names: [String], values: NumberArray)] = []
    for (key, value) in object.all() {
      let names = key.split(separator: ",").map { $0.filter { $0 != " " } }
      let tagged = try taggedArray(value)
      var array: NumberArray
      if let tagged { array = tagged } else { array = try nested(value) }
      if names.count == 1, array.shape.last != 1 || array.shape.isEmpty {
        array = NumberArray(shape: array.shape + [1], values: array.values)
      }
      guard !names.isEmpty, array.shape.last == names.count else {
        throw value.error("must have a value for each of \(names.count) names")
      }
      columns.append((names, array))
    }
    let shape = columns.map { Array($0.values.shape.dropLast()) }.max { $0.count < $1.count } ?? []
    let count = shape.reduce(1, *)
    guard count >= 1, count <= ServiceLimits.circuits,
      columns.allSatisfy({ $0.values.shape.count == 1 || Array($0.values.shape.dropLast()) == shape })
    else { throw reader.error("the values must have one shape, and at most \(ServiceLimits.circuits) points") }
    let points = (0..<count).map { point in
      var values: [String: Double] = [:]
      for (names, array) in columns {
        let start = array.shape.count == 1 ? 0 : point * names.count
        for (offset, name) in names.enumerated() { values[name] = array.values[start + offset] }
      }
      return JobItem.Binding.named(values)
    }
    return (points, shape)
  }

  /// The last axis goes over the inputs, the others over points.
  private static func points(
    _ array: NumberArray, _ reader: JSONReader
  ) throws(FormatError) -> ([JobItem.Binding], shape: [Int]) {
    guard let width = array.shape.last else { throw reader.error("a list of values is needed") }
    let shape = Array(array.shape.dropLast())
    let count = shape.reduce(1, *)
    guard (1...ServiceLimits.circuits).contains(count) else {
      throw reader.error("there must be from 1 to \(ServiceLimits.circuits) points")
    }
    return ((0..<count).map { .ordered(Array(array.values[($0 * width)..<(($0 + 1) * width)])) }, shape)
  }

  private static let largestArray = 64 << 20

  /// The array of `{"__type__": "ndarray", "__value__": base64(zlib(npy))}`; nil where the value is none.
  private static func taggedArray(_ reader: JSONReader) throws(FormatError) -> NumberArray? {
    guard case .object = reader.node.value else { return nil }
    var object = try reader.object()
    guard let type = object.optional("__type__") else { return nil }
    guard try type.string() == "ndarray" else { throw type.error("values are an \"ndarray\"") }
    let value = try object.required("__value__")
    guard let packed = Base64.bytes(try value.string()) else { throw value.error("must be base64") }
    do throws(FormatError) {
      let array = try NumberArray(numPy: Zlib.unpack(packed, limit: largestArray))
      guard array.values.allSatisfy(\.isFinite) else { throw value.error("every value must be finite") }
      return array
    } catch { throw value.error("must be zlib's data of a .npy file: \(error.message)") }
  }

  /// Numbers in nested lists of one shape.
  private static func nested(_ reader: JSONReader) throws(FormatError) -> NumberArray {
    guard case .array = reader.node.value else { return NumberArray(shape: [], values: [try reader.double()]) }
    let parts = try reader.array().map { (part) throws(FormatError) in try nested(part) }
    guard parts.allSatisfy({ $0.shape == parts[0].shape }), (parts.first?.shape.count ?? 0) < 8 else {
      throw reader.error("the lists must have one shape")
    }
    return NumberArray(shape: [parts.count] + (parts.first?.shape ?? []), values: parts.flatMap(\.values))
  }
}

/// What of a job's body decides how it is shown.
struct IBMOptions {
  private let document: JSON

  init(_ order: JobOrder) { document = order.document }

  var supportsQiskit: Bool { parameters["support_qiskit"] == true }
  var isPrivate: Bool { document["private"] == true }
  var cost: JSON { document["cost"] ?? 10_800 }
  var session: JSON? { document["session_id"] }
  var parameters: JSON { document["params"] ?? .null }
}

extension JSON {
  /// The value of a key of an object.
  subscript(key: String) -> JSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var text: String? { if case .string(let text) = self { text } else { nil } }
}
