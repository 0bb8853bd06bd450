internal import Circuits
internal import Execution
internal import Models
internal import Simulation

/// Computed without noise as clients do who take central differences: from the means at weights moved by a step, whose
/// derivatives by the inputs are exact.
struct DifferenceSource: DerivativeSource {
  private let layer: CircuitLayer
  private let step: Double
  private let means: CircuitDerivatives

  init(_ layer: CircuitLayer, step: Double, threadCount: Int) throws(InversionError) {
    (self.layer, self.step) = (layer, step)
    do throws(SimulationError) {
      var function = try CircuitFunction(layer.circuit, observables: layer.observables)
      function.threadCount = threadCount
      means = try function.derivatives(rows: layer.inputs)
    } catch { throw .simulation(error) }
  }

  var columnCount: Int { layer.inputs.count }
  /// Differences of means lose what they have in common.
  var relativeRounding: Double { max(2e-15, 2e-16 / step) }

  func derivatives(
    at inputs: [Double], weights: RowWeights, wantsMixed: Bool
  ) throws(InversionError) -> RowDerivatives {
    guard case .shared(let weights) = weights else {
      throw .unsupported(
        "updates of several steps by central differences are not attacked in this version",
        help: "give gradients, or updates of one step")
    }
    var result = RowDerivatives(means: [], gradients: [])
    for start in stride(from: 0, to: inputs.count, by: layer.inputs.count) {
      let point = layer.point(weights, inputs[start..<start + layer.inputs.count])
      var points = point
      for weight in layer.weights {
        for side in [step, -step] {
          var moved = point
          moved[weight] += side
          points += moved
        }
      }
      do throws(SimulationError) {
        let found = try means.gradients(at: CircuitPoints(points))
        append(found.values, found.gradients, to: &result)
      } catch {
        guard case .angleNotFinite = error else { throw .simulation(error) }
        let count = (1 + 2 * layer.weights.count) * layer.observables.count
        append(
          Array(repeating: .nan, count: count), Array(repeating: .nan, count: count * layer.inputs.count), to: &result)
      }
    }
    return result
  }

  /// One row, from values [point][mean] and slopes [point][mean][input] at its own weights, and then on both sides of
  /// each.
  private func append(_ values: [Double], _ slopes: [Double], to result: inout RowDerivatives) {
    let (size, inputs) = (layer.observables.count, layer.inputs.count)
    for mean in 0..<size {
      result.means.append(values[mean])
      for weight in layer.weights.indices {
        let (after, before) = ((1 + 2 * weight) * size + mean, (2 + 2 * weight) * size + mean)
        result.gradients.append((values[after] - values[before]) / (2 * step))
        for input in 0..<inputs {
          result.mixed.append((slopes[after * inputs + input] - slopes[before * inputs + input]) / (2 * step))
        }
      }
      result.gradients += slopes[mean * inputs..<(mean + 1) * inputs]
      // Derivatives by two inputs are not asked for.
      result.mixed += Array(repeating: 0, count: inputs * inputs)
    }
  }
}
