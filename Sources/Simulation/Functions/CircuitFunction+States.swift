internal import CKernels
internal import Circuits
package import Execution
package import Numerics

extension CircuitFunction {
  /// The amplitudes of the final state, global phase included: [point][state], see `BitOrder`.
  package func amplitudes(at points: CircuitPoints) throws(SimulationError) -> [Complex] {
    let size = 1 << qubitCount
    let places = (0..<size).map { frame.state(of: $0) }
    let held = points.held(quantised, parameterCount)
    var result = Array(repeating: Complex.zero, count: try points.count(parameterCount) * size)
    try forEachState(at: points) { point, amplitudes in
      let phase = Complex.phase(-phaseAngle(at: held.point(point, parameterCount)) / 2)
      for (index, place) in places.enumerated() {
        result[point * size + place] = phase * Complex(amplitudes[2 * index], amplitudes[2 * index + 1])
      }
    }
    return result
  }

  /// The distributions of what measuring some qubits gives, the first one least significant: [point][outcome].
  package func probabilities(at points: CircuitPoints, of qubits: [Int]? = nil) throws(SimulationError) -> [Double] {
    let qubits = qubits ?? Array(0..<qubitCount)
    if let missing = qubits.first(where: { !(0..<qubitCount).contains($0) }) {
      throw .noSuchQubit(missing, count: qubitCount)
    }
    if let twice = qubits.enumerated().first(where: { qubits[..<$0.offset].contains($0.element) }) {
      throw .repeatedQubit(gate: "measure", qubit: twice.element)
    }
    let outcomes = outcomes(of: qubits)
    let size = 1 << qubits.count
    var result = Array(repeating: 0.0, count: try points.count(parameterCount) * size)
    try forEachState(at: points) { point, amplitudes in
      result.withUnsafeMutableBufferPointer { result in
        for (index, outcome) in outcomes.enumerated() {
          let (real, imaginary) = (amplitudes[2 * index], amplitudes[2 * index + 1])
          result[point * size + outcome] += real * real + imaginary * imaginary
        }
      }
    }
    return result
  }

  /// How often measuring some qubits gives each outcome in so many shots: [point][outcome]. Point i draws from the
  /// substream i of the stream.
  package func counts(
    at points: CircuitPoints, of qubits: [Int]? = nil, shots: Int, stream: RandomStream
  ) throws(SimulationError) -> [Int] {
    let weights = try probabilities(at: points, of: qubits)
    let size = 1 << (qubits?.count ?? qubitCount)
    return (0..<weights.count / size).flatMap { point in
      var draws = stream.substream(point)
      return draws.multinomial(max(shots, 0), weights: Array(weights[point * size..<(point + 1) * size]))
    }
  }

  package func amplitudes(at points: [Double]) throws(SimulationError) -> [Complex] {
    try amplitudes(at: CircuitPoints(points))
  }

  package func probabilities(at points: [Double], of qubits: [Int]? = nil) throws(SimulationError) -> [Double] {
    try probabilities(at: CircuitPoints(points), of: qubits)
  }

  /// What measuring some qubits gives in each simulated basis state.
  private func outcomes(of qubits: [Int]) -> [Int] {
    (0..<1 << qubitCount).map { index in
      let state = frame.state(of: index)
      return qubits.enumerated().reduce(0) { BitOrder.bit($1.element, of: state) ? $0 | 1 << $1.offset : $0 }
    }
  }

  private func phaseAngle(at point: [Double]) -> Double {
    guard !phase.isConstant else { return phase.constant }
    let values = expressions.values(at: point)
    return phase.terms.reduce(phase.constant) { $0 + $1.factor * values[Int($1.expression.index)] }
  }

  /// Calls for each point with the amplitudes of its simulated state, real and imaginary parts in turn. Works on a
  /// number of points at a time that keeps memory small.
  private func forEachState(
    at points: CircuitPoints, _ body: (Int, UnsafeMutableBufferPointer<Double>) -> Void
  ) throws(SimulationError) {
    let count = try points.count(parameterCount)
    let points = points.held(quantised, parameterCount)
    let size = 2 << qubitCount
    let block = max(1, min(count, (1 << 20) >> qubitCount))
    let amplitudes = UnsafeMutableBufferPointer<Double>.allocate(capacity: size * block)
    amplitudes.initialize(repeating: 0)
    defer { amplitudes.deallocate() }
    for start in stride(from: 0, to: count, by: block) {
      let number = min(block, count - start)
      let part = points.part(start..<start + number, parameterCount)
      let failure = evaluate(LANES_AMPLITUDES, whole, nil, points: part, count: number) { request, first in
        request.amplitudes = amplitudes.baseAddress.map { $0 + first * size }
      }
      if let failure { throw failure }
      for point in 0..<number {
        body(start + point, UnsafeMutableBufferPointer(rebasing: amplitudes[point * size..<(point + 1) * size]))
      }
    }
  }
}
