/// Models of one kind for any number of features, and for classifiers of classes, named `NAME-FEATURES` or
/// `NAME-FEATURES-CLASSES`.
package struct ModelFamily: Sendable {
  package struct Size: Hashable, Sendable {
    package let features: Int
    /// Nil where the model gives one number, or a number for each qubit.
    package let classes: Int?

    init(_ features: Int, _ classes: Int? = nil) {
      self.features = features
      self.classes = classes
    }

    /// Without the family's name.
    var suffix: String { "-\(features)" + (classes.map { "-\($0)" } ?? "") }
  }

  package let name: String
  package let summary: String
  package let origin: String
  /// What `Zoo.all` lists.
  package let sizes: [Size]
  /// How many features the family is built for; more than a laptop simulates is refused by name.
  package let featureRange: ClosedRange<Int>
  let loss: Loss
  let layers: @Sendable (Size) -> [Layer]

  static let classRange = 2...100

  package func model(_ size: Size) -> Model {
    Model(
      name: name + size.suffix, summary: summary, origin: origin, featureCount: size.features, layers: layers(size),
      loss: loss)
  }

  /// The model of a full name; nil where the name is not the family's, or the size not one that it is built for.
  package func model(named text: String) -> Model? {
    guard text.hasPrefix(name + "-") else { return nil }
    let numbers = text.dropFirst(name.count + 1).split(separator: "-", omittingEmptySubsequences: false)
    let hasClasses = sizes.contains { $0.classes != nil }
    guard numbers.count == (hasClasses ? 2 : 1), let features = Int(numbers[0]), featureRange.contains(features) else {
      return nil
    }
    let classes = hasClasses ? Int(numbers[1]) : nil
    if let classes, !Self.classRange.contains(classes) { return nil }
    if hasClasses, classes == nil { return nil }
    let size = Size(features, classes)
    return name + size.suffix == text ? model(size) : nil
  }
}
