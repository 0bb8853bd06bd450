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
        members.keys.filter { $0 != "repetitions" }.sorted() == [
          "acquisitions", "algorithm", "analysis", "backend", "calibrationDate", "calibrationSha256", "cell",
          "interval",
          "kernel", "message", "options", "point", "schema", "seed", "shotsReceived", "shotsRequested", "status",
          "study", "value",
        ])
      #expect(record.shotsReceived == record.shotsRequested)
      #expect(record.intervals.allSatisfy { $0.value.contains(record.values[$0.key] ?? .nan) })
    }
  }

  @Test("a cell that repeats its measurement keeps each number, from which its value follows; very many are not kept")
  func keepsRepetitions() async throws {
    for (repetitions, isKept) in [(6, true), (200, false)] {
      let text = """
        { schema: 1, name: "r", data: { source: "cosine:rows=6" }, model: { name: "simple-1" },
          analyses: [{ kind: "gradient-quality", repetitions: \(repetitions) }], grid: { shots: 8 } }
        """
      let records = try await StudyBench.withFolder { folder in
        try await StudyBench.run(text, in: folder)
        _ = try StudyBench.merged(text, in: folder)
        return try folder.records()
      }
      let record = try #require(records.first)
      #expect(record.repetitions.keys.sorted() == (isKept ? ["covarianceOverPrediction", "squaredError"] : []))
      guard let squares = record.repetitions["squaredError"] else { continue }
      #expect(squares.count == repetitions)
      let mean = squares.reduce(0, +) / Double(squares.count)
      #expect(record.values["error"] == mean.squareRoot())
      #expect(try Record(parsing: record.json.bytes()) == record)
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
