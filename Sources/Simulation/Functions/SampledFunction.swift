package import Circuits
package import Execution
package import Numerics

/// Expectation values as an experiment estimates them: from the outcomes of a number of shots.
///
/// Pauli strings that one setting of the qubits' bases measures are measured together, by the same shots; each further
/// setting takes as many shots again.
package struct SampledFunction: Sendable {
  /// The shots of one setting.
  private struct Setting: Sendable {
    var basis: [Int: Pauli]
    /// What each string adds: the observable, its coefficient, the qubits whose parity decides the sign.
    var terms: [(observable: Int, coefficient: Double, qubits: [Int])]

    var qubits: [Int] { basis.keys.sorted() }

    func measures(_ string: PauliString) -> Bool {
      string.factors.allSatisfy { basis[$0.qubit] ?? $0.pauli == $0.pauli }
    }
  }

  private let settings: [(setting: Setting, function: CircuitFunction)]
  /// The means of the observables' identity parts.
  private let constants: [Double]
  private let parameterCount: Int

  package init(
    _ circuit: Circuit, observables: [Observable], precision: CircuitFunction.Precision = .double,
    level: InstructionLevel = .current
  ) throws(SimulationError) {
    var constants = Array(repeating: 0.0, count: observables.count)
    var found: [Setting] = []
    for (place, observable) in observables.enumerated() {
      for term in observable.terms {
        let factors = term.string.factors
        guard !factors.isEmpty else {
          constants[place] += term.coefficient
          continue
        }
        let index = found.firstIndex { $0.measures(term.string) } ?? found.endIndex
        if index == found.endIndex { found.append(Setting(basis: [:], terms: [])) }
        for (qubit, pauli) in factors {
          guard qubit < circuit.qubitCount else { throw .noSuchQubit(qubit, count: circuit.qubitCount) }
          found[index].basis[qubit] = pauli
        }
        found[index].terms.append((place, term.coefficient, factors.map(\.qubit)))
      }
    }
    self.constants = constants
    parameterCount = circuit.parameters.count
    var settings: [(setting: Setting, function: CircuitFunction)] = []
    for setting in found {
      let function = try CircuitFunction(
        circuit, observables: [], precision: precision, level: level, basis: setting.basis)
      settings.append((setting, function))
    }
    self.settings = settings
  }

  /// Estimates of the observables' means, [point][observable], from so many shots of each setting at each point. Point
  /// i draws from the substream i of the stream, whatever the other points are.
  package func values(
    at points: CircuitPoints, shots: Int, stream: RandomStream, threadCount: Int = 1
  ) throws(SimulationError) -> [Double] {
    let count = try points.count(parameterCount)
    var result = (0..<count).flatMap { _ in constants }
    for (number, (setting, function)) in settings.enumerated() {
      var function = function
      function.threadCount = threadCount
      let qubits = setting.qubits
      let weights = try function.probabilities(at: points, of: qubits)
      let size = 1 << qubits.count
      let signs = setting.terms.map { term in
        let mask = term.qubits.reduce(0) { $0 | 1 << (qubits.firstIndex(of: $1) ?? 0) }
        return (term.observable, term.coefficient, UInt32(mask))
      }
      for point in 0..<count {
        var draws = stream.substream(point).substream(number)
        let counts = draws.multinomial(max(shots, 0), weights: Array(weights[point * size..<(point + 1) * size]))
        for (observable, coefficient, mask) in signs {
          let sum = counts.enumerated().reduce(0) {
            (UInt32($1.offset) & mask).isOdd ? $0 - $1.element : $0 + $1.element
          }
          result[point * constants.count + observable] += coefficient * Double(sum) / Double(max(shots, 1))
        }
      }
    }
    return result
  }

  package func values(
    at points: [Double], shots: Int, stream: RandomStream, threadCount: Int = 1
  ) throws(SimulationError) -> [Double] {
    try values(at: CircuitPoints(points), shots: shots, stream: stream, threadCount: threadCount)
  }
}
