import Studies
import Testing

@Suite struct InversionAnalysisTests {
  private static let text = """
    { schema: 1, name: "i", seed: 2, data: { source: "two-moons:rows=20" }, model: { name: "complex-2" },
      analyses: [{ kind: "gradient-inversion", starts: 6, priorPoints: 4 }],
      grid: { shots: [256, 25600], inputs: 4, attacks: ["least-squares", "guess"] } }
    """

  @Test("inputs are rebuilt to what the shots allow, a hundred times better with as many more, and guesses are not")
  func followsLimits() async throws {
    let records = try await StudyBench.withFolder { folder in
      try await StudyBench.run(Self.text, in: folder, threads: 2)
      _ = try StudyBench.merged(Self.text, in: folder)
      return try folder.records()
    }
    #expect(records.count == 16)
    var ratios: [Double] = []
    for record in records {
      let error = try #require(record.values["error"])
      let limit = try #require(record.values["cramerRao"])
      #expect(try #require(record.values["vanTrees"]) < (try #require(record.values["guess"])))
      if record.point.name(.attack) == "guess" {
        #expect(error > 4 * limit)
      } else {
        ratios.append(error / limit)
      }
    }
    // Of 8 ratios, each a mean of two squares of normal numbers.
    let mean = ratios.reduce(0, +) / 8
    #expect(mean > 0.2 && mean < 3, "\(ratios)")
    let limits = Dictionary(grouping: records) { $0.point.number(.shots) ?? 0 }.mapValues { records in
      records.reduce(0) { $0 + ($1.values["cramerRao"] ?? 0) }
    }
    #expect(abs((limits[256] ?? 0) / (limits[25600] ?? 1) / 100 - 1) < 0.05)
  }

  @Test("every attack of a point sees the same gradient")
  func sharesGradients() async throws {
    let records = try await StudyBench.withFolder { folder in
      try await StudyBench.run(Self.text, in: folder)
      _ = try StudyBench.merged(Self.text, in: folder)
      return try folder.records()
    }
    let acquisitions = Dictionary(grouping: records) { "\($0.point.without(.attack).text)" }
      .mapValues { Set($0.map(\.acquisitions)) }
    #expect(acquisitions.count == 8)
    #expect(acquisitions.values.allSatisfy { $0.count == 1 })
  }

  @Test("defences cost what they say, and buy what an attacker leaves of it who knows them")
  func defences() async throws {
    let text = """
      { schema: 1, name: "d", seed: 2, data: { source: "two-moons:rows=20" }, model: { name: "complex-2" },
        analyses: [{ kind: "gradient-inversion", starts: 1, priorPoints: 1, trainingSteps: 1 }],
        grid: { shots: 4096, inputs: 1, defences: ["none", "shots:64", "clip:0.01", "rotate"] } }
      """
    let records = try await StudyBench.withFolder { folder in
      try await StudyBench.run(text, in: folder, threads: 2)
      _ = try StudyBench.merged(text, in: folder)
      return try folder.records()
    }
    func mean(_ defence: String, _ key: String) throws -> Double {
      let own = records.filter { $0.point.name(.defence) == defence }
      return try own.reduce(0) { $0 + (try #require($1.values[key], "\(defence) \(key)")) } / Double(own.count)
    }
    #expect(records.count == 4)
    #expect(try mean("rotate", "error") == mean("rotate", "guess"))
    #expect(try abs(mean("rotate", "cosine") - mean("none", "cosine")) < 1e-12)
    #expect(try abs(mean("clip:0.01", "cosine") - mean("none", "cosine")) < 1e-12)
    #expect(try mean("clip:0.01", "relativeError") > 0.5)
    #expect(try mean("clip:0.01", "error") < 0.2 * mean("clip:0.01", "unawareError"))
    #expect(try mean("shots:64", "cramerRao") > 50 * mean("none", "cramerRao"))
    #expect(try mean("none", "trainedLoss") > 0)
    let shots = Set(records.filter { $0.point.name(.defence) == "shots:64" }.map(\.shotsRequested))
    #expect(shots == Set(records.filter { $0.point.name(.defence) == "none" }.map { $0.shotsRequested / 64 }))
  }

  @Test("a classical control gives its rows away whatever the shots are, which it has no use for")
  func classicalControl() async throws {
    let text = """
      { schema: 1, name: "i", seed: 2, data: { source: "two-moons:rows=20" }, model: { name: "complex-2-classical" },
        analyses: [{ kind: "gradient-inversion", starts: 6 }],
        grid: { shots: [256], inputs: 2, attacks: ["least-squares", "dlg"] } }
      """
    let records = try await StudyBench.withFolder { folder in
      try await StudyBench.run(text, in: folder)
      _ = try StudyBench.merged(text, in: folder)
      return try folder.records()
    }
    #expect(records.count == 4)
    for record in records {
      #expect(try #require(record.values["error"]) < 1e-8)
      #expect(record.shotsRequested == 0 || record.shotsReceived == 0)
    }
  }

  @Test("attacks and weights that there are not are refused with the nearest")
  func refusesNames() throws {
    for (list, part) in [("attacks: [\"least-square\"]", "least-squares"), ("weights: [\"one\"]", "ones")] {
      let text = """
        { schema: 1, name: "i", data: { source: "two-moons" }, model: { name: "complex-2" },
          analyses: [{ kind: "gradient-inversion" }], grid: { shots: 64, \(list) } }
        """
      let error = #expect(throws: StudyError.self) { try StudyBench.study(text) }
      #expect(error?.help?.contains(part) == true)
    }
  }
}
