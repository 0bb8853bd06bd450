/// What is to be learnt of each row.
package enum Labels: Hashable, Sendable {
  /// A class each, as a place among the names.
  case classes([Int], names: [String])
  /// A real number each.
  case targets([Double])

  package var count: Int {
    switch self {
    case .classes(let places, _): places.count
    case .targets(let values): values.count
    }
  }

  /// The names of the classes; none for targets.
  package var classNames: [String] {
    if case .classes(_, let names) = self { names } else { [] }
  }

  package func selecting(rows: [Int]) -> Labels {
    switch self {
    case .classes(let places, let names): .classes(rows.map { places[$0] }, names: names)
    case .targets(let values): .targets(rows.map { values[$0] })
    }
  }
}

/// How a file's labels are meant.
package enum LabelKind: String, CaseIterable, Sendable {
  /// Texts are classes; so are whole numbers with few different values: at most half as many as rows, or two.
  case detected = "auto"
  case classes
  case targets
}

extension Labels {
  /// More different values are no classes.
  private static let mostClasses = 1000

  /// Labels that a file gives as finite numbers.
  init(_ numbers: [Double], as kind: LabelKind) throws(DataError) {
    let distinct = Set(numbers).sorted()
    let looksLikeClasses =
      distinct.allSatisfy { $0 == $0.rounded() } && distinct.count <= min(Self.mostClasses, max(2, numbers.count / 2))
    switch kind {
    case .targets:
      self = .targets(numbers)
    case .detected where !looksLikeClasses:
      self = .targets(numbers)
    case .classes, .detected:
      let places = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
      self = .classes(numbers.map { places[$0] ?? 0 }, names: distinct.map(Self.name))
      try checkClasses()
    }
  }

  /// Classes that a file gives as texts.
  init(_ texts: [String]) throws(DataError) {
    let names = Set(texts).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    self = .classes(texts.map { places[$0] ?? 0 }, names: names)
    try checkClasses()
  }

  private static func name(_ number: Double) -> String { Int(exactly: number).map { "\($0)" } ?? "\(number)" }

  private func checkClasses() throws(DataError) {
    let names = classNames
    guard names.count >= 2 else {
      throw DataError(
        "every row has the label \(names.first ?? ""): two classes are needed",
        help: "choose rows of a second class, or take the labels as numbers")
    }
    guard names.count <= Self.mostClasses else {
      throw DataError(
        "there are \(names.count) classes, more than \(Self.mostClasses)", help: "take the labels as numbers")
    }
  }
}
