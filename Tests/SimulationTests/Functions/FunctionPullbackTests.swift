import Circuits
import Execution
import Numerics
import Simulation
import Testing

@Suite struct FunctionPullbackTests {
  /// A circuit with its observables, points and cotangents.
  struct Case {
    let circuit: Circuit
    let observables: [Observable]
    let points: [Double]
    let cotangents: [Double]

    init(_ number: Int, count: Int) throws {
      var stream = RandomStream(seed: 53).substream(number)
      let qubits = 1 + number % 7
      circuit = FunctionCircuits.random(qubits, gates: 6 + number % 17, parameters: 4, stream: &stream)
      observables = try (0..<1 + number % 3).map { _ in try FunctionCircuits.randomObservable(qubits, stream: &stream) }
      points = FunctionCircuits.points(count, circuit, stream: &stream)
      cotangents = (0..<count * observables.count).map { _ in stream.uniform() * 2 - 1 }
    }
  }

  @Test("A pullback is the sum of the gradients with the cotangents", arguments: FunctionValueTests.levels)
  func sums(level: InstructionLevel) throws {
    for number in 0..<42 {
      let it = try Case(number, count: 5)
      for (precision, tolerance) in [(CircuitFunction.Precision.double, 1e-11), (.single, 5e-3)] {
        let function = try CircuitFunction(it.circuit, observables: it.observables, precision: precision, level: level)
        let derivatives = try function.derivatives(rows: [3, 0, 1])
        let exact = try derivatives.gradients(at: it.points)
        let result = try derivatives.pullbacks(at: CircuitPoints(it.points), cotangents: it.cotangents)
        #expect(result.values == exact.values)
        for point in 0..<5 {
          for row in 0..<3 {
            let places = it.observables.indices.map { point * it.observables.count + $0 }
            let sum = places.reduce(0.0) { (sum: Double, place: Int) -> Double in
              sum + it.cotangents[place] * exact.gradients[place * 3 + row]
            }
            #expect(abs(result.gradients[point * 3 + row] - sum) < tolerance * max(1, abs(sum)))
          }
        }
      }
    }
  }

  @Test("A point's pullback is the same bits alone, among others, with shared parameters and on more threads")
  func bits() throws {
    for number in [1, 3, 5, 6] {
      let it = try Case(number, count: 37)
      let (width, size) = (4, it.observables.count)
      for precision in [CircuitFunction.Precision.double, .single] {
        var function = try CircuitFunction(it.circuit, observables: it.observables, precision: precision)
        let derivatives = try function.derivatives(rows: [0, 1, 2, 3])
        let alone: [Double] = try (0..<37).flatMap { (point: Int) throws -> [Double] in
          try derivatives.pullbacks(
            at: CircuitPoints(Array(it.points[point * width..<(point + 1) * width])),
            cotangents: Array(it.cotangents[point * size..<(point + 1) * size])
          ).gradients
        }
        for count in [1, 2, 3, 7, 8, 9, 16, 31, 37] {
          let points = CircuitPoints(Array(it.points.prefix(count * width)))
          let together = try derivatives.pullbacks(at: points, cotangents: Array(it.cotangents.prefix(count * size)))
          #expect(together.gradients == Array(alone.prefix(count * width)))
        }
        let shared = CircuitPoints(base: [9, 9, 9, 9], varying: [0, 1, 2, 3], values: it.points)
        #expect(try derivatives.pullbacks(at: shared, cotangents: it.cotangents).gradients == alone)
        function.threadCount = 3
        let threaded = try function.derivatives(rows: [0, 1, 2, 3])
        #expect(try threaded.pullbacks(at: CircuitPoints(it.points), cotangents: it.cotangents).gradients == alone)
      }
    }
  }

  @Test("From encoded states everything has the same bits", arguments: FunctionValueTests.levels)
  func encoded(level: InstructionLevel) throws {
    var stream = RandomStream(seed: 59)
    var useful = 0
    for number in 0..<24 {
      let qubits = 2 + number % 5
      let circuit =
        number < 12
        ? try FunctionCircuits.classifier(qubits, layers: 2)
        : FunctionCircuits.random(qubits, gates: 30, parameters: 5, stream: &stream)
      let width = circuit.parameters.count
      let observables = [
        try FunctionCircuits.randomObservable(qubits, stream: &stream), try FunctionCircuits.observable("Z0"),
      ]
      let rows = number < 12 ? Array(qubits..<width) : [4]
      let varying = Array((0..<width).filter { !rows.contains($0) })
      for precision in [CircuitFunction.Precision.double, .single] {
        let function = try CircuitFunction(circuit, observables: observables, precision: precision, level: level)
        let derivatives = try function.derivatives(rows: rows)
        useful += derivatives.canEncode ? 1 : 0
        for count in [1, 3, 37] {
          let values = (0..<count * varying.count).map { _ in stream.uniform() * 2 - 1 }
          let bases = (0..<2).map { _ in (0..<width).map { _ in stream.uniform() * 3 } }
          let points = bases.map { CircuitPoints(base: $0, varying: varying, values: values) }
          let states = try derivatives.encoded(at: points[0])
          let cotangents = (0..<2 * count).map { _ in stream.uniform() - 0.5 }
          let exact = try derivatives.gradients(at: points[1])
          let found = try derivatives.gradients(at: points[1], from: states)
          #expect(found.values == exact.values && found.gradients == exact.gradients)
          #expect(try derivatives.values(at: points[1], from: states) == exact.values)
          let pulled = try derivatives.pullbacks(at: points[1], cotangents: cotangents).gradients
          #expect(try derivatives.pullbacks(at: points[1], from: states, cotangents: cotangents).gradients == pulled)
        }
      }
    }
    #expect(useful >= 24)
  }

  @Test("Cotangents that are not one for each observable of each point are refused")
  func wrongCount() throws {
    let it = try Case(2, count: 2)
    let derivatives = try CircuitFunction(it.circuit, observables: it.observables).derivatives(rows: [0])
    #expect(throws: SimulationError.self) {
      try derivatives.pullbacks(at: CircuitPoints(it.points), cotangents: [1])
    }
  }

  @Test("The metric is the covariance of the generators where each angle turns once")
  func metricOfRotations() throws {
    var circuit = FunctionCircuits.empty(2, parameters: 3)
    circuit.append(try FunctionCircuits.gate("ry"), angles: [circuit.expressions.parameter(0)], qubits: [0])
    circuit.append(try FunctionCircuits.gate("rz"), angles: [circuit.expressions.parameter(1)], qubits: [0])
    let double = circuit.expressions.combine(.multiply, .constant(2), circuit.expressions.parameter(2))
    circuit.append(try FunctionCircuits.gate("rx"), angles: [double], qubits: [1])
    let function = try CircuitFunction(circuit, observables: [])
    let points = [0.7, 0.2, 1.1, -1.3, 0.4, 0.3]
    let metrics = try function.metrics(at: CircuitPoints(points), of: [0, 1, 2])
    for point in 0..<2 {
      let unit = Complex.phase(points[3 * point])
      let expected = [0.25, 0, 0, 0, unit.imaginary * unit.imaginary / 4, 0, 0, 0, 1]
      for (value, expected) in zip(metrics[9 * point..<9 * point + 9], expected) {
        #expect(abs(value - expected) < 1e-14)
      }
    }
  }

  @Test("The metric of random circuits is how overlaps fall off")
  func metricOfRandomCircuits() throws {
    for number in [1, 2, 3, 9, 11] {
      let it = try Case(number, count: 1)
      let function = try CircuitFunction(it.circuit, observables: [])
      let metric = try function.metrics(at: CircuitPoints(it.points), of: [0, 1, 2, 3])
      let step = 1e-3
      func infidelity(_ moves: [(Int, Double)]) throws -> Double {
        var (first, second) = (it.points, it.points)
        for (parameter, sign) in moves {
          first[parameter] += sign * step
          second[parameter] -= sign * step
        }
        let overlap = zip(try function.amplitudes(at: first), try function.amplitudes(at: second))
          .reduce(Complex.zero) { $0 + $1.0.conjugate * $1.1 }
        return (1 - overlap.squaredMagnitude) / (4 * step * step)
      }
      for row in 0..<4 {
        for column in row..<4 {
          let expected =
            row == column
            ? try infidelity([(row, 1)])
            : try (infidelity([(row, 1), (column, 1)]) - infidelity([(row, 1), (column, -1)])) / 4
          #expect(abs(metric[4 * row + column] - expected) < 1e-4 * max(1, abs(expected)))
          #expect(metric[4 * row + column] == metric[4 * column + row])
        }
      }
    }
  }
}
