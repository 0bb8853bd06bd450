package import Formats
package import Numerics

/// A preparation with the numbers that training rows gave it.
package struct FittedPreparation: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    case scaling(Scaling)
    case projection(PrincipalComponents)

    func apply(_ rows: RealMatrix) -> RealMatrix {
      switch self {
      case .scaling(let scaling): scaling.apply(rows)
      case .projection(let components): components.apply(rows)
      }
    }

    /// How many features it takes, and how many it gives.
    var counts: (input: Int, output: Int) {
      switch self {
      case .scaling(let scaling): (scaling.factors.count, scaling.factors.count)
      case .projection(let components): (components.directions.columnCount, components.directions.rowCount)
      }
    }
  }

  package let steps: [Step]

  /// Takes rows of as many features as it was fitted on.
  package func apply(_ rows: RealMatrix) throws(DataError) -> RealMatrix {
    if let expected = steps.first?.counts.input, rows.columnCount != expected {
      throw DataError(
        "the rows have \(rows.columnCount) features, but the preparation was fitted on \(expected)",
        help: "use rows of the set that the model was trained on")
    }
    let result = steps.reduce(rows) { $1.apply($0) }
    guard let place = result.elements.firstIndex(where: { !$0.isFinite }) else { return result }
    throw DataError(
      "row \(place / result.columnCount) is too far from the rows that the preparation was fitted on",
      help: "look for a wrong value in it")
  }

  /// The set with its features prepared; coordinates along principal components have names of their own, and make no
  /// images.
  package func apply(to set: DataSet) throws(DataError) -> DataSet {
    let features = try apply(set.features)
    let isProjected = steps.contains { if case .projection = $0 { true } else { false } }
    return DataSet(
      name: set.name,
      featureNames: isProjected ? (0..<features.columnCount).map { "component_\($0)" } : set.featureNames,
      features: features, labels: set.labels, image: isProjected ? nil : set.image)
  }
}

// MARK: JSON

extension FittedPreparation {
  /// A list of steps: `{"scaling":{"origins","factors","shift","range"}}` or
  /// `{"principalComponents":{"means","directions","variances","totalVariance"}}`.
  package var json: JSON {
    .array(
      steps.map { step in
        switch step {
        case .scaling(let scaling):
          let range = scaling.range.map { JSON.array([.number($0.lowerBound), .number($0.upperBound)]) }
          return [
            "scaling": [
              "origins": .numbers(scaling.origins), "factors": .numbers(scaling.factors),
              "shift": .number(scaling.shift), "range": range ?? .null,
            ]
          ]
        case .projection(let components):
          let directions = (0..<components.directions.rowCount).map { JSON.numbers(components.directions.row($0)) }
          return [
            "principalComponents": [
              "means": .numbers(components.means), "directions": .array(directions),
              "variances": .numbers(components.variances), "totalVariance": .number(components.totalVariance),
            ]
          ]
        }
      })
  }

  /// Reads what `json` wrote, to the last bit.
  package init(reading reader: JSONReader) throws(FormatError) {
    var steps: [Step] = []
    for element in try reader.array() {
      var object = try element.object()
      let step: Step
      if let scaling = object.optional("scaling") {
        step = .scaling(try Scaling(reading: scaling))
      } else {
        step = .projection(try PrincipalComponents(reading: object.required("principalComponents")))
      }
      try object.noOtherKeys()
      if let last = steps.last, last.counts.output != step.counts.input {
        throw element.error("must take the \(last.counts.output) features that the step before it gives")
      }
      steps.append(step)
    }
    self.init(steps: steps)
  }
}

extension Scaling {
  fileprivate init(reading reader: JSONReader) throws(FormatError) {
    var object = try reader.object()
    let origins = try object.required("origins").doubles()
    let reader = try object.required("factors")
    let shift = try object.required("shift").double()
    let range = try object.required("range")
    try object.noOtherKeys()
    let factors = try reader.doubles()
    guard !origins.isEmpty, factors.count == origins.count else {
      throw reader.error("must be as many as the origins, which are \(origins.count)")
    }
    let ends = range.isNull ? nil : try range.doubles()
    if let ends, ends.count != 2 || ends[0] >= ends[1] {
      throw range.error("must be null or two rising numbers")
    }
    self.init(origins: origins, factors: factors, shift: shift, range: ends.map { $0[0]...$0[1] })
  }
}

extension PrincipalComponents {
  fileprivate init(reading reader: JSONReader) throws(FormatError) {
    var object = try reader.object()
    let means = try object.required("means").doubles()
    let rows = try object.required("directions")
    let variances = try object.required("variances")
    let total = try object.required("totalVariance").double()
    try object.noOtherKeys()
    let directions = try rows.array().map { row throws(FormatError) in
      let direction = try row.doubles()
      guard !means.isEmpty, direction.count == means.count else {
        throw row.error("must be as many numbers as the means, which are \(means.count)")
      }
      return direction
    }
    let values = try variances.doubles()
    guard !directions.isEmpty, values.count == directions.count else {
      throw variances.error("must be as many as the directions, which are \(directions.count)")
    }
    self.init(means: means, directions: RealMatrix(rows: directions), variances: values, totalVariance: total)
  }
}

extension JSON {
  fileprivate static func numbers(_ values: some Sequence<Double>) -> JSON { .array(values.map { .number($0) }) }
}
