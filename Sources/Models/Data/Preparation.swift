package import Numerics

/// What is done to features before a model sees them: a plan, which training rows turn into numbers.
package struct Preparation: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    /// Each feature's least and greatest value become the ends of a range, such as the angles 0 to pi. Other rows may
    /// lie outside, unless `clips`.
    case range(ClosedRange<Double>, clips: Bool = false)
    /// Each feature gets the mean 0 and the variance 1.
    case standardization
    /// All features are divided by one number, such as 255 for pixels; nothing is learnt from the rows.
    case division(by: Double)
    /// Features become coordinates along the directions of greatest variance.
    case principalComponents(Int)
  }

  package var steps: [Step]

  package init(_ steps: [Step]) { self.steps = steps }

  /// What suits a model: angles from 0 to pi for circuits, as many principal components as the model has features where
  /// there are more; numbers from -1 to 1 for models that begin with other layers or take amplitudes.
  package init(of data: DataSet, for model: Model) {
    let isAngle = model.leadingCircuit.map { $0.encoding != .amplitude && $0.encoding != .basis } ?? false
    let isTooWide = data.featureCount > model.featureCount
    steps = isTooWide ? [.standardization, .principalComponents(model.featureCount)] : []
    steps.append(.range(isAngle ? 0...Double.pi : -1...1))
  }

  /// Learns from training rows, each step from what the steps before it make of them.
  package func fit(on rows: RealMatrix) throws(DataError) -> FittedPreparation {
    guard rows.rowCount > 0 else { throw DataError("there are no rows to fit the preparation on") }
    var rows = rows
    var fitted: [FittedPreparation.Step] = []
    for step in steps {
      let next: FittedPreparation.Step =
        switch step {
        case .range(let range, let clips): .scaling(try Scaling(rows, to: range, clips: clips))
        case .standardization: .scaling(try Scaling(standardizing: rows))
        case .division(let divisor): .scaling(try Scaling(featureCount: rows.columnCount, divisor: divisor))
        case .principalComponents(let count): .projection(try PrincipalComponents(count, of: rows))
        }
      rows = next.apply(rows)
      fitted.append(next)
    }
    return FittedPreparation(steps: fitted)
  }
}
