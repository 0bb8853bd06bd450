/// What a running program may do wrong.
package enum ProgramFault: Error, Hashable, Sendable {
  case divisionByZero
  case indexOutOfRange(index: Int, count: Int)
  /// A choice of elements that chooses none.
  case emptyRange
  case zeroStep
  case shiftByNegative(Int)
  /// A value that its new type cannot hold.
  case notRepresentable(String)
  /// Two things that must be of one size and are not.
  case sizeMismatch(expected: Int, found: Int)
  case repeatedQubit(Int)
  /// A gate got infinity, or no number at all, as an angle or exponent.
  case notFinite(Double)
  /// A subroutine came to its end without the value that it owes.
  case missingReturn(routine: String)
  case missingInput(name: String)
  case notDefined(operation: String)
  case tooDeep(limit: Int)
  case tooManySteps(limit: Int)
  /// A value that is known only in a run was asked for before it; no run has this fault.
  case notKnown
  /// The code names what is not there: no text compiles to it.
  case malformed(String)

  package var message: String {
    switch self {
    case .divisionByZero: "the program divides by zero"
    case .indexOutOfRange(let index, let count):
      count == 0
        ? "the index \(index) asks for an element where there are none"
        : "the index \(index) is outside of \(count) elements, 0 to \(count - 1)"
    case .emptyRange: "the range contains no index"
    case .zeroStep: "the step of a range is 0"
    case .shiftByNegative(let distance): "a shift by \(distance): the distance must not be negative"
    case .notRepresentable(let text): "the value cannot be converted: \(text)"
    case .sizeMismatch(let expected, let found): "the sizes differ: \(expected) expected, \(found) found"
    case .repeatedQubit(let qubit): "qubit \(qubit) is named twice in one operation"
    case .notFinite(let number): "a gate gets \(number.resultText) as an angle or exponent"
    case .missingReturn(let routine): "subroutine \(routine) ended without the value that it returns"
    case .missingInput(let name): "there is no value for the input \(name)"
    case .notDefined(let operation): "the program does what is not defined: \(operation)"
    case .tooDeep(let limit): "subroutines call each other through more than \(limit) levels"
    case .tooManySteps(let limit): "the program did not end within \(limit) classical steps"
    case .notKnown: "a value depends on outcomes or inputs"
    case .malformed(let what): "the program's code is broken: \(what)"
    }
  }
}
