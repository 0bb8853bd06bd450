/// Where a gate's name is legal.
package struct GateLibrary: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Built into OpenQASM 3.
  package static let language = GateLibrary(rawValue: 1)
  /// OpenQASM 3's `stdgates.inc`.
  package static let stdgates = GateLibrary(rawValue: 2)
  /// The 23 gates of `qelib1.inc` in the paper on OpenQASM 2, arXiv:1707.03429.
  package static let qelib1 = GateLibrary(rawValue: 4)
  /// `qelib1.inc` as Qiskit ships it, which has more.
  package static let qelib1Qiskit = GateLibrary(rawValue: 8)
  /// Amazon Braket's dialect of OpenQASM 3.
  package static let braket = GateLibrary(rawValue: 16)
  /// IonQ's gate lists.
  package static let ionq = GateLibrary(rawValue: 32)
  /// Names under which Qiskit's exporters declare gates that no library has.
  package static let qiskitExport = GateLibrary(rawValue: 64)

  /// In both versions of `qelib1.inc`.
  package static let bothQelib1: GateLibrary = [.qelib1, .qelib1Qiskit]
}
