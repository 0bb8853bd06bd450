internal import Circuits
package import Execution
package import Numerics

/// A loss of the observables' means: what is differentiated further after the circuit.
package struct LossAtMeans: Sendable {
  package var value: Double
  /// Its derivatives by the means.
  package var byMeans: [Double]
  /// Its derivatives by weights that stand after the circuit.
  package var byFurtherWeights: [Double]

  package init(value: Double, byMeans: [Double], byFurtherWeights: [Double] = []) {
    self.value = value
    self.byMeans = byMeans
    self.byFurtherWeights = byFurtherWeights
  }
}

extension GradientPlan {
  /// One entry for each evaluation and each setting of it.
  package func batch(shots: [Int], stream: RandomStream) -> Batch {
    let programs = measurement.settings.map { Program(measurement.circuit(measuring: circuit, in: $0)) }
    let entries = zip(evaluations, shots).flatMap { evaluation, shots in
      programs.map { Batch.Entry($0, parameters: evaluation.point, shots: shots) }
    }
    return Batch(entries, stream: stream)
  }

  /// What the samples of `batch` say of each evaluation.
  package func estimates(from samples: [Sample]) -> [MeansEstimate] {
    let count = measurement.settings.count
    return evaluations.indices.map { index in
      measurement.estimate(from: samples[index * count..<(index + 1) * count].map(\.counts))
    }
  }

  /// The gradient of the first observable's mean.
  package func gradient(of estimates: [MeansEstimate], kind: CovarianceKind) -> Gradient {
    gradient(of: estimates, kind: kind) { means in
      LossAtMeans(value: means[0], byMeans: means.indices.map { $0 == 0 ? 1 : 0 })
    }
  }

  /// The gradient of a loss of the means: first by the plan's parameters, then by the further weights.
  ///
  /// With d the derivatives of the means and c(f) the loss's derivatives by the means f, the estimate is c(f) d where f
  /// and d come from shots of their own. So its covariance has two parts: that of c(f) d over f at the exact d, which
  /// all components share, and the noise of each evaluation in d times the mean of c c^T. Means over f are taken over
  /// 2 K points at sqrt(K) standard deviations, which is exact where c is linear in f, as for squared errors.
  package func gradient<Failure>(
    of estimates: [MeansEstimate], kind: CovarianceKind, loss: ([Double]) throws(Failure) -> LossAtMeans
  ) throws(Failure) -> Gradient {
    let start = estimates[0]
    let size = start.means.count
    var derivatives = Array(repeating: 0.0, count: names.count * size)
    for (evaluation, estimate) in zip(evaluations, estimates) {
      for (index, weight) in evaluation.weights {
        for mean in 0..<size { derivatives[index * size + mean] += weight * estimate.means[mean] }
      }
    }
    let center = try loss(start.means)
    let around = try spread(of: start).map(loss)
    func values(_ loss: LossAtMeans) -> [Double] {
      names.indices.map { index in
        (0..<size).reduce(0) { $0 + loss.byMeans[$1] * derivatives[index * size + $1] }
      } + loss.byFurtherWeights
    }
    var gradient = Gradient(
      names: names, values: values(center),
      covariance: Covariance(zerosOf: names.count + center.byFurtherWeights.count),
      value: center.value)
    addShared(around, values, to: &gradient)
    for (evaluation, estimate) in zip(evaluations, estimates) where !evaluation.weights.isEmpty {
      let variance = variance(of: estimate, center, around, kind: kind)
      gradient.covariance.add(evaluation.weights, weight: variance)
    }
    if case .simultaneousPerturbation(_, let directions) = scheme.rule {
      addDirections(directions, of: estimates, along: center.byMeans, to: &gradient)
    }
    return gradient
  }

  /// The variance of an evaluation's part in the loss's derivative, c v c for the covariance v of its means, where c is
  /// not certain. The mean of c c^T is taken over `around`. An estimate's own c has its noise in it, which counts in
  /// the shared part already, with that of the estimated derivatives: it is taken off, all but a little, lest nothing
  /// be left.
  private func variance(
    of estimate: MeansEstimate, _ center: LossAtMeans, _ around: [LossAtMeans], kind: CovarianceKind
  ) -> Double {
    guard !around.isEmpty else { return estimate.variance(along: center.byMeans) }
    let count = Double(around.count)
    if kind == .predicted { return around.reduce(0) { $0 + estimate.variance(along: $1.byMeans) } / count }
    let mean = center.byMeans.indices.map { place in around.reduce(0) { $0 + $1.byMeans[place] } / count }
    let noise = around.reduce(0) { $0 + estimate.variance(along: zip($1.byMeans, mean).map { $0 - $1 }) } / count
    return max(estimate.variance(along: center.byMeans) - noise, noise / 16)
  }

  /// The part of the covariance that random directions bring, where there is shot noise.
  ///
  /// Of m directions d of n signs, the mean of (d g) d has the covariance (|g|^2 I + g g^T - 2 diag(g^2)) / m. The
  /// slopes along the directions, less their shot noise, give |g|^2, and the estimate times m / (m + n - 1) each g_i^2.
  private func addDirections(
    _ count: Int, of estimates: [MeansEstimate], along direction: [Double], to gradient: inout Gradient
  ) {
    var (squares, noise) = (0.0, 0.0)
    for place in stride(from: 1, to: evaluations.count - 1, by: 2) {
      var slopes = Array(repeating: 0.0, count: names.count)
      for side in place...place + 1 {
        let value = zip(direction, estimates[side].means).reduce(0) { $0 + $1.0 * $1.1 }
        let variance = estimates[side].variance(along: direction)
        for (index, weight) in evaluations[side].weights {
          slopes[index] += weight * value
          noise += weight * weight * variance
        }
      }
      squares += slopes.reduce(0) { $0 + $1 * $1 }
    }
    guard noise > 0, !names.isEmpty else { return }
    let (m, n) = (Double(count), Double(names.count))
    let squaredLength = max(0, m / n * (squares - noise))
    let size = gradient.values.count
    // No more than |g|^2 in all, so that the matrix has no negative eigenvalue.
    let length = names.indices.reduce(0) { $0 + gradient.values[$1] * gradient.values[$1] }
    let shrinkage = min(m / (m + n - 1), length > 0 ? squaredLength / length : 0)
    var matrix = Array(repeating: 0.0, count: size * size)
    for row in names.indices {
      for column in names.indices {
        let product = shrinkage * gradient.values[row] * gradient.values[column]
        matrix[row * size + column] = (row == column ? max(0, squaredLength - product) : product) / m
      }
    }
    gradient.covariance.add(matrix: matrix)
  }

  /// Points around the means whose mean and covariance are those of the estimate; none where it is exact.
  private func spread(of estimate: MeansEstimate) -> [[Double]] {
    let size = estimate.means.count
    var columns = Covariance(zerosOf: size)
    columns.add(matrix: estimate.covariance)
    return columns.vectors.flatMap { vector in
      [1.0, -1.0].map { side in
        zip(estimate.means, vector).map { $0 + side * Double(columns.vectors.count).squareRoot() * $1 }
      }
    }
  }

  /// The part of the covariance that comes from the means at the point itself.
  private func addShared(
    _ around: [LossAtMeans], _ values: (LossAtMeans) -> [Double], to gradient: inout Gradient
  ) {
    guard !around.isEmpty else { return }
    let share = 1 / Double(around.count)
    let found = around.map(values)
    let mean = gradient.values.indices.map { index in found.reduce(0) { $0 + share * $1[index] } }
    for values in found {
      gradient.covariance.add(mean.indices.map { ($0, values[$0] - mean[$0]) }, weight: share)
    }
    let value = around.reduce(0) { $0 + share * $1.value }
    gradient.valueVariance = around.reduce(0) { $0 + share * ($1.value - value) * ($1.value - value) }
  }
}

extension MeansEstimate {
  /// The variance of a combination of the means.
  fileprivate func variance(along direction: [Double]) -> Double {
    let size = means.count
    var sum = 0.0
    for row in 0..<size where direction[row] != 0 {
      for column in 0..<size { sum += direction[row] * covariance[row * size + column] * direction[column] }
    }
    return max(sum, 0)
  }
}
