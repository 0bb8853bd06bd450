import Circuits
import Numerics
import ReferenceSimulation
import Simulation
import Testing

@Suite struct FunctionDerivativeTests {
  @Test(
    "Gradients and second derivatives of random circuits are those of whole matrices",
    arguments: 0..<(Scale.isFull ? 110 : 40))
  func randomCircuits(number: Int) throws {
    var stream = RandomStream(seed: 29).substream(number)
    let qubits = 1 + number % 4
    let circuit = FunctionCircuits.random(qubits, gates: 3 + number % 8, parameters: 3, stream: &stream)
    let observables = try (0..<2).map { _ in try FunctionCircuits.randomObservable(qubits, stream: &stream) }
    let function = try CircuitFunction(circuit, observables: observables)
    let point = FunctionCircuits.points(1, circuit, stream: &stream)
    let result = try function.derivatives(rows: [0, 1, 2], columns: [2, 0]).mixedDerivatives(at: point)
    let dense = DenseDerivatives(circuit, observables)
    for (slope, expected) in zip(result.gradients, try dense.gradients(at: point).joined()) {
      #expect(abs(slope - expected) < 1e-10)
    }
    for (column, parameter) in [2, 0].enumerated() where number < 44 {
      for (row, expected) in try dense.secondDerivatives(at: point, by: parameter).joined().enumerated() {
        #expect(abs(result.mixed[row * 2 + column] - expected) < 1e-9 * max(1, abs(expected)))
      }
    }
  }

  @Test("Every angle of every row has its exact derivative", arguments: StandardGate.all.map(\.name))
  func everyRow(name: String) throws {
    var stream = RandomStream(seed: 31).substream(name)
    let row = try #require(StandardGate(name))
    let angleCount = row.definition.angleNames.count
    guard angleCount > 0 else { return }
    for controls in [[], [true], [false, true]] {
      let count = row.definition.qubitCount + controls.count
      guard count <= 5 else { continue }
      var circuit = FunctionCircuits.empty(max(count, 1), parameters: angleCount)
      let turn = try FunctionCircuits.gate("u3")
      func turnAll() {
        for qubit in 0..<max(count, 1) {
          circuit.append(turn, angles: (0..<3).map { _ in .constant(stream.uniform() * 6) }, qubits: [qubit])
        }
      }
      turnAll()
      let angles = (0..<angleCount).map { circuit.expressions.parameter($0) }
      circuit.append(Gate(.standard(row), controls: controls), angles: angles, qubits: Array(0..<count))
      turnAll()
      let observable = try FunctionCircuits.randomObservable(max(count, 1), stream: &stream)
      let point = FunctionCircuits.points(1, circuit, stream: &stream)
      let slopes = try CircuitFunction(circuit, observables: [observable])
        .gradients(at: point, withRespectTo: Array(0..<angleCount)).gradients
      for (slope, expected) in zip(slopes, try DenseDerivatives(circuit, [observable]).gradients(at: point)[0]) {
        #expect(abs(slope - expected) < 1e-10)
      }
    }
  }

  @Test("The classifier's gradient is what parameter shifts of the plain simulator give")
  func classifier() throws {
    var stream = RandomStream(seed: 37)
    for qubits in [2, 4, 5] {
      let circuit = try FunctionCircuits.classifier(qubits)
      let point = FunctionCircuits.points(1, circuit, stream: &stream)
      let rows = Array(qubits..<circuit.parameters.count)
      for observable in [try FunctionCircuits.observable("Z0"), try FunctionCircuits.observable("X0*Y1 - 0.5*Z1")] {
        let slopes = try CircuitFunction(circuit, observables: [observable])
          .gradients(at: point, withRespectTo: rows).gradients
        for (row, slope) in zip(rows, slopes) {
          let shifted: [Double] = try [Double.pi / 2, -Double.pi / 2].map { shift in
            var moved = point
            moved[row] += shift
            return try ReferenceSimulator().expectation(of: observable, in: circuit, parameters: moved)
          }
          #expect(abs(slope - (shifted[0] - shifted[1]) / 2) < 1e-12)
        }
      }
    }
  }

  @Test("Second derivatives are central differences of the gradient, at every level and precision's own accuracy")
  func differences() throws {
    var stream = RandomStream(seed: 41)
    for level in FunctionValueTests.levels {
      for qubits in [2, 3, 6] {
        let circuit = try FunctionCircuits.classifier(qubits, layers: 2)
        let width = circuit.parameters.count
        let function = try CircuitFunction(
          circuit, observables: [try FunctionCircuits.observable("Z0 + 0.3*X1")], level: level)
        let derivatives = try function.derivatives(rows: Array(0..<width), columns: Array(0..<qubits))
        let point = FunctionCircuits.points(1, circuit, stream: &stream)
        let exact = try derivatives.mixedDerivatives(at: point).mixed
        let single = try CircuitFunction(
          circuit, observables: function.observables, precision: .single, level: level)
        let rounded = try single.derivatives(rows: Array(0..<width), columns: Array(0..<qubits))
          .mixedDerivatives(at: point).mixed
        for column in 0..<qubits {
          let step = 2e-4
          let moved = [step, -step, 2 * step, -2 * step].flatMap { step in
            point.enumerated().map { $0.offset == column ? $0.element + step : $0.element }
          }
          let slopes = try derivatives.gradients(at: moved).gradients
          for row in 0..<width {
            let near: Double = slopes[row] - slopes[width + row]
            let far: Double = slopes[2 * width + row] - slopes[3 * width + row]
            let difference = (8 * near - far) / (12 * step)
            let value = exact[row * qubits + column]
            #expect(abs(value - difference) < 1e-7 * max(1, abs(difference)))
            #expect(abs(value - rounded[row * qubits + column]) < 2e-3 * max(1, abs(value)))
          }
        }
      }
    }
  }

  @Test("All second derivatives by the same parameters are symmetric")
  func symmetric() throws {
    var stream = RandomStream(seed: 43)
    for number in 0..<20 {
      let circuit = FunctionCircuits.random(2 + number % 3, gates: 12, parameters: 4, stream: &stream)
      let observable = try FunctionCircuits.randomObservable(circuit.qubitCount, stream: &stream)
      let point = FunctionCircuits.points(1, circuit, stream: &stream)
      let all = Array(0..<4)
      let mixed = try CircuitFunction(circuit, observables: [observable]).derivatives(rows: all, columns: all)
        .mixedDerivatives(at: point).mixed
      for row in all {
        for column in all {
          #expect(abs(mixed[4 * row + column] - mixed[4 * column + row]) < 1e-11 * max(1, abs(mixed[4 * row + column])))
        }
      }
    }
  }

  @Test("Distances and products are what the second derivatives give")
  func distances() throws {
    var stream = RandomStream(seed: 47)
    let circuit = try FunctionCircuits.classifier(3, layers: 2)
    let width = circuit.parameters.count
    let observables = [try FunctionCircuits.observable("Z0"), try FunctionCircuits.observable("X2 - Z1")]
    let (rows, columns) = (Array(3..<width), [0, 1, 2, 5])
    let derivatives = try CircuitFunction(circuit, observables: observables)
      .derivatives(rows: rows, columns: columns)
    let points = FunctionCircuits.points(11, circuit, stream: &stream)
    let size = 2 * rows.count
    let targets = (0..<11 * size).map { _ in stream.uniform() - 0.5 }
    let full = try derivatives.mixedDerivatives(at: points)
    let own = try derivatives.distances(at: points, to: targets)
    let shared = try derivatives.distances(at: points, to: Array(targets.prefix(size)))
    let products = try derivatives.products(at: points, with: targets)
    #expect(products.values == full.values && products.gradients == full.gradients)
    for point in 0..<11 {
      for (result, start) in [(own, point * size), (shared, 0)] {
        let differences = (0..<size).map { full.gradients[point * size + $0] - targets[start + $0] }
        let distance = differences.reduce(0) { $0 + $1 * $1 }
        #expect(abs(result.distances[point] - distance) < 1e-12 * max(1, distance))
        for column in columns.indices {
          let slope = (0..<size).reduce(0.0) {
            $0 + 2 * differences[$1] * full.mixed[(point * size + $1) * columns.count + column]
          }
          #expect(abs(result.gradients[point * columns.count + column] - slope) < 1e-11 * max(1, abs(slope)))
        }
      }
      for observable in 0..<2 {
        for column in columns.indices {
          let product = rows.indices.reduce(0.0) { sum, row in
            let place = point * size + observable * rows.count + row
            return sum + targets[place] * full.mixed[place * columns.count + column]
          }
          let found = products.products[(point * 2 + observable) * columns.count + column]
          #expect(abs(found - product) < 1e-11 * max(1, abs(product)))
        }
      }
    }
  }
}
