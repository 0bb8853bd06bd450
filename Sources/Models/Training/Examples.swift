internal import Numerics

/// Rows of features with their labels, as a model trains on them.
package struct Examples: Sendable {
  /// [row][feature]
  package let features: [Double]
  package let labels: Labels
  package let featureCount: Int

  package init(features: [Double], labels: Labels) throws(ModelError) {
    guard labels.count > 0 else {
      throw .labels(reason: "there are no rows", help: "choose a data set, or a part of it, that has rows")
    }
    guard features.count.isMultiple(of: labels.count) else {
      throw .wrongCount(of: "rows of features", expected: labels.count, found: features.count)
    }
    if case .classes(let places, let names) = labels, let wrong = places.first(where: { !names.indices.contains($0) }) {
      throw .labels(reason: "class \(wrong) has no name", help: "name every class")
    }
    self.features = features
    self.labels = labels
    featureCount = features.count / labels.count
  }

  /// All rows of a set, prepared or not.
  package init(_ set: DataSet) throws(ModelError) {
    try self.init(features: set.features.elements, labels: set.labels)
  }

  package var rowCount: Int { labels.count }
}
