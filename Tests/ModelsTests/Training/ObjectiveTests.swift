import Gradients
import Models
import Numerics
import Testing

@Suite struct ObjectiveTests {
  private static let forgotten = [0, 3, 5]
  private static let retained = [1, 2, 4, 6, 7]

  private static func model() throws -> CompiledModel {
    let layer = try LayerCircuits.layer(2, depth: 1, observables: ["Z0", "Z1"])
    return try CompiledModel(LayerCircuits.model([.circuit(layer), .dense(DenseLayer(2, 3))], features: 2))
  }

  private static func examples(_ rows: [Int] = Array(0..<8)) throws -> Examples {
    var stream = RandomStream(seed: 3)
    let features = (0..<16).map { _ in stream.uniform() }
    return try Examples(
      features: rows.flatMap { features[2 * $0..<2 * $0 + 2] },
      labels: .classes(rows.map { $0 % 3 }, names: ["a", "b", "c"]))
  }

  /// Where one step of plain descent with the rate 1 goes from the seed's first weights.
  private static func step(_ objective: Objective) throws -> (start: [Double], move: [Double]) {
    let options = TrainingOptions(
      optimiser: .descent(.plain(rate: 1)), loss: .crossEntropy, batchSize: nil, epochCount: 1, seed: 5)
    let trainer = try Trainer(model(), on: examples(), options: options, objective: objective)
    var state = try trainer.start()
    let start = state.weights
    try trainer.train(&state)
    return (start, zip(state.weights, start).map { $0 - $1 })
  }

  private static func gradient(of rows: [Int], at weights: [Double]) throws -> [Double] {
    try model().lossGradient(examples(rows), loss: .crossEntropy, weights: weights).values
  }

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func terms(_ first: Double, _ second: Double) -> [Objective.Term] {
    [Objective.Term(rows: forgotten, weight: first), Objective.Term(rows: retained, weight: second)]
  }

  @Test("An objective of all rows with the weight 1 trains the same bits as none")
  func plain() throws {
    func trained(_ objective: Objective?) throws -> TrainingState {
      let options = TrainingOptions(batchSize: 3, epochCount: 4, seed: 9)
      let trainer = try Trainer(Self.model(), on: Self.examples(), options: options, objective: objective)
      var state = try trainer.start()
      try trainer.train(&state)
      return state
    }
    #expect(try trained(nil) == trained(Objective([Objective.Term(rows: Array(0..<8), weight: 1)])))
  }

  @Test("A sum of losses steps along the sum of the parts' gradients, each with its sign")
  func sums() throws {
    let (start, move) = try Self.step(Objective(Self.terms(-0.5, 2)))
    let (first, second) = (
      try Self.gradient(of: Self.forgotten, at: start), try Self.gradient(of: Self.retained, at: start)
    )
    for place in move.indices { #expect((move[place] - (0.5 * first[place] - 2 * second[place])).magnitude < 1e-12) }
  }

  @Test("A relative step brings the first gradient to the length of the second")
  func relative() throws {
    let (start, move) = try Self.step(Objective(Self.terms(-1, 1), combination: .relative))
    let (first, second) = (
      try Self.gradient(of: Self.forgotten, at: start), try Self.gradient(of: Self.retained, at: start)
    )
    let factor = (Self.product(second, second) / Self.product(first, first)).squareRoot()
    for place in move.indices {
      #expect((move[place] - (factor * first[place] - second[place])).magnitude < 1e-12)
    }
  }

  @Test("A projected step takes from an ascent what would harm the other part, and nothing else")
  func projected() throws {
    let (start, move) = try Self.step(Objective(Self.terms(-1, 0), combination: .projected))
    let (first, second) = (
      try Self.gradient(of: Self.forgotten, at: start), try Self.gradient(of: Self.retained, at: start)
    )
    let product = Self.product(first, second)
    let factor = max(0, product) / Self.product(second, second)
    for place in move.indices {
      #expect((move[place] - (first[place] - factor * second[place])).magnitude < 1e-12)
    }
    // Neither ascent nor descent moves where the other part's loss grows.
    let (_, descent) = try Self.step(Objective(Self.terms(1, 0), combination: .projected))
    #expect(Self.product(descent, second) <= 1e-12)
    #expect(Self.product(move, second) <= 1e-12)
  }

  @Test("Imitation steps down the divergence from a teacher")
  func imitation() throws {
    var draws = RandomStream(seed: 8)
    let teacher = (0..<24).map { _ in draws.uniform() * 2 }
    let rows = Self.retained
    let (start, move) = try Self.step(
      Objective([Objective.Term(rows: rows, weight: 0, imitation: 1)], teacher: teacher))
    let model = try Self.model()
    /// The mean cross entropy with the teacher's probabilities, which differs from the divergence by a constant.
    func divergence(_ weights: [Double]) throws -> Double {
      let outputs = try model.outputs(Self.examples(rows).features, weights: weights)
      var sum = 0.0
      for (place, row) in rows.enumerated() {
        let target = Array(teacher[3 * row..<3 * row + 3])
        let examples = { Labels.classes([$0], names: ["a", "b", "c"]) }
        for column in 0..<3 {
          let share = 1 / (0..<3).reduce(0) { $0 + Self.exponential(target[$1] - target[column]) }
          sum += share * Loss.crossEntropy.values(Array(outputs[3 * place..<3 * place + 3]), examples(column))[0]
        }
      }
      return sum / Double(rows.count)
    }
    let reach = 1e-5
    for place in stride(from: 0, to: start.count, by: 3) {
      var (ahead, behind) = (start, start)
      ahead[place] += reach
      behind[place] -= reach
      let slope = (try divergence(ahead) - divergence(behind)) / (2 * reach)
      #expect((move[place] + slope).magnitude < 1e-8)
    }
  }

  /// e^x by its series, halved often enough.
  private static func exponential(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for order in 1..<20 {
      term *= x / 64 / Double(order)
      sum += term
    }
    return (0..<6).reduce(sum) { value, _ in value * value }
  }

  @Test("An ascent ends before the step at which its loss has grown far enough")
  func bound() throws {
    let options = TrainingOptions(
      optimiser: .descent(.plain(rate: 0.2)), loss: .crossEntropy, batchSize: nil, epochCount: 10_000, seed: 5)
    let objective = Objective([Objective.Term(rows: Self.forgotten, weight: -1)], largestLoss: 1.6)
    let trainer = try Trainer(Self.model(), on: Self.examples(), options: options, objective: objective)
    var state = try trainer.start()
    try trainer.train(&state)
    #expect(state.end == .bound)
    let loss = try Self.model().lossGradient(
      Self.examples(Self.forgotten), loss: .crossEntropy, weights: state.weights
    ).value
    #expect(loss >= 1.6)
    #expect(loss < 1.8)
  }

  @Test("An epoch of one batch sees one batch, and shorter parts begin anew within an epoch")
  func batches() throws {
    var options = TrainingOptions(batchSize: 2, epochCount: 3, seed: 9)
    options.batchLimit = 1
    let trainer = try Trainer(Self.model(), on: Self.examples(), options: options)
    var state = try trainer.start()
    try trainer.train(&state)
    #expect(state.evaluations == 3)
    #expect(state.curve.allSatisfy { $0.loss.isFinite })
    options.batchLimit = nil
    let both = try Trainer(
      Self.model(), on: Self.examples(), options: options, objective: Objective(Self.terms(1, 1)))
    state = try both.start()
    try both.train(&state)
    // Five rows in twos.
    #expect(state.evaluations == 9)
  }

  @Test("What cannot be trained is refused")
  func refusals() throws {
    func trainer(_ objective: Objective, _ choice: OptimiserChoice = .descent(.adam(rate: 0.1))) throws {
      _ = try Trainer(
        Self.model(), on: Self.examples(), options: TrainingOptions(optimiser: choice), objective: objective)
    }
    #expect(throws: ModelError.self) { try trainer(Objective([])) }
    #expect(throws: ModelError.self) { try trainer(Objective([Objective.Term(rows: [8], weight: 1)])) }
    #expect(throws: ModelError.self) { try trainer(Objective([Objective.Term(rows: [], weight: 1)])) }
    #expect(throws: ModelError.self) {
      try trainer(Objective([Objective.Term(rows: [0], weight: 1)], combination: .relative))
    }
    #expect(throws: ModelError.self) { try trainer(Objective([Objective.Term(rows: [0], weight: 0, imitation: 1)])) }
    #expect(throws: ModelError.self) {
      try trainer(Objective(Self.terms(-1, 1), combination: .projected), .simplex(radius: 1, finalRadius: 0.1))
    }
  }
}
