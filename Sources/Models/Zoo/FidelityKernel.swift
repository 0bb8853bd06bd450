package import Circuits
package import Execution
package import Numerics
internal import Simulation

/// |<psi(x)|psi(y)>|^2 of an encoding's states, the kernel of arXiv:1804.11326 and arXiv:1803.07128.
///
/// - Precondition: the encoding has no weights.
package struct FidelityKernel: Sendable {
  package let encoding: Encoding
  package let featureCount: Int
  /// The encoding of `x_0`, ... and then the inverse of that of `y_0`, ...: the kernel is the probability of zeros.
  package let circuit: Circuit

  package init(_ encoding: Encoding, featureCount: Int) {
    self.encoding = encoding
    self.featureCount = featureCount
    let count = max(featureCount, 0)
    let names = ["x", "y"].flatMap { letter in (0..<count).map { "\(letter)_\($0)" } }
    var builder = CircuitBuilder(qubits: encoding.qubitCount(featureCount: featureCount), features: names)
    let (first, second) = (builder.features.prefix(count), builder.features.dropFirst(count))
    encoding.append(Array(first), to: &builder)
    builder.appendInverse { encoding.append(Array(second), to: &$0) }
    circuit = builder.circuit
  }

  /// The circuit's observable whose mean is the kernel: the product of (1 + Z) / 2 of all qubits.
  package var zeros: Observable {
    let count = circuit.qubitCount
    return Observable(
      (0..<1 << count).map { subset in
        let qubits = (0..<count).filter { subset >> $0 & 1 == 1 }
        return (1 / Double(1 << count), PauliString(qubits.map { (qubit: $0, pauli: .z) }))
      })
  }

  /// The exact kernel between rows of features, [left][right], from the states' amplitudes.
  package func values(_ left: [Double], _ right: [Double]) throws(SimulationError) -> [Double] {
    var builder = CircuitBuilder(
      qubits: encoding.qubitCount(featureCount: featureCount), featureCount: featureCount)
    encoding.append(builder.features, to: &builder)
    let function = try CircuitFunction(builder.circuit, observables: [])
    let size = 1 << function.qubitCount
    let first = try function.amplitudes(at: left)
    let second = try function.amplitudes(at: right)
    return stride(from: 0, to: first.count, by: size).flatMap { row in
      stride(from: 0, to: second.count, by: size).map { column in
        var overlap = Complex.zero
        for state in 0..<size { overlap = overlap + first[row + state].conjugate * second[column + state] }
        return overlap.squaredMagnitude
      }
    }
  }

  /// The exact kernel of rows with each other.
  package func matrix(of rows: [Double]) throws(SimulationError) -> [Double] { try values(rows, rows) }

  /// The kernel as so many runs of the circuit for each pair estimate it; pair i draws from the stream's substream i.
  package func values(
    _ left: [Double], _ right: [Double], shots: Int, stream: RandomStream
  ) throws(SimulationError) -> [Double] {
    try checkRows(left)
    try checkRows(right)
    let pairs = stride(from: 0, to: left.count, by: featureCount).flatMap { row in
      stride(from: 0, to: right.count, by: featureCount).map { (row, $0) }
    }
    let points = pairs.map { row, column in
      left[row..<row + featureCount] + right[column..<column + featureCount]
    }
    return try estimates(of: points, shots: shots, stream)
  }

  /// The kernel of rows with each other, each pair estimated once; a row with itself is 1 without a shot.
  package func matrix(of rows: [Double], shots: Int, stream: RandomStream) throws(SimulationError) -> [Double] {
    try checkRows(rows)
    let count = rows.count / featureCount
    let pairs = (0..<count).flatMap { row in (0..<row).map { (row, $0) } }
    let points = pairs.map { row, column in
      rows[row * featureCount..<(row + 1) * featureCount] + rows[column * featureCount..<(column + 1) * featureCount]
    }
    var result = Array(repeating: 1.0, count: count * count)
    for ((row, column), value) in zip(pairs, try estimates(of: points, shots: shots, stream)) {
      result[row * count + column] = value
      result[column * count + row] = value
    }
    return result
  }

  private func checkRows(_ rows: [Double]) throws(SimulationError) {
    guard featureCount > 0, rows.count.isMultiple(of: featureCount) else {
      throw .circuit(.wrongValueCount(expected: featureCount, found: rows.count % max(featureCount, 1)))
    }
  }

  /// Works on a number of pairs at a time that keeps memory small.
  private func estimates(
    of points: [ArraySlice<Double>], shots: Int, _ stream: RandomStream
  ) throws(SimulationError) -> [Double] {
    let function = try CircuitFunction(circuit, observables: [])
    let size = 1 << function.qubitCount
    let block = max(1, (1 << 20) / size)
    var result: [Double] = []
    for start in stride(from: 0, to: points.count, by: block) {
      let part = points[start..<min(start + block, points.count)]
      let weights = try function.probabilities(at: part.flatMap { $0 })
      for pair in part.indices {
        var draws = stream.substream(pair)
        let zeros = min(max(weights[(pair - start) * size], 0), 1)
        result.append(Double(draws.binomial(max(shots, 0), probability: zeros)) / Double(max(shots, 1)))
      }
    }
    return result
  }
}
