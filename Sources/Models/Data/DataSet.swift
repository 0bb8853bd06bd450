package import Numerics

/// Rows of features, each with a label.
package struct DataSet: Hashable, Sendable {
  /// Height and width of the image that a row holds, row after row.
  package struct ImageShape: Hashable, Sendable {
    package let height: Int
    package let width: Int

    package init(height: Int, width: Int) {
      self.height = height
      self.width = width
    }
  }

  /// As reports call it: a shipped name, a synthetic set with its options, or a file.
  package var name: String
  package let featureNames: [String]
  /// A row an example; all numbers are finite.
  package let features: RealMatrix
  package let labels: Labels
  /// Nil where a row is no image.
  package let image: ImageShape?

  package var rowCount: Int { features.rowCount }
  package var featureCount: Int { features.columnCount }

  /// - Precondition: a name for each feature, a label for each row, a pixel for each feature.
  package init(
    name: String, featureNames: [String], features: RealMatrix, labels: Labels, image: ImageShape? = nil
  ) {
    precondition(featureNames.count == features.columnCount && labels.count == features.rowCount)
    precondition(image.map { $0.height * $0.width == features.columnCount } ?? true)
    self.name = name
    self.featureNames = featureNames
    self.features = features
    self.labels = labels
    self.image = image
  }

  /// The rows of these numbers, in their order.
  /// - Precondition: rows of this set.
  package func selecting(rows: [Int]) -> DataSet {
    DataSet(
      name: name, featureNames: featureNames, features: features.selecting(rows: rows),
      labels: labels.selecting(rows: rows), image: image)
  }

  /// The same rows with other labels.
  func replacing(labels: Labels) -> DataSet {
    DataSet(name: name, featureNames: featureNames, features: features, labels: labels, image: image)
  }

  /// A number that stays the same on every machine and changes with every feature, label and class name of these rows,
  /// and with their order. Not with names of sets and features.
  package func contentHash(rows: [Int]? = nil) -> UInt64 {
    let rows = rows ?? Array(0..<rowCount)
    var hash = StableHash()
    hash.combine(UInt64(rows.count))
    hash.combine(UInt64(featureCount))
    for row in rows {
      for value in features.row(row) { hash.combine(value.bitPattern) }
      switch labels {
      case .classes(let places, let names):
        hash.combine(names[places[row]])
        hash.combine(UInt8.max)
      case .targets(let values): hash.combine(values[row].bitPattern)
      }
    }
    return hash.value
  }
}
