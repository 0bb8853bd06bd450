import Circuits
import Formats
import Gradients
import Inversion
import Models
import Testing

@Suite struct EvidenceReadingTests {
  /// Two qubits, inputs x_0 and x_1, weights theta_0 to theta_7.
  private func circuit() throws -> Circuit {
    let layer = try #require(Zoo.model(named: "simple-entangled-2")?.leadingCircuit)
    return layer.circuit
  }

  private func read(_ text: String) throws -> GradientEvidence {
    try GradientEvidence(reading: JSONReader(parsing: Array(text.utf8)), circuit: circuit(), observables: [])
  }

  private static let weights =
    #"{"theta_0": 0, "theta_1": 1, "theta_2": 2, "theta_3": 3, "theta_4": 4, "theta_5": 5, "theta_6": 6, "theta_7": 7}"#

  private static func file(_ rest: String) -> String {
    #"{"schema": 1, "observable": "mean(Z)", "weights": \#(weights), \#(rest)}"#
  }

  @Test("a file gives the evidence that it holds, in the order of the circuit's weights")
  func fields() throws {
    let evidence = try read(
      Self.file(
        #""gradient": {"theta_5": 0.5, "theta_2": -0.25}, "labels": [0.7, null], "batchSize": 2"#
          .replacing("null", with: "0.1")
          + #", "rule": "parameter-shift", "shotsPerEvaluation": 64, "inputRange": [0, 1], "backend": "noisy-x""#))
    #expect(evidence.batchSize == 2)
    #expect(evidence.labels == [[0.7], [0.1]])
    #expect(evidence.rounds.map(\.components) == [[2, 5]])
    #expect(evidence.values == [-0.25, 0.5])
    #expect(evidence.rounds[0].weights == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(evidence.rounds[0].noise == .init(.shots(perEvaluation: 64, rule: .parameterShift)))
    #expect(evidence.inputRanges == [0...1, 0...1])
    #expect(evidence.layer.inputs.count == 2)
    #expect(evidence.backend == "noisy-x")
  }

  @Test("hidden labels, updates, rounds and reported covariances are read")
  func threatModels() throws {
    #expect(try read(Self.file(#""gradient": {"theta_0": 1}, "labels": null"#)).labels == nil)
    let update = try read(Self.file(#""update": {"theta_0": 1}, "localSteps": 3, "learningRate": 0.5"#))
    #expect(update.rounds[0].message == .update(LocalSteps(count: 3, rate: 0.5)))
    let reported = try read(
      Self.file(
        #""gradient": {"theta_1": 1, "theta_0": 2}, "names": ["theta_1", "theta_0"], "covariance": [[4, 1], [1, 9]]"#))
    guard case .reported(let covariance) = reported.rounds[0].noise.measurement else {
      Issue.record("no covariance")
      return
    }
    #expect(zip(covariance.matrix, [9, 1, 1, 4]).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    let rounds = try read(
      #"{"schema": 1, "observable": "Z0", "shotsPerEvaluation": 8, "rule": "parameter-shift", "rounds": ["#
        + #"{"weights": \#(Self.weights), "gradient": {"theta_0": 1}},"#
        + #"{"weights": \#(Self.weights), "gradient": {"theta_3": 1}, "shotsPerEvaluation": 16}]}"#)
    #expect(rounds.rounds.map(\.components) == [[0], [3]])
    #expect(rounds.rounds[1].noise == .init(.shots(perEvaluation: 16, rule: .parameterShift)))
  }

  @Test("a head's weights may be in the gradient")
  func head() throws {
    let evidence = try read(
      #"{"schema": 1, "loss": "cross-entropy", "weights": \#(Self.weights), "labels": [1],"#
        + #" "head": {"observables": ["Z0", "Z1"], "weights": [[1, 2], [3, 4], [5, 6]], "bias": [0, 1, 2]},"#
        + #" "gradient": {"theta_0": 1, "weight_2_1": 2, "bias_0": 3}}"#)
    #expect(evidence.rounds[0].components == [0, 13, 14])
    #expect(evidence.labels == [[0, 1, 0]])
  }

  @Test(
    "what makes no sense is refused with what to do",
    arguments: [
      (#""gradient": {"theta_0": 1}, "lables": [1]"#, "did you mean"),
      (#""gradient": {}"#, "nothing is shared"),
      (#""gradient": {"theta_9": 1}"#, "is no weight"),
      (#""gradient": {"theta_0": 1}, "labels": [1, 2]"#, "there must be 1 labels"),
      (#""gradient": {"theta_0": 1}, "batchSize": 0"#, "batchSize"),
      (#""gradient": {"theta_0": 1}, "inputRange": [1, 0]"#, "pair"),
      (#""gradient": {"theta_0": 1}, "inputRange": [[0, 1]]"#, "one range for all inputs, or 2"),
      (#""gradient": {"theta_0": 1}, "shotsPerEvaluation": 64"#, "how they were spent"),
      (#""gradient": {"theta_0": 1}, "update": {"theta_0": 1}"#, "not both"),
      (#""update": {"theta_0": 1}, "localSteps": 1, "learningRate": 0"#, "rate of 0"),
      (#""gradient": {"theta_0": 1}, "names": ["theta_0"]"#, "without a covariance"),
      (#""gradient": {"theta_0": 1}, "names": ["theta_0"], "covariance": [[-1]]"#, "no covariance"),
      (#""gradient": {"theta_0": 1}, "names": ["theta_1"], "covariance": [[1]]"#, "no row"),
      (
        #""gradient": {"theta_0": 1}, "names": ["theta_0", "theta_1"], "covariance": [[1, 2], [0, 1]]"#, "no covariance"
      ),
      (#""gradient": {"theta_0": 1e999}"#, ""),
      (#""gradient": {"theta_0": 1}, "loss": "cross-entropy""#, "needs a head"),
      (#""gradient": {"theta_0": 1}, "loss": "expectation", "labels": [1]"#, "no labels"),
      (#""gradient": {"theta_0": 1}, "rule": "spsa""#, "parameter-shift"),
      (#""gradient": {"theta_0": 1}, "rounds": []"#, "stands beside"),
      (#""gradient": {"theta_0": 1}, "localSteps": 2"#, "belongs to an update"),
      (#""gradient": {"x_0": 1}"#, "has no value in"),
      (#""gradient": {"theta_0": 1}, "labels": [null]"#, "\"labels\": null where"),
      (#""gradient": {"theta_0": 1}, "addedNoise": 1e-200"#, "from 1e-100"),
      (#""gradient": {"theta_0": 1}, "names": ["theta_0"], "covariance": [[1e296]]"#, "above 1e200"),
      (#""gradient": {"theta_0": 1}, "inputRange": [-1e308, 1e308]"#, "finite width"),
      (#""gradient": {"theta_0": 1}, "batchSize": 512, "labels": null, "addedNoise": -1"#, "deviation"),
    ])
  func refusals(rest: String, part: String) throws {
    let error = #expect(throws: FormatError.self) { try read(Self.file(rest)) }
    let text = error.map { "\($0.description) \($0.help ?? "")" } ?? ""
    #expect(text.contains(part), "\(text)")
  }

  @Test("weights that the circuit lacks, or all of its parameters as weights, are refused")
  func wrongWeights() throws {
    for (weights, part) in [
      (#"{"theta_0": 1, "thetta_1": 1}"#, "did you mean"),
      (Self.weights.replacing("}", with: #", "x_0": 1, "x_1": 1}"#), "no input is left"), ("{}", "no parameter"),
    ] {
      let text = #"{"schema": 1, "observable": "Z0", "weights": \#(weights), "gradient": {"theta_0": 1}}"#
      let error = #expect(throws: FormatError.self) { try read(text) }
      #expect(
        error?.description.contains(part) == true || error?.help?.contains(part) == true, "\(String(describing: error))"
      )
    }
  }
}
