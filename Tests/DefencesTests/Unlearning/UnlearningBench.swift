import Circuits
import Defences
import Models
import Numerics
import Testing

/// Small models and rows for the tests of unlearning.
enum UnlearningBench {
  /// Three clouds on a circle, 12 rows each, on two features.
  static func clouds(_ count: Int = 12, seed: UInt64 = 4) throws -> Examples {
    var draws = RandomStream(seed: seed)
    let centres = [(0.5, 0.5), (2.5, 0.7), (1.4, 2.6)]
    let rows = (0..<3 * count).map { row in
      let centre = centres[row % 3]
      return [centre.0 + draws.uniform() - 0.5, centre.1 + draws.uniform() - 0.5]
    }
    return try Examples(
      features: rows.flatMap(\.self), labels: .classes((0..<3 * count).map { $0 % 3 }, names: ["a", "b", "c"]))
  }

  /// A circuit on two qubits, and a dense layer behind it.
  static func model(loss: Loss = .crossEntropy) throws -> CompiledModel {
    let gate = { (name: String) in Gate(.standard(try #require(StandardGate(name)))) }
    var circuit = Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: 2)]),
      parameters: (0..<2).map { Parameter(name: "x_\($0)", role: .input) }
        + (0..<4).map { Parameter(name: "theta_\($0)", role: .weight) })
    for qubit in 0..<2 {
      circuit.append(try gate("ry"), angles: [circuit.expressions.parameter(qubit)], qubits: [qubit])
    }
    circuit.append(try gate("cx"), qubits: [0, 1])
    for qubit in 0..<2 {
      circuit.append(try gate("rz"), angles: [circuit.expressions.parameter(2 + qubit)], qubits: [qubit])
      circuit.append(try gate("ry"), angles: [circuit.expressions.parameter(4 + qubit)], qubits: [qubit])
    }
    let observables = try ["Z0", "Z1"].map { try ObservableText($0).resolved(qubitCount: 2) }
    return try CompiledModel(
      Model(
        name: "test", summary: "a test", origin: "a test", featureCount: 2,
        layers: [.circuit(CircuitLayer(circuit, observables: observables)), .dense(DenseLayer(2, 3))], loss: loss))
  }

  static let options = TrainingOptions(optimiser: .descent(.adam(rate: 0.1)), batchSize: 12, epochCount: 25, seed: 6)

  /// A trained model, asked to forget the rows of its third class, or others.
  static func task(forgetting rows: [Int]? = nil) throws -> UnlearningTask {
    let (model, examples) = (try model(), try clouds())
    let trainer = try Trainer(model, on: examples, options: options)
    var state = try trainer.start()
    try trainer.train(&state)
    let forgotten = rows ?? (0..<36).filter { $0 % 3 == 2 }
    let split = ForgetSplit(
      forgotten: forgotten, retained: (0..<36).filter { !forgotten.contains($0) },
      forgottenClass: rows == nil ? 2 : nil)
    return try UnlearningTask(model, training: examples, split: split, weights: state.weights, options: options)
  }

  /// The mean loss and the accuracy of some weights on some rows.
  static func reading(_ task: UnlearningTask, _ weights: [Double], _ rows: [Int]) throws -> (
    loss: Double, accuracy: Double
  ) {
    let examples = try task.training.selecting(rows)
    let outputs = try task.model.outputs(examples.features, weights: weights)
    let losses = task.loss.values(outputs, examples.labels)
    let score = try #require(Metrics(outputs, examples.labels).score)
    return (losses.reduce(0, +) / Double(losses.count), score)
  }

  /// A dense layer alone, on numbers: its loss is quadratic.
  static func line() throws -> (model: CompiledModel, examples: Examples) {
    var draws = RandomStream(seed: 2)
    let features = (0..<24).map { _ in draws.uniform() }
    let model = try CompiledModel(
      Model(
        name: "line", summary: "a test", origin: "a test", featureCount: 2, layers: [.dense(DenseLayer(2, 1))],
        loss: .meanSquaredError))
    let targets = (0..<12).map { 2 * features[2 * $0] - features[2 * $0 + 1] + draws.uniform() }
    return (model, try Examples(features: features, labels: .targets(targets)))
  }

  /// The weights with the least squares on some rows.
  static func leastSquares(_ examples: Examples, _ rows: [Int]) throws -> [Double] {
    let matrix = RealMatrix(
      rows: rows.map { [examples.features[2 * $0], examples.features[2 * $0 + 1], 1] })
    guard case .targets(let targets) = examples.labels else { return [] }
    return try #require(matrix.leastSquares(rows.map { targets[$0] }))
  }
}
