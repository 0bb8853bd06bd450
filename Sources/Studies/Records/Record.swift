package import Formats

/// What a cell found, or why it found nothing: a line of `records.jsonl`.
package struct Record: Sendable, Equatable {
  package enum Status: String, CaseIterable, Sendable { case done, failed, unsupported }

  package var cell: String
  package var study: String
  package var point: GridPoint
  package var analysis: String
  package var algorithm: Int
  package var seed: UInt64
  package var acquisitions: [String] = []
  package var shotsRequested: Int
  package var shotsReceived = 0
  package var backend: String?
  package var calibrationID: String?
  package var calibrationDate: String?
  package var options: JSON
  package var kernel: String
  package var values: [String: Double] = [:]
  package var intervals: [String: ClosedRange<Double>] = [:]
  /// What was measured again and again, each number; only where there are few enough of them.
  package var repetitions: [String: [Double]] = [:]
  package var status = Status.done
  package var message: String?

  /// Of each quantity: more would make records long.
  private static let mostRepetitions = 128

  init(_ cell: Cell, on bench: Workbench, studyID: String) throws(StudyError) {
    self.cell = cell.id
    study = studyID
    point = cell.point
    analysis = type(of: cell.analysis).kind
    algorithm = type(of: cell.analysis).algorithm
    seed = bench.study.seed
    shotsRequested = cell.spending.shots
    backend = cell.point.name(.backend)
    if let backend {
      let found = try bench.found(backend)
      (calibrationID, calibrationDate) = (found.calibrationID, found.calibrationDate)
    }
    options = cell.analysis.options
    kernel = bench.kernel
  }

  mutating func set(_ finding: Finding) {
    values = finding.values.filter { $0.value.isFinite }
    intervals = finding.intervals.filter { $0.value.lowerBound.isFinite && $0.value.upperBound.isFinite }
    repetitions = finding.repetitions.filter { numbers in
      (2...Self.mostRepetitions).contains(numbers.value.count) && numbers.value.allSatisfy(\.isFinite)
    }
    let missing = finding.values.filter { !$0.value.isFinite }.keys.sorted()
    if !missing.isEmpty { message = "no number: \(missing.joined(separator: ", "))" }
    acquisitions = finding.acquisitions
    shotsReceived = finding.shots
  }

  package var json: JSON {
    var members: [String: JSON] = [
      "schema": 1, "cell": .string(cell), "study": .string(study), "point": point.json,
      "analysis": .string(analysis), "algorithm": .integer(algorithm), "seed": .string("\(seed)"),
      "acquisitions": .array(acquisitions.map { .string($0) }), "shotsRequested": .integer(shotsRequested),
      "shotsReceived": .integer(shotsReceived), "backend": JSON(backend), "calibrationSha256": JSON(calibrationID),
      "calibrationDate": JSON(calibrationDate), "options": options, "kernel": .string(kernel),
      "value": .object(values.mapValues { .number($0) }),
      "interval": .object(intervals.mapValues { [.number($0.lowerBound), .number($0.upperBound)] }),
      "status": .string(status.rawValue), "message": JSON(message),
    ]
    if !repetitions.isEmpty {
      members["repetitions"] = .object(repetitions.mapValues { .array($0.map { .number($0) }) })
    }
    return .object(members)
  }

  /// The line of a file, its end included.
  var line: [UInt8] {
    // All its numbers are finite.
    ((try? json.bytes()) ?? []) + [0x0A]
  }
}

extension Record {
  /// Reads a line.
  package init(parsing line: some Collection<UInt8>) throws(FormatError) {
    var object = try JSONReader(parsing: Array(line)).object()
    guard try object.required("schema").integer() == 1 else {
      throw object.reader.error("this version reads records of schema 1")
    }
    cell = try object.required("cell").string()
    study = try object.required("study").string()
    point = try GridPoint(reading: object.required("point"))
    analysis = try object.required("analysis").string()
    algorithm = try object.required("algorithm").integer()
    let seed = try object.required("seed")
    guard let number = UInt64(try seed.string()) else { throw seed.error("must be a whole number as text") }
    self.seed = number
    acquisitions = try object.required("acquisitions").array().map { (id) throws(FormatError) in try id.string() }
    shotsRequested = try object.required("shotsRequested").integer()
    shotsReceived = try object.required("shotsReceived").integer()
    backend = try object.present("backend")?.string()
    calibrationID = try object.present("calibrationSha256")?.string()
    calibrationDate = try object.present("calibrationDate")?.string()
    options = JSON(try object.required("options").node)
    kernel = try object.required("kernel").string()
    var found = try object.required("value").object()
    values = [:]
    for (key, reader) in found.all() { values[key] = try reader.double() }
    intervals = [:]
    found = try object.required("interval").object()
    for (key, reader) in found.all() {
      let ends = try reader.doubles()
      guard ends.count == 2, ends[0] <= ends[1] else { throw reader.error("must be two rising numbers") }
      intervals[key] = ends[0]...ends[1]
    }
    repetitions = [:]
    if var found = try object.optional("repetitions")?.object() {
      for (key, reader) in found.all() { repetitions[key] = try reader.doubles() }
    }
    status = try object.required("status").choice(of: Status.self)
    message = try object.present("message")?.string()
    try object.noOtherKeys()
  }
}

extension GridPoint {
  init(reading reader: JSONReader) throws(FormatError) {
    var object = try reader.object()
    var values: [Axis: AxisValue] = [:]
    for axis in Axis.allCases {
      guard let value = object.optional(axis.rawValue) else { continue }
      values[axis] = axis.range == nil ? .name(try value.string()) : .number(try value.integer())
    }
    try object.noOtherKeys()
    self.init(values)
  }
}
