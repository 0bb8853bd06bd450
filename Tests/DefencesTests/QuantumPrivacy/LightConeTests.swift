import Circuits
import Defences
import Foundation
import Numerics
import Testing

@Suite("Light cones") struct LightConeTests {
  /// A step of a circuit on three qubits: a rotation by ry, or cx.
  private enum Step {
    case turn(Int, Double)
    case entangle(Int, Int)
  }

  private static func circuit(_ steps: [Step]) throws -> Circuit {
    var circuit = Circuit(qubits: .registers([Register(name: "q", start: 0, count: 3)]))
    for step in steps {
      switch step {
      case .turn(let qubit, let angle):
        circuit.append(
          Gate(.standard(try #require(StandardGate("ry")))), angles: [.constant(angle)], qubits: [qubit])
      case .entangle(let control, let target):
        circuit.append(Gate(.standard(try #require(StandardGate("cx")))), qubits: [control, target])
      }
    }
    return circuit
  }

  /// The real matrix of what a step does to an observable on the way back: gates are real here.
  private static func back(_ step: Step, _ observable: [[Double]]) -> [[Double]] {
    var matrix = Array(repeating: Array(repeating: 0.0, count: 8), count: 8)
    for column in 0..<8 {
      switch step {
      case .turn(let qubit, let angle):
        let (one, bit) = (column ^ 1 << qubit, column >> qubit & 1)
        matrix[column][column] = cos(angle / 2)
        matrix[one][column] = bit == 0 ? sin(angle / 2) : -sin(angle / 2)
      case .entangle(let control, let target):
        matrix[column >> control & 1 == 1 ? column ^ 1 << target : column][column] = 1
      }
    }
    return product(product(transposed(matrix), observable), matrix)
  }

  private static func product(_ left: [[Double]], _ right: [[Double]]) -> [[Double]] {
    (0..<8).map { row in
      (0..<8).map { column -> Double in (0..<8).reduce(0) { $0 + left[row][$1] * right[$1][column] } }
    }
  }

  private static func transposed(_ matrix: [[Double]]) -> [[Double]] {
    (0..<8).map { row in (0..<8).map { matrix[$0][row] } }
  }

  /// A qubit is replaced by a random one with a probability: its own adjoint.
  private static func depolarized(_ observable: [[Double]], _ qubit: Int, _ share: Double) -> [[Double]] {
    let bit = 1 << qubit
    return (0..<8).map { row in
      (0..<8).map { column in
        let mixed =
          row & bit == column & bit
          ? (observable[row & ~bit][column & ~bit] + observable[row | bit][column | bit]) / 2 : 0
        return (1 - share) * observable[row][column] + share * mixed
      }
    }
  }

  /// The norm of a symmetric matrix by many squarings.
  private static func norm(_ matrix: [[Double]]) -> Double {
    var (power, logarithm, weight) = (product(matrix, matrix), 0.0, 0.5)
    for _ in 0..<12 {
      let size = power.joined().reduce(0) { max($0, abs($1)) }
      guard size > 0 else { return 0 }
      logarithm += weight * log(size)
      weight /= 2
      power = power.map { $0.map { $0 / size } }
      power = product(power, power)
    }
    return exp(logarithm)
  }

  @Test("no random circuit's observable is larger than the contraction, of one qubit and of two")
  func randomCircuits() throws {
    var stream = RandomStream(seed: 71)
    var isTight = false
    for index in 0..<16 {
      let steps: [Step] = (0..<6 + index % 5).map { _ in
        let first = Int(stream.uniform() * 3)
        let second = (first + 1 + Int(stream.uniform() * 2)) % 3
        return stream.uniform() < 0.5 ? .turn(first, 6 * stream.uniform()) : .entangle(first, second)
      }
      let observed: Set<Int> = index % 2 == 0 ? [index / 2 % 3] : [0, 2]
      let shares = [1: 0.1 + 0.3 * stream.uniform(), 2: 0.2 + 0.5 * stream.uniform()]
      var observable = (0..<8).map { row in
        (0..<8).map { $0 == row ? observed.reduce(1.0) { row >> $1 & 1 == 1 ? -$0 : $0 } : 0 }
      }
      for step in steps.reversed() {
        let qubits: [Int] =
          switch step {
          case .turn(let qubit, _): [qubit]
          case .entangle(let control, let target): [control, target]
          }
        for qubit in qubits { observable = Self.depolarized(observable, qubit, shares[qubits.count] ?? 0) }
        observable = Self.back(step, observable)
      }
      let cone = try LightCone(of: Self.circuit(steps), observedQubits: observed) { shares[$0] ?? 0 }
      let norm = Self.norm(observable)
      #expect(norm <= cone.contraction * (1 + 1e-9), "\(steps): \(norm) above \(cone.contraction)")
      if norm > 0.999 * cone.contraction, norm < 1 { isTight = true }
    }
    #expect(isTight)
  }

  @Test("qubits outside the cone do not matter, and the whole state's share is never taken")
  func outside() throws {
    let steps: [Step] = [.entangle(0, 1), .turn(1, 0.3), .turn(2, 1), .turn(2, 2)]
    let cone = try LightCone(of: Self.circuit(steps), observedQubits: [0]) { _ in 0.1 }
    #expect(cone.qubits == [0, 1])
    #expect(abs(cone.contraction - 0.9) < 1e-15)
    let free = try LightCone(of: Self.circuit([]), observedQubits: [1]) { _ in 0.1 }
    #expect(free.contraction == 1)
  }

  @Test("read-outs and shares that make no sense are refused")
  func refusals() throws {
    let circuit = try Self.circuit([.turn(0, 1)])
    #expect(throws: DefenceError.self) { try LightCone(of: circuit, observedQubits: []) { _ in 0.1 } }
    #expect(throws: DefenceError.self) { try LightCone(of: circuit, observedQubits: [3]) { _ in 0.1 } }
    #expect(throws: DefenceError.self) { try LightCone(of: circuit, observedQubits: [0]) { _ in 1.1 } }
  }
}
