import Formats
import Studies
import Testing

@Suite struct RecordTests {
  @Test("a record that is read back is the same, and its keys are those of the contract")
  func keepsItself() async throws {
    let records = try await StudyBench.withFolder { folder in
      try await StudyBench.run(in: folder)
      _ = try StudyBench.merged(in: folder)
      return try folder.records()
    }
    #expect(records.map(\.cell) == records.map(\.cell).sorted())
    for record in records {
      let bytes = try record.json.bytes()
      #expect(try Record(parsing: bytes) == record)
      guard case .object(let members) = record.json else { continue }
      #expect(
        members.keys.sorted() == [
          "acquisitions", "algorithm", "analysis", "backend", "calibrationDate", "calibrationSha256", "cell",
          "interval",
          "kernel", "message", "options", "point", "schema", "seed", "shotsReceived", "shotsRequested", "status",
          "study", "value",
        ])
      #expect(record.shotsReceived == record.shotsRequested)
      #expect(record.intervals.allSatisfy { $0.value.contains(record.values[$0.key] ?? .nan) })
    }
  }

  @Test(
    "a line that is no record is refused",
    arguments: [
      "", "{}", "[]", "{\"schema\":2}", "{\"schema\":1,\"cell\":1}", "\u{0}", "null",
    ])
  func refusesOthers(_ line: String) {
    #expect(throws: FormatError.self) { try Record(parsing: Array(line.utf8)) }
  }
}
