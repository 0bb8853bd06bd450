import Execution
import Gradients
import Models
import Numerics
import Testing

@Suite("Training on measured circuits") struct MeasuredTrainingTests {
  static func trainer(
    _ optimiser: OptimiserChoice, on name: String, shots: Int?, epochs: Int = 6
  ) throws -> Trainer {
    let exact = try TrainerTests.cosine(.quasiNewton, epochs: epochs)
    let machine = try LossGradientTests.machine(name)
    var settings = CompiledModel.Options(source: GradientSource.measured(on: machine, shots: shots))
    settings.machine = machine
    let model = try CompiledModel(exact.model.model, options: settings)
    var options = exact.options
    options.optimiser = optimiser
    return try Trainer(model, on: exact.examples, options: options)
  }

  @Test("Without shots an ideal machine trains as the exact function does")
  func exact() throws {
    let measured = try Self.trainer(.descent(.adam(rate: 0.1)), on: "ideal", shots: nil)
    let computed = try TrainerTests.cosine(.descent(.adam(rate: 0.1)), epochs: 6)
    var (mine, theirs) = (try measured.start(), try computed.start())
    try measured.train(&mine)
    try computed.train(&theirs)
    for (mine, theirs) in zip(mine.weights, theirs.weights) { #expect((mine - theirs).magnitude < 1e-7) }
  }

  @Test("Shots and noise train too", arguments: ["ideal", "noisy-ibm_manila"])
  func shots(name: String) throws {
    let trainer = try Self.trainer(.descent(.adam(rate: 0.2)), on: name, shots: 256)
    var state = try trainer.start()
    let before = try trainer.evaluate(trainer.examples, weights: state.weights).loss
    try trainer.train(&state)
    #expect(try trainer.evaluate(trainer.examples, weights: state.result).loss < 0.5 * before)
  }

  @Test(
    "iCANS and gCANS spend more shots as the gradient shrinks, and log them", arguments: AdaptiveShots.Rule.allCases)
  func frugal(rule: AdaptiveShots.Rule) throws {
    let settings = FrugalDescent.Settings(rule, rate: 0.3, shotRange: 8...400)
    let trainer = try Self.trainer(.frugal(settings), on: "ideal", shots: nil, epochs: 12)
    var state = try trainer.start()
    let before = try trainer.evaluate(trainer.examples, weights: state.weights).loss
    try trainer.train(&state)
    #expect(try trainer.evaluate(trainer.examples, weights: state.result).loss < 0.3 * before)
    guard case .frugal(let optimiser) = state.optimiser else {
      Issue.record("another optimiser")
      return
    }
    #expect(optimiser.shots.log.count == optimiser.spent.count && optimiser.spent.count >= 12)
    let (first, last) = (try #require(optimiser.spent.first), try #require(optimiser.spent.last))
    #expect(last > 2 * first)
    #expect(optimiser.shots.log.allSatisfy { $0.shots.allSatisfy { (8...400).contains($0) } })
    let text = try Checkpoint(trainer, state).text()
    #expect(try Checkpoint(parsing: Array(text.utf8)).state == state)
  }

  @Test("A frugal optimiser without a machine is refused")
  func refusal() throws {
    let settings = FrugalDescent.Settings(.individual, rate: 0.1, shotRange: 1...10)
    #expect(throws: ModelError.self) { try TrainerTests.cosine(.frugal(settings), epochs: 1) }
  }
}
