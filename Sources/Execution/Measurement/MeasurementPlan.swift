package import Circuits

/// How the means of observables are measured: settings of the qubits' bases, each of which measures by the same shots
/// all Pauli strings that agree with it.
package struct MeasurementPlan: Sendable {
  /// A Pauli string, and which observables hold it with which coefficient.
  package struct Term: Sendable {
    /// Places in the setting's basis: the parity of their outcomes decides the sign.
    package fileprivate(set) var bits: [Int]
    package fileprivate(set) var coefficients: [(observable: Int, coefficient: Double)]
    fileprivate let string: PauliString
  }

  package struct Setting: Sendable {
    /// The measured qubits in ascending order, each with the matrix that it is measured in. Bit i of an outcome is
    /// that of place i.
    package fileprivate(set) var basis: [(qubit: Int, pauli: Pauli)] = []
    package fileprivate(set) var terms: [Term] = []

    fileprivate func agrees(with string: PauliString) -> Bool {
      string.factors.allSatisfy { factor in basis.allSatisfy { $0.qubit != factor.qubit || $0.pauli == factor.pauli } }
    }
  }

  package private(set) var settings: [Setting] = []
  /// The observables' parts that need no measurement.
  package private(set) var constants: [Double]

  package init(_ observables: [Observable]) {
    constants = Array(repeating: 0, count: observables.count)
    for (place, observable) in observables.enumerated() {
      for term in observable.terms { add(term, of: place) }
    }
    for index in settings.indices { settings[index].sort() }
  }

  private mutating func add(_ term: Observable.Term, of observable: Int) {
    guard !term.string.factors.isEmpty else { return constants[observable] += term.coefficient }
    for index in settings.indices {
      guard let place = settings[index].terms.firstIndex(where: { $0.string == term.string }) else { continue }
      return settings[index].terms[place].coefficients.append((observable, term.coefficient))
    }
    let index = settings.firstIndex { $0.agrees(with: term.string) } ?? settings.endIndex
    if index == settings.endIndex { settings.append(Setting()) }
    for factor in term.string.factors where !settings[index].basis.contains(where: { $0.qubit == factor.qubit }) {
      settings[index].basis.append(factor)
    }
    settings[index].terms.append(
      Term(bits: [], coefficients: [(observable, term.coefficient)], string: term.string))
  }

  /// The circuit that one setting runs: the given one, its qubits turned and measured.
  /// - Precondition: the circuit has the observables' qubits, and no measurements.
  package func circuit(measuring circuit: Circuit, in setting: Setting) -> Circuit {
    var result = circuit
    result.bitRegisters = [Register(name: "outcome", start: 0, count: setting.basis.count)]
    for (qubit, pauli) in setting.basis {
      if pauli == .y { result.append(Gate(.sdg), qubits: [qubit]) }
      if pauli != .z { result.append(Gate(.h), qubits: [qubit]) }
    }
    for (bit, (qubit, _)) in setting.basis.enumerated() { result.measure(qubit, into: bit) }
    return result
  }
}

extension MeasurementPlan.Setting {
  fileprivate mutating func sort() {
    basis.sort { $0.qubit < $1.qubit }
    for index in terms.indices {
      terms[index].bits = terms[index].string.factors.compactMap { factor in
        basis.firstIndex { $0.qubit == factor.qubit }
      }
    }
  }
}
