import Formats
import Foundation
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
    var (ratios, guesses): ([Double], [Double]) = ([], [])
    for record in records {
      let error = try #require(record.values["error"])
      let limit = try #require(record.values["cramerRao"])
      #expect(try #require(record.values["vanTrees"]) < (try #require(record.values["guess"])))
      if record.point.name(.attack) == "guess" {
        guesses.append(error)
        #expect(error > limit)
      } else {
        ratios.append(error / limit)
      }
    }
    #expect(Set(guesses).count == 8 && guesses.reduce(0, +) / 8 > 0.2)
    // Of 8 ratios, each a mean of two squares of normal numbers.
    let mean = ratios.reduce(0, +) / 8
    #expect(mean > 0.2 && mean < 3, "\(ratios)")
    let limits = Dictionary(grouping: records) { $0.point.number(.shots) ?? 0 }.mapValues { records in
      records.reduce(0) { $0 + ($1.values["cramerRao"] ?? 0) }
    }
    #expect(abs((limits[256] ?? 0) / (limits[25600] ?? 1) / 100 - 1) < 0.05)
  }

  @Test("a plan counts what attacks and limits take, which is nearly all")
  func planned() throws {
    func seconds(_ old: String, _ new: String) throws -> Double {
      try StudyBench.plan(StudyBench.study(Self.text.replacing(old, with: new))).plan.spending.seconds
    }
    let guesses = try seconds(#"["least-squares", "guess"]"#, #"["guess"]"#)
    let searches = try seconds(#"["least-squares", "guess"]"#, #"["least-squares"]"#)
    let published = try seconds(#"["least-squares", "guess"]"#, #"["numerical"]"#)
    #expect(searches > guesses + 8 * 1e-4 && published > 5 * searches)
    #expect(try seconds("priorPoints: 4", "priorPoints: 400") > seconds("priorPoints: 4", "priorPoints: 40"))
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

  @Test("the snapshot attack is one of a study, and a dishonest server's weights tell more than drawn ones")
  func maliciousWeights() async throws {
    let text = """
      { schema: 1, name: "m", seed: 2, data: { source: "cosine:features=1,rows=20" }, model: { name: "simple-1" },
        analyses: [{ kind: "gradient-inversion", starts: 2, priorPoints: 4 }],
        grid: { shots: 256, inputs: 3, weights: ["random", "malicious"], attacks: ["snapshot"] } }
      """
    let records = try await StudyBench.withFolder { folder in
      try await StudyBench.run(text, in: folder)
      _ = try StudyBench.merged(text, in: folder)
      return try folder.records()
    }
    #expect(records.count == 6)
    let limits = Dictionary(grouping: records) { $0.point.name(.weights) ?? "" }.mapValues { records in
      records.reduce(0) { $0 + ($1.values["unbiased"] ?? .nan) }
    }
    #expect(try #require(limits["malicious"]) < (try #require(limits["random"])))
    #expect(records.allSatisfy { ($0.values["error"] ?? 1) < ($0.values["guess"] ?? 0) })
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

  @Test("the shots at which inputs leak are read between those that were tried, and predicted from the most of them")
  func findsThreshold() throws {
    var records = try Self.recordsAtLimit([64, 256, 1024])
    for place in records.indices { records[place].values["freedom"] = 1e5 }
    let found = GradientInversion.statements(of: records)
    // Of errors 0.64 / shots, certain ones, 0.005 at 128.
    #expect(found.map(\.value) == ["128", "128"])
    #expect(found.last?.meaning.contains("measured are 1 times") == true)
    // Of two equal directions the median is ln 2 of the mean.
    for place in records.indices { records[place].values["freedom"] = 2 }
    #expect(GradientInversion.statements(of: records).map(\.value) == ["128", "88.7"])
    #expect(GradientInversion.statements(of: try Self.recordsAtLimit([16, 64])).isEmpty)
    #expect(GradientInversion.statements(of: []).isEmpty)
  }

  private static func recordsAtLimit(_ shots: [Int]) throws -> [Record] {
    try shots.flatMap { shots in
      try (0..<3).map { input in
        let error = 0.64 / Double(shots)
        let members: [String: JSON] = [
          "schema": 1, "cell": .string("\(input)/\(shots)"), "study": "0", "analysis": "gradient-inversion",
          "algorithm": 2, "seed": "0", "acquisitions": [], "shotsRequested": 1, "kernel": "test", "shotsReceived": 1,
          "backend": "ideal", "calibrationSha256": nil, "calibrationDate": nil,
          "point": ["input": .integer(input), "backend": "ideal", "shots": .integer(shots), "attack": "least-squares"],
          "options": [:], "status": "done", "message": nil,
          "value": ["error": .number(error), "cramerRao": .number(error)], "interval": [:],
        ]
        return try Record(parsing: JSON.object(members).bytes())
      }
    }
  }

  @Test("larger batches than a study wants attacked are left out")
  func leavesOutBatches() throws {
    let text = Self.text.replacingOccurrences(of: "priorPoints: 4", with: "largestBatch: 2")
      .replacingOccurrences(of: "inputs: 4", with: "batchSizes: [1, 2, 4]")
    let plan = try StudyBench.plan(try StudyBench.study(text)).plan
    #expect(Set(plan.cells.map { $0.point.number(.batchSize) }) == [1, 2])
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
