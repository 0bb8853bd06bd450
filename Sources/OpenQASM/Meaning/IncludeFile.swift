internal import Circuits

/// An include file that Shotglass knows by heart: the names it declares.
struct IncludeFile {
  struct Entry {
    var name: String
    var gate: StandardGate
    /// Not in the library as published: a program may declare the name itself.
    var isExtra: Bool
  }

  let name: String
  let libraries: GateLibrary
  /// Libraries whose gates a program may also declare itself.
  let extras: GateLibrary

  static let standardGates = IncludeFile(name: "stdgates.inc", libraries: .stdgates, extras: [])
  static let qelib1 = IncludeFile(name: "qelib1.inc", libraries: .bothQelib1, extras: .qelib1Qiskit)
  static let all = [standardGates, qelib1]

  /// The file that a program of a version is expected to include.
  static func usual(isVersion2: Bool) -> IncludeFile { isVersion2 ? qelib1 : standardGates }

  func gate(named name: String) -> StandardGate? { StandardGate(name, in: libraries) }

  /// All names that the file declares, rows first.
  var entries: [Entry] {
    let rows = StandardGate.all.filter { !$0.definition.libraries.isDisjoint(with: libraries) }
    let names = rows.map(\.name) + GateAlias.all.map(\.name)
    return names.compactMap { name in
      gate(named: name).map { Entry(name: name, gate: $0, isExtra: isExtra($0)) }
    }
  }

  private func isExtra(_ gate: StandardGate) -> Bool {
    gate.definition.libraries.isDisjoint(with: libraries.subtracting(extras))
  }
}
