/// An angle of a gate: a number, or an expression over the circuit's parameters.
package enum Angle: Hashable, Sendable {
  case constant(Double)
  /// An expression in the arena of the circuit (or gate declaration) that holds the angle.
  case expression(ExpressionID)

  package var constantValue: Double? {
    if case .constant(let value) = self { value } else { nil }
  }
}

/// An expression's place in its arena.
package struct ExpressionID: Hashable, Sendable {
  package let index: Int32
  package init(index: Int32) { self.index = index }
}

/// One step of an expression. Never simplified: `(pi - x_0) * (pi - x_1)` stays what was written, but
/// operations on two constants are constants.
package enum ExpressionNode: Hashable, Sendable {
  case constant(Double)
  /// The number of a parameter of the circuit, or of the gate declaration.
  case parameter(Int32)
  case negate(ExpressionID)
  case function(AngleFunction, ExpressionID)
  case binary(AngleOperator, ExpressionID, ExpressionID)
}

package enum AngleOperator: UInt8, CaseIterable, Sendable {
  case add, subtract, multiply, divide, power
}

/// The functions that an angle may use, under the names that OpenQASM 3 gives them.
package enum AngleFunction: String, CaseIterable, Sendable {
  case sin, cos, tan, exp, log, sqrt, arcsin, arccos, arctan
}
