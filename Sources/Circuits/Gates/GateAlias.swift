/// A second name of a row of the gate table.
package struct GateAlias: Hashable, Sendable {
  package let name: String
  /// The row's name.
  package let row: String
  /// Where the name is legal.
  package let libraries: GateLibrary

  /// All second names: those of the libraries, and the rows' names in the clouds' dialects.
  package static let all: [GateAlias] =
    [
      GateAlias(name: "CX", row: "cx", libraries: .stdgates),
      GateAlias(name: "phase", row: "p", libraries: .stdgates),
      GateAlias(name: "cphase", row: "cp", libraries: .stdgates),
      GateAlias(name: "not", row: "x", libraries: .ionq),
      GateAlias(name: "rcccx", row: "rc3x", libraries: .qiskitExport),
      GateAlias(name: "rcccx_dg", row: "rc3xdg", libraries: .qiskitExport),
      GateAlias(name: "c3sx", row: "c3sqrtx", libraries: .qiskitExport),
      GateAlias(name: "mcx", row: "c3x", libraries: .qiskitExport),
    ]
    + GateDefinition.all.flatMap { row in
      [(row.braketName, GateLibrary.braket), (row.ionqName, GateLibrary.ionq)].compactMap { name, library in
        guard let name, name != row.name else { return nil }
        return GateAlias(name: name, row: row.name, libraries: library)
      }
    }
}

extension StandardGate {
  /// The row that a name means where some libraries are in scope; nil where none of them has the name.
  package init?(_ name: String, in libraries: GateLibrary) {
    if let gate = StandardGate(name), !gate.definition.allLibraries.isDisjoint(with: libraries) {
      self = gate
      return
    }
    let alias = Self.aliases[name]?.first { !$0.libraries.isDisjoint(with: libraries) }
    guard let alias, let gate = StandardGate(alias.row) else { return nil }
    self = gate
  }

  /// The row of a name that is a row's or an alias of any library.
  package init?(anyName name: String) {
    guard let gate = StandardGate(name) ?? Self.aliases[name]?.first.flatMap({ StandardGate($0.row) }) else {
      return nil
    }
    self = gate
  }

  private static let aliases = Dictionary(grouping: GateAlias.all, by: \.name)
}

extension GateDefinition {
  /// Where the row's own name is legal.
  package var allLibraries: GateLibrary {
    var result = libraries
    if braketName == name { result.insert(.braket) }
    if ionqName == name { result.insert(.ionq) }
    return result
  }
}
