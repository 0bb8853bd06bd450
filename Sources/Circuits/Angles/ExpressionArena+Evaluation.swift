#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension AngleFunction {
  package func evaluate(_ x: Double) -> Double {
    switch self {
    case .sin: sinOf(x)
    case .cos: cosOf(x)
    case .tan: tanOf(x)
    case .exp: expOf(x)
    case .log: logOf(x)
    case .sqrt: x.squareRoot()
    case .arcsin: asin(x)
    case .arccos: acos(x)
    case .arctan: atan(x)
    }
  }

  package func derivative(at x: Double) -> Double {
    switch self {
    case .sin: cosOf(x)
    case .cos: -sinOf(x)
    case .tan: 1 / (cosOf(x) * cosOf(x))
    case .exp: expOf(x)
    case .log: 1 / x
    case .sqrt: 0.5 / x.squareRoot()
    case .arcsin: 1 / (1 - x * x).squareRoot()
    case .arccos: -1 / (1 - x * x).squareRoot()
    case .arctan: 1 / (1 + x * x)
    }
  }
}

// The cases of `AngleFunction` hide the functions of the same names inside it.
private func sinOf(_ x: Double) -> Double { sin(x) }
private func cosOf(_ x: Double) -> Double { cos(x) }
private func tanOf(_ x: Double) -> Double { tan(x) }
private func expOf(_ x: Double) -> Double { exp(x) }
private func logOf(_ x: Double) -> Double { log(x) }

extension AngleOperator {
  package func evaluate(_ left: Double, _ right: Double) -> Double {
    switch self {
    case .add: left + right
    case .subtract: left - right
    case .multiply: left * right
    case .divide: left / right
    case .power: pow(left, right)
    }
  }

  /// The derivatives with respect to both operands.
  package func derivatives(_ left: Double, _ right: Double) -> (Double, Double) {
    switch self {
    case .add: (1, 1)
    case .subtract: (1, -1)
    case .multiply: (right, left)
    case .divide: (1 / right, -left / (right * right))
    case .power:
      (
        right == 0 ? 0 : right * pow(left, right - 1),
        left == 0 ? 0 : pow(left, right) * log(left)
      )
    }
  }
}

extension ExpressionArena {
  /// The values of all steps at given parameter values.
  package func values(at parameters: [Double]) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(nodes.count)
    for node in nodes {
      let value: Double =
        switch node {
        case .constant(let value): value
        case .parameter(let index): parameters[Int(index)]
        case .negate(let inner): -values[Int(inner.index)]
        case .function(let function, let inner): function.evaluate(values[Int(inner.index)])
        case .binary(let operation, let left, let right):
          operation.evaluate(values[Int(left.index)], values[Int(right.index)])
        }
      values.append(value)
    }
    return values
  }

  /// The exact gradient of one expression with respect to all parameters, by the chain rule from the root down;
  /// `values` is what `values(at:)` gave at the same point.
  package func gradient(of root: ExpressionID, values: [Double], parameterCount: Int) -> [Double] {
    var result = Array(repeating: 0.0, count: parameterCount)
    var adjoints = Array(repeating: 0.0, count: Int(root.index) + 1)
    adjoints[Int(root.index)] = 1
    for index in adjoints.indices.reversed() where adjoints[index] != 0 {
      let adjoint = adjoints[index]
      switch nodes[index] {
      case .constant: break
      case .parameter(let parameter): result[Int(parameter)] += adjoint
      case .negate(let inner): adjoints[Int(inner.index)] -= adjoint
      case .function(let function, let inner):
        adjoints[Int(inner.index)] += adjoint * function.derivative(at: values[Int(inner.index)])
      case .binary(let operation, let left, let right):
        let (first, second) = operation.derivatives(values[Int(left.index)], values[Int(right.index)])
        adjoints[Int(left.index)] += adjoint * first
        adjoints[Int(right.index)] += adjoint * second
      }
    }
    return result
  }

  /// The value of one angle, given all steps' values.
  package func value(of angle: Angle, values: [Double]) -> Double {
    switch angle {
    case .constant(let value): value
    case .expression(let id): values[Int(id.index)]
    }
  }
}
