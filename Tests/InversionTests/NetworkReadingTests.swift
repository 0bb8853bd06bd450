import Formats
import Inversion
import Models
import Testing

@Suite struct NetworkReadingTests {
  private static func read(_ name: String, _ rest: String, leaving left: String? = nil) throws -> GradientEvidence {
    let model = try #require(Zoo.model(named: name))
    let names = try CompiledModel(model).weightNames.filter { $0 != left }
    let weights = names.enumerated().map { "\"\($1)\": 0.\($0)" }.joined(separator: ", ")
    let text = #"{"schema": 1, "weights": {\#(weights)}, \#(rest)}"#
    return try GradientEvidence(reading: JSONReader(parsing: Array(text.utf8)), model: model)
  }

  @Test("a file about a classical net gives the evidence that it holds, in the order of the net's weights")
  func fields() throws {
    let evidence = try Self.read(
      "complex-2-classical",
      #""gradient": {"dense.2.bias_0": 3, "dense.0.weight_0_1": 1}, "labels": [0.5], "inputRange": [-1, 1]"#)
    #expect(evidence.rounds[0].components == [1, 16])
    #expect(evidence.values == [1, 3])
    #expect(evidence.rounds[0].weights.count == 17)
    #expect(evidence.labels == [[0.5]])
    #expect(evidence.inputRanges == [-1...1, -1...1])
    #expect(evidence.network != nil)
    let classes = try Self.read(
      "re-uploading-4-3-classical", #""batchSize": 2, "gradient": {"dense.0.bias_0": 1}, "labels": [0, 2]"#)
    #expect(classes.labels == [[1, 0, 0], [0, 0, 1]])
    let squares = try Self.read(
      "re-uploading-4-3-classical", #""loss": "mse", "gradient": {"dense.0.bias_0": 1}, "labels": [[1, 2, 3]]"#)
    #expect(squares.labels == [[1, 2, 3]])
  }

  @Test(
    "what makes no sense is refused with what to do",
    arguments: [
      (#""gradient": {"dense.0.bias_9": 1}"#, "is no weight"),
      (#""gradient": {"dense.0.bias_0": 1}, "labels": [1, 2]"#, "there must be 1 labels"),
      (#""gradient": {"dense.0.bias_0": 1}, "labels": [3]"#, "labels"),
      (#""gradient": {"dense.0.bias_0": 1}, "loss": "hinge""#, "\"mse\" or \"cross-entropy\""),
      (#""gradient": {"dense.0.bias_0": 1}, "loss": "mse", "labels": [[1]]"#, "3 numbers"),
      (#""gradient": {"dense.0.bias_0": 1}, "los": "mse""#, "did you mean"),
    ])
  func refusals(rest: String, part: String) throws {
    let error = #expect(throws: FormatError.self) { try Self.read("re-uploading-4-3-classical", rest) }
    let text = error.map { "\($0.description) \($0.help ?? "")" } ?? ""
    #expect(text.contains(part), "\(text)")
  }

  @Test("weights that are missing, and derivatives by weights that nobody trains, are refused")
  func wrongWeights() throws {
    let missing = #expect(throws: FormatError.self) {
      try Self.read("complex-2-classical", #""gradient": {"dense.0.bias_0": 1}"#, leaving: "dense.0.bias_1")
    }
    #expect(missing?.description.contains("dense.0.bias_1") == true)
    let frozen = #expect(throws: FormatError.self) {
      try Self.read("transfer-4-3", #""gradient": {"theta_0": 1}"#)
    }
    #expect(frozen?.description.contains("not trained") == true)
  }
}
