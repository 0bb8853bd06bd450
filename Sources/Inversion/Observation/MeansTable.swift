internal import Simulation

/// Means of a circuit at fixed weights and their derivatives by the weights, as functions of the inputs: known
/// everywhere, with their own derivatives, from their values on a grid.
struct MeansTable: Sendable {
  /// [mean][the mean itself, then its derivatives by the weights that change one]
  private let table: TrigonometricTable
  /// Those weights, and how many there are in all.
  private let active: [Int]
  private let weightCount: Int
  private let angles: InputAngles
  private let meanCount: Int
  private let inputCount: Int

  /// From values at the points of the angles' grid, [point][mean][the mean itself, then its derivatives by the
  /// weights].
  init(_ angles: InputAngles, inputCount: Int, meanCount: Int, samples: [Double]) {
    let points = angles.axes.reduce(1) { $0 * $1.pointCount }
    let own = samples.count / points / meanCount
    let active = Self.active(samples, own: own)
    var kept: [Double] = []
    kept.reserveCapacity(points * meanCount * (1 + active.count))
    for start in stride(from: 0, to: samples.count, by: own) {
      kept.append(samples[start])
      for weight in active { kept.append(samples[start + 1 + weight]) }
    }
    table = TrigonometricTable(angles.axes, samples: kept, width: meanCount * (1 + active.count))
    (self.angles, self.inputCount, self.meanCount) = (angles, inputCount, meanCount)
    (self.active, weightCount) = (active, own - 1)
  }

  /// The weights by which some mean has a derivative at some point: the last turns before a read-out, which commute with
  /// it, change nothing.
  private static func active(_ samples: [Double], own: Int) -> [Int] {
    let rounding = 1e-15
    var greatest = Array(repeating: 0.0, count: own)
    for start in stride(from: 0, to: samples.count, by: own) {
      for place in 0..<own { greatest[place] = max(greatest[place], samples[start + place].magnitude) }
    }
    let least = rounding * (greatest.max() ?? 0)
    return (0..<own - 1).filter { greatest[$0 + 1] > least }
  }

  /// How many numbers it holds.
  var size: Int { table.size }

  /// Adds rows of inputs, one after the other.
  func append(rows inputs: [Double], wantsMixed: Bool, threads: Int = 1, to result: inout RowDerivatives) {
    let rows = inputs.count / inputCount
    let coordinates = angles.coordinates(ofRows: inputs)
    let found = table.values(at: coordinates.values, wantsSlopes: wantsMixed, threads: threads)
    let own = 1 + active.count
    // What is not asked for stays 0: derivatives by two inputs, and those by inputs of values alone.
    let width = weightCount + inputCount
    let (gradients, mixed) = (result.gradients.count, result.mixed.count)
    result.means.reserveCapacity(result.means.count + rows * meanCount)
    result.gradients += Array(repeating: 0, count: rows * meanCount * width)
    if wantsMixed { result.mixed += Array(repeating: 0, count: rows * meanCount * width * inputCount) }
    for row in 0..<rows {
      for mean in 0..<meanCount {
        let first = row * found.tables * found.stride + mean * own
        let line = gradients + (row * meanCount + mean) * width
        result.means.append(found.numbers[first])
        for (place, weight) in active.enumerated() {
          result.gradients[line + weight] = found.numbers[first + 1 + place]
        }
        guard wantsMixed else { continue }
        let place = Place(
          from: first, gradients: line + weightCount, mixed: mixed + (row * meanCount + mean) * width * inputCount)
        addSlopes(found, coordinates, row, place, to: &result)
      }
    }
  }

  /// Where a row's mean stands in the table's sums, and where its derivatives by the inputs go.
  private struct Place {
    let from: Int
    let gradients: Int
    let mixed: Int
  }

  /// The chain rule from the angles to the inputs.
  private func addSlopes(
    _ found: TensorContraction.Sums, _ coordinates: InputAngles.Coordinates, _ row: Int, _ place: Place,
    to result: inout RowDerivatives
  ) {
    found.numbers.withUnsafeBufferPointer { numbers in
      result.mixed.withUnsafeMutableBufferPointer { mixed in
        for axis in angles.axes.indices {
          let from = place.from + (1 + axis) * found.stride
          coordinates.forEachSlope(of: axis, row: row) { input, slope in
            result.gradients[place.gradients + input] += slope * numbers[from]
            for (column, weight) in active.enumerated() {
              mixed[place.mixed + weight * inputCount + input] += slope * numbers[from + 1 + column]
            }
          }
        }
      }
    }
  }
}
