/// A row of the gate table, by its place. All that is known about the gate stands in its `definition`.
package struct StandardGate: Hashable, Sendable {
  package let index: UInt8

  package var definition: GateDefinition { GateDefinition.all[Int(index)] }
  package var name: String { definition.name }

  private init(index: Int) { self.index = UInt8(index) }

  package static let all: [StandardGate] = GateDefinition.all.indices.map { StandardGate(index: $0) }

  private static let places = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The row of a name; nil where there is none.
  package init?(_ name: String) {
    guard let gate = Self.places[name] else { return nil }
    self = gate
  }
}
