import Circuits
import Foundation
import Numerics
import Testing

/// The frequencies of every row against the expectation values that they describe.
@Suite struct GatesShiftRuleTests {
  /// A row, one of its angles, and the expectation value of a random observable in a random state as a function of it.
  struct Dependence {
    let row: StandardGate
    let angle: Int
    let state: [Complex]
    let observable: SquareMatrix

    init(row: StandardGate, angle: Int, number: Int) {
      self.row = row
      self.angle = angle
      var stream = RandomStream(seed: 41).substream("\(row.name)/\(angle)/\(number)")
      let size = 1 << row.definition.qubitCount
      state = (0..<size).map { _ in Complex(stream.uniform() - 0.5, stream.uniform() - 0.5) }
      var matrix = SquareMatrix.identity(size)
      for row in 0..<size {
        for column in 0...row {
          matrix[row, column] = Complex(stream.uniform() - 0.5, row == column ? 0 : stream.uniform() - 0.5)
          matrix[column, row] = matrix[row, column].conjugate
        }
      }
      observable = matrix
    }

    func value(at angle: Double) -> Double {
      var angles = GatesTableTests.angles(of: row)
      angles[self.angle] = angle
      let image = Self.product(row.definition.matrix(angles), state)
      let measured = Self.product(observable, image)
      return zip(image, measured).reduce(0) { $0 + ($1.0.conjugate * $1.1).real }
    }

    static func product(_ matrix: SquareMatrix, _ vector: [Complex]) -> [Complex] {
      (0..<matrix.size).map { row in
        vector.indices.reduce(Complex.zero) { $0 + matrix[row, $1] * vector[$1] }
      }
    }
  }

  static let dependences: [Dependence] = StandardGate.all.flatMap { row in
    row.definition.angleNames.indices.flatMap { angle in
      (0..<3).map { Dependence(row: row, angle: angle, number: $0) }
    }
  }

  @Test("Every angle has a list of positive frequencies", arguments: StandardGate.all)
  func lists(row: StandardGate) {
    #expect(row.definition.frequencies.count == row.definition.angleNames.count)
    for frequencies in row.definition.frequencies {
      #expect(frequencies == frequencies.sorted() && frequencies.allSatisfy { $0 > 0 })
      #expect(Set(frequencies).count == frequencies.count)
    }
  }

  @Test("Expectation values hold exactly the row's frequencies", arguments: dependences.indices)
  func spectrum(index: Int) {
    let dependence = Self.dependences[index]
    // All frequencies are multiples of one half below 4, so that 32 points over a period of 4 pi show each.
    let count = 32
    let values = (0..<count).map { dependence.value(at: 4 * Double.pi * Double($0) / Double(count)) }
    let listed = dependence.row.definition.frequencies[dependence.angle]
    for order in 1..<count / 2 {
      let amplitude = values.indices.reduce(Complex.zero) {
        $0 + values[$1] * Complex.phase(-2 * Double.pi * Double(order * $1) / Double(count))
      }
      let isPresent = amplitude.magnitude / Double(count) > 1e-6
      #expect(
        isPresent == listed.contains(Double(order) / 2),
        "\(dependence.row.name) angle \(dependence.angle) frequency \(Double(order) / 2)")
    }
  }

  @Test("The general shift rule gives the derivative", arguments: dependences.indices)
  func derivative(index: Int) {
    let dependence = Self.dependences[index]
    let frequencies = dependence.row.definition.frequencies[dependence.angle]
    let at = 0.3719
    let shifts = frequencies.indices.map {
      Double.pi * (2 * Double($0) + 1) / (2 * Double(frequencies.count) * frequencies[0])
    }
    // f(x + s) - f(x - s) = sum over frequencies w of 2 b_w sin(w s), and f'(x) = sum of w b_w.
    let differences = shifts.map { dependence.value(at: at + $0) - dependence.value(at: at - $0) }
    let system = shifts.map { shift in frequencies.map { 2 * sin($0 * shift) } }
    let coefficients = Self.solve(system, differences)
    let rule = zip(frequencies, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    let difference = { (step: Double) in
      (dependence.value(at: at + step) - dependence.value(at: at - step)) / (2 * step)
    }
    let expected = (4 * difference(1e-3) - difference(2e-3)) / 3
    #expect(abs(rule - expected) < 1e-9, "\(dependence.row.name) angle \(dependence.angle)")
  }

  /// Gaussian elimination with pivots.
  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var rows = zip(matrix, right).map { $0 + [$1] }
    for column in rows.indices {
      let pivot = (column..<rows.count).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
      rows.swapAt(column, pivot)
      for row in rows.indices where row != column {
        let factor = rows[row][column] / rows[column][column]
        for other in rows[row].indices { rows[row][other] -= factor * rows[column][other] }
      }
    }
    return rows.indices.map { rows[$0][rows.count] / rows[$0][$0] }
  }

  @Test("Where the gate is V exp(-i angle G) W, the frequencies are the gaps between G's eigenvalues")
  func gaps() {
    for row in StandardGate.all {
      for angle in row.definition.angleNames.indices {
        let matrix = { (value: Double) in
          var angles = GatesTableTests.angles(of: row)
          angles[angle] = value
          return row.definition.matrix(angles)
        }
        // U(0)^-1 U(x) = W^-1 exp(-i x G) W has the eigenphases -x g; small x leaves no doubt about the branch.
        let step = 0.01
        let first = matrix(0).adjoint * matrix(step)
        let second = matrix(step).adjoint * matrix(2 * step)
        guard first.distance(to: second) < 1e-13 else { continue }
        let eigenvalues = first.unitaryEigensystem().phases.map { -$0 / step }
        var gaps: [Double] = []
        for (upper, lower) in eigenvalues.flatMap({ upper in eigenvalues.map { (upper, $0) } })
        where upper - lower > 1e-6 && !gaps.contains(where: { abs($0 - (upper - lower)) < 1e-6 }) {
          gaps.append(upper - lower)
        }
        let listed = row.definition.frequencies[angle]
        #expect(gaps.count == listed.count, "\(row.name) angle \(angle)")
        for (gap, frequency) in zip(gaps.sorted(), listed) { #expect(abs(gap - frequency) < 1e-9) }
      }
    }
  }
}
