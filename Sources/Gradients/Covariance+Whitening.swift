extension Covariance {
  /// The components whose variance is 0: a measurement of those is exact, and no whitener weighs it.
  package var exactComponents: [Int] { diagonal.indices.filter { variance(of: $0) == 0 } }

  /// The components with a positive variance.
  package var noisyComponents: [Int] { diagonal.indices.filter { variance(of: $0) > 0 } }

  /// The covariance of some components, in this order.
  /// - Precondition: each is there, and given once.
  package func restricted(to components: [Int]) -> Covariance {
    var result = Covariance(zerosOf: components.count)
    for (place, component) in components.enumerated() { result.add(variance: diagonal[component], to: place) }
    for vector in vectors {
      result.add(components.enumerated().map { (index: $0.offset, value: vector[$0.element]) })
    }
    return result
  }

  /// A matrix that makes noise of this covariance white; nil where the covariance is singular to working precision, as
  /// it is with exact components, or not finite.
  package var whitener: Whitener? { Whitener(self) }
}
