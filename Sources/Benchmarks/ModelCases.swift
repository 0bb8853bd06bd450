internal import Circuits
internal import Numerics
internal import Simulation

/// Derivatives of a model: a circuit whose first parameters are inputs and whose others are weights.
struct ModelCases {
  private let arguments: RaceArguments
  private let circuit: Circuit
  private let inputs: [[Double]]
  private let weights: [Double]

  init(_ arguments: RaceArguments) throws {
    self.arguments = arguments
    circuit = try arguments.circuit()
    inputs = try arguments.rows("inputs")
    weights = try arguments.numbers("weights")
  }

  private var observables: [Observable] { [Observable([(coefficient: 1, string: PauliString(0, .z))])] }
  private var precision: CircuitFunction.Precision {
    get throws { try arguments.isSingle() ? .single : .double }
  }
  private var inputPlaces: [Int] { Array(0..<circuit.parameters.count - weights.count) }
  private var weightPlaces: [Int] { Array(circuit.parameters.count - weights.count..<circuit.parameters.count) }

  /// The samples, which have the weights in common where there are several.
  private var points: CircuitPoints {
    inputs.count == 1
      ? CircuitPoints(inputs[0] + weights)
      : CircuitPoints(base: inputs[0] + weights, varying: inputPlaces, values: inputs.flatMap { $0 })
  }

  private func derivatives(columns: [Int] = []) throws -> CircuitDerivatives {
    var function = try CircuitFunction(circuit, observables: observables, precision: precision)
    function.threadCount = try arguments.integer("threads")
    return try function.derivatives(rows: weightPlaces, columns: columns)
  }

  func gradient() throws -> () throws -> [Double] {
    let derivatives = try derivatives()
    return { [points] in try derivatives.gradients(at: points).gradients }
  }

  /// To the gradient at the argument `origin`; each sample's distance stands before its derivatives.
  func distance() throws -> () throws -> [Double] {
    let derivatives = try derivatives(columns: inputPlaces)
    let target = try derivatives.gradients(at: arguments.numbers("origin") + weights).gradients
    let count = inputPlaces.count
    return { [points] in
      let found = try derivatives.distances(at: points, to: target)
      return found.distances.indices.flatMap {
        [found.distances[$0]] + found.gradients[$0 * count..<($0 + 1) * count]
      }
    }
  }

  func jacobian() throws -> () throws -> [Double] {
    let derivatives = try derivatives(columns: inputPlaces)
    return { [points] in try derivatives.mixedDerivatives(at: points).mixed }
  }

  /// Half the difference of the sampled means of <Z0> at each weight's two shifts by a quarter turn.
  func shift() throws -> () throws -> [Double] {
    let function = try SampledFunction(circuit, observables: observables, precision: precision)
    let (shots, threads) = (try arguments.integer("shots"), try arguments.integer("threads"))
    let shifted = weights.indices.flatMap { place in
      [Double.pi / 2, -Double.pi / 2].flatMap { angle in
        var moved = weights
        moved[place] += angle
        return moved
      }
    }
    let points = CircuitPoints(base: inputs[0] + weights, varying: weightPlaces, values: shifted)
    return { [weights] in
      let means = try function.values(at: points, shots: shots, stream: RandomStream(seed: 1), threadCount: threads)
      return weights.indices.map { (means[2 * $0] - means[2 * $0 + 1]) / 2 }
    }
  }
}
