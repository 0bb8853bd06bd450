import Circuits
import Numerics

/// Shots that have seen the same outcomes so far.
struct Branch {
  var execution: ProgramExecution
  var state: StateVector
  var shots: Int
  /// The outcome that the execution waits for.
  var outcome: Bool?

  /// Runs to the end of the program; shots that see other outcomes on the way are left in `others`.
  mutating func run(
    with application: inout GateApplication, outcomes: inout RandomStream, others: inout [Branch]
  ) throws(SimulationError) {
    while true {
      try application.pace.spend(0)
      let request: ProgramExecution.Request
      do { request = try execution.next(outcome) } catch { throw .program(error, at: execution.place) }
      outcome = nil
      switch request {
      case .gate(let gate, let angles, let qubits):
        try application.apply(gate, angles: angles, qubits: qubits, to: &state)
      case .measure(let qubit):
        outcome = split(qubit, &outcomes) { other in
          other.outcome = true
          others.append(other)
        }
        try application.pace.spend(2 * state.amplitudes.count)
      case .reset(let qubit):
        _ = split(qubit, &outcomes) { other in
          other.state.clear(qubit)
          others.append(other)
        }
        state.clear(qubit)
        try application.pace.spend(2 * state.amplitudes.count)
      case .barrier, .delay: break
      case .end: return
      }
    }
  }

  /// Measures a qubit: this branch goes on with the outcome returned, and if shots gave both outcomes,
  /// `other` takes those with a 1.
  private mutating func split(_ qubit: Int, _ outcomes: inout RandomStream, other: (inout Branch) -> Void) -> Bool {
    let ones = outcomes.binomial(shots, probability: state.probabilityOfOne(qubit))
    if ones == 0 || ones == shots {
      state.project(qubit, onto: ones > 0)
      return ones > 0
    }
    var branch = self
    branch.shots = ones
    branch.state.project(qubit, onto: true)
    other(&branch)
    shots -= ones
    state.project(qubit, onto: false)
    return false
  }
}
