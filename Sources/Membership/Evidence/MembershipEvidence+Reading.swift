package import Formats

extension MembershipEvidence {
  /// Reads an evidence file: 'shotglass help membership-evidence' says what it holds.
  package init(reading reader: JSONReader) throws(FormatError) {
    var object = try reader.object()
    let schema = try object.required("schema")
    guard try schema.integer() == 1 else { throw schema.error("this version reads schema 1") }
    let head = try object.present("head").map { (reader) throws(FormatError) in try Self.head(reader) }
    let shots = try object.present("shots").map { (reader) throws(FormatError) in
      try reader.integer(in: 1...ModelOutputs.mostShots)
    }
    var reading = OutputReading(shots: shots, head: head)
    let targetReader = try object.required("target")
    let target = try reading.target(targetReader)
    reading.exampleCount = target.count
    reading.classCount = head?.classCount ?? target.width
    let labels = try object.present("labels").map { (reader) throws(FormatError) in try reading.labels(reader) }
    let references = try object.present("references")?.array().map { (reader) throws(FormatError) in
      try reading.reference(reader)
    }
    let population = try object.present("population").map { (reader) throws(FormatError) in
      try reading.population(reader)
    }
    try object.noOtherKeys()
    do throws(MembershipError) {
      try self.init(
        labels: labels, target: target, references: references ?? [], population: population, head: head)
    } catch {
      throw reader.error(error.message, help: error.help)
    }
  }

  /// A matrix, a row a class, or an object with the matrix and biases.
  private static func head(_ reader: JSONReader) throws(FormatError) -> ClassHead {
    var matrix = reader
    var bias: JSONReader?
    if case .object = reader.node.value {
      var object = try reader.object()
      matrix = try object.required("weights")
      bias = object.present("bias")
      try object.noOtherKeys()
    }
    let rows = try matrix.array()
    var weights: [[Double]] = []
    for row in rows {
      weights.append(try row.doubles())
      guard weights[0].count == weights.last?.count else {
        throw row.error("has \(weights.last?.count ?? 0) columns, the first row \(weights[0].count)")
      }
    }
    let values = try bias?.doubles()
    if let bias, let values, values.count != weights.count {
      throw bias.error("must hold \(weights.count) numbers, one a class, not \(values.count)")
    }
    guard let head = ClassHead(weights: weights, bias: values) else {
      throw matrix.error("must have a row for each of at least two classes, of numbers below 1e100")
    }
    return head
  }
}
