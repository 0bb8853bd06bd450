internal import Circuits
internal import Execution
internal import Models
internal import Numerics
internal import Simulation
internal import Synchronization

/// An exact source that is read off a table as soon as so many rows were asked for at the same weights that one pays:
/// where inputs enter few rotations, derivatives are trigonometric polynomials with few terms.
final class TabulatedSource: DerivativeSource {
  private let exact: EngineSource
  private let layer: CircuitLayer
  private let angles: InputAngles
  /// Points of the grid.
  private let points: Int
  private let threadCount: Int
  private let known = Mutex<[[Double]: Progress]>([:])

  private enum Progress {
    /// So many rows were asked for.
    case asked(Int)
    case table(MeansTable)
    /// The circuit is no such polynomial after all.
    case refused
  }

  /// Sums over larger grids cost more than the circuits.
  private static let mostPoints = 1024
  /// More numbers are not kept: 32 megabytes.
  private static let mostNumbers = 1 << 22
  private static let mostKept = 16
  /// So many points of the grid cost as much as a row with all derivatives.
  private static let pointsPerRow = 12

  /// Nil where there can be no table.
  init?(_ exact: EngineSource, of layer: CircuitLayer, threadCount: Int) {
    guard let angles = InputAngles(layer),
      let points = TrigonometricTable.gridSize(angles.axes, limit: Self.mostPoints),
      points * layer.observables.count <= Self.mostNumbers / (1 + layer.weights.count)
    else { return nil }
    (self.exact, self.layer, self.angles) = (exact, layer, angles)
    (self.points, self.threadCount) = (points, threadCount)
  }

  var columnCount: Int { exact.columnCount }
  var relativeRounding: Double { 2e-15 }

  func derivatives(
    at inputs: [Double], weights: RowWeights, wantsMixed: Bool
  ) throws(InversionError) -> RowDerivatives {
    guard case .shared(let shared) = weights, let table = try table(at: shared, for: inputs.count) else {
      return try exact.derivatives(at: inputs, weights: weights, wantsMixed: wantsMixed)
    }
    var result = RowDerivatives(means: [], gradients: [])
    table.append(rows: inputs, wantsMixed: wantsMixed, threads: threadCount, to: &result)
    return result
  }

  /// The table for these weights; nil as long as it does not pay.
  private func table(at weights: [Double], for numbers: Int) throws(InversionError) -> MeansTable? {
    let asked: Int
    switch known.withLock({ $0[weights] }) {
    case .table(let table): return table
    case .refused: return nil
    case .asked(let count): asked = count + numbers / layer.inputs.count
    case nil: asked = numbers / layer.inputs.count
    }
    let table = asked * Self.pointsPerRow >= points ? try made(at: weights) : nil
    known.withLock { known in
      if known.count >= Self.mostKept { known = [:] }
      known[weights] =
        if let table { .table(table) } else if asked * Self.pointsPerRow >= points { .refused } else { .asked(asked) }
    }
    return table
  }

  /// From the exact gradients on the grid; nil where trials show that it does not tell those elsewhere.
  private func made(at weights: [Double]) throws(InversionError) -> MeansTable? {
    let means = layer.observables.count
    var samples: [Double] = []
    do throws(SimulationError) {
      var function = try CircuitFunction(angles.circuit, observables: layer.observables)
      function.threadCount = threadCount
      let base = angles.point(weights, at: angles.axes.map { _ in 0 })
      let found = try function.derivatives(rows: layer.weights).gradients(
        at: CircuitPoints(
          base: base, varying: angles.axes.map(\.parameter),
          values: TrigonometricTable.grid(angles.axes).flatMap(\.self)))
      let width = layer.weights.count
      samples.reserveCapacity(found.values.count + found.gradients.count)
      for (place, value) in found.values.enumerated() {
        samples.append(value)
        samples += found.gradients[place * width..<(place + 1) * width]
      }
    } catch { throw .simulation(error) }
    let table = MeansTable(angles, inputCount: layer.inputs.count, meanCount: means, samples: samples)
    return try agrees(table, at: weights) ? table : nil
  }

  private func agrees(_ table: MeansTable, at weights: [Double]) throws(InversionError) -> Bool {
    var stream = RandomStream(seed: 0).substream("table")
    let rows = (0..<3 * layer.inputs.count).map { _ in .pi * stream.uniform() }
    let expected = try exact.derivatives(at: rows, weights: .shared(weights), wantsMixed: false)
    var found = RowDerivatives(means: [], gradients: [])
    table.append(rows: rows, wantsMixed: false, to: &found)
    let width = layer.weights.count + layer.inputs.count
    return zip(expected.means, found.means).allSatisfy { ($0 - $1).magnitude < 1e-13 }
      && expected.gradients.indices.allSatisfy {
        $0 % width >= layer.weights.count || (expected.gradients[$0] - found.gradients[$0]).magnitude < 1e-13
      }
  }
}
