extension DiagnosticCode {
  /// What a circuit may hold that a dialect's text cannot say.
  package static let exportCodes: [DiagnosticCode] = [
    nameIsTaken, nameIsInvalid, gateWithoutBody, numberIsNotFinite, symbolsMustBeBound, operationHasNoText,
    gateHasNoExpansion, remarkHasNoText, circuitIsMalformed, qubitsHaveNoPlace,
    textIsTooLong, statementHasNoText, gateIsNotNative,
  ]

  static let nameIsTaken = DiagnosticCode(
    "Q801", title: "name means something else in the exported text",
    explanation: """
      A register, input or gate has the name of a keyword, of a constant or function of the language, of a gate \
      that the text includes, or of something else that it declares. A reader of the exported text would refuse \
      it or take one for the other. Rename what the message names.
      """)

  static let nameIsInvalid = DiagnosticCode(
    "Q802", title: "name cannot be written in this dialect",
    explanation: """
      OpenQASM 3 names begin with a letter or an underscore and go on with letters, digits and underscores. \
      OpenQASM 2 names begin with a lower-case letter and have no letters beyond a to z and A to Z. Rename what \
      the message names.
      """)

  static let gateWithoutBody = DiagnosticCode(
    "Q803", .unsupported, title: "gate has no body to export",
    explanation: """
      An `opaque` gate of OpenQASM 2 says nothing about what it does, and OpenQASM 3 has no such statement. \
      Give the gate a body, or export to openqasm2, which keeps the statement.
      """)

  static let numberIsNotFinite = DiagnosticCode(
    "Q804", title: "angle or duration is not a number",
    explanation: """
      OpenQASM has no way to write infinity or not-a-number. Such a value comes from a division by zero, the root \
      or logarithm of a negative number, or an input bound to one of them.
      """)

  static let symbolsMustBeBound = DiagnosticCode(
    "Q805", .unsupported, title: "dialect has no inputs",
    explanation: """
      The circuit has symbolic inputs, and the text of this dialect holds numbers only. Bind every input to a \
      number with `--bind FILE.json`, or export to openqasm3 or braket, which keep inputs symbolic.
      """)

  static let operationHasNoText = DiagnosticCode(
    "Q806", .unsupported, title: "operation does not exist in this dialect",
    explanation: """
      The circuit holds a delay, a box, a reset or a measurement in a form that this dialect has no statement for. \
      Leaving it out would export another circuit, so it is refused. The message says what to change.
      """)

  static let gateHasNoExpansion = DiagnosticCode(
    "Q807", .unsupported, title: "gate cannot be written with the dialect's gates",
    explanation: """
      The dialect has a fixed set of gates, and this gate, under its modifiers, could not be written exactly with \
      them. Export to openqasm3, which keeps every gate.
      """)

  static let remarkHasNoText = DiagnosticCode(
    "Q808", title: "pragma or annotation cannot be written",
    explanation: """
      A pragma or an annotation ends with its line, an annotation begins with a name, and it stands before the \
      statement that it belongs to. One that has a line break, no name or no statement has no text.
      """)

  static let circuitIsMalformed = DiagnosticCode(
    "Q809", title: "circuit is not well formed",
    explanation: """
      A box is opened and not closed or closed and not opened, a gate uses one that is declared after it, or a \
      gate acts on no qubit. No OpenQASM text reads as this circuit.
      """)

  static let qubitsHaveNoPlace = DiagnosticCode(
    "Q810", .unsupported, title: "circuit needs another kind of qubits",
    explanation: """
      The dialect reports a fixed layout of qubits or bits, which this circuit does not have. The message says \
      which.
      """)

  static let textIsTooLong = DiagnosticCode(
    "Q811", .unsupported, title: "exported text has no end",
    explanation: """
      Expressions share their parts in memory, and text has to repeat them: a square of a square of a square doubles \
      with every step. Bind the inputs, so that every angle is a number, or declare gates that compute less.
      """)

  static let statementHasNoText = DiagnosticCode(
    "Q812", .unsupported, title: "statement does not exist in this dialect",
    explanation: """
      The program decides something while it runs, in a way that the dialect has no words for, or that its readers take \
      for something else. The message says what to change; openqasm3 keeps every statement.
      """)

  package static let gateIsNotNative = DiagnosticCode(
    "Q813", .unsupported, title: "gate in a verbatim box is not the machine's",
    explanation: """
      What stands in a verbatim box is run as it is written, so that it must be gates that the machine has, on qubits \
      that it has them on. Take one of its gates, or take the gate out of the box, where the provider compiles it.
      """)
}
