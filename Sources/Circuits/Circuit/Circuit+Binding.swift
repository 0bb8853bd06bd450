extension Circuit {
  /// The circuit with numbers for its parameters, in their order.
  /// - Precondition: as many values as parameters.
  package func bound(to values: [Double]) -> Circuit {
    let held = zip(parameters, values).map { $0.held($1) }
    let expressionValues = expressions.values(at: held)
    var result = self
    result.mapAngles { .constant(expressions.value(of: $0, values: expressionValues)) }
    result.parameters = []
    result.expressions = ExpressionArena()
    return result
  }
}

extension Parameter {
  /// A value as the declared type holds it: an angle of a stated width is a whole number of its steps.
  package func held(_ value: Double) -> Double {
    guard case .angle(let width?) = kind else { return value }
    return Value.angle(Value.quantised(value, width: width), width: width).number ?? value
  }
}
