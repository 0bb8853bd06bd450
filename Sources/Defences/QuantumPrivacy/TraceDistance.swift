package import Numerics

/// How well two encoded inputs can be told apart by any measurement, from 0 to 1.
package enum TraceDistance {
  /// Of two pure states: the root of 1 - |<first|second>|^2; vectors of any length but 0 stand for states.
  package static func ofPureStates(_ first: [Complex], _ second: [Complex]) throws(DefenceError) -> Double {
    guard first.count == second.count else {
      throw .misuse(
        "one state has \(first.count) amplitudes, the other \(second.count)", help: "encode both inputs alike")
    }
    let lengths = (squaredLength(first), squaredLength(second))
    guard lengths.0 > 0, lengths.1 > 0, lengths.0.isFinite, lengths.1.isFinite else {
      throw .misuse("a state has the length 0, or none", help: "give finite amplitudes that are not all 0")
    }
    let (one, two) = (first.map { $0 / lengths.0.squareRoot() }, second.map { $0 / lengths.1.squareRoot() })
    var overlap = Complex.zero
    for (left, right) in zip(one, two) { overlap = overlap + left.conjugate * right }
    // What is left of the second state beside the first: no digits are lost where the states are close.
    var rest = 0.0
    for (left, right) in zip(one, two) { rest += (right - overlap * left).squaredMagnitude }
    return min(1, rest.squareRoot())
  }

  private static func squaredLength(_ state: [Complex]) -> Double { state.reduce(0) { $0 + $1.squaredMagnitude } }
}

extension Complex {
  fileprivate static func / (left: Complex, right: Double) -> Complex {
    Complex(left.real / right, left.imaginary / right)
  }
}
