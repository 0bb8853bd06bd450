package import Circuits

/// How much local depolarizing noise weakens what a circuit's read-out can tell.
///
/// Noise on every qubit is not noise on the whole state, so that shares of qubits must not be multiplied over all of
/// them. What may be counted is found on the way back from the observable, a product of Pauli matrices: while it is a
/// product, noise on each of its qubits weakens it by that qubit's share. Behind gates that entangle it is only known
/// to have no trace, and it is weakened where all qubits of its light cone have noise between two gates: with the
/// probability that all of them are replaced nothing is left of it (Hirche, Rouze and Franca, arXiv:2202.10717).
package struct LightCone: Sendable {
  /// The qubits that the observable reaches so far.
  package private(set) var qubits: Set<Int>
  /// By how much the observable's norm has shrunk at least.
  package private(set) var contraction = 1.0
  private var isProduct = true
  /// Noise on the cone's qubits since their last entangling gate on the way back.
  private var pending: [Int: Double] = [:]

  /// The way back through a circuit after each of whose gates every qubit of the gate is replaced by a random one with
  /// a probability that depends on how many qubits the gate has. It ends at a reset or a measurement inside the cone,
  /// where what was counted holds still.
  package init(
    of circuit: Circuit, observedQubits: Set<Int>, shareAfterGate share: (_ qubitCount: Int) -> Double
  ) throws(DefenceError) {
    guard !observedQubits.isEmpty, observedQubits.allSatisfy({ 0 <= $0 && $0 < circuit.qubitCount }) else {
      throw .misuse(
        "the read-out is of the qubits \(observedQubits.sorted())",
        help: "name qubits from 0 to \(circuit.qubitCount - 1)")
    }
    qubits = observedQubits
    for index in circuit.operations.indices.reversed() {
      let kind = circuit.operations[index].kind
      guard kind == .gate || kind == .reset || kind == .measure else { continue }
      let operands = circuit.operands(of: index).map { Int($0) }
      let own = kind == .measure ? Array(operands.dropLast()) : operands
      guard own.contains(where: qubits.contains) else { continue }
      guard kind == .gate else { break }
      let probability = share(own.count)
      guard probability >= 0, probability <= 1 else {
        throw .misuse("the depolarizing share is \(probability)", help: "give a number from 0 to 1")
      }
      step(back: own, probability)
    }
    settle()
  }

  private mutating func step(back gate: [Int], _ share: Double) {
    for qubit in gate where qubits.contains(qubit) {
      pending[qubit] = 1 - (1 - pending[qubit, default: 0]) * (1 - share)
    }
    // Turning one qubit changes nothing in its depolarizing noise.
    guard gate.count > 1 else { return }
    settle()
    for qubit in gate { pending[qubit] = nil }
    qubits.formUnion(gate)
    isProduct = false
  }

  /// Counts the noise that can be counted, once.
  private mutating func settle() {
    let shares = qubits.sorted().map { pending[$0, default: 0] }
    let factor = isProduct ? shares.reduce(1) { $0 * (1 - $1) } : 1 - shares.reduce(1, *)
    guard factor < 1 else { return }
    contraction *= factor
    pending = [:]
  }
}
