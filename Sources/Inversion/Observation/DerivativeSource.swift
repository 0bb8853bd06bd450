internal import Circuits
internal import Execution
internal import Gradients
internal import Models
internal import Numerics
internal import Simulation

/// Means of a circuit and their derivatives at rows of inputs: what gradients of losses are made of.
protocol DerivativeSource: Sendable {
  /// How many columns mixed derivatives have: the inputs, and behind them the weights where updates need those.
  var columnCount: Int { get }
  /// About how much of the largest value rounding takes.
  var relativeRounding: Double { get }

  /// At rows of inputs, one after the other, all with the same weights or each with its own. Where mixed derivatives are
  /// not wanted, those by inputs may be left at 0.
  func derivatives(
    at inputs: [Double], weights: RowWeights, wantsMixed: Bool
  ) throws(InversionError) -> RowDerivatives

  /// Means, derivatives by weights and inputs, and the columns' derivatives of those along directions, which stand one a
  /// row and mean; nil where mixed derivatives cost no more, or some row has no number for an angle.
  func products(
    at inputs: [Double], weights: RowWeights, with directions: [Double]
  ) throws(InversionError) -> RowProducts?

  /// Quick views of the only mean's derivatives along a direction of the weights, and against it; nil where there are none.
  func forms(
    at weights: [Double], along direction: [Double]
  ) throws(InversionError) -> (along: GradientForm, against: GradientForm)?

  /// The same in single precision, on one thread; nil where there is no such way.
  func coarse() throws(InversionError) -> (any DerivativeSource)?
}

extension DerivativeSource {
  var relativeRounding: Double { 2e-16 }
  func coarse() throws(InversionError) -> (any DerivativeSource)? { nil }

  func forms(
    at weights: [Double], along direction: [Double]
  ) throws(InversionError) -> (along: GradientForm, against: GradientForm)? { nil }

  func products(
    at inputs: [Double], weights: RowWeights, with directions: [Double]
  ) throws(InversionError) -> RowProducts? { nil }
}

/// The circuit's weights at rows of inputs.
enum RowWeights {
  case shared([Double])
  /// [row][weight]
  case own([[Double]])
}

/// Of rows, one after the other.
struct RowDerivatives {
  /// [row][mean]
  var means: [Double]
  /// [row][mean][weights, then inputs]
  var gradients: [Double]
  /// [row][mean][weights, then inputs][column]; empty where it is not wanted.
  var mixed: [Double] = []
}

/// Of rows, one after the other.
struct RowProducts {
  /// [row][mean]
  var means: [Double]
  /// [row][mean][weights, then inputs]
  var gradients: [Double]
  /// [row][mean][column]
  var products: [Double]
}

/// Computed exactly, without noise.
struct EngineSource: DerivativeSource {
  private let layer: CircuitLayer
  private let derivatives: CircuitDerivatives
  let gradients: CircuitDerivatives

  init(
    _ layer: CircuitLayer, takesSteps: Bool, threadCount: Int, precision: CircuitFunction.Precision = .double
  ) throws(InversionError) {
    self.layer = layer
    do throws(SimulationError) {
      var function = try CircuitFunction(layer.circuit, observables: layer.observables, precision: precision)
      function.threadCount = threadCount
      derivatives = try function.derivatives(
        rows: layer.weights + layer.inputs, columns: layer.inputs + (takesSteps ? layer.weights : []))
      gradients = try function.derivatives(rows: layer.weights)
    } catch { throw .simulation(error) }
  }

  var columnCount: Int { derivatives.columns.count }

  func coarse() throws(InversionError) -> (any DerivativeSource)? {
    try EngineSource(layer, takesSteps: columnCount > layer.inputs.count, threadCount: 1, precision: .single)
  }

  func derivatives(
    at inputs: [Double], weights: RowWeights, wantsMixed: Bool
  ) throws(InversionError) -> RowDerivatives {
    let points = points(inputs, weights)
    do throws(SimulationError) {
      guard wantsMixed else {
        let found = try gradients.gradients(at: points)
        return RowDerivatives(means: found.values, gradients: beforeInputs(found.gradients))
      }
      let found = try derivatives.mixedDerivatives(at: points)
      return RowDerivatives(means: found.values, gradients: found.gradients, mixed: found.mixed)
    } catch {
      guard case .angleNotFinite = error else { throw .simulation(error) }
      guard let halves = halves(inputs, weights) else { return nothing(wantsMixed: wantsMixed) }
      var found = try derivatives(at: halves.first.inputs, weights: halves.first.weights, wantsMixed: wantsMixed)
      let rest = try derivatives(at: halves.last.inputs, weights: halves.last.weights, wantsMixed: wantsMixed)
      found.means += rest.means
      found.gradients += rest.gradients
      found.mixed += rest.mixed
      return found
    }
  }

  /// What there is of a row at which some angle is no number, such as the root of an input below 0: searches go elsewhere
  /// from there.
  private func nothing(wantsMixed: Bool) -> RowDerivatives {
    let (means, width) = (layer.observables.count, layer.weights.count + layer.inputs.count)
    func numbers(_ count: Int) -> [Double] { Array(repeating: .nan, count: count) }
    return RowDerivatives(
      means: numbers(means), gradients: numbers(means * width),
      mixed: numbers(wantsMixed ? means * width * columnCount : 0))
  }

  private typealias Rows = (inputs: [Double], weights: RowWeights)

  /// Nil of one row.
  private func halves(_ inputs: [Double], _ weights: RowWeights) -> (first: Rows, last: Rows)? {
    let width = layer.inputs.count
    let half = inputs.count / max(1, width) / 2
    guard half > 0 else { return nil }
    let (first, last) = (Array(inputs[..<(half * width)]), Array(inputs[(half * width)...]))
    switch weights {
    case .shared: return ((first, weights), (last, weights))
    case .own(let rows):
      return ((first, .own(Array(rows[..<half]))), (last, .own(Array(rows[half...]))))
    }
  }

  /// Derivatives by the weights of each mean, with zeros behind them in place of those by the inputs.
  private func beforeInputs(_ gradients: [Double]) -> [Double] {
    let (weights, inputs) = (layer.weights.count, layer.inputs.count)
    guard weights > 0 else { return [] }
    var result: [Double] = []
    result.reserveCapacity(gradients.count / weights * (weights + inputs))
    for start in stride(from: 0, to: gradients.count, by: weights) {
      result += gradients[start..<start + weights]
      for _ in 0..<inputs { result.append(0) }
    }
    return result
  }

  func products(
    at inputs: [Double], weights: RowWeights, with directions: [Double]
  ) throws(InversionError) -> RowProducts? {
    do throws(SimulationError) {
      let found = try derivatives.products(at: points(inputs, weights), with: directions)
      return RowProducts(means: found.values, gradients: found.gradients, products: found.products)
    } catch {
      guard case .angleNotFinite = error else { throw .simulation(error) }
      return nil
    }
  }

  func forms(
    at weights: [Double], along direction: [Double]
  ) throws(InversionError) -> (along: GradientForm, against: GradientForm)? {
    do throws(SimulationError) {
      return try GradientForm.pair(of: layer, gradients, at: weights, along: direction)
    } catch { throw .simulation(error) }
  }

  private func points(_ inputs: [Double], _ weights: RowWeights) -> CircuitPoints {
    switch weights {
    case .shared(let weights):
      let none = Array(repeating: 0.0, count: layer.inputs.count)
      return CircuitPoints(base: layer.point(weights, none[...]), varying: layer.inputs, values: inputs)
    case .own(let rows):
      let width = layer.inputs.count
      return CircuitPoints(
        rows.enumerated().flatMap { layer.point($1, inputs[$0 * width..<($0 + 1) * width]) })
    }
  }
}

/// Computed from the exact distributions that a noisy machine's shots are drawn from, by the client's own rule;
/// derivatives by the inputs are those of a table of them, or central differences where there is none.
struct MachineSource: DerivativeSource {
  private let layer: CircuitLayer
  private let readings: SchemeReadings
  /// Of the central differences by each input.
  private let steps: [Double]

  init(
    _ layer: CircuitLayer, steps: [Double], rule: GradientRule, on machine: TabulatedMachine
  ) throws(InversionError) {
    (self.layer, self.steps) = (layer, steps)
    readings = try machine.readings(of: layer, rule)
  }

  var columnCount: Int { layer.inputs.count }

  func derivatives(
    at inputs: [Double], weights: RowWeights, wantsMixed: Bool
  ) throws(InversionError) -> RowDerivatives {
    guard case .shared(let weights) = weights else {
      throw .unsupported(
        "updates of several steps from a noisy machine are not attacked in this version",
        help: "give gradients, or updates of one step")
    }
    let width = layer.inputs.count
    var result = RowDerivatives(means: [], gradients: [])
    if let table = try readings.table(at: weights) {
      table.append(rows: inputs, wantsMixed: wantsMixed, to: &result)
      return result
    }
    for start in stride(from: 0, to: inputs.count, by: width) {
      let row = Array(inputs[start..<start + width])
      let center = try firstDerivatives(at: row, weights)
      let sides = try (wantsMixed ? row.indices : 0..<0).map { (input) throws(InversionError) in
        try [steps[input], -steps[input]].map { (move) throws(InversionError) in
          var moved = row
          moved[input] += move
          return try firstDerivatives(at: moved, weights)
        }
      }
      append(center, sides, wantsMixed: wantsMixed, to: &result)
    }
    return result
  }

  private struct First {
    var means: [Double]
    /// [mean][weight]
    var byWeights: [Double]
  }

  private func append(_ center: First, _ sides: [[First]], wantsMixed: Bool, to result: inout RowDerivatives) {
    let (size, weights, inputs) = (center.means.count, layer.weights.count, layer.inputs.count)
    result.means += center.means
    for mean in 0..<size {
      result.gradients += center.byWeights[mean * weights..<(mean + 1) * weights]
      guard wantsMixed else {
        // Values alone need no derivatives by the inputs.
        result.gradients += Array(repeating: 0, count: inputs)
        continue
      }
      result.gradients += zip(sides, steps).map { ($0[0].means[mean] - $0[1].means[mean]) / (2 * $1) }
      for weight in 0..<weights {
        result.mixed += zip(sides, steps).map {
          ($0[0].byWeights[mean * weights + weight] - $0[1].byWeights[mean * weights + weight]) / (2 * $1)
        }
      }
      // Derivatives by two inputs are not asked for.
      result.mixed += Array(repeating: 0, count: inputs * inputs)
    }
  }

  private func firstDerivatives(at row: [Double], _ weights: [Double]) throws(InversionError) -> First {
    let size = layer.observables.count
    do throws(GradientError) {
      let plan = try GradientPlan(
        readings.scheme, at: layer.point(weights, row[...]), stream: RandomStream(seed: 0))
      let moments = try readings.distributions.moments(of: plan, shots: nil)
      var result = First(
        means: moments[0].means, byWeights: Array(repeating: 0, count: size * layer.weights.count))
      for (evaluation, moment) in zip(plan.evaluations, moments) {
        for (index, weight) in evaluation.weights {
          for mean in 0..<size { result.byWeights[mean * layer.weights.count + index] += weight * moment.means[mean] }
        }
      }
      return result
    } catch {
      let error = InversionError.gradient(error)
      guard error.isOfUndefinedAngle else { throw error }
      return First(
        means: Array(repeating: .nan, count: size), byWeights: Array(repeating: .nan, count: size * layer.weights.count)
      )
    }
  }
}

extension CircuitLayer {
  /// All parameters of the circuit.
  func point(_ weights: [Double], _ inputs: ArraySlice<Double>) -> [Double] {
    var point = Array(repeating: 0.0, count: circuit.parameters.count)
    for (place, value) in zip(self.weights, weights) { point[place] = value }
    for (place, value) in zip(self.inputs, inputs) { point[place] = value }
    return point
  }
}
