internal import Circuits
internal import Formats
internal import Models
internal import Numerics
internal import Simulation

/// Training of one or many models with Adam: inputs x_i of the circuit are features, its inputs t_k weights.
struct TrainingCases {
  private let arguments: RaceArguments

  init(_ arguments: RaceArguments) { self.arguments = arguments }

  /// Trains every model from its start on its own rows, in their order, and returns all weights.
  func train() throws -> () throws -> [Double] {
    let threads = try arguments.integer("threads")
    let (trainers, starts) = (try trainers(), try arguments.rows("starts"))
    return {
      var states: [TrainingState] = []
      for (trainer, start) in zip(trainers, starts) { states.append(try trainer.start(weights: start)) }
      try Trainer.trainTogether(trainers, &states, threadCount: threads)
      return states.flatMap(\.weights)
    }
  }

  private func trainers() throws -> [Trainer] {
    let observable = Observable([(coefficient: 1, string: PauliString(0, .z))])
    let model = try CompiledModel(
      try Model(
        name: "raced", circuit: arguments.circuit(), inputs: "x*", weights: "t*", observables: [observable]))
    let (features, labels) = (try arguments.rows("features"), try arguments.numbers("labels"))
    let adam = try arguments.numbers("adam")
    var options = TrainingOptions(
      optimiser: .descent(.adam(rate: adam[0], beta1: adam[1], beta2: adam[2], epsilon: adam[3])),
      loss: .meanSquaredError, batchSize: try arguments.integer("batchSize"),
      epochCount: try arguments.integer("epochs"))
    options.shuffles = false
    return try arguments.rows("members").map { members throws in
      let rows = members.map { Int($0) }
      let examples = try Examples(
        features: rows.flatMap { features[$0] }, labels: .targets(rows.map { labels[$0] }))
      return try Trainer(model, on: examples, options: options)
    }
  }
}
