extension GateDefinition {
  /// The gate table, primitive gates first.
  ///
  /// To add a gate, add one row to the array of its family: its names, matrix, inverse, body and frequencies.
  /// The tests take every row and check these against each other.
  package static let all: [GateDefinition] = oneQubit + controlledGates + interactions + manyQubits
}
