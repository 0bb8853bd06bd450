/// The means of some observables, and the covariance of their estimates.
package struct MeansEstimate: Hashable, Sendable {
  package var means: [Double]
  /// Row-major, as many rows as means; zero where the means are exact.
  package var covariance: [Double]

  package init(means: [Double], covariance: [Double]) {
    self.means = means
    self.covariance = covariance
  }
}

extension MeasurementPlan {
  /// What the counts of each setting say, with the covariance that the counts themselves show.
  ///
  /// The sample covariance (divisor S - 1) of S shots is taken, and where the variance of a Pauli string with two
  /// further outcomes of each sign (Agresti and Coull, 1998) is larger, as it is for strings near -1 and 1, that of
  /// the string is raised to it. So an outcome that never came leaves no variance of zero, and intervals of two
  /// standard deviations cover as they should from few shots on.
  package func estimate(from counts: [Counts]) -> MeansEstimate {
    var result = MeansEstimate(means: constants, covariance: Array(repeating: 0, count: constants.count.squared))
    for (setting, counts) in zip(settings, counts) {
      let shots = Double(max(counts.shots, 1))
      var sums = OutcomeSums(setting, observableCount: constants.count)
      for outcome in 0..<counts.count {
        sums.add(weight: Double(counts.occurrences[outcome]) / shots) { term in
          term.bits.reduce(false) { $0 != counts.bit($1, at: outcome) }
        }
      }
      sums.add(to: &result, variancesDividedBy: max(shots - 1, 1))
      for (term, mean) in zip(setting.terms, sums.termMeans) {
        let shrunk = mean * shots / (shots + 4)
        let excess = (1 - shrunk * shrunk) / shots - (1 - mean * mean) / max(shots - 1, 1)
        if excess > 0 { term.add(excess, to: &result) }
      }
    }
    return result
  }

  /// The exact means under a distribution of each setting's outcomes, and the covariance of their estimates from so
  /// many shots of each; zero without shots.
  package func moments(of probabilities: [[Double]], shots: Int?) -> MeansEstimate {
    var result = MeansEstimate(means: constants, covariance: Array(repeating: 0, count: constants.count.squared))
    for (setting, probabilities) in zip(settings, probabilities) {
      var sums = OutcomeSums(setting, observableCount: constants.count)
      let masks = setting.terms.map { $0.bits.reduce(0) { $0 | 1 << $1 } }
      for (outcome, probability) in probabilities.enumerated() where probability != 0 {
        sums.add(weight: probability, places: masks) { !($0 & outcome).nonzeroBitCount.isMultiple(of: 2) }
      }
      sums.add(to: &result, variancesDividedBy: shots.map { Double(max($0, 1)) } ?? .infinity)
    }
    return result
  }
}

extension MeasurementPlan.Term {
  /// Adds the variance of this string's mean to the covariance of the observables that hold it.
  fileprivate func add(_ variance: Double, to estimate: inout MeansEstimate) {
    let size = estimate.means.count
    for (first, left) in coefficients {
      for (second, right) in coefficients { estimate.covariance[first * size + second] += variance * left * right }
    }
  }
}

/// First and second moments of one setting's outcomes.
private struct OutcomeSums {
  let setting: MeasurementPlan.Setting
  var first: [Double]
  var second: [Double]
  var termMeans: [Double]
  private var values: [Double]

  init(_ setting: MeasurementPlan.Setting, observableCount: Int) {
    self.setting = setting
    first = Array(repeating: 0, count: observableCount)
    second = Array(repeating: 0, count: observableCount.squared)
    termMeans = Array(repeating: 0, count: setting.terms.count)
    values = first
  }

  mutating func add(weight: Double, isOdd: (MeasurementPlan.Term) -> Bool) {
    add(weight: weight, places: setting.terms, isOdd: isOdd)
  }

  /// Adds an outcome; `places` tell the terms apart.
  mutating func add<Place>(weight: Double, places: [Place], isOdd: (Place) -> Bool) {
    for index in values.indices { values[index] = 0 }
    for (index, place) in places.enumerated() {
      let sign = isOdd(place) ? -1.0 : 1.0
      termMeans[index] += weight * sign
      for (observable, coefficient) in setting.terms[index].coefficients { values[observable] += coefficient * sign }
    }
    let size = values.count
    for row in 0..<size where values[row] != 0 {
      first[row] += weight * values[row]
      for column in 0..<size { second[row * size + column] += weight * values[row] * values[column] }
    }
  }

  func add(to estimate: inout MeansEstimate, variancesDividedBy divisor: Double) {
    let size = first.count
    for row in 0..<size {
      estimate.means[row] += first[row]
      for column in 0..<size {
        let covariance = second[row * size + column] - first[row] * first[column]
        estimate.covariance[row * size + column] += (row == column ? max(covariance, 0) : covariance) / divisor
      }
    }
  }
}

extension Int {
  fileprivate var squared: Int { self * self }
}
