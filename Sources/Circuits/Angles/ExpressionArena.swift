/// All expressions of one circuit, each step stored once, operands before what uses them.
package struct ExpressionArena: Sendable {
  package private(set) var nodes: [ExpressionNode] = []
  private var places: [ExpressionNode: ExpressionID] = [:]
  /// How many steps stand one inside the other, from each step down.
  private var depths: [Int32] = []

  package init() {}

  package var isEmpty: Bool { nodes.isEmpty }

  package subscript(id: ExpressionID) -> ExpressionNode { nodes[Int(id.index)] }

  /// The place of a step, which is added unless it is there already.
  package mutating func intern(_ node: ExpressionNode) -> ExpressionID {
    if let id = places[node] { return id }
    let id = ExpressionID(index: Int32(nodes.count))
    depths.append(1 + (operands(of: node).map { depths[Int($0.index)] }.max() ?? 0))
    nodes.append(node)
    places[node] = id
    return id
  }

  /// How deep the expression is: 1 for a constant or a parameter.
  package func depth(of id: ExpressionID) -> Int { Int(depths[Int(id.index)]) }

  package mutating func parameter(_ index: Int) -> Angle {
    .expression(intern(.parameter(Int32(index))))
  }

  /// `-angle`; a constant's sign belongs to the constant.
  package mutating func negate(_ angle: Angle) -> Angle {
    switch angle {
    case .constant(let value): .constant(-value)
    case .expression(let id): .expression(intern(.negate(id)))
    }
  }

  package mutating func apply(_ function: AngleFunction, to angle: Angle) -> Angle {
    switch angle {
    case .constant(let value): .constant(function.evaluate(value))
    case .expression(let id): .expression(intern(.function(function, id)))
    }
  }

  package mutating func combine(_ operation: AngleOperator, _ left: Angle, _ right: Angle) -> Angle {
    if let first = left.constantValue, let second = right.constantValue {
      return .constant(operation.evaluate(first, second))
    }
    return .expression(intern(.binary(operation, step(left), step(right))))
  }

  /// The step that stands for an angle inside an expression.
  private mutating func step(_ angle: Angle) -> ExpressionID {
    switch angle {
    case .constant(let value): intern(.constant(value))
    case .expression(let id): id
    }
  }

  /// Copies an expression of another arena into this one, its parameters replaced by angles of this one.
  package mutating func substitute(
    _ angle: Angle, of other: ExpressionArena, parameters: [Angle]
  ) -> Angle {
    guard case .expression(let root) = angle else { return angle }
    var done: [ExpressionID: Angle] = [:]
    for id in other.reachable(from: root) {
      done[id] =
        switch other[id] {
        case .constant(let value): .constant(value)
        case .parameter(let index): parameters[Int(index)]
        case .negate(let inner): negate(done[inner] ?? .constant(.nan))
        case .function(let function, let inner): apply(function, to: done[inner] ?? .constant(.nan))
        case .binary(let operation, let left, let right):
          combine(operation, done[left] ?? .constant(.nan), done[right] ?? .constant(.nan))
        }
    }
    return done[root] ?? angle
  }

  /// Copies all steps of another arena into this one: `result[i]` is where its step i now stands.
  package mutating func adopt(_ other: ExpressionArena) -> [ExpressionID] {
    var result: [ExpressionID] = []
    result.reserveCapacity(other.nodes.count)
    for node in other.nodes {
      let moved: ExpressionNode =
        switch node {
        case .constant, .parameter: node
        case .negate(let inner): .negate(result[Int(inner.index)])
        case .function(let function, let inner): .function(function, result[Int(inner.index)])
        case .binary(let operation, let left, let right):
          .binary(operation, result[Int(left.index)], result[Int(right.index)])
        }
      result.append(intern(moved))
    }
    return result
  }

  /// The steps that a root is made of, operands first, but for those that are known with all that they are made of.
  package func reachable(
    from root: ExpressionID, unless isKnown: (ExpressionID) -> Bool = { _ in false }
  ) -> [ExpressionID] {
    var found: Set<ExpressionID> = [root]
    var pending = [root]
    while let id = pending.popLast() {
      for operand in operands(of: self[id]) where !isKnown(operand) && found.insert(operand).inserted {
        pending.append(operand)
      }
    }
    return found.sorted { $0.index < $1.index }
  }

  private func operands(of node: ExpressionNode) -> [ExpressionID] {
    switch node {
    case .constant, .parameter: []
    case .negate(let inner), .function(_, let inner): [inner]
    case .binary(_, let left, let right): [left, right]
    }
  }
}
