package import Models
package import Numerics

/// A way to make a model forget rows.
package protocol UnlearningMethod: Sendable {
  /// As the command line names it, with its variant.
  var name: String { get }
  /// What it does, in a line for people.
  var summary: String { get }
  /// Which rows it must see.
  var needs: DataNeeds { get }
  /// Refuses what it cannot do, before anything is computed.
  func check(_ task: UnlearningTask) throws(DefenceError)
  /// What it will take, known before it runs.
  func work(for task: UnlearningTask) -> UnlearningWork
  /// All that is drawn comes from the task's seed.
  func unlearn(_ task: UnlearningTask) throws(DefenceError) -> UnlearnedModel
}

extension UnlearningMethod {
  package func check(_ task: UnlearningTask) throws(DefenceError) {}

  /// Whether it can do what a task asks at all.
  package func isPossible(for task: UnlearningTask) -> Bool { (try? check(task)) != nil }
}

/// The rows that a method must see.
package struct DataNeeds: OptionSet, Hashable, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  package static let forgotten = DataNeeds(rawValue: 1)
  package static let retained = DataNeeds(rawValue: 2)

  /// Such as `U and R`.
  package var text: String {
    switch self {
    case [.forgotten, .retained]: "U and R"
    case .forgotten: "U"
    case .retained: "R"
    default: "neither"
    }
  }
}

/// What a method asks of a model, counted in rows.
package struct UnlearningWork: Hashable, Sendable {
  /// Outputs of a row.
  package var values = 0
  /// Outputs of a row with their derivatives by all weights.
  package var gradients = 0
  /// Second derivatives by all pairs of weights.
  package var curvatures = 0

  package init(values: Int = 0, gradients: Int = 0, curvatures: Int = 0) {
    self.values = values
    self.gradients = gradients
    self.curvatures = curvatures
  }

  package static func + (left: Self, right: Self) -> Self {
    UnlearningWork(
      values: saturated(left.values, +, right.values), gradients: saturated(left.gradients, +, right.gradients),
      curvatures: saturated(left.curvatures, +, right.curvatures))
  }
}

/// What that costs on a machine, by the parameter-shift rule.
package struct UnlearningCost: Hashable, Sendable {
  package let work: UnlearningWork
  package let circuits: Int
  /// Nil where circuits are computed.
  package let shots: Int?

  package init(_ work: UnlearningWork, _ counts: CircuitCounts, shots: Int?) {
    self.work = work
    let products = [
      saturated(work.values, *, counts.value), saturated(work.gradients, *, counts.gradient),
      saturated(work.curvatures, *, counts.curvature),
    ]
    circuits = products.reduce(0) { saturated($0, +, $1) }
    let total = circuits
    self.shots = shots.map { saturated(total, *, $0) }
  }
}

/// A result of whole numbers that are not negative, the largest there is where it is larger.
func saturated(_ left: Int, _ operation: (Double, Double) -> Double, _ right: Int) -> Int {
  let result = operation(Double(left), Double(right))
  return Int(exactly: result.rounded()) ?? .max
}

/// What a model has become.
package struct UnlearnedModel: Hashable, Sendable {
  /// The weights of one model, or of several that vote.
  package var members: [[Double]]
  /// What else is worth saying: why it ended, which damping it took.
  package var notes: [String]

  package init(_ weights: [Double], notes: [String] = []) {
    members = [weights]
    self.notes = notes
  }

  package init(members: [[Double]], notes: [String] = []) {
    self.members = members
    self.notes = notes
  }

  /// The weights, where it is one model.
  package var weights: [Double]? { members.count == 1 ? members[0] : nil }

  /// Outputs for rows, [row][output]; of several members the logarithm of their mean probabilities, or the mean of one
  /// output.
  package func outputs(
    of model: CompiledModel, _ rows: [Double], stream: RandomStream
  ) throws(ModelError) -> [Double] {
    guard members.count > 1 else {
      return try model.outputs(rows, weights: members.first ?? [], stream: stream)
    }
    var sum = Array(repeating: 0.0, count: rows.count / max(model.featureCount, 1) * model.outputCount)
    for (number, weights) in members.enumerated() {
      let own = try model.outputs(rows, weights: weights, stream: stream.substream(number))
      let shares = model.outputCount > 1 ? Probabilities.softmax(own, width: model.outputCount) : own
      for place in sum.indices { sum[place] += shares[place] / Double(members.count) }
    }
    return model.outputCount > 1 ? sum.map { Probabilities.logarithm($0) } : sum
  }
}
