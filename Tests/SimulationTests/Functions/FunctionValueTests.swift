import Circuits
import Execution
import Numerics
import ReferenceSimulation
import Simulation
import Testing

@Suite struct FunctionValueTests {
  static let levels = InstructionLevel.allCases.filter { $0 <= .best }

  @Test("Random circuits have the means of the plain simulator")
  func randomCircuits() throws {
    var stream = RandomStream(seed: 11)
    for number in 0..<120 {
      let qubits = 1 + number % 6
      let circuit = FunctionCircuits.random(qubits, gates: 4 + number % 25, parameters: 3, stream: &stream)
      let observables = try (0..<2).map { _ in try FunctionCircuits.randomObservable(qubits, stream: &stream) }
      let points = FunctionCircuits.points(3, circuit, stream: &stream)
      let expected: [Double] = try (0..<3).flatMap { point in
        let parameters = Array(points[point * 3..<(point + 1) * 3])
        let state = try ReferenceSimulator().state(of: circuit, parameters: parameters)
        return observables.map { observable in
          observable.terms.reduce(0.0) { $0 + $1.coefficient * state.expectation(of: $1.string) }
        }
      }
      for level in Self.levels {
        for (precision, bound) in [(CircuitFunction.Precision.double, 1e-12), (.single, 2e-4)] {
          let found = try CircuitFunction(circuit, observables: observables, precision: precision, level: level)
            .values(at: points)
          for (value, expected) in zip(found, expected) { #expect(abs(value - expected) < bound, "\(level)") }
        }
      }
    }
  }

  @Test("Every row of the gate table gives the plain simulator's amplitudes", arguments: StandardGate.all.map(\.name))
  func everyRow(name: String) throws {
    var stream = RandomStream(seed: 3).substream(name)
    let row = try #require(StandardGate(name))
    for controls in [[], [true], [false, true]] {
      let count = row.definition.qubitCount + controls.count
      let qubits = max(count, 2)
      let angleCount = row.definition.angleNames.count
      var circuit = FunctionCircuits.empty(qubits, parameters: angleCount)
      for qubit in 0..<qubits {
        circuit.append(
          try FunctionCircuits.gate("u3"), angles: (0..<3).map { _ in .constant(stream.uniform() * 6) },
          qubits: [qubit])
      }
      let angles = (0..<angleCount).map { circuit.expressions.parameter($0) }
      circuit.append(
        Gate(.standard(row), controls: controls), angles: angles,
        qubits: Array((0..<qubits).shuffled(using: &stream).prefix(count)))
      let point = FunctionCircuits.points(1, circuit, stream: &stream)
      let function = try CircuitFunction(circuit, observables: [])
      let expected = try ReferenceSimulator().amplitudes(of: circuit, parameters: point)
      for (amplitude, expected) in zip(try function.amplitudes(at: point), expected) {
        #expect((amplitude - expected).magnitude < 1e-12)
      }
      let measured = [qubits - 1, 0]
      var marginal = [0.0, 0, 0, 0]
      for (state, amplitude) in expected.enumerated() {
        marginal[state >> measured[0] & 1 | (state & 1) << 1] += amplitude.squaredMagnitude
      }
      for (probability, expected) in zip(try function.probabilities(at: point, of: measured), marginal) {
        #expect(abs(probability - expected) < 1e-12)
      }
    }
  }

  @Test("A point's results are the same bits alone and among any others, on any number of threads", arguments: levels)
  func batches(level: InstructionLevel) throws {
    var stream = RandomStream(seed: 17)
    for qubits in [1, 2, 3, 4, 6, 9, 10] {
      let circuit =
        qubits == 1
        ? FunctionCircuits.random(1, gates: 12, parameters: 3, stream: &stream)
        : try FunctionCircuits.classifier(qubits)
      let width = circuit.parameters.count
      let observables = [
        try FunctionCircuits.randomObservable(qubits, stream: &stream), try FunctionCircuits.observable("Z0"),
      ]
      let points = FunctionCircuits.points(37, circuit, stream: &stream)
      for precision in [CircuitFunction.Precision.double, .single] {
        var function = try CircuitFunction(circuit, observables: observables, precision: precision, level: level)
        let rows = Array(0..<min(width, 12))
        let derivatives = try function.derivatives(rows: rows, columns: [0, width - 1])
        let alone: [CircuitDerivatives.MixedDerivatives] = try (0..<37).map { point in
          try derivatives.mixedDerivatives(at: Array(points[point * width..<(point + 1) * width]))
        }
        for count in qubits > 6 ? [37] : Array(1...37) {
          let together = try derivatives.mixedDerivatives(at: Array(points.prefix(count * width)))
          #expect(together.values == alone.prefix(count).flatMap(\.values))
          #expect(together.gradients == alone.prefix(count).flatMap(\.gradients))
          #expect(together.mixed == alone.prefix(count).flatMap(\.mixed))
        }
        let values = try function.values(at: points)
        #expect(values == alone.flatMap(\.values))
        for threads in [2, 3, 8] {
          function.threadCount = threads
          #expect(try function.values(at: points) == values)
          let gradients = try function.gradients(at: points, withRespectTo: rows)
          #expect(gradients.gradients == alone.flatMap(\.gradients))
        }
      }
    }
  }

  @Test("Points that share parameters have the same bits as points with all of them", arguments: levels)
  func sharedParameters(level: InstructionLevel) throws {
    var stream = RandomStream(seed: 19)
    for qubits in [3, 9] {
      let circuit = try FunctionCircuits.classifier(qubits)
      let width = circuit.parameters.count
      let base = FunctionCircuits.points(1, circuit, stream: &stream)
      let varying = [1, 0, qubits + 2]
      let values = (0..<23 * 3).map { _ in stream.uniform() * 3 }
      let rows = (0..<23).flatMap { point in
        var row = base
        for (place, parameter) in varying.enumerated() { row[parameter] = values[3 * point + place] }
        return row
      }
      let shared = CircuitPoints(base: base, varying: varying, values: values)
      for precision in [CircuitFunction.Precision.double, .single] {
        var function = try CircuitFunction(
          circuit, observables: [try FunctionCircuits.observable("Z0 + X2")], precision: precision, level: level)
        for threads in [1, 2] {
          function.threadCount = threads
          #expect(try function.values(at: shared) == (try function.values(at: rows)))
          #expect(try function.probabilities(at: shared, of: [1]) == (try function.probabilities(at: rows, of: [1])))
          let derivatives = try function.derivatives(rows: Array(qubits..<width), columns: [0, 1, 2])
          let (one, other) = (try derivatives.mixedDerivatives(at: shared), try derivatives.mixedDerivatives(at: rows))
          #expect(one.gradients == other.gradients)
          #expect(one.mixed == other.mixed)
        }
      }
    }
  }

  @Test("The levels agree to rounding")
  func levelsAgree() throws {
    var stream = RandomStream(seed: 23)
    let circuit = try FunctionCircuits.classifier(5)
    let observable = try FunctionCircuits.observable("Z0*X1 + 0.5*Y4 - 0.25*Z2")
    let points = FunctionCircuits.points(9, circuit, stream: &stream)
    let results: [[Double]] = try Self.levels.map { level in
      try CircuitFunction(circuit, observables: [observable], level: level)
        .gradients(at: points, withRespectTo: Array(circuit.parameters.indices)).gradients
    }
    for result in results.dropFirst() {
      for place in result.indices {
        let difference: Double = results[0][place] - result[place]
        #expect(abs(difference) < 1e-12)
      }
    }
  }

  @Test("Angles far from 0 keep their precision")
  func farAngles() throws {
    var circuit = FunctionCircuits.empty(1, parameters: 1)
    circuit.append(try FunctionCircuits.gate("ry"), angles: [circuit.expressions.parameter(0)], qubits: [0])
    let points: [Double] = [
      0, -0.0, 1e-9, 3, -7.5, 1e3, 12345.678, -987654.3, 1_999_999.5, 2_000_001.25, -1e9, 1e15, 1e300,
    ]
    for level in Self.levels {
      let function = try CircuitFunction(circuit, observables: [try FunctionCircuits.observable("Z0")], level: level)
      for (value, angle) in zip(try function.values(at: points), points) {
        let expected = Complex.phase(angle / 2)
        let cosine: Double = 2 * expected.real * expected.real - 1
        #expect(abs(value - cosine) < 1e-13)
      }
    }
  }
}
