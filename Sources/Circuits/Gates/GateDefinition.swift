package import Numerics

/// One row of the gate table: all that is known about a gate, and nowhere else.
package struct GateDefinition: Sendable {
  package let name: String
  package let summary: String
  package let angleNames: [String]
  package let qubitCount: Int
  /// The include files that define the gate under its name.
  package let libraries: GateLibrary
  /// The gate's name in Braket's dialect of OpenQASM, and in IonQ's gate lists; nil where it is not known there.
  package let braketName: String?
  package let ionqName: String?
  /// The matrix at given angles, first operand least significant (see `BitOrder`).
  /// - Precondition: as many angles as `angleNames`.
  package let matrix: @Sendable ([Double]) -> SquareMatrix
  package let inverse: Inverse
  /// The row that this gate is under controls, at the same angles; nil where there is none.
  package let controlledForm: ControlledForm?
  /// The positive frequencies at which an expectation value varies with each angle, which fix its shift rule: the
  /// gaps between the generator's eigenvalues where the gate is V exp(-i angle G) W, and multiples of them where an
  /// angle enters twice. Empty for an angle that changes no expectation value.
  package let frequencies: [[Double]]
  /// See `body`.
  let steps: [RowStep]?

  package struct ControlledForm: Hashable, Sendable {
    package let row: String
    package let controls: Int

    init(_ row: String, controls: Int = 1) {
      self.row = row
      self.controls = controls
    }
  }

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

    init(_ angle: Int, _ factor: Double = 1, plus offset: Double = 0) {
      self.angle = angle
      self.factor = factor
      self.offset = offset
    }

    /// No angle of this gate, only a number.
    static func constant(_ value: Double) -> AngleImage { AngleImage(0, 0, plus: value) }
  }

  init(
    _ name: String, _ summary: String, angles: [String] = [], qubits: Int, in libraries: GateLibrary = [],
    braket: String? = nil, ionq: String? = nil, controlledForm: ControlledForm? = nil, inverse: Inverse,
    frequencies: [[Double]] = [],
    body steps: [RowStep]?, matrix: @escaping @Sendable ([Double]) -> SquareMatrix
  ) {
    self.name = name
    self.summary = summary
    self.angleNames = angles
    self.qubitCount = qubits
    self.libraries = libraries
    self.braketName = braket
    self.ionqName = ionq
    self.matrix = matrix
    self.controlledForm = controlledForm
    self.inverse = inverse
    self.frequencies = frequencies
    self.steps = steps
  }

  /// The gate written with gates of rows above it in the table, equal to `matrix` including the global phase;
  /// nil for the primitive rows `gphase` and `U`.
  package var body: GateBody? { StandardGate(name)?.body }

  /// How many steps the row writes: as many as its body has, unless one names no row.
  package var writtenStepCount: Int { steps?.count ?? 0 }

  static let bodies: [GateBody?] = all.map { $0.steps.map(GateBody.init(of:)) }
}
