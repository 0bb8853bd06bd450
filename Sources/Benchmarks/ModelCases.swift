internal import Circuits
internal import Numerics
internal import Simulation

/// Derivatives of a model: a circuit whose first parameters are inputs and whose others are weights.
struct ModelCases {
  private let arguments: RaceArguments
  private let function: CircuitFunction
  private let inputCount: Int
  /// Row-major: the inputs of each sample, and the weights of all.
  private let points: [Double]
  private let weights: [Double]

  init(_ arguments: RaceArguments) throws {
    self.arguments = arguments
    let circuit = try arguments.circuit()
    let observable = Observable([(coefficient: 1, string: PauliString(0, .z))])
    let inputs = try arguments.rows("inputs")
    let weights = try arguments.numbers("weights")
    var function = try CircuitFunction(
      circuit, observables: [observable], precision: arguments.isSingle() ? .single : .double)
    function.threadCount = try arguments.integer("threads")
    self.function = function
    self.weights = weights
    inputCount = function.parameterCount - weights.count
    points = inputs.flatMap { $0 + weights }
  }

  private var inputPlaces: [Int] { Array(0..<inputCount) }
  private var weightPlaces: [Int] { Array(inputCount..<function.parameterCount) }

  func gradient() throws -> () throws -> [Double] {
    let derivatives = try function.derivatives(rows: weightPlaces)
    return { [points] in try derivatives.gradients(at: points).gradients }
  }

  /// To the gradient at the argument `origin`; each sample's distance stands before its derivatives.
  func distance() throws -> () throws -> [Double] {
    let derivatives = try function.derivatives(rows: weightPlaces, columns: inputPlaces)
    let target = try derivatives.gradients(at: arguments.numbers("origin") + weights).gradients
    return { [points, inputCount] in
      let found = try derivatives.distances(at: points, to: target)
      return found.distances.indices.flatMap {
        [found.distances[$0]] + found.gradients[$0 * inputCount..<($0 + 1) * inputCount]
      }
    }
  }

  func jacobian() throws -> () throws -> [Double] {
    let derivatives = try function.derivatives(rows: weightPlaces, columns: inputPlaces)
    return { [points] in try derivatives.mixedDerivatives(at: points).mixed }
  }

  /// Half the difference of the sampled means of <Z0> at each weight's two shifts by a quarter turn.
  func shift() throws -> () throws -> [Double] {
    let shots = try arguments.integer("shots")
    let stream = RandomStream(seed: 1)
    let shifted = weightPlaces.flatMap { place in
      [Double.pi / 2, -Double.pi / 2].flatMap { angle in
        var point = points
        point[place] += angle
        return point
      }
    }
    return { [function, weights] in
      let means = try function.values(at: shifted)
      let sampled = means.enumerated().map { place, mean in
        var draws = stream.substream("circuit/\(place)")
        let ones = draws.binomial(shots, probability: (1 - mean) / 2)
        return 1 - 2 * Double(ones) / Double(shots)
      }
      return weights.indices.map { (sampled[2 * $0] - sampled[2 * $0 + 1]) / 2 }
    }
  }
}
