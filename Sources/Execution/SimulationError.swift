package import Circuits

/// Why a simulation cannot be done, or was not finished.
package enum SimulationError: Error, Hashable, Sendable {
  case circuit(CircuitError)
  /// The program itself failed, at a place of its code.
  case program(ProgramFault, at: ProgramExecution.Place)
  case tooManyQubits(count: Int, limit: Int, bytesNeeded: Double, bytesAvailable: Int)
  case angleNotFinite(gate: String, value: Double)
  case repeatedQubit(gate: String, qubit: Int)
  case noSuchQubit(Int, count: Int)
  /// Amplitudes were asked for, but something happens to a qubit after its measurement.
  case measuredTooEarly(qubit: Int)
  /// Amplitudes were asked for, but a qubit that is in use is reset.
  case resetInBetween(qubit: Int)
  /// Shots that had come to their end when the time was over.
  case timeLimit(shotsDone: Int)

  /// Where 2 to the power of `exponent` numbers, or else of the qubits, take `bytesEach` bytes each.
  package static func tooMany(
    _ count: Int, limit: Int, bytesEach: Int = 32, exponent: Int? = nil,
    bytesAvailable: Int = MachineMemory.bytesAvailable
  ) -> SimulationError {
    let numbers = Double(sign: .plus, exponent: min(exponent ?? count, 1000), significand: 1)
    return .tooManyQubits(
      count: count, limit: limit, bytesNeeded: Double(bytesEach) * numbers, bytesAvailable: bytesAvailable)
  }

  package var message: String {
    switch self {
    case .circuit(let error): error.message
    case .program(let fault, _): fault.message
    case .tooManyQubits(let count, let limit, let needed, let available):
      "\(count) qubits need \(Self.size(needed)) of memory; the limit is \(limit) qubits, "
        + "and \(Self.size(Double(available))) are available on this machine"
    case .angleNotFinite(let gate, let value): "gate \(gate) has the angle \(value) at the given inputs"
    case .repeatedQubit(let gate, let qubit): "gate \(gate) gets qubit \(qubit) more than once"
    case .noSuchQubit(let qubit, let count): "there is no qubit \(qubit) among \(count)"
    case .measuredTooEarly(let qubit): "qubit \(qubit) is used after its measurement, so there is no one final state"
    case .resetInBetween(let qubit): "qubit \(qubit) is reset after gates, so there is no one final state"
    case .timeLimit(let shots): "the time limit was reached after \(shots) shots"
    }
  }

  /// Where in the program it happened, if that is known.
  package var place: ProgramExecution.Place? {
    if case .program(_, let place) = self { place } else { nil }
  }

  /// What to do about it.
  package var help: String {
    switch self {
    case .circuit, .program: "correct the program"
    case .tooManyQubits: "use fewer qubits, or measure and reset those that are done with"
    case .angleNotFinite: "choose inputs at which every angle is a finite number"
    case .repeatedQubit, .noSuchQubit: "check the indices that the program computes"
    case .measuredTooEarly, .resetInBetween: "sample it with shots instead"
    case .timeLimit: "allow more time, or ask for fewer shots"
    }
  }

  private static func size(_ bytes: Double) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var value = bytes
    var unit = 0
    while value >= 1024, unit + 1 < units.count {
      value /= 1024
      unit += 1
    }
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded() && rounded < 1e15
      ? "\(Int(rounded)) \(units[unit])" : "\(rounded) \(units[unit])"
  }
}
