import Circuits
import Numerics
import Testing

/// Makes circuits for tests.
enum Build {
  static func circuit(_ qubits: Int, bits: Int = 0, parameters: [String] = []) -> Circuit {
    Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: qubits)]),
      bitRegisters: bits > 0 ? [Register(name: "c", start: 0, count: bits)] : [],
      parameters: parameters.map { Parameter(name: $0) })
  }

  static func gate(_ name: String, controls: [Bool] = [], powers: [Double] = []) throws -> Gate {
    Gate(.standard(try #require(StandardGate(name))), powers: powers, controls: controls)
  }
}

extension Circuit {
  mutating func add(_ name: String, _ angles: [Double] = [], _ qubits: Int...) throws {
    append(try Build.gate(name), angles: angles.map { .constant($0) }, qubits: qubits)
  }

  mutating func measureAll() {
    for qubit in 0..<qubitCount { measure(qubit, into: qubit) }
  }

  /// A random circuit over all rows of the gate table, some under controls and powers.
  static func random(_ qubitCount: Int, gates: Int, stream: inout RandomStream) -> Circuit {
    var circuit = Build.circuit(qubitCount)
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
}

/// The state by whole matrices: every gate as a matrix on all qubits, element by element from its definition.
func stateByMatrices(_ circuit: Circuit) throws -> [Complex] {
  let size = 1 << circuit.qubitCount
  var state = Array(repeating: Complex.zero, count: size)
  state[0] = .one
  for (index, operation) in circuit.operations.enumerated() {
    let qubits = circuit.operands(of: index).map { Int($0) }
    let angles = circuit.angles(of: index).map { $0.constantValue ?? .nan }
    let matrix = try circuit.matrix(of: circuit.gates[Int(operation.index)], angles: angles)
    let mask = qubits.reduce(0) { $0 | 1 << $1 }
    func inner(_ full: Int) -> Int {
      qubits.enumerated().reduce(0) { $0 | ((full >> $1.element) & 1) << $1.offset }
    }
    state = (0..<size).map { row in
      (0..<size).reduce(Complex.zero) { sum, column in
        row & ~mask == column & ~mask ? sum + matrix[inner(row), inner(column)] * state[column] : sum
      }
    }
  }
  return state
}

func distance(_ left: [Complex], _ right: [Complex]) -> Double {
  left.count == right.count ? zip(left, right).map { ($0 - $1).magnitude }.max() ?? 0 : .infinity
}

/// Whether a count lies within 5 standard deviations of what a probability makes expect.
func isWithinFiveSigma(_ count: Int, of probability: Double, shots: Int) -> Bool {
  let mean = probability * Double(shots)
  return (Double(count) - mean).magnitude <= 5 * (mean * (1 - probability)).squareRoot() + 1e-9
}
