internal import Circuits

/// A program's own swaps: from each on, its qubits have exchanged their names.
struct Elision {
  /// The steps without swaps.
  private(set) var steps: [Step] = []
  /// By the program's qubit: under which name it ends.
  private var names: [Int]

  init(_ source: [Step], qubitCount: Int) {
    names = Array(0..<qubitCount)
    steps.reserveCapacity(source.count)
    for step in source {
      if case .gate(.swap, _) = step.action {
        names.swapAt(step.qubits[0], step.qubits[1])
      } else {
        steps.append(Step(action: step.action, qubits: step.qubits.map { names[$0] }))
      }
    }
  }

  /// Says where the program's qubits end.
  func rename(_ route: inout Transpiler.Route) {
    route.final = names.map { route.final[$0] }
  }
}
