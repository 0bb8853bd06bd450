internal import Circuits
package import Execution
internal import Formats

/// A study on disk: `study.json5` and `study.json`, `plan.jsonl`, a part of the records for each process that ran,
/// `records.jsonl` when all is there, raw results and trained weights by their content.
package struct StudyFolder: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// `runs/NAME-HASH8`
  package init(of study: Study) { path = "runs/\(study.name)-\(study.id.prefix(8))" }

  private func file(_ name: String) -> String { "\(path)/\(name)" }
  package var recordsPath: String { file("records.jsonl") }

  // MARK: The study

  /// Makes the folder of a study, or checks that it is this study's.
  package func open(_ study: Study, source: [UInt8], plan: StudyPlan) throws(StudyError) {
    if StudyFile.exists(file("study.json")) {
      let found = try self.study()
      guard found.id == study.id else {
        throw StudyError(
          .misuse, "the folder '\(path)' is of another study, '\(found.name)'", place: file("study.json"),
          help: "choose another folder with -o, or leave -o out: every study has a folder of its own")
      }
    }
    for folder in [path, file("parts"), file("timings")] { try StudyFile.makeFolder(folder) }
    try replace("study.json5", with: source)
    try replace("plan.jsonl", with: Array(plan.text.utf8))
    // Last, so that a folder with it has all.
    try replace("study.json", with: bytes(study.resolved, isPretty: true))
  }

  /// The study that the folder is of.
  package func study() throws(StudyError) -> Study {
    guard StudyFile.exists(file("study.json")) else {
      throw StudyError(
        .misuse, "'\(path)' is no folder of a study", help: "name one that 'shotglass study run FILE' made")
    }
    do {
      return try Study(parsing: StudyFile.read(file("study.json")))
    } catch {
      guard error.place == nil, error.kind == .misuse else { throw error }
      throw StudyError(.misuse, error.message, at: error.position, place: file("study.json"), help: error.help)
    }
  }

  /// Writes a file unless it is there with the same bytes: other processes may be reading it.
  private func replace(_ name: String, with bytes: [UInt8]) throws(StudyError) {
    if StudyFile.exists(file(name)), try StudyFile.read(file(name)) == bytes { return }
    try StudyFile.replace(file(name), with: bytes)
  }

  private func bytes(_ value: JSON, isPretty: Bool = false) throws(StudyError) -> [UInt8] {
    do { return try value.bytes(isPretty: isPretty) + [0x0A] } catch { throw StudyError(error) }
  }

  // MARK: Records

  /// A part of the records for this process alone.
  func startPart(of shard: Shard) throws(StudyError) -> PartWriter {
    let writer = String(UInt64.random(in: 0 ... .max), radix: 16)
    let name = "\(shard.number)-of-\(shard.count)-\(writer).jsonl"
    return try PartWriter(part: file("parts/\(name)"), timings: file("timings/\(name)"))
  }

  /// All that was recorded so far, by any process.
  package func recorded() throws(StudyError) -> RecordedCells {
    var recorded = RecordedCells()
    for name in StudyFile.names(in: file("parts")) where name.hasSuffix(".jsonl") {
      try recorded.add(StudyFile.read(file("parts/\(name)")), of: file("parts/\(name)"))
    }
    return recorded
  }

  /// Writes `records.jsonl`: a line a cell, sorted by the cells' ids.
  package func write(_ records: [Record]) throws(StudyError) {
    try replace("records.jsonl", with: records.sorted { $0.cell < $1.cell }.flatMap(\.line))
  }

  /// The records of a study that is complete.
  package func records() throws(StudyError) -> [Record] {
    guard StudyFile.exists(recordsPath) else {
      throw StudyError(
        .incomplete, "'\(path)' has no records yet", help: "finish it: shotglass study resume \(path)")
    }
    var records: [Record] = []
    for (number, line) in try StudyFile.read(recordsPath).split(separator: 0x0A).enumerated() {
      do { records.append(try Record(parsing: line)) } catch {
        throw StudyError(
          .misuse, "line \(number + 1): \(error.description)", place: recordsPath,
          help: "make it anew from the parts: shotglass study merge \(path)")
      }
    }
    return records
  }

  // MARK: Raw results and weights

  private func place(_ kind: String, _ id: String) -> String { file("\(kind)/\(id.prefix(2))/\(id)") }

  private func keep(_ value: JSON, _ kind: String, _ id: String, suffix: String) throws(StudyError) {
    try StudyFile.makeFolder(file("\(kind)/\(id.prefix(2))"))
    try StudyFile.replace(place(kind, id) + suffix, with: bytes(value))
  }

  func keep(artifact: JSON, _ id: String) throws(StudyError) { try keep(artifact, "artifacts", id, suffix: "") }

  /// What was kept; nil where it was not, or is damaged.
  func artifact(_ id: String) throws(StudyError) -> JSON? {
    guard StudyFile.exists(place("artifacts", id)) else { return nil }
    let bytes = try StudyFile.read(place("artifacts", id))
    return (try? JSONNode(parsing: bytes)).map { JSON($0) }
  }

  func keep(
    _ samples: [Sample], of batch: Batch, as id: String, jobs: [RemoteJob] = []
  ) throws(StudyError) {
    let counts = samples.map { sample in
      JSON.object(
        Dictionary(
          uniqueKeysWithValues: sample.counts.occurrences.enumerated().map { place, times in
            (sample.counts.key(at: place), .integer(times))
          }))
    }
    var kept: [String: JSON] = ["schema": 1, "id": .string(id), "counts": .array(counts)]
    if !jobs.isEmpty { kept["jobs"] = .array(jobs.map(\.kept)) }
    try keep(.object(kept), "acquisitions", id, suffix: ".json")
  }

  /// The jobs that gave what records are from, each once: nothing where all was simulated.
  package func jobs(of records: [Record]) -> [String: [RemoteJob]] {
    var jobs: [String: [RemoteJob]] = [:]
    var seen: Set<String> = []
    for record in records {
      for id in record.acquisitions where seen.insert(id).inserted {
        guard let backend = record.backend, let bytes = try? StudyFile.read(place("acquisitions", id) + ".json") else {
          continue
        }
        let found = (try? JSONReader(parsing: bytes).keptJobs) ?? []
        if !found.isEmpty { jobs[backend, default: []] += found }
      }
    }
    return jobs
  }

  /// Kept results of a batch; nil where there are none, or where they are damaged.
  func acquisition(_ id: String, of batch: Batch) -> [Sample]? {
    let path = place("acquisitions", id) + ".json"
    guard StudyFile.exists(path), let bytes = try? StudyFile.read(path),
      let lists = try? JSONReader(parsing: bytes).keptCounts, lists.count == batch.entries.count
    else { return nil }
    var samples: [Sample] = []
    for (entry, outcomes) in zip(batch.entries, lists) {
      let layout = OutcomeLayout(entry.program.circuit.bitRegisters)
      var builder = CountsBuilder(layout: layout)
      for (key, times) in outcomes {
        let bits = key.utf8.reversed().filter { $0 != UInt8(ascii: " ") }.map { $0 == UInt8(ascii: "1") }
        guard bits.count == layout.width else { return nil }
        builder.add(BitString(bits), times: times)
      }
      samples.append(Sample(counts: builder.counts()))
    }
    return samples
  }
}

extension RemoteJob {
  fileprivate var kept: JSON {
    [
      "id": .string(id), "circuits": .integer(circuits), "shots": .integer(shots),
      "bill": bill.map { ["amount": .number($0.amount), "unit": .string($0.unit)] } ?? .null,
    ]
  }
}

extension JSONReader {
  /// The jobs that counts are from.
  fileprivate var keptJobs: [RemoteJob] {
    get throws(FormatError) {
      var object = try object()
      return try object.present("jobs")?.array().map { (reader) throws(FormatError) in
        var job = try reader.object()
        var bill = try job.present("bill")?.object()
        let amount = try bill?.required("amount").double()
        let unit = try bill?.required("unit").string()
        return RemoteJob(
          id: try job.required("id").string(), circuits: try job.required("circuits").integer(in: 0...Int.max),
          shots: try job.required("shots").integer(in: 0...Int.max),
          bill: amount.flatMap { amount in unit.map { RemoteCost(amount, $0) } })
      } ?? []
    }
  }

  /// Outcomes and how often they came, of each entry of a batch.
  fileprivate var keptCounts: [[(String, Int)]] {
    get throws(FormatError) {
      var object = try object()
      return try object.required("counts").array().map { (reader) throws(FormatError) in
        var counts = try reader.object()
        return try counts.all().map { (key, value) throws(FormatError) in (key, try value.integer(in: 0...Int.max)) }
      }
    }
  }
}
