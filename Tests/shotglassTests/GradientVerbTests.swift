import Foundation
import Testing

@testable import shotglass

@Suite("Gradients on the command line") struct GradientVerbTests {
  private static let ansatz = """
    OPENQASM 3.0;
    include "stdgates.inc";
    input float[64] phi;
    input float[64] theta_0;
    input float[64] theta_1;
    qubit[2] q;
    rx(phi) q[0];
    ry(theta_0) q[0];
    cx q[0], q[1];
    ry(theta_1) q[1];
    rz(theta_0 * theta_1) q[0];
    """
  private static let point = #"{"phi": 0.5, "theta_0": 0.25, "theta_1": -1}"#

  private struct Printed: Decodable {
    let value: Double
    let valueVariance: Double
    let names: [String]
    let gradient: [Double]
    let covariance: [[Double]]?
    let shots: Int?
    let circuits: Int
  }

  /// The document that `gradient` prints for a program and a point.
  private static func gradient(_ words: [String], program: String = ansatz) async throws -> Printed {
    let folder = try TemporaryFolder()
    let file = folder.path + "/point.json"
    try Data(point.utf8).write(to: URL(fileURLWithPath: file))
    let result = await Program.run(["gradient", "-", "--at", file, "--json"] + words, input: program)
    #expect(result.status == .done, "\(result.errors)")
    return try JSONDecoder().decode(Printed.self, from: Data(result.output.utf8))
  }

  @Test("Without shots the gradient is exact, by every rule and on an ideal machine's twin of no noise")
  func exact() async throws {
    let found = try await Self.gradient(["--observable", "Z0"])
    #expect(found.names == ["phi", "theta_0", "theta_1"])
    #expect((found.value - cos(0.5) * cos(0.25)).magnitude < 1e-14)
    #expect((found.gradient[0] + sin(0.5) * cos(0.25)).magnitude < 1e-14)
    #expect((found.gradient[1] + cos(0.5) * sin(0.25)).magnitude < 1e-14)
    #expect(found.gradient[2].magnitude < 1e-14)
    #expect(found.covariance == [[0, 0, 0], [0, 0, 0], [0, 0, 0]])
    #expect(found.shots == nil && found.circuits == 0 && found.valueVariance == 0)
    for rule in ["parameter-shift", "central-difference"] {
      let other = try await Self.gradient(["--observable", "Z0", "--rule", rule])
      for (mine, theirs) in zip(other.gradient, found.gradient) { #expect((mine - theirs).magnitude < 1e-7) }
      #expect(other.circuits == 0)
    }
  }

  @Test("With data it is a loss that is differentiated, by the weights of a model or of a file")
  func loss() async throws {
    func printed(_ words: [String], program: String = "") async throws -> Printed {
      let result = await Program.run(["gradient"] + words + ["--json"], input: program)
      #expect(result.status == .done, "\(result.errors)")
      return try JSONDecoder().decode(Printed.self, from: Data(result.output.utf8))
    }
    let exact = try await printed([
      "re-uploading-4-3", "--data", "iris", "--rows", "0,50..52", "--with-respect-to", "dense*",
    ])
    #expect(exact.names.count == 15 && exact.shots == nil)
    let drawn = try await printed(
      ["re-uploading-4-3", "--data", "iris", "--rows", "0,50..52", "--shots", "400", "--with-respect-to", "dense*"])
    #expect(drawn.names == exact.names && drawn.circuits > 0)
    for place in drawn.names.indices {
      let error = try #require(drawn.covariance)[place][place].squareRoot()
      #expect(error > 0 && (drawn.gradient[place] - exact.gradient[place]).magnitude < 6 * error)
    }
    let own = try await printed(
      ["-", "--data", "cosine", "--rows", "1", "--inputs", "phi", "--weights", "theta*", "--observable", "Z0"],
      program: Self.ansatz)
    #expect(own.names == ["theta_0", "theta_1"] && own.value > 0)
  }

  @Test(
    "What does not fit the data is refused",
    arguments: [
      (["simple-2", "--data", "two-moons", "--rows", "5-7"], "is no row of --rows"),
      (["simple-2", "--data", "two-moons", "--rows", "0..5000"], "the data has"),
      (["simple-2", "--data", "two-moons", "--observable", "Z0"], "has a read-out of its own"),
      (["simple-2", "--data", "two-moons", "--with-respect-to", "phi*"], "no weight or feature matches"),
      (["simple-2", "--data", "iris", "--prepare", "standardize,pca:2"], "classes"),
      (["re-uploading-4-2", "--data", "two-moons", "--rows", "0,1"], "features a row"),
      (
        ["re-uploading-4-2", "--data", "breast-cancer", "--prepare", "standardize,pca:8", "--shots", "9"],
        "features a row"
      ),
      (["simple-2", "--rows", "3"], "no data is given"),
      (["parallel-hybrid-4-3", "--data", "iris", "--shots", "9"], "a model of one circuit"),
      (["simple-2", "--data", "two-moons", "--rule", "exact", "--shots", "9"], "the exact rule takes no shots"),
      (["-", "--data", "cosine"], "says not what the model reads out"),
      (["-", "--data", "cosine", "--observable", "Z0", "--inputs", "y*"], "is matched by neither"),
    ])
  func refusedData(words: [String], message: String) async throws {
    let result = await Program.run(["gradient"] + words, input: Self.ansatz)
    #expect(result.status == .misuse && result.errors.contains(message), "\(result.errors)")
    #expect(result.errors.contains("help: ") || result.errors.contains("widen one"))
  }

  @Test("Messages name the option and the place that were given")
  func namesWhatWasGiven() async throws {
    let row = await Program.run(["invert", "simple-2", "--data", "two-moons", "--row", "99999"])
    #expect(row.errors.contains("--row names the row 99999"), "\(row.errors)")
    let point = await Program.run(["gradient", "simple-2", "--at", "-"], input: "{}")
    #expect(point.errors.contains("help: add it to what standard input gives: \""), "\(point.errors)")
  }

  @Test("With shots it comes with a covariance, and the same seed gives the same bytes")
  func sampled() async throws {
    let words = [
      "--observable", "mean(Z)", "--with-respect-to", "theta*", "--shots", "4000", "--seed", "7",
    ]
    let exact = try await Self.gradient(["--observable", "mean(Z)", "--with-respect-to", "theta*"])
    let found = try await Self.gradient(words)
    // Three angles depend on the two, and the value takes a circuit of its own.
    #expect(found.names == ["theta_0", "theta_1"] && found.circuits == 7 && found.shots == 28_000)
    let covariance = try #require(found.covariance)
    for index in 0..<2 {
      #expect((found.gradient[index] - exact.gradient[index]).magnitude < 5 * covariance[index][index].squareRoot())
      #expect(covariance[index][index] > 0)
    }
    #expect(covariance[0][1] == covariance[1][0])
    let again = try await Self.gradient(words + ["--threads", "3"])
    #expect(again.gradient == found.gradient && again.covariance == found.covariance)
    let predicted = try await Self.gradient(words + ["--covariance", "predicted"])
    #expect(predicted.gradient == found.gradient)
    let ratio = try #require(predicted.covariance)[0][0] / covariance[0][0]
    #expect((ratio - 1).magnitude < 0.1)
  }

  @Test("A twin's gradient is that of its noise, with and without shots")
  func twin() async throws {
    let words = ["--observable", "Z1", "--backend", "noisy-ibm_manila"]
    let ideal = try await Self.gradient(["--observable", "Z1"])
    let exact = try await Self.gradient(words)
    let found = try await Self.gradient(words + ["--shots", "2000", "--seed", "1"])
    for index in 0..<3 {
      let bound = 5 * (try #require(found.covariance)[index][index]).squareRoot()
      #expect((found.gradient[index] - exact.gradient[index]).magnitude < bound)
      #expect((exact.gradient[index] - ideal.gradient[index]).magnitude < 0.2)
    }
    #expect(exact.gradient != ideal.gradient)
  }

  @Test(
    "What cannot be differentiated is refused with what to type instead",
    arguments: [
      (["--at", "POINT"], "--observable Z0", ExitStatus.misuse),
      (["--observable", "Z0"], "--at", .misuse),
      (["--observable", "Q0", "--at", "POINT"], "column", .misuse),
      (["--observable", "Z7", "--at", "POINT"], "Z7", .misuse),
      (["--observable", "Z0", "--at", "POINT", "--with-respect-to", "w*"], "theta_0", .misuse),
      (["--observable", "Z0", "--at", "POINT", "--rule", "exact", "--shots", "5"], "parameter-shift", .misuse),
      (["--observable", "Z0", "--at", "POINT", "--rule", "parametershift"], "parameter-shift", .misuse),
      (["--observable", "Z0", "--at", "WRONG"], "theta_1", .misuse),
    ])
  func refusals(words: [String], help: String, status: ExitStatus) async throws {
    let folder = try TemporaryFolder()
    try Data(Self.point.utf8).write(to: URL(fileURLWithPath: folder.path + "/point.json"))
    try Data(#"{"phi": 0.5, "theta_0": 0.25}"#.utf8).write(to: URL(fileURLWithPath: folder.path + "/wrong.json"))
    let words = words.map {
      $0 == "POINT" ? folder.path + "/point.json" : $0 == "WRONG" ? folder.path + "/wrong.json" : $0
    }
    let result = await Program.run(["gradient", "-"] + words, input: Self.ansatz)
    #expect(result.status == status)
    #expect(result.errors.contains(help), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test(
    "A point at which an angle has no derivative is refused, with shots and without",
    arguments: [[], ["--shots", "9"]])
  func singularPoint(words: [String]) async throws {
    let folder = try TemporaryFolder()
    try Data(#"{"a": 0}"#.utf8).write(to: URL(fileURLWithPath: folder.path + "/point.json"))
    let result = await Program.run(
      ["gradient", "-", "--observable", "Z0", "--json", "--at", folder.path + "/point.json"] + words,
      input: "OPENQASM 3.0;\ninclude \"stdgates.inc\";\ninput float[64] a;\nqubit q;\nrx(sqrt(a)) q;")
    #expect(result.status == .misuse && result.output.isEmpty)
    #expect(result.errors.contains("the derivative by 'a'"), "\(result.errors)")
  }
}
