import Circuits
import Execution
import Numerics
import Simulation
import Testing

/// Makes circuits and gates for the tests of states.
enum StateCircuits {
  static func empty(_ qubits: Int, bits: Int = 0) -> Circuit {
    Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: qubits)]),
      bitRegisters: bits > 0 ? [Register(name: "c", start: 0, count: bits)] : [])
  }

  static func gate(_ name: String, controls: [Bool] = [], powers: [Double] = []) throws -> Gate {
    Gate(.standard(try #require(StandardGate(name))), powers: powers, controls: controls)
  }

  static func add(_ name: String, _ angles: [Double] = [], _ qubits: [Int], to circuit: inout Circuit) throws {
    circuit.append(try gate(name), angles: angles.map { .constant($0) }, qubits: qubits)
  }

  /// A random circuit over all rows of the gate table, some under controls and powers.
  static func random(_ qubitCount: Int, gates: Int, stream: inout RandomStream) -> Circuit {
    var circuit = empty(qubitCount)
    let rows = StandardGate.all
    while circuit.operations.count < gates {
      let row = rows[Int(stream.next() % UInt64(rows.count))]
      let controls = (0..<Int(stream.next() % 3)).map { _ in stream.next() % 2 == 0 }
      let powers = [[], [], [-1], [0.5], [2, -0.3]][Int(stream.next() % 5)]
      let count = row.definition.qubitCount + controls.count
      guard count <= qubitCount else { continue }
      circuit.append(
        Gate(.standard(row), powers: powers, controls: controls),
        angles: row.definition.angleNames.map { _ in .constant(stream.uniform() * 12 - 6) },
        qubits: Array((0..<qubitCount).shuffled(using: &stream).prefix(count)))
    }
    return circuit
  }

  /// A random unitary matrix on so many qubits.
  static func unitary(_ qubits: Int, _ stream: inout RandomStream) -> [Complex] {
    var matrix = SquareMatrix.identity(1 << qubits)
    for _ in 0..<3 {
      for qubit in 0..<qubits {
        let angles = (0..<3).map { _ in stream.uniform() * 6 - 3 }
        matrix.apply(StandardGate("u3").map { $0.definition.matrix(angles) } ?? .identity(2), at: [qubit])
      }
      for qubit in 1..<max(qubits, 1) {
        matrix.apply(StandardGate("cx").map { $0.definition.matrix([]) } ?? .identity(4), at: [qubit - 1, qubit])
      }
    }
    return matrix.elements
  }

  /// Random gates of many kinds on single and few qubits, with controls.
  static func gates(_ count: Int, qubits: Int, targets: Int, _ stream: inout RandomStream) -> [ControlledMatrix] {
    let x: [Complex] = [.zero, .one, .one, .zero]
    let rootOfHalf = Complex(0.5.squareRoot())
    return (0..<count).map { _ in
      let places = Array((0..<qubits).shuffled(using: &stream))
      let controls = (0..<Int(stream.next() % 3)).map { (places[$0 + 5], stream.next() % 2 == 0) }
      let phase = Complex.phase(stream.uniform() * 6)
      switch stream.next() % 8 {
      case 0: return ControlledMatrix(matrix: x, targets: [places[0]], controls: controls)
      case 1: return ControlledMatrix(matrix: [.one, .zero, .zero, phase], targets: [places[0]], controls: controls)
      case 2:
        let swap = StandardGate("swap")?.definition.matrix([]).elements ?? []
        return ControlledMatrix(matrix: swap, targets: Array(places[..<2]), controls: controls)
      case 3:
        return ControlledMatrix(
          matrix: [rootOfHalf, rootOfHalf, rootOfHalf, -rootOfHalf], targets: [places[0]])
      case 4:
        let number = 1 + Int(stream.next() % UInt64(targets))
        return ControlledMatrix(
          matrix: unitary(number, &stream), targets: Array(places[..<number]), controls: controls)
      case 5: return ControlledMatrix(matrix: unitary(2, &stream), targets: Array(places[..<2]))
      default: return ControlledMatrix(matrix: unitary(1, &stream), targets: [places[0]])
      }
    }
  }

  /// The state after gates, amplitude by amplitude from the definition.
  static func plain(_ gates: [ControlledMatrix], qubits: Int, from start: [Complex]) -> [Complex] {
    var state = start
    for gate in gates {
      let size = 1 << gate.targets.count
      let offsets = (0..<size).map { index in
        gate.targets.indices.reduce(0) { $0 | (index >> $1 & 1) << gate.targets[$1] }
      }
      let mask = gate.controls.reduce(offsets[size - 1]) { $0 | 1 << $1.qubit }
      let asked = gate.controls.reduce(0) { $0 | ($1.value ? 1 << $1.qubit : 0) }
      let old = state
      for base in 0..<1 << qubits where base & mask == asked {
        for row in 0..<size {
          var sum = Complex.zero
          for column in 0..<size { sum += gate.matrix[row * size + column] * old[base | offsets[column]] }
          state[base | offsets[row]] = sum
        }
      }
    }
    return state
  }

  static func distance(_ left: [Complex], _ right: [Complex]) -> Double {
    left.count == right.count ? zip(left, right).map { ($0 - $1).magnitude }.max() ?? 0 : .infinity
  }

  /// A state with no zero in it.
  static func anything<Scalar: AmplitudeScalar>(
    _ qubits: Int, level: InstructionLevel = .current, threads: Int = 1, as scalar: Scalar.Type
  ) throws -> AmplitudeVector<Scalar> {
    var stream = RandomStream(seed: 99)
    var vector = try AmplitudeVector<Scalar>(qubitCount: qubits, level: level, threadCount: threads)
    let size = 1 / Double(1 << qubits).squareRoot()
    for index in 0..<1 << qubits {
      try vector.set(Complex(size) * Complex.phase(stream.uniform() * 6.28), at: index)
    }
    return vector
  }

  /// Levels that this machine runs.
  static var levels: [InstructionLevel] { InstructionLevel.allCases.filter { $0 <= .best } }
}
