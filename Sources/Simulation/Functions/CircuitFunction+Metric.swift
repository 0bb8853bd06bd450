internal import CKernels
internal import Circuits
package import Execution

extension CircuitFunction {
  /// The Fubini-Study metric of the final state by some parameters, [point][row][row]: the real part of
  /// <d_i psi | d_j psi> - <d_i psi | psi><psi | d_j psi>, exact for any angles. It is a quarter of the quantum Fisher
  /// information, and the metric tensor of natural gradient steps (Stokes, Izaac, Killoran and Carleo, Quantum 4
  /// (2020) 269, eq. 9).
  package func metrics(at points: CircuitPoints, of rows: [Int]) throws(SimulationError) -> [Double] {
    if let wrong = rows.first(where: { !(0..<parameterCount).contains($0) }) {
      throw .circuit(.wrongValueCount(expected: parameterCount, found: wrong + 1))
    }
    let count = try points.count(parameterCount)
    let points = points.held(quantised, parameterCount)
    let plan = DerivativePlan(whole, rows: rows, columns: [])
    let numbers = Double(rows.count + 1) * Double(sign: .plus, exponent: qubitCount + 1, significand: 1)
    guard qubitCount < 32, numbers * 8 < Double(MachineMemory.bytesAvailable) / 2 else {
      throw .tooMany(qubitCount, limit: qubitCount - 1, bytesEach: 16 * (rows.count + 1))
    }
    let size = (rows.count + 1) * 2 << qubitCount
    let block = max(1, min(count, (1 << 22) / size))
    var result: [Double] = []
    result.reserveCapacity(count * rows.count * rows.count)
    let states = UnsafeMutableBufferPointer<Double>.allocate(capacity: size * block)
    states.initialize(repeating: 0)
    defer { states.deallocate() }
    for start in stride(from: 0, to: count, by: block) {
      let number = min(block, count - start)
      let part = points.part(start..<start + number, parameterCount)
      let failure = evaluate(LANES_AMPLITUDE_DERIVATIVES, whole, plan, points: part, count: number) { request, first in
        request.amplitudes = states.baseAddress.map { $0 + first * size }
      }
      if let failure { throw failure }
      for point in 0..<number {
        let place = point * size
        appendMetric(of: UnsafeMutableBufferPointer(rebasing: states[place..<place + size]), rows.count, to: &result)
      }
    }
    return result
  }

  /// Appends the metric at a state and its derivatives, which stand one after the other.
  private func appendMetric(of states: UnsafeMutableBufferPointer<Double>, _ rowCount: Int, to result: inout [Double]) {
    let size = 2 << qubitCount
    /// The real and the imaginary part of <first | second>.
    func product(_ first: Int, _ second: Int) -> (Double, Double) {
      var (real, imaginary) = (0.0, 0.0)
      for place in stride(from: 0, to: size, by: 2) {
        let (a, b) = (states[first * size + place], states[first * size + place + 1])
        let (c, d) = (states[second * size + place], states[second * size + place + 1])
        real += a * c + b * d
        imaginary += a * d - b * c
      }
      return (real, imaginary)
    }
    let overlaps = (0..<rowCount).map { product(0, $0 + 1) }
    let start = result.count
    result += Array(repeating: 0, count: rowCount * rowCount)
    for first in 0..<rowCount {
      for second in first..<rowCount {
        let (mine, theirs) = (overlaps[first], overlaps[second])
        let value = product(first + 1, second + 1).0 - mine.0 * theirs.0 - mine.1 * theirs.1
        result[start + first * rowCount + second] = value
        result[start + second * rowCount + first] = value
      }
    }
  }
}
