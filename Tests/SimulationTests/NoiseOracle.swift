import Circuits
import Devices
import Numerics
import Testing

/// A density matrix as a dense matrix, evolved by sums over Kraus operators: the judge of the noisy simulator.
struct DenseDensity {
  let qubitCount: Int
  var matrix: SquareMatrix

  init(qubitCount: Int) {
    self.qubitCount = qubitCount
    matrix = SquareMatrix(
      size: 1 << qubitCount, elements: Array(repeating: .zero, count: 1 << (2 * qubitCount)))
    matrix[0, 0] = .one
  }

  mutating func apply(_ operators: [SquareMatrix], on qubits: [Int]) {
    // The matrix is its own adjoint, so that K (K rho)^+ is K rho K^+.
    var sum: [Complex] = []
    for operation in operators {
      var part = matrix
      part.apply(operation, at: qubits)
      part = part.adjoint
      part.apply(operation, at: qubits)
      if sum.isEmpty {
        sum = part.elements
      } else {
        for place in 0..<sum.count { sum[place] += part.elements[place] }
      }
    }
    matrix = SquareMatrix(size: matrix.size, elements: sum)
  }

  /// Gates, noise, resets, delays and measurements, of which the record is not kept.
  init(_ circuit: Circuit, noise: NoiseModel, parameters: [Double] = []) throws {
    self.init(qubitCount: circuit.qubitCount)
    let bound = circuit.bound(to: parameters)
    try run(bound, bound.operations.indices, noise)
  }

  /// Some operations of a circuit without parameters.
  mutating func run(_ bound: Circuit, _ range: Range<Int>, _ noise: NoiseModel) throws {
    for index in range {
      let operation = bound.operations[index]
      let qubits = bound.operands(of: index).map { Int($0) }
      switch operation.kind {
      case .gate:
        let gate = bound.gates[Int(operation.index)]
        let angles = bound.angles(of: index).map { $0.constantValue ?? .nan }
        apply([try bound.matrix(of: gate, angles: angles)], on: qubits)
        for placed in noise.channels(after: gate, on: qubits) { apply(placed.channel.dense, on: placed.qubits) }
      case .delay:
        for qubit in qubits {
          let duration = try #require(bound.duration(at: operation.index))
          guard let placed = noise.channel(during: duration, on: qubit) else { continue }
          apply(placed.channel.dense, on: [qubit])
        }
      case .reset:
        apply(NoiseChannel.reset(probabilityOfOne: 0).dense, on: qubits)
        if let placed = noise.channel(afterReset: qubits[0]) { apply(placed.channel.dense, on: qubits) }
      case .measure: apply([Dense.matrix(1, 0, 0, 0), Dense.matrix(0, 0, 0, 1)], on: [qubits[0]])
      case .barrier, .boxStart, .boxEnd: break
      }
    }
  }

  func mean(of string: PauliString) -> Double {
    var product = matrix
    for (qubit, pauli) in string.factors { product.apply(Dense.pauli(pauli), at: [qubit]) }
    return (0..<matrix.size).reduce(0) { $0 + product[$1, $1].real }
  }

  var probabilities: [Double] { (0..<matrix.size).map { matrix[$0, $0].real } }
}

enum Dense {
  static func matrix(_ a: Complex, _ b: Complex, _ c: Complex, _ d: Complex) -> SquareMatrix {
    SquareMatrix(rows: [[a, b], [c, d]])
  }

  static func matrix(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> SquareMatrix {
    matrix(Complex(a), Complex(b), Complex(c), Complex(d))
  }

  static func pauli(_ pauli: Pauli?) -> SquareMatrix {
    switch pauli {
    case nil: .identity(2)
    case .x: matrix(0, 1, 1, 0)
    case .y: matrix(.zero, -.i, .i, .zero)
    case .z: matrix(1, 0, 0, -1)
    }
  }

  static func string(_ paulis: [Pauli?]) -> SquareMatrix {
    paulis.dropFirst().reduce(pauli(paulis[0])) { .kronecker(low: $0, high: pauli($1)) }
  }

  static func string(_ string: PauliString, count: Int) -> SquareMatrix {
    self.string((0..<count).map { qubit in string.factors.first { $0.qubit == qubit }?.pauli })
  }
}

extension NoiseChannel {
  /// Kraus operators by the textbook, written apart from those of the product.
  var dense: [SquareMatrix] {
    switch self {
    case .depolarizing(let probability, let count):
      let paulis: [Pauli?] = [nil, .x, .y, .z]
      return (0..<1 << (2 * count)).map { index in
        let share = probability / Double(1 << (2 * count))
        let weight = index == 0 ? 1 - probability + share : share
        return Complex(weight.squareRoot()) * Dense.string((0..<count).map { paulis[(index >> (2 * $0)) & 3] })
      }
    case .pauli(let strings, let count):
      let rest = 1 - strings.reduce(0) { $0 + $1.probability }
      return [Complex(max(0, rest).squareRoot()) * SquareMatrix.identity(1 << count)]
        + strings.map { Complex($0.probability.squareRoot()) * Dense.string($0.string, count: count) }
    case .amplitudeDamping(let gamma, let excited):
      let (down, up) = ((1 - excited).squareRoot(), excited.squareRoot())
      return [
        Dense.matrix(down, 0, 0, down * (1 - gamma).squareRoot()), Dense.matrix(0, down * gamma.squareRoot(), 0, 0),
        Dense.matrix(up * (1 - gamma).squareRoot(), 0, 0, up), Dense.matrix(0, 0, up * gamma.squareRoot(), 0),
      ]
    case .phaseDamping(let lambda):
      return [Dense.matrix(1, 0, 0, (1 - lambda).squareRoot()), Dense.matrix(0, 0, 0, lambda.squareRoot())]
    case .thermalRelaxation(let t1, let t2, let time, let excited):
      // Generalised damping takes the coherences by exp(-t / 2 T1); dephasing does what is left of exp(-t / T2).
      let damping = NoiseChannel.amplitudeDamping(gamma: 1 - exponential(-time / t1), excitedPopulation: excited).dense
      let factor = exponential(-time / t2 + time / (2 * t1))
      let dephasing = NoiseChannel.phaseDamping(lambda: max(0, 1 - factor * factor)).dense
      return dephasing.flatMap { left in damping.map { left * $0 } }
    case .rotation(let string, let angle, let count):
      var result = Complex.phase(angle / 2).real * SquareMatrix.identity(1 << count)
      let turn = Complex(0, -Complex.phase(angle / 2).imaginary) * Dense.string(string, count: count)
      for place in result.elements.indices { result.elements[place] += turn.elements[place] }
      return [result]
    case .reset(let one):
      let (zero, one) = ((1 - one).squareRoot(), one.squareRoot())
      return [
        Dense.matrix(zero, 0, 0, 0), Dense.matrix(0, zero, 0, 0), Dense.matrix(0, 0, one, 0),
        Dense.matrix(0, 0, 0, one),
      ]
    case .kraus(let operators): return operators
    }
  }

  /// e^x by its series, halved until it converges fast.
  private func exponential(_ x: Double) -> Double {
    guard abs(x) > 0.5 else {
      return (1...24).reversed().reduce(1.0) { 1 + $0 * x / Double($1) }
    }
    let half = exponential(x / 2)
    return half * half
  }
}

extension SquareMatrix {
  fileprivate static func * (factor: Double, matrix: SquareMatrix) -> SquareMatrix { Complex(factor) * matrix }
}

/// Makes noisy circuits for tests.
enum Noisy {
  static func circuit(_ qubits: Int, bits: Int = 0, parameters: [String] = []) -> Circuit {
    Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: qubits)]),
      bitRegisters: bits > 0 ? [Register(name: "c", start: 0, count: bits)] : [],
      parameters: parameters.map { Parameter(name: $0) })
  }

  static func gate(_ name: String, powers: [Double] = [], controls: [Bool] = []) throws -> Gate {
    Gate(.standard(try #require(StandardGate(name))), powers: powers, controls: controls)
  }

  /// A random circuit over all rows of the gate table, some under controls and powers.
  static func random(_ qubitCount: Int, gates: Int, bits: Int = 0, stream: inout RandomStream) -> Circuit {
    var circuit = circuit(qubitCount, bits: bits)
    while circuit.operations.count < gates {
      guard let row = StandardGate.all.randomElement(using: &stream) else { break }
      let controls = stream.next() % 5 == 0 ? [stream.next() % 2 == 0] : []
      let powers: [Double] = stream.next() % 6 == 0 ? [-1] : []
      let count = row.definition.qubitCount + controls.count
      guard count <= min(qubitCount, 3) else { continue }
      circuit.append(
        Gate(.standard(row), powers: powers, controls: controls),
        angles: row.definition.angleNames.map { _ in .constant(stream.uniform() * 12 - 6) },
        qubits: Array((0..<qubitCount).shuffled(using: &stream).prefix(count)))
    }
    return circuit
  }

  /// Noise after every row of one and two qubits, of a kind and strength that differ from row to row.
  static func model(strength: Double, qubits: Int, stream: inout RandomStream) -> NoiseModel {
    var model = NoiseModel()
    for row in StandardGate.all where (1...2).contains(row.definition.qubitCount) {
      let count = row.definition.qubitCount
      let operands = Array((0..<count).shuffled(using: &stream))
      var channels = [PlacedChannel(channel(qubits: count, strength: strength, stream: &stream), on: operands)]
      if count == 2 { channels.append(PlacedChannel(channel(qubits: 1, strength: strength, stream: &stream), on: [1])) }
      model.gateChannels[NoiseModel.GatePlace(row)] = channels
    }
    for qubit in 0..<qubits {
      model.relaxation[qubit] = NoiseModel.Relaxation(
        t1InSeconds: 50e-6, t2InSeconds: (20 + 80 * stream.uniform()) * 1e-6, excitedPopulation: 0.1)
      model.resetChannels[qubit] = .reset(probabilityOfOne: strength * stream.uniform())
    }
    return model
  }

  static func channel(qubits: Int, strength: Double, stream: inout RandomStream) -> NoiseChannel {
    let size = strength * stream.uniform()
    if qubits == 2 {
      switch stream.next() % 4 {
      case 0: return .depolarizing(probability: size, qubitCount: 2)
      case 1: return .rotation(product(.z, .z), angle: 3 * size, qubitCount: 2)
      case 2:
        return .pauli(
          [
            NoiseChannel.WeightedPauli(product(.x, .z), probability: size / 2),
            NoiseChannel.WeightedPauli(PauliString(1, .y), probability: size / 3),
          ], qubitCount: 2)
      default: return .kraus(kraus(qubits: 2, strength: size, stream: &stream))
      }
    }
    switch stream.next() % 7 {
    case 0: return .depolarizing(probability: size, qubitCount: 1)
    case 1: return .amplitudeDamping(gamma: size, excitedPopulation: stream.uniform())
    case 2: return .phaseDamping(lambda: size)
    case 3:
      return .thermalRelaxation(
        t1InSeconds: 1, t2InSeconds: 0.3 + 1.7 * stream.uniform(), durationInSeconds: size, excitedPopulation: 0.2)
    case 4: return .rotation(PauliString(0, .x), angle: size, qubitCount: 1)
    case 5: return .reset(probabilityOfOne: size)
    default: return .kraus(kraus(qubits: 1, strength: size, stream: &stream))
    }
  }

  static func product(_ first: Pauli, _ second: Pauli) -> PauliString { string([(0, first), (1, second)]) }

  static func string(_ factors: [(qubit: Int, pauli: Pauli)]) -> PauliString {
    let text = factors.isEmpty ? "1" : factors.map { "\($0.pauli.letter)\($0.qubit)" }.joined(separator: "*")
    let observable = try? ObservableText(text).resolved(qubitCount: 1 + (factors.map(\.qubit).max() ?? 0))
    return observable?.terms.first?.string ?? PauliString()
  }

  /// Complete operators: a random unitary on twice the space, seen from one half.
  static func kraus(qubits: Int, strength: Double, stream: inout RandomStream) -> [SquareMatrix] {
    let size = 1 << qubits
    var whole = SquareMatrix.identity(2 * size)
    for _ in 0..<6 {
      let angle = strength * (stream.uniform() - 0.5) * 4
      let (cosine, sine) = (Complex(Complex.phase(angle).real), Complex(Complex.phase(angle).imaginary))
      let phase = Complex.phase(stream.uniform() * 6)
      whole.apply(
        Dense.matrix(cosine, -(phase.conjugate * sine), phase * sine, cosine),
        at: [Int(stream.next() % UInt64(qubits + 1))])
      whole.apply(SquareMatrix(diagonal: [.one, .one, .one, .phase(angle * 3)]), at: [0, qubits])
    }
    return (0..<2).map { block in
      var result = SquareMatrix.identity(size)
      for row in 0..<size {
        for column in 0..<size { result[row, column] = whole[block * size + row, column] }
      }
      return result
    }
  }
}
