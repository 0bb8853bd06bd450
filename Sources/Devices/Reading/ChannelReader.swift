internal import Circuits
internal import Formats
internal import Numerics

/// Reads a channel: an object whose `kind` says which keys it has.
struct ChannelReader {
  /// How many qubits the channel acts on; an object does not say that itself.
  let qubitCount: Int

  private enum Kind: String, CaseIterable {
    case depolarizing, pauli, amplitudeDamping, phaseDamping, thermalRelaxation, rotation, reset, kraus
  }

  func read(_ reader: JSONReader) throws(FormatError) -> NoiseChannel {
    var object = try reader.object()
    let kind = try object.required("kind")
    let channel = try read(try kind.choice(of: Kind.self), &object)
    try object.noOtherKeys()
    do { try channel.validate() } catch { throw Self.located(error, in: object) }
    guard channel.qubitCount == qubitCount else {
      throw kind.error("the channel acts on \(channel.qubitCount) qubits, but stands where there are \(qubitCount)")
    }
    return channel
  }

  private func read(_ kind: Kind, _ object: inout JSONObjectReader) throws(FormatError) -> NoiseChannel {
    switch kind {
    case .depolarizing:
      return .depolarizing(probability: try object.required("probability").double(), qubitCount: qubitCount)
    case .pauli:
      var strings: [NoiseChannel.WeightedPauli] = []
      for element in try object.required("strings").array() {
        var row = try element.object()
        let string = try string(try row.required("string"))
        strings.append(.init(string, probability: try row.required("probability").probability()))
        try row.noOtherKeys()
      }
      return .pauli(strings, qubitCount: qubitCount)
    case .amplitudeDamping:
      return .amplitudeDamping(
        gamma: try object.required("gamma").double(),
        excitedPopulation: try object.optional("excitedPopulation")?.double() ?? 0)
    case .phaseDamping: return .phaseDamping(lambda: try object.required("lambda").double())
    case .thermalRelaxation:
      return .thermalRelaxation(
        t1InSeconds: try object.required("t1").double(), t2InSeconds: try object.required("t2").double(),
        durationInSeconds: try object.required("duration").double(),
        excitedPopulation: try object.optional("excitedPopulation")?.double() ?? 0)
    case .rotation:
      return .rotation(
        try string(try object.required("string")), angle: try object.required("angle").double(),
        qubitCount: qubitCount)
    case .reset: return .reset(probabilityOfOne: try object.required("probabilityOfOne").double())
    case .kraus:
      var operators: [SquareMatrix] = []
      for element in try object.required("operators").array() { operators.append(try Self.matrix(element)) }
      return .kraus(operators)
    }
  }

  /// A string such as `Z0*Z1`, whose numbers count the qubits that the channel acts on.
  private func string(_ reader: JSONReader) throws(FormatError) -> PauliString {
    let text = try reader.string()
    let observable: Observable
    do {
      observable = try ObservableText(text).resolved(qubitCount: qubitCount)
    } catch {
      throw reader.error("\(JSON.string(text).shown) is no Pauli string: \(error.message)", help: error.help)
    }
    guard observable.terms.count == 1, observable.terms[0].coefficient == 1 else {
      throw reader.error("must be one product of Pauli matrices, not \(JSON.string(text).shown)", help: "write Z0*Z1")
    }
    return observable.terms[0].string
  }

  /// A list of rows; an element is a number, or a list of real and imaginary part.
  private static func matrix(_ reader: JSONReader) throws(FormatError) -> SquareMatrix {
    let rows = try reader.array()
    var elements: [Complex] = []
    for row in rows {
      let columns = try row.array()
      guard columns.count == rows.count else {
        throw row.error("must have \(rows.count) elements, as there are rows, not \(columns.count)")
      }
      for column in columns { elements.append(try element(column)) }
    }
    return SquareMatrix(size: rows.count, elements: elements)
  }

  private static func element(_ reader: JSONReader) throws(FormatError) -> Complex {
    guard case .array = reader.node.value else { return Complex(try reader.double()) }
    let parts = try reader.doubles()
    guard parts.count == 2 else { throw reader.error("must be [real, imaginary], not \(parts.count) numbers") }
    return Complex(parts[0], parts[1])
  }

  /// The error at the key that it names, or at the whole object.
  private static func located(_ error: DeviceError, in object: JSONObjectReader) -> FormatError {
    var object = object
    let key = error.path.prefix { $0 != "[" }
    let rest = error.path.dropFirst(key.count)
    guard let place = key.isEmpty ? nil : object.optional(String(key)) else {
      return object.reader.error(error.description, help: error.help)
    }
    let index = Int(rest.dropFirst().dropLast())
    let elements = (try? place.array()) ?? []
    let found = index.flatMap { elements.indices.contains($0) ? elements[$0] : nil } ?? place
    return found.error(error.message, help: error.help)
  }
}
