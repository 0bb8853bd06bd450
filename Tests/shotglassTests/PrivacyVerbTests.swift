import Formats
import Foundation
import Testing

@testable import shotglass

@Suite("Privacy on the command line") struct PrivacyVerbTests {
  private static let train = ["train", "simple-1", "--data", "cosine:rows=25", "--seed", "4", "--quiet"]

  private func document(_ words: [String]) async throws -> JSONObjectReader {
    let result = await Program.run(words + ["--json"])
    #expect(result.status == .done, "\(result.errors)")
    return try JSONReader(parsing: Array(result.output.utf8)).object()
  }

  @Test("a training reaches the epsilon that was asked for, and says by whom and of what")
  func trains() async throws {
    let words = Self.train + ["--epochs", "2", "--batch", "5", "--dp-epsilon", "4", "--dp-delta", "1e-3"]
    var report = try await document(words + ["--dp-accountant", "rdp"])
    var privacy = try report.required("privacy").object()
    let epsilon = try privacy.required("epsilon").double()
    #expect(epsilon <= 4 && epsilon > 3.9)
    #expect(try privacy.required("protects").string() == "training-rows")
    #expect(try privacy.required("rows").integer() == 20 && privacy.required("steps").integer() == 8)
    #expect(try privacy.required("samplingRate").double() == 0.25)
    var loss = try privacy.required("prv").object()
    #expect(try loss.required("epsilon").double() <= epsilon)
    let plain = Self.train + ["--epochs", "1", "--batch", "20", "--dp-noise", "3", "--dp-delta", "1e-3"]
    let text = await Program.run(plain)
    #expect(text.output.contains("at delta 0.001, by prv: 20 training rows"))
    #expect(text.output.contains("is no guarantee") && text.output.contains("several trainings"))
    #expect(text.output == (await Program.run(plain + ["--threads", "3"])).output)
  }

  @Test("a checkpoint goes on with its own privacy only")
  func resumes() async throws {
    let folder = try TemporaryFolder()
    let words = Self.train + ["--batch", "5", "--dp-delta", "1e-3"]
    let file = folder.path + "/checkpoint.json"
    let first = await Program.run(words + ["--epochs", "1", "--dp-noise", "2", "-o", file])
    #expect(first.status == .done, "\(first.errors)")
    let onwards = words + ["--epochs", "2", "--resume", file]
    let other = await Program.run(onwards + ["--dp-noise", "3"])
    #expect(other.status == .misuse && other.errors.contains("noise multiplier 2.0"))
    let resumed = await Program.run(onwards + ["--dp-noise", "2"])
    #expect(resumed.output == (await Program.run(words + ["--epochs", "2", "--dp-noise", "2"])).output)
    #expect(resumed.output.contains("8 steps"))
  }

  @Test(
    "options that do not go together are refused with what to give",
    arguments: [
      (["--dp-noise", "1"], "--dp-delta 1e-5"), (["--dp-delta", "1e-5"], "--dp-epsilon 3"),
      (["--dp-clip", "2"], "--dp-epsilon 3"),
      (["--dp-noise", "1", "--dp-epsilon", "2", "--dp-delta", "1e-5"], "give one"),
      (["--dp-noise", "1", "--dp-delta", "1e-5", "--dp-accountant", "gdp"], "rdp or prv"),
      (["--dp-noise", "1", "--dp-delta", "1e-5", "--folds", "3"], "--folds"),
      (["--dp-noise", "1", "--dp-delta", "1e-5", "--optimiser", "natural"], "sgd"),
      (["--dp-noise", "1", "--dp-delta", "1e-5", "--patience", "3"], "epochs"),
      (["--dp-noise", "1", "--dp-delta", "1"], "0.5"),
    ])
  func refusals(words: [String], help: String) async {
    let result = await Program.run(Self.train + ["--epochs", "1"] + words)
    #expect(result.status == .misuse && result.output.isEmpty)
    #expect(result.errors.contains(help), "\(result.errors)")
  }

  @Test("the accountant answers without training, and finds the noise")
  func accountant() async throws {
    let words = ["accountant", "training", "--rows", "400", "--batch", "40", "--epochs", "3", "--delta", "1e-4"]
    var found = try await document(words + ["--epsilon", "2", "--accountant", "rdp"])
    let noise = try found.required("noiseMultiplier").double()
    var bound = try found.required("rdp").object()
    #expect(try bound.required("epsilon").double() <= 2 && found.required("steps").integer() == 30)
    var again = try await document(words + ["--noise", "\(noise)", "--orders", "2,4.5"])
    #expect(try again.required("divergences").array().count == 2)
    var shots = try await document(
      ["accountant", "shots", "--probabilities", "0.8,0.75", "--shots", "64", "--delta", "1e-5"])
    #expect(abs(try shots.required("exact").double() - 4.642291163647559) < 1e-9)
    #expect(try shots.required("protects").string() == "query")
    let none = await Program.run(["accountant", "readout", "--delta", "1e-5"])
    #expect(none.output.contains("without bound") && none.output.contains("nothing about who was in the training set"))
  }

  @Test(
    "questions that are not clear are refused with what to give",
    arguments: [
      (["training"], "--delta 1e-5"), (["training", "--delta", "1e-5"], "--rate 0.01"),
      (["training", "--delta", "1e-5", "--rows", "4", "--batch", "5", "--steps", "1", "--noise", "1"], "at most"),
      (["training", "--delta", "1e-5", "--rate", "0.1", "--noise", "1"], "--steps"),
      (["training", "--delta", "1e-5", "--rate", "0.1", "--steps", "9"], "--epsilon 3"),
      (["training", "--delta", "1e-5", "--rate", "0.1", "--epochs", "9", "--noise", "1"], "--steps"),
      (["training", "--delta", "1e-5", "--rate", "0.1", "--steps", "9", "--noise", "1", "--orders", "2,x"], "1.5,2"),
      (["shots", "--delta", "1e-5"], "0.8,0.75"), (["shots", "--delta", "1e-5", "--probabilities", "1"], "0.8,0.75"),
      (["shots", "--delta", "1e-5", "--probabilities", "1,2"], "0 to 1"),
      (["quantization", "--delta", "1e-5", "--mechanism", "sign"], "rqm:1:8:0.5:1"),
      (["readout", "--delta", "1e-5", "--outcomes", "3", "--misread", "0.1"], "--outcomes"),
    ])
  func unclear(words: [String], help: String) async {
    let result = await Program.run(["accountant"] + words)
    #expect(result.status == .misuse && result.errors.contains(help), "\(result.errors)")
  }

  private static let circuit = """
    OPENQASM 3.0; include "stdgates.inc"; input float a; qubit[2] q; bit[2] c;
    rx(a) q[0]; cx q[0], q[1]; c = measure q;
    """

  @Test("the distance of two inputs is that of their states: sin of half the angle between them")
  func distances() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.circuit, to: "two.qasm")
    let points = try [0.2, 1.1].map { try folder.write("{\"a\": \($0)}", to: "\($0).json") }
    var found = try await document(["accountant", "distance", file, "--at", points[0], "--and", points[1]])
    #expect(abs(try found.required("traceDistance").double() - sin(0.45)) < 1e-12)
    let same = await Program.run(["accountant", "distance", file, "--at", points[0], "--and", points[0]])
    #expect(same.status == .done && same.output.contains("trace distance"))
    for (words, part) in [
      (["distance"], "--at one.json"), (["distance", file, "--at", points[0]], "--and other.json"),
      (["distance", file, "--at", points[0], "--and", file], "two.qasm"),
      (["radius", file, "--probabilities", "0.8,0.2"], "takes no circuit"),
    ] {
      let result = await Program.run(["accountant"] + words)
      #expect(result.status != .done && result.errors.contains(part), "\(result.errors)")
    }
  }

  @Test("noise after each gate is counted on the way back from the read-out, and hides a query")
  func gateNoise() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.circuit, to: "two.qasm")
    let words = ["accountant", "readout", file, "--delta", "1e-5", "--gate-noise", "0.01,0.1", "--observable"]
    var one = try await document(words + ["Z1"])
    // Of the noise after cx on the qubit that is read out; behind it the other qubit's alone counts with it.
    #expect(try one.required("gateContraction").double() <= 0.9 + 1e-12)
    #expect(try one.required("lightCone").array().count == 2)
    let epsilon = try one.required("pure").double()
    #expect(epsilon.isFinite && epsilon > 0)
    for (words, part) in [
      (Array(words.dropLast(3)), "--gate-noise 0.001,0.01"), (words + ["Z0 + Z1"], "one product"),
      (Array(words.dropLast()), "--observable Z0"),
      (["accountant", "readout", "--delta", "1e-5", "--gate-noise", "0.1,0.1"], "FILE.qasm"),
      (["accountant", "readout", file, "--delta", "1e-5", "--gate-noise", "0.1"], "two shares"),
    ] {
      let result = await Program.run(words)
      #expect(result.status == .misuse && result.errors.contains(part), "\(result.errors)")
    }
  }

  @Test("a radius is said with all three ways to it, from probabilities or from shots")
  func radii() async throws {
    var found = try await document(["accountant", "radius", "--probabilities", "0.85,0.15", "--qubits", "4"])
    #expect(abs(try found.required("byTesting").double() - 0.378059) < 1e-6)
    #expect(abs(try found.required("angleEach").double() - 0.391466) < 1e-6)
    let tied = await Program.run(["accountant", "radius", "--counts", "50,49"])
    #expect(tied.status == .done && tied.output.contains("Nothing is certified"))
    for (words, part) in [
      ([], "--counts 850,150"), (["--counts", "1.5,2"], "no number of shots"),
      (["--counts", "85"], "at least 2 classes"), (["--probabilities", "0.5"], "0.85,0.15"),
      (["--probabilities", "0.8,0.4"], "together at most 1"),
      (["--probabilities", "0.8,0.2", "--counts", "8,2"], "give one of"),
    ] {
      let result = await Program.run(["accountant", "radius"] + words)
      #expect(result.status == .misuse && result.errors.contains(part), "\(result.errors)")
    }
  }
}
