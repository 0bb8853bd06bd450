/// Means and covariances of rows of numbers that come one by one, by Welford's update.
package struct RunningCovariance: Codable, Hashable, Sendable {
  package private(set) var count = 0
  package private(set) var means: [Double]
  /// Sums of products of distances from the means, row after row.
  private var products: [Double]

  /// None yet of rows of so many numbers.
  package init(dimension: Int) {
    means = Array(repeating: 0, count: dimension)
    products = Array(repeating: 0, count: dimension * dimension)
  }

  /// - Precondition: as many numbers as the dimension.
  package mutating func add(_ row: [Double]) {
    precondition(row.count == means.count)
    count += 1
    let old = zip(row, means).map { $0 - $1 }
    for place in means.indices { means[place] += old[place] / Double(count) }
    for first in means.indices {
      let distance = row[first] - means[first]
      for second in means.indices { products[first * means.count + second] += distance * old[second] }
    }
  }

  /// The unbiased estimates, row after row; NaN of fewer than two rows.
  package var covariance: [Double] { products.map { count > 1 ? $0 / Double(count - 1) : .nan } }
}
