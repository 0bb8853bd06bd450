extension GateDefinition {
  /// The gate table, primitive gates first.
  package static let all: [GateDefinition] = []
}
