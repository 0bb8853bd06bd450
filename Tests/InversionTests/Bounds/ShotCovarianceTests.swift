import Circuits
import Execution
import Gradients
import Inversion
import Models
import Numerics
import Testing

@Suite("The covariance that shots give a gradient") struct ShotCovarianceTests {
  /// Sigma_mk = 4 {v_f d_m d_k + delta_mk [(f - y)^2 + v_f] v_m}, with v_f = (<O^2> - f^2) / S, d_m half the difference
  /// of the values at both shifts, and v_m a quarter of the sum of their variances.
  static func formula(_ instance: Instance, shots: Int, survival: Double = 1) throws -> RealMatrix {
    let label = try #require(instance.evidence.labels?[0][0])
    let mixed = try #require(instance.evidence.layer.observables.first).terms.reduce(0) {
      $0 + $1.coefficient * $1.coefficient
    }
    func moments(_ moves: [(weight: Int, by: Double)]) throws -> (mean: Double, variance: Double) {
      let (mean, square) = try instance.means(of: instance.truth, shifting: moves)
      let (own, second) = (survival * mean, survival * square + (1 - survival) * mixed)
      return (own, (second - own * own) / Double(shots))
    }
    let center = try moments([])
    let count = instance.evidence.layer.weights.count
    var (slopes, variances): ([Double], [Double]) = ([], [])
    for weight in 0..<count {
      let sides = try [1.0, -1.0].map { try moments([(weight, $0 * .pi / 2)]) }
      slopes.append((sides[0].mean - sides[1].mean) / 2)
      variances.append((sides[0].variance + sides[1].variance) / 4)
    }
    let distance = center.mean - label
    var result = RealMatrix(rowCount: count, columnCount: count)
    for row in 0..<count {
      for column in 0..<count { result[row, column] = 4 * center.variance * slopes[row] * slopes[column] }
      result[row, row] += 4 * (distance * distance + center.variance) * variances[row]
    }
    return result
  }

  @Test(
    "is the closed formula for squared errors",
    arguments: ["simple-entangled-2", "complex-3", "zz-efficient-2", "simple-1"], [100, 4096])
  func closedFormula(model: String, shots: Int) throws {
    for seed in 0..<3 as Range<UInt64> {
      let instance = try Instance(model, seed: seed)
      let labels = try #require(instance.evidence.labels)
      for survival in [1.0, 0.7] {
        let backend: any ExactBackend = survival == 1 ? Machines.ideal : Depolarized(survival: survival)
        let observation = try CircuitObservation(instance.measured(shots: shots), on: backend)
        let found = try observation.covariance(of: instance.truth, labels: labels.flatMap(\.self)).matrix
        let expected = try Self.formula(instance, shots: shots, survival: survival)
        let size = expected.rowCount
        #expect(areClose(RealMatrix(rowCount: size, columnCount: size, elements: found), expected, within: 1e-11))
      }
    }
  }
}
