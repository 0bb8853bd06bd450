internal import Numerics

/// Information about numbers of different units, each in its own.
struct ScaledInformation {
  private let scales: [Double]
  private let system: SymmetricEigensystem

  /// Nil of information that is not finite.
  init?(_ information: RealMatrix, scales: [Double]) {
    var scaled = information
    for row in scales.indices {
      for column in scales.indices { scaled[row, column] *= scales[row] * scales[column] }
    }
    guard let system = SymmetricEigensystem(scaled) else { return nil }
    (self.scales, self.system) = (scales, system)
  }

  var least: Double { system.values.last ?? 0 }
  private var most: Double { system.values.first ?? 0 }
  /// Whether it tells of all directions.
  var isRegular: Bool { least > 1e-14 * most }
  /// Of the derivatives behind it.
  var condition: Double { (most / least).squareRoot() }

  /// Half axes of the ellipsoid of one standard deviation.
  var standardAxes: [[Double]] {
    system.values.enumerated().map { index, value in
      zip(system.vectors.row(index), scales).map { $0 * $1 / value.squareRoot() }
    }
  }

  var inverse: RealMatrix {
    var result = RealMatrix(rowCount: scales.count, columnCount: scales.count)
    for axis in standardAxes {
      for row in axis.indices {
        for column in axis.indices { result[row, column] += axis[row] * axis[column] }
      }
    }
    return result
  }
}
