extension Set where Element == StandardGate {
  /// The rows of some names; names that are no rows are left out.
  package init(rows: String...) {
    self.init(rows.compactMap { StandardGate($0) })
  }

  /// The rows that any of some libraries has, under its own or another name.
  package init(in libraries: GateLibrary) {
    let aliases = GateAlias.all.filter { !$0.libraries.isDisjoint(with: libraries) }
    let rows = StandardGate.all.filter { !$0.definition.allLibraries.isDisjoint(with: libraries) }
    self = Set(rows).union(aliases.compactMap { StandardGate($0.row) })
  }

  /// The 23 gates of the paper on OpenQASM 2.
  package static let qelib1 = Set(in: .qelib1)
  /// `qelib1.inc` as Qiskit ships it.
  package static let qelib1Qiskit = Set(in: .qelib1Qiskit)
  /// OpenQASM 3's `stdgates.inc` and the built-in gates.
  package static let stdgates = Set(in: [.language, .stdgates])
  package static let braket = Set(in: .braket)
  /// IonQ's gate list for users, without the native gates.
  package static let ionq = Set(in: .ionq).subtracting(.ionqNative)
  package static let ionqNative = Set(rows: "gpi", "gpi2", "ms", "rzz")
  /// IBM's Heron processors.
  package static let ibm = Set(rows: "rz", "sx", "x", "cz")
  /// IBM's Heron processors with fractional gates.
  package static let ibmFractional = Set(rows: "rz", "sx", "x", "cz", "id", "rx", "rzz")
}
