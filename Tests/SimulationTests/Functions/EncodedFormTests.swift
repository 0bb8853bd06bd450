import Circuits
import Execution
import Numerics
import Simulation
import Testing

@Suite struct EncodedFormTests {
  /// A classifier's form along random vectors, by its first parameters, which encode inputs.
  struct Case {
    let derivatives: CircuitDerivatives
    let vectors: [[Complex]]
    let inputs: [Int]
    let base: [Double]
    let form: EncodedForm

    init(
      _ qubits: Int, rank: Int, threads: Int = 1, precision: CircuitFunction.Precision = .double,
      level: InstructionLevel = .current
    ) throws {
      var stream = RandomStream(seed: 61).substream(qubits).substream(rank)
      let circuit = try FunctionCircuits.classifier(qubits, layers: 2)
      let width = circuit.parameters.count
      var function = try CircuitFunction(
        circuit, observables: [try FunctionCircuits.observable("Z0")], precision: precision, level: level)
      function.threadCount = threads
      derivatives = try function.derivatives(rows: Array(qubits..<width))
      inputs = Array(0..<qubits)
      vectors = (0..<rank).map { _ in
        (0..<1 << qubits).map { _ in Complex(stream.uniform() - 0.5, stream.uniform() - 0.5) }
      }
      base = (0..<width).map { _ in stream.uniform() * 3 }
      form = derivatives.form(along: vectors, by: inputs)
    }

    func points(_ count: Int) -> [Double] {
      var stream = RandomStream(seed: 62).substream("points")
      return (0..<count * inputs.count).map { _ in stream.uniform() * 3 }
    }

    func shared(_ values: [Double]) -> CircuitPoints { CircuitPoints(base: base, varying: inputs, values: values) }
  }

  @Test("A form is the squared length that encoded states have along its vectors", arguments: FunctionValueTests.levels)
  func values(level: InstructionLevel) throws {
    for qubits in 1...7 {
      for rank in [1, 4, 7] {
        for (precision, tolerance) in [(CircuitFunction.Precision.double, 1e-12), (.single, 1e-5)] {
          let it = try Case(qubits, rank: rank, precision: precision, level: level)
          let points = it.shared(it.points(21))
          let states = try it.derivatives.encoded(at: points)
          let found = try it.form.values(at: points)
          #expect(found.count == 21)
          for (point, value) in found.enumerated() {
            let state = states[point << (qubits + 1)..<(point + 1) << (qubits + 1)]
            let wanted = it.vectors.reduce(0) { sum, vector in
              sum
                + vector.enumerated().reduce(Complex.zero) {
                  let place = state.startIndex + 2 * $1.offset
                  return $0 + $1.element.conjugate * Complex(state[place], state[place + 1])
                }.squaredMagnitude
            }
            #expect(abs(value - wanted) < tolerance * max(1, wanted))
          }
        }
      }
    }
  }

  @Test("Its derivatives are those of its values", arguments: FunctionValueTests.levels)
  func gradients(level: InstructionLevel) throws {
    for qubits in 1...6 {
      let it = try Case(qubits, rank: 5, level: level)
      let points = it.points(5)
      let found = try it.form.gradients(at: it.shared(points))
      #expect(try it.form.values(at: it.shared(points)) == found.values)
      for place in points.indices {
        let sides = try [1e-5, -1e-5].map { move in
          var moved = points
          moved[place] += move
          return try it.form.values(at: it.shared(moved))[place / qubits]
        }
        #expect(abs((sides[0] - sides[1]) / 2e-5 - found.gradients[place]) < 2e-7)
      }
    }
  }

  @Test("A point has the same bits alone, among others and on more threads")
  func bits() throws {
    for qubits in [2, 3, 5, 6] {
      for precision in [CircuitFunction.Precision.double, .single] {
        let it = try Case(qubits, rank: 6, precision: precision)
        let points = it.points(37)
        let alone = try (0..<37).map {
          try it.form.gradients(at: it.shared(Array(points[$0 * qubits..<($0 + 1) * qubits])))
        }
        for count in [1, 2, 7, 16, 37] {
          let together = try it.form.gradients(at: it.shared(Array(points.prefix(count * qubits))))
          #expect(together.values == alone.prefix(count).flatMap(\.values))
          #expect(together.gradients == alone.prefix(count).flatMap(\.gradients))
        }
        let threaded = try Case(qubits, rank: 6, threads: 3, precision: precision)
        #expect(try threaded.form.gradients(at: it.shared(points)).gradients == alone.flatMap(\.gradients))
      }
    }
  }

  @Test("There is none where what follows depends on its parameters, or nothing comes first")
  func none() throws {
    let it = try Case(3, rank: 2)
    #expect(it.derivatives.encodes(it.inputs) && !it.derivatives.encodes(it.inputs + [3]))
    let circuit = try FunctionCircuits.classifier(3, layers: 1)
    let function = try CircuitFunction(circuit, observables: [try FunctionCircuits.observable("Z0")])
    #expect(try !function.derivatives(rows: [0, 1, 2]).encodes([4]))
  }
}
