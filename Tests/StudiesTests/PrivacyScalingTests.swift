import Foundation
import Formats
import Studies
import Testing

@Suite struct PrivacyScalingTests {
  private static func text(_ keys: String, _ grid: String) -> String {
    """
    { schema: 1, name: "p", seed: 4, analyses: [{ kind: "privacy-scaling", samples: 4, \(keys) }], grid: { \(grid) } }
    """
  }

  private static func records(_ text: String) async throws -> [Record] {
    try await StudyBench.withFolder { folder in
      try await StudyBench.run(text, in: folder, threads: 2)
      _ = try StudyBench.merged(text, in: folder)
      return try folder.records()
    }
  }

  @Test("on one qubit all encodings are one circuit, and cost the same; attacks see one instance")
  func agreesOnOneQubit() async throws {
    let records = try await Self.records(
      Self.text(
        "layers: 2, starts: 2, evaluations: 2000",
        "qubits: 1, encodings: [\"tower-5\", \"tower-3\", \"parallel\", \"single\"], "
          + "attacks: [\"least-squares\", \"numerical\"]"))
    #expect(records.count == 8)
    let (found, published) = (
      records.filter { $0.point.name(.attack) == "least-squares" },
      records.filter { $0.point.name(.attack) == "numerical" }
    )
    #expect(Set(found.map(\.values)).count == 1 && Set(published.map(\.values)).count == 1)
    #expect(Set(records.map { $0.values["variance"] }).count == 1)
    #expect(records.allSatisfy { $0.values["rank"] == 1 && $0.values["weights"] == 4 && $0.values["censored"] == 0 })
    #expect(try #require(found[0].values["cost"]) < #require(published[0].values["cost"]))
  }

  @Test("least squares finds the inputs of few qubits, one or as many")
  func findsInputs() async throws {
    let records = try await Self.records(
      Self.text("layers: 2, starts: 6, evaluations: 3000", "qubits: 2, encodings: [\"tower-5\", \"single\"]"))
    for record in records {
      let found = record.values
      #expect(found["censored"] == 0 && found["success"] == 1)
      #expect(try #require(found["error"]) < 1e-12)
      #expect(found["unknowns"] == (record.point.name(.encoding) == "single" ? 2 : 1))
      #expect(found["rank"] == found["unknowns"])
    }
  }

  @Test("a search that finds nothing costs its budget, and says so")
  func censors() async throws {
    let records = try await Self.records(
      Self.text("layers: 2, starts: 1, evaluations: 100", "seeds: 2, qubits: 5, encodings: \"tower-5\""))
    for record in records {
      #expect(record.values["cost"] == 100 && record.values["censored"] == 1 && record.values["success"] == 0)
    }
  }

  // MARK: Statements

  /// Costs that rise by so much a qubit, with an even spread of factors beside it.
  private static func made(
    _ encoding: String, rise: Double, spread: Double = 0.1, attack: String = "least-squares", censored: Int = 0
  ) throws -> [Record] {
    try (1...3).flatMap { qubits in
      try (0..<5).map { seed in
        let deviation = spread * (Double(seed) - 2) / 2
        let members: [String: JSON] = [
          "schema": 1, "cell": .string("\(encoding)/\(attack)/\(qubits)/\(seed)"), "study": "0",
          "analysis": "privacy-scaling", "algorithm": 1, "seed": "0", "acquisitions": [], "shotsRequested": 0,
          "kernel": "test", "shotsReceived": 0, "backend": nil, "calibrationSha256": nil, "calibrationDate": nil,
          "point": [
            "seed": .integer(seed), "qubits": .integer(qubits), "encoding": .string(encoding),
            "attack": .string(attack),
          ],
          "options": [:], "status": "done", "message": nil, "interval": [:],
          "value": [
            "cost": .number(20 * exp(rise * Double(qubits) + deviation)),
            "variance": .number(exp(-0.5 * Double(qubits))), "rank": 1, "unknowns": 1, "success": 1,
            "censored": .number(qubits == 3 && seed < censored ? 1 : 0),
          ],
        ]
        return try Record(parsing: JSON.object(members).bytes())
      }
    }
  }

  @Test("the claim is supported by a tower that rises and leaves each control behind, and by nothing less")
  func judges() throws {
    let tower = try Self.made("tower-5", rise: 1.5)
    let slow = try Self.made("single", rise: 0.25)
    func verdict(_ records: [Record]) -> String? {
      PrivacyScaling.statements(of: records).first { $0.label.hasPrefix("Inputs hide") }?.value
    }
    #expect(verdict(tower + slow) == "supported")
    #expect(try verdict(tower + slow + Self.made("parallel", rise: 1.5)) == "not supported")
    #expect(try verdict(tower + Self.made("single", rise: 0.25, censored: 1)) == "not supported")
    #expect(try verdict(Self.made("tower-5", rise: 0.05, spread: 2) + Self.made("single", rise: -1)) == "not supported")
    #expect(try verdict(Self.made("tower-5", rise: 1.5, attack: "numerical") + slow) == nil)
    #expect(verdict(tower) == nil)
    #expect(PrivacyScaling.statements(of: []).isEmpty)
  }

  @Test("slopes are those that costs were made with, with intervals around them")
  func fitsSlopes() throws {
    let statements = try PrivacyScaling.statements(
      of: Self.made("tower-5", rise: 1.5) + Self.made("single", rise: 0.25)
        + Self.made("tower-5", rise: 2, spread: 0, attack: "numerical", censored: 3))
    func value(_ label: String) -> Statement? { statements.first { $0.label.contains(label) } }
    let rises = try #require(value("least-squares")?.value)
    #expect(rises.hasPrefix("1.5 (1.4") && rises.contains(") (tower-5), 0.25 (0.1"), "\(rises)")
    #expect(value("numerical")?.value == "2 (2 to 2) (tower-5)")
    #expect(value("numerical")?.meaning.contains("tower-5 12 of 15") == true)
    #expect(value("ln(variance)")?.value.hasPrefix("-0.5 (-0.5 to -0.5)") == true)
    #expect(value("fix their inputs")?.value == "45 of 45")
    #expect(value("Found at 3 qubits")?.value == "tower-5 5, 5 of 5; single 5, 5 of 5")
  }

  @Test("what it cannot do is refused with what to type")
  func refuses() throws {
    let wide = try StudyBench.study(Self.text("layers: 2", "qubits: 9"))
    let error = try #require(throws: StudyError.self) { try StudyBench.plan(wide) }
    #expect(error.message.contains("at most 8 qubits, not 9"))
    let idle = try StudyBench.study(Self.text("layers: 2", "qubits: 2, attacks: \"guess\""))
    #expect(try #require(throws: StudyError.self) { try StudyBench.plan(idle) }.help?.contains("numerical") == true)
    let unknown = try #require(throws: StudyError.self) {
      try StudyBench.study(Self.text("layers: 2", "qubits: 2, encodings: \"tower-4\""))
    }
    #expect(unknown.help?.contains("tower-") == true)
  }
}
