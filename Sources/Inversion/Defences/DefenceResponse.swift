#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Gradients
internal import Numerics

/// What an attacker expects a defence's step to make of values.
struct DefenceResponse {
  /// On average.
  var values: [Double]
  /// How those change with the values before.
  var change = Change.none
  /// Of the errors that the step adds; empty where it adds none.
  var variances: [Double] = []

  enum Change {
    case none
    /// Each value by itself.
    case factors([Double])
    /// Onto a sphere: what is left at right angles to the normal, times the scale.
    case sphere(normal: [Double], scale: Double)
  }
}

extension GradientDefence.Step {
  /// What the step makes of values; `seen` is what was shared, where this is the last step.
  func response(at values: [Double], seen: [Double]?) -> DefenceResponse {
    switch self {
    case .depolarization, .signs, .rotation: return DefenceResponse(values: values)
    case .gaussian(let deviation):
      return DefenceResponse(values: values, variances: values.map { _ in deviation * deviation })
    case .clipping(let norm):
      let isClipped = seen.map { $0.length >= norm * (1 - 1e-9) } ?? (values.length > norm)
      return isClipped ? .onSphere(values, radius: norm) : DefenceResponse(values: values)
    case .pruning(let share):
      var kept = (seen ?? values).map { $0 == 0 ? 0.0 : 1 }
      if seen == nil { for place in Self.pruned(values, share: share) { kept[place] = 0 } }
      return DefenceResponse(values: zip(values, kept).map { $0 * $1 }, change: .factors(kept))
    case .quantization(let quantization):
      let step = quantization.step(largest: (seen ?? values).reduce(0) { max($0, $1.magnitude) })
      return DefenceResponse(
        values: values, variances: values.map { _ in quantization.errorVariance(step: step) })
    case .randomizedQuantization(let quantization):
      return DefenceResponse(
        values: values.map(quantization.cut),
        change: .factors(values.map { $0.magnitude < quantization.limit ? 1 : 0 }),
        variances: values.map(quantization.variance))
    }
  }
}

extension DefenceResponse {
  /// The values made as long as the radius; none have no direction.
  static func onSphere(_ values: [Double], radius: Double) -> DefenceResponse {
    let length = values.length
    guard length > 0 else { return DefenceResponse(values: values) }
    return DefenceResponse(
      values: values.map { $0 * radius / length },
      change: .sphere(normal: values.map { $0 / length }, scale: radius / length))
  }

  /// A smooth stand-in for signs: those that values of root mean square 1 would have with normal noise of this width,
  /// on average.
  static func softSigns(_ values: [Double], width: Double) -> [DefenceResponse] {
    let scaled = onSphere(values, radius: Double(values.count).squareRoot() / width)
    let slope = (2 / Double.pi).squareRoot()
    return [
      scaled,
      DefenceResponse(
        values: scaled.values.map { erf($0 / 2.0.squareRoot()) },
        change: .factors(scaled.values.map { slope * exp(-$0 * $0 / 2) })),
    ]
  }
}

extension DefenceResponse.Change {
  func applied(to vector: [Double]) -> [Double] {
    switch self {
    case .none: return vector
    case .factors(let factors): return zip(vector, factors).map { $0 * $1 }
    case .sphere(let normal, let scale):
      let part = zip(normal, vector).reduce(0) { $0 + $1.0 * $1.1 }
      return zip(vector, normal).map { scale * ($0 - part * $1) }
    }
  }

  /// To the columns of some rows.
  func apply(to matrix: inout RealMatrix, rows: Range<Int>) {
    if case .none = self { return }
    for column in 0..<matrix.columnCount {
      let changed = applied(to: rows.map { matrix[$0, column] })
      for (row, value) in zip(rows, changed) { matrix[row, column] = value }
    }
  }

  /// To the errors of some values, which are independent of the others'.
  func apply(to covariance: inout Covariance, range: Range<Int>) {
    if case .none = self { return }
    var result = Covariance(zerosOf: covariance.count)
    let own = Array(covariance.diagonal[range])
    for (place, variance) in covariance.diagonal.enumerated() where !range.contains(place) {
      result.add(variance: variance, to: place)
    }
    switch self {
    case .none: break
    case .factors(let factors):
      for (place, factor) in factors.enumerated() {
        result.add(variance: factor * factor * own[place], to: range.lowerBound + place)
      }
    case .sphere:
      let size = covariance.count
      var matrix = Array(repeating: 0.0, count: size * size)
      for (place, variance) in own.enumerated() where variance > 0 {
        var unit = own.map { _ in 0.0 }
        unit[place] = variance.squareRoot()
        let vector = applied(to: unit)
        for (row, left) in zip(range, vector) {
          for (column, right) in zip(range, vector) { matrix[row * size + column] += left * right }
        }
      }
      result.add(matrix: matrix)
    }
    for vector in covariance.vectors {
      var changed = vector
      changed.replaceSubrange(range, with: applied(to: Array(vector[range])))
      result.add(changed.enumerated().map { (index: $0.offset, value: $0.element) })
    }
    covariance = result
  }
}

extension [Double] {
  /// Euclid's.
  var length: Double { reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
