/// A gradient as it was measured or computed, with the covariance of its components' errors.
package struct Gradient: Hashable, Sendable {
  /// The parameters that the components belong to.
  package var names: [String]
  package var values: [Double]
  /// Zero where the gradient is exact.
  package var covariance: Covariance
  /// What is differentiated.
  package var value: Double
  package var valueVariance: Double
  /// Of all circuits together; nil where the gradient is exact.
  package var shots: Int?
  package var circuits: Int

  package init(
    names: [String], values: [Double], covariance: Covariance, value: Double, valueVariance: Double = 0,
    shots: Int? = nil, circuits: Int = 0
  ) {
    self.names = names
    self.values = values
    self.covariance = covariance
    self.value = value
    self.valueVariance = valueVariance
    self.shots = shots
    self.circuits = circuits
  }
}

extension Gradient {
  /// Some of the components, with their covariance.
  package func selecting(_ places: [Int]) -> Gradient {
    guard places != Array(values.indices) else { return self }
    var result = self
    result.names = places.map { names[$0] }
    result.values = places.map { values[$0] }
    result.covariance = Covariance(zerosOf: places.count)
    for (place, source) in places.enumerated() {
      result.covariance.add(variance: covariance.diagonal[source], to: place)
    }
    for vector in covariance.vectors {
      result.covariance.add(places.enumerated().map { (index: $0.offset, value: vector[$0.element]) })
    }
    return result
  }
}

/// Where a covariance comes from.
package enum CovarianceKind: String, CaseIterable, Sendable {
  /// From the exact distributions of a simulator: that of the estimate, whatever the counts are.
  case predicted
  /// From the counts, without knowing the model.
  case estimated
}
