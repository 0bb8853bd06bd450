import ArgumentParsing
import Circuits
import OpenQASM

extension HelpTopic {
  /// The gate table.
  static var gates: HelpTopic {
    let rows = GateDefinition.all.map { gate in
      let angles = gate.angleNames.isEmpty ? "" : "(\(gate.angleNames.joined(separator: ", ")))"
      return ["\(gate.name)\(angles)", "\(gate.qubitCount)", gate.libraries.includeNames, gate.summary]
    }
    let text = """
      All gates that Shotglass knows: name and angles in radians, number of qubits, the
      include that declares it, what it does. A gate that no include declares can be
      declared by a program, and is recognised when its body is the usual one. Any gate
      takes the modifiers ctrl, negctrl, inv and pow.


      """
    return HelpTopic(
      name: "gates", summary: "Every gate, its angles and qubits.", text: text + TextTable(rows: rows).text)
  }

  /// One page a diagnostic.
  static var codes: [HelpTopic] {
    DiagnosticCode.all.map { code in
      let text = "\(code.name): \(code.title)\n\n" + TextLayout.wrap(code.explanation, indent: 0)
      return HelpTopic(name: code.name, summary: code.title, text: text, isCode: true)
    }
  }

  /// The table of diagnostics.
  static var diagnostics: HelpTopic {
    let rows = DiagnosticCode.all.map { [$0.name, $0.severity.rawValue, $0.title] }
    return HelpTopic(
      name: "diagnostics", summary: "Every problem that a program can have, by code.", text: TextTable(rows: rows).text)
  }
}

extension GateLibrary {
  /// The include files that have the gate.
  fileprivate var includeNames: String {
    var names: [String] = []
    if contains(.language) { names.append("built in") }
    if contains(.stdgates) { names.append("stdgates") }
    if contains(.qelib1) {
      names.append("qelib1")
    } else if contains(.qelib1Qiskit) {
      names.append("qelib1 (Qiskit's)")
    }
    return names.isEmpty ? "-" : names.joined(separator: ", ")
  }
}
