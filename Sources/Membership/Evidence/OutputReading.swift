internal import Formats

/// Reads answers of models as evidence files have them.
struct OutputReading {
  /// Shots of a query, where the file says so.
  var shots: Int?
  let head: ClassHead?
  /// Nil until the target has told it.
  var exampleCount: Int?
  /// How many columns are classes; nil where it is not known, or outcomes are not classes.
  var classCount: Int?

  init(shots: Int?, head: ClassHead?) {
    (self.shots, self.head) = (shots, head)
  }

  private enum Key: String, CaseIterable { case counts, jobs, probabilities, expectations, predictions }

  // MARK: Models

  func target(_ reader: JSONReader) throws(FormatError) -> ModelOutputs {
    var object = try reader.object()
    let outputs = try outputs(&object, Key.allCases)
    try object.noOtherKeys()
    return outputs
  }

  func reference(_ reader: JSONReader) throws(FormatError) -> ReferenceModel {
    var object = try reader.object()
    let memberReader = try object.required("member")
    let member = try memberReader.array().map { (entry) throws(FormatError) in try entry.bool() }
    if let exampleCount, member.count != exampleCount {
      throw memberReader.error(
        "there must be \(exampleCount) bits, one an example, not \(member.count)",
        help: "say of each example whether this reference was trained on it")
    }
    let outputs = try referenceOutputs(&object)
    try object.noOtherKeys()
    return ReferenceModel(member: member, outputs: outputs)
  }

  func population(_ reader: JSONReader) throws(FormatError) -> Population {
    var object = try reader.object()
    var own = self
    own.exampleCount = nil
    let target = try own.target(object.required("target"))
    own.exampleCount = target.count
    let labels = try object.present("labels").map { (reader) throws(FormatError) in try own.labels(reader) }
    let references = try object.present("references")?.array().map { (reader) throws(FormatError) in
      try own.populationReference(reader)
    }
    try object.noOtherKeys()
    return Population(labels: labels, target: target, references: references ?? [])
  }

  /// Rows of exact probabilities, or an object as a reference has it.
  private func populationReference(_ reader: JSONReader) throws(FormatError) -> ModelOutputs {
    guard case .object = reader.node.value else {
      var own = self
      own.shots = nil
      return try own.probabilities(reader)
    }
    var object = try reader.object()
    let outputs = try referenceOutputs(&object)
    try object.noOtherKeys()
    return outputs
  }

  /// Answers of a model that has shots of its own, or exact ones.
  private func referenceOutputs(_ object: inout JSONObjectReader) throws(FormatError) -> ModelOutputs {
    var own = self
    own.shots = try object.present("shots")?.integer(in: 1...ModelOutputs.mostShots)
    return try own.outputs(&object, [.probabilities, .counts, .jobs, .expectations])
  }

  func labels(_ reader: JSONReader) throws(FormatError) -> [Int] {
    let entries = try reader.array()
    if let exampleCount, entries.count != exampleCount {
      throw reader.error("there must be \(exampleCount) labels, one an example, not \(entries.count)")
    }
    return try entries.map { (entry) throws(FormatError) in
      let label = try entry.integer(in: 0...Int.max)
      if let classCount, label >= classCount {
        throw entry.error(
          "is class \(label), and there are \(classCount) classes", help: "classes are counted from 0")
      }
      return label
    }
  }

  // MARK: Answers

  /// The one kind of answer that an object holds.
  private func outputs(
    _ object: inout JSONObjectReader, _ keys: [Key]
  ) throws(FormatError) -> ModelOutputs {
    var found: [(key: Key, reader: JSONReader)] = []
    for key in keys {
      if let reader = object.present(key.rawValue) { found.append((key, reader)) }
    }
    let names = keys.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    guard let (key, reader) = found.first else {
      // A key with a typing mistake is what is missing.
      try object.noOtherKeys()
      throw object.reader.error("holds no answers", help: "give one of \(names)")
    }
    if found.count > 1 {
      throw found[1].reader.error(
        "stands beside \"\(key.rawValue)\", and answers have one form", help: "give one of \(names)")
    }
    switch key {
    case .counts: return try counts(reader)
    case .jobs: return try jobs(reader)
    case .probabilities: return try probabilities(reader)
    case .expectations: return try expectations(reader)
    case .predictions:
      return .labels(try rows(reader).map { (row) throws(FormatError) in try row.integer(in: 0...999_999) })
    }
  }

  private func rows(_ reader: JSONReader) throws(FormatError) -> [JSONReader] {
    let rows = try reader.array()
    if let exampleCount, rows.count != exampleCount {
      throw reader.error("there must be \(exampleCount) rows, one an example, not \(rows.count)")
    }
    guard !rows.isEmpty else { throw reader.error("holds no example") }
    return rows
  }

  private func counts(_ reader: JSONReader) throws(FormatError) -> ModelOutputs {
    var width: Int?
    return .counts(try rows(reader).map { (row) throws(FormatError) in try countRow(row, &width) })
  }

  private func jobs(_ reader: JSONReader) throws(FormatError) -> ModelOutputs {
    var width: Int?
    var all: [[[Int]]] = []
    for row in try rows(reader) {
      let jobs = try row.array().map { (job) throws(FormatError) in try countRow(job, &width) }
      if let fault = ModelOutputs.fault(ofJobs: jobs) { throw row.error(fault.message, help: fault.help) }
      all.append(jobs)
    }
    return .jobs(all)
  }

  private func countRow(_ reader: JSONReader, _ width: inout Int?) throws(FormatError) -> [Int] {
    let counts = try reader.array().map { (entry) throws(FormatError) in
      try entry.integer(in: 0...ModelOutputs.mostShots)
    }
    try check(counts.count, reader, &width, wanted: head?.inputCount ?? classCount)
    if let fault = ModelOutputs.fault(ofJobs: [counts]) { throw reader.error(fault.message, help: fault.help) }
    let total = counts.reduce(0, +)
    if let shots, total > shots {
      throw reader.error(
        "counts \(total) shots, and \"shots\" is \(shots)", help: "several queries of one example go to \"jobs\"")
    }
    return counts
  }

  private func check(
    _ count: Int, _ reader: JSONReader, _ width: inout Int?, wanted: Int?, least: Int = 2
  ) throws(FormatError) {
    let expected = wanted ?? width
    guard count >= (expected == nil ? least : 1), expected == nil || count == expected else {
      var help: String?
      if let head, count == head.classCount, count != head.inputCount {
        help = "with a head, counts are of its \(head.inputCount) columns; a head has a row a class"
      }
      throw reader.error(
        "must have \(expected.map { "\($0)" } ?? "at least \(least)") columns, not \(count)", help: help)
    }
    width = count
  }

  /// With a head, rows as wide as its columns are of outcomes, unless classes are as many.
  private func probabilities(_ reader: JSONReader) throws(FormatError) -> ModelOutputs {
    var width: Int?
    var all: [[Double]] = []
    for row in try rows(reader) {
      let values = try row.doubles()
      if let head, values.count == head.inputCount, head.inputCount != head.classCount {
        try check(values.count, row, &width, wanted: width)
      } else {
        try check(values.count, row, &width, wanted: width ?? classCount)
      }
      if let fault = ModelOutputs.fault(ofProbabilities: values) { throw row.error(fault.message, help: fault.help) }
      all.append(values)
    }
    if let head, width == head.inputCount, head.inputCount != head.classCount { return .outcomes(all) }
    return measured(all)
  }

  /// Counts, where probabilities are shares of a known number of shots.
  private func measured(_ rows: [[Double]]) -> ModelOutputs {
    guard let shots, head == nil else { return .probabilities(rows) }
    var counts: [[Int]] = []
    for row in rows {
      let own = row.map { ($0 * Double(shots)).rounded() }
      let isShare = zip(row, own).allSatisfy { ($0 * Double(shots) - $1).magnitude < 1e-6 }
      guard isShare, own.reduce(0, +) == Double(shots) else { return .probabilities(rows) }
      counts.append(own.map { Int($0) })
    }
    return .counts(counts)
  }

  private func expectations(_ reader: JSONReader) throws(FormatError) -> ModelOutputs {
    var width: Int?
    var all: [[Double]] = []
    for row in try rows(reader) {
      let values = try row.doubles()
      try check(values.count, row, &width, wanted: head?.inputCount, least: 1)
      if let fault = ModelOutputs.fault(ofExpectations: values) { throw row.error(fault.message, help: fault.help) }
      all.append(values)
    }
    return .expectations(all, shots: shots)
  }
}
