import Circuits
import Devices
import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension GateDefinition {
  /// The exact derivative of the row's transfer matrix with respect to one of its angles.
  ///
  /// As a function of the angle every element is a constant plus sines and cosines of the row's `frequencies`, so its
  /// derivative is a sum of differences, c_s (R(angle + d_s) - R(angle - d_s)), with 2 times the sum of
  /// c_s sin(w d_s) equal to w for every frequency w (the general shift rule; Wierichs et al., Quantum 6 (2022) 677).
  func transferDerivative(angles: [Double], index: Int) -> PauliTransferMatrix {
    var result = PauliTransferMatrix(
      diagonal: Array(repeating: 0, count: 1 << (2 * qubitCount)), qubitCount: qubitCount)
    guard frequencies.indices.contains(index) else { return result }
    for (shift, coefficient) in Self.shifts(frequencies[index]) {
      for sign in [1.0, -1.0] {
        var moved = angles
        moved[index] += sign * shift
        let matrix = PauliTransferMatrix(krausOperators: [self.matrix(moved)], qubitCount: qubitCount)
        for place in result.elements.indices {
          result.elements[place] += sign * coefficient * matrix.elements[place]
        }
      }
    }
    return result
  }

  /// The distances and coefficients of the shift rule, by Gauss's elimination with pivots.
  private static func shifts(_ frequencies: [Double]) -> [(shift: Double, coefficient: Double)] {
    guard let lowest = frequencies.min() else { return [] }
    let count = frequencies.count
    let shifts = (1...count).map { Double($0) * Double.pi / (Double(count + 1) * lowest) }
    var rows = frequencies.map { frequency in shifts.map { 2 * sin(frequency * $0) } + [frequency] }
    for column in 0..<count {
      let pivot = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
      rows.swapAt(column, pivot)
      for row in 0..<count where row != column {
        let factor = rows[row][column] / rows[column][column]
        for place in column...count { rows[row][place] -= factor * rows[column][place] }
      }
    }
    return shifts.indices.map { (shifts[$0], rows[$0][count] / rows[$0][$0]) }
  }
}
