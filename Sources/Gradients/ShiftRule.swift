#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The derivative of a function with known frequencies as a combination of its values.
///
/// For f with the positive frequencies w_1 ... w_R (and a constant), f'(x) = sum_k b_k [f(x + s_k) - f(x - s_k)] where
/// sum_k 2 b_k sin(w_r s_k) = w_r for every r. With one frequency the shift is a quarter of a period; with several the
/// shifts are odd multiples of a quarter period over R of the lowest, which for multiples of one frequency are the
/// equidistant ones of Wierichs et al. (Quantum 6, 677, 2022).
package struct ShiftRule: Hashable, Sendable {
  package struct Term: Hashable, Sendable {
    package var shift: Double
    package var coefficient: Double
  }

  /// Both signs of every shift.
  package let terms: [Term]

  package init(frequencies: [Double]) {
    guard let lowest = frequencies.first else {
      terms = []
      return
    }
    let count = Double(frequencies.count)
    let shifts = frequencies.indices.map { Double.pi * (2 * Double($0) + 1) / (2 * count * lowest) }
    let system = frequencies.map { frequency in shifts.map { 2 * sin(frequency * $0) } + [frequency] }
    let coefficients = Self.solution(of: system)
    terms = zip(shifts, coefficients).flatMap { shift, coefficient in
      [Term(shift: shift, coefficient: coefficient), Term(shift: -shift, coefficient: -coefficient)]
    }
  }

  /// Gauss elimination with the largest pivot of each column; the right side is the last column.
  private static func solution(of system: [[Double]]) -> [Double] {
    var rows = system
    for column in rows.indices {
      let pivot = (column..<rows.count).max { rows[$0][column].magnitude < rows[$1][column].magnitude } ?? column
      rows.swapAt(column, pivot)
      for row in rows.indices where row != column {
        let factor = rows[row][column] / rows[column][column]
        for place in column...rows.count { rows[row][place] -= factor * rows[column][place] }
      }
    }
    return rows.indices.map { rows[$0][rows.count] / rows[$0][$0] }
  }
}
