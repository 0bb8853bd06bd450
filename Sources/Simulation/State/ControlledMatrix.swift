package import Numerics

/// A matrix with what it acts on: what all gates come down to.
package struct ControlledMatrix: Sendable {
  /// Row after row, the first target least significant.
  package var matrix: [Complex]
  package var targets: [Int]
  /// Qubits that have to have a value for the matrix to act.
  package var controls: [(qubit: Int, value: Bool)]

  package init(matrix: [Complex], targets: [Int], controls: [(qubit: Int, value: Bool)] = []) {
    self.matrix = matrix
    self.targets = targets
    self.controls = controls
  }
}
