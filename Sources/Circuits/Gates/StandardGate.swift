/// A row of the gate table, by its place. All that is known about the gate stands in its `definition`.
package struct StandardGate: Hashable, Sendable {
  package let index: UInt8

  package var definition: GateDefinition { GateDefinition.all[Int(index)] }
  package var name: String { definition.name }
  /// See `GateDefinition.body`.
  package var body: GateBody? { GateDefinition.bodies[Int(index)] }

  private init(index: Int) { self.index = UInt8(index) }

  package static let all: [StandardGate] = GateDefinition.all.indices.map { StandardGate(index: $0) }

  private static let places = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The row of a name; nil where there is none.
  package init?(_ name: String) {
    guard let gate = Self.places[name] else { return nil }
    self = gate
  }
}

extension StandardGate {
  /// The row, and its angles, that undo this one at given angles.
  package func inverse(angles: [Double]) -> (gate: StandardGate, angles: [Double])? {
    var arena = ExpressionArena()
    return inverse(angles: angles.map { .constant($0) }, in: &arena).map { gate, images in
      (gate, images.compactMap(\.constantValue))
    }
  }

  /// The row, and its angles, that undo this one; nil where the table names a row that is not there.
  package func inverse(
    angles: [Angle], in arena: inout ExpressionArena
  ) -> (gate: StandardGate, angles: [Angle])? {
    switch definition.inverse {
    case .itself: return (self, angles)
    case .negatedAngles: return (self, angles.map { arena.negate($0) })
    case .gate(let name, let images):
      guard let gate = StandardGate(name) else { return nil }
      return (gate, images.map { $0.angle(of: angles, in: &arena) })
    }
  }
}

extension GateDefinition.AngleImage {
  fileprivate func angle(of angles: [Angle], in arena: inout ExpressionArena) -> Angle {
    guard factor != 0, angles.indices.contains(angle) else { return .constant(offset) }
    let scaled: Angle =
      switch factor {
      case 1: angles[angle]
      case -1: arena.negate(angles[angle])
      default: arena.combine(.multiply, .constant(factor), angles[angle])
      }
    return offset == 0 ? scaled : arena.combine(.add, scaled, .constant(offset))
  }
}
