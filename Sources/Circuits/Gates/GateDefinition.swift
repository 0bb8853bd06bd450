package import Numerics

/// One row of the gate table: all that is known about a gate, and nowhere else.
package struct GateDefinition: Sendable {
  package let name: String
  package let summary: String
  package let angleNames: [String]
  package let qubitCount: Int
  /// The matrix at given angles, first operand least significant (see `BitOrder`).
  package let matrix: @Sendable ([Double]) -> SquareMatrix
  package let inverse: Inverse
  /// The gate written with gates of rows above it in the table, equal to `matrix` including the global phase;
  /// nil for the primitive rows `gphase` and `U`.
  package let body: GateBody?
  /// The positive gaps between eigenvalues of the generator of each angle, which fix its shift rule;
  /// empty for an angle whose gate is not of the form exp(-i angle G).
  package let frequencies: [[Double]]

  package enum Inverse: Sendable {
    case itself
    /// Every angle changes its sign.
    case negatedAngles
    /// Another row, or this one, at other angles; the names are rows.
    case gate(String, [AngleImage])
  }

  /// An angle of the inverse: a factor times an angle of this gate, plus a constant.
  package struct AngleImage: Sendable {
    package let angle: Int
    package let factor: Double
    package let offset: Double
  }
}
