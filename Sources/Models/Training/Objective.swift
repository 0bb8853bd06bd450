#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a training makes small, where that is more than the loss's mean over all rows: a sum of means over groups of
/// rows, each with its sign, towards labels or towards a teacher.
package struct Objective: Hashable, Sendable {
  /// Rows that count in one way.
  package struct Term: Hashable, Sendable {
    /// Places among the rows of the training.
    package var rows: [Int]
    /// What the loss's mean over the rows counts; negative where it is to grow.
    package var weight: Double
    /// What the mean divergence from the teacher counts, see `Objective.teacher`.
    package var imitation: Double

    package init(rows: [Int], weight: Double, imitation: Double = 0) {
      self.rows = rows
      self.weight = weight
      self.imitation = imitation
    }
  }

  /// How the gradients of two terms make a step.
  package enum Combination: String, CaseIterable, Hashable, Sendable {
    /// They are added.
    case sum
    /// The first is brought to the length of the second before they are added.
    case relative
    /// From the first is taken what would make the second term's loss grow; then they are added.
    case projected
  }

  package var terms: [Term]
  /// Outputs of another model for all rows of the training, [row][output]. The divergence from it is KL(teacher || own)
  /// of the softmax, or with one output the square of the distance.
  package var teacher: [Double]?
  package var combination: Combination
  /// Training ends before a step where the loss of the first term's batch has come so far.
  package var largestLoss: Double?

  package init(
    _ terms: [Term], teacher: [Double]? = nil, combination: Combination = .sum, largestLoss: Double? = nil
  ) {
    self.terms = terms
    self.teacher = teacher
    self.combination = combination
    self.largestLoss = largestLoss
  }

  /// The loss's mean over all rows.
  init(rowCount: Int) { self.init([Term(rows: Array(0..<rowCount), weight: 1)]) }

  /// The term with the most rows: an epoch is a pass through these, and others begin anew when they are through.
  var leading: Int {
    terms.indices.reduce(0) { terms[$1].rows.count > terms[$0].rows.count ? $1 : $0 }
  }

  /// Refuses what does not fit a training.
  func check(rowCount: Int, outputCount: Int, optimiser: OptimiserChoice) throws(ModelError) {
    for term in terms {
      guard !term.rows.isEmpty, term.rows.allSatisfy({ (0..<rowCount).contains($0) }) else {
        throw .training(
          reason: "a part of what is trained has no rows, or rows that there are not",
          help: "give every part at least one row, from 0 to \(rowCount - 1)")
      }
      guard term.imitation == 0 || teacher?.count == rowCount * outputCount else {
        throw .wrongCount(of: "outputs of a teacher", expected: rowCount * outputCount, found: teacher?.count ?? 0)
      }
    }
    guard combination == .sum ? !terms.isEmpty : terms.count == 2 else {
      throw .training(
        reason: "gradients of \(terms.count) parts cannot be made relative to each other", help: "take two parts")
    }
    let isPlain = terms.count == 1 && terms[0].imitation == 0 && terms[0].weight == 1
    switch optimiser {
    case .descent, .natural, .quasiNewton: return
    case .perturbation, .simplex: if combination == .sum { return }
    case .frugal: if isPlain { return }
    }
    throw .training(
      reason: "the optimiser cannot make such a sum of losses small",
      help: "take one that steps down gradients: sgd, nesterov or adam")
  }
}

extension Objective {
  /// A batch's values and derivatives.
  struct Evaluation {
    var value = 0.0
    /// The loss's mean over each term's rows, without its weight.
    var losses: [Double] = []
    /// For each term, derivatives by the whole batch's outputs: with weights where they are to be added, without them
    /// where they are combined.
    var cotangents: [[Double]] = []
  }

  /// Of outputs that stand in the order of the terms' rows.
  func evaluate(_ outputs: [Double], _ loss: Loss, _ labels: Labels, _ parts: [ArraySlice<Int>]) -> Evaluation {
    let width = outputs.count / max(parts.reduce(0) { $0 + $1.count }, 1)
    var result = Evaluation()
    var start = 0
    for (term, rows) in zip(terms, parts) {
      let range = start * width..<(start + rows.count) * width
      let own = parts.count == 1 ? outputs : Array(outputs[range])
      var found = loss.evaluate(own, labels, rows: rows)
      result.losses.append(found.value)
      let factor = combination == .sum ? term.weight : 1
      if factor != 1 { for place in found.cotangents.indices { found.cotangents[place] *= factor } }
      result.value += term.weight * found.value
      if term.imitation != 0, let teacher {
        result.value += term.imitation * addDivergence(own, from: teacher, rows, term.imitation, to: &found.cotangents)
      }
      if parts.count > 1 {
        var all = RowArithmetic.zeros(outputs.count)
        all.replaceSubrange(range, with: found.cotangents)
        found.cotangents = all
      }
      result.cotangents.append(found.cotangents)
      start += rows.count
    }
    return result
  }

  /// The step's direction, from what makes gradients of cotangents.
  func gradient(
    _ found: Evaluation, by backward: ([Double]) throws(ModelError) -> [Double]
  ) throws(ModelError) -> [Double] {
    guard combination != .sum else {
      guard var sum = found.cotangents.first else { return [] }
      for other in found.cotangents.dropFirst() { for place in sum.indices { sum[place] += other[place] } }
      return try backward(sum)
    }
    var first = try backward(found.cotangents[0]).map { $0 * terms[0].weight }
    let second = try backward(found.cotangents[1])
    let (length, product) = (Self.product(second, second), Self.product(first, second))
    switch combination {
    case .relative:
      let factor = (length / max(Self.product(first, first), Self.leastSquare)).squareRoot()
      for place in first.indices { first[place] *= factor }
    case .projected where product < 0 && length > 0:
      for place in first.indices { first[place] -= product / length * second[place] }
    case .projected, .sum: break
    }
    return zip(first, second).map { $0 + terms[1].weight * $1 }
  }

  /// Shorter gradients are not brought to any length.
  private static let leastSquare = 1e-24

  private static func product(_ first: [Double], _ second: [Double]) -> Double {
    zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The mean divergence over some rows; adds its derivatives, times a factor.
  private func addDivergence(
    _ outputs: [Double], from teacher: [Double], _ rows: ArraySlice<Int>, _ factor: Double,
    to cotangents: inout [Double]
  ) -> Double {
    let width = outputs.count / max(rows.count, 1)
    let share = 1 / Double(max(rows.count, 1))
    var sum = 0.0
    for (place, row) in rows.enumerated() {
      let own = Array(outputs[place * width..<(place + 1) * width])
      let other = Array(teacher[row * width..<(row + 1) * width])
      if width == 1 {
        sum += (own[0] - other[0]) * (own[0] - other[0])
        cotangents[place] += 2 * factor * share * (own[0] - other[0])
        continue
      }
      let (log, target) = (Softmax.logarithms(own), Softmax.logarithms(other))
      for column in 0..<width {
        sum += exp(target[column]) * (target[column] - log[column])
        cotangents[place * width + column] += factor * share * (exp(log[column]) - exp(target[column]))
      }
    }
    return sum * share
  }
}

extension Softmax {
  /// The logarithms of probabilities.
  static func logarithms(_ scores: [Double]) -> [Double] {
    let logarithm = scores.withUnsafeBufferPointer { logarithmOfSum($0) }
    return scores.map { $0 - logarithm }
  }
}
