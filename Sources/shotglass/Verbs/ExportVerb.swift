import ArgumentParsing

/// `export`: a program for another toolchain.
enum ExportVerb {
  /// The languages that programs are written in.
  enum Dialect: String, CaseIterable, Sendable { case openqasm3, openqasm2, ibm, braket, ionq, iqm }

  static let file = Argument.required("FILE", help: "An OpenQASM 3 or 2 program; - is standard input.")
  static let dialect = Option<Dialect>.choice(
    "dialect", placeholder: "NAME", default: .openqasm3, help: "The language to write.")
  static let device = Option.text("device", placeholder: "NAME", help: "Write for this device, in its gates and rules.")
  static let bindings = Option.file("bind", help: "Values for inputs: a JSON object, name to number.")
  static let destination = Option.file("output", short: "o", help: "Write to this file instead of standard output.")

  static let verb = Verb(
    command: Command(
      name: "export", summary: "Write a program for another toolchain.",
      description: "Inputs stay symbolic, as 'input float[64] x_0;', unless --bind gives them values.",
      arguments: [file.declaration],
      options: [dialect.declaration, device.declaration, bindings.declaration, destination.declaration],
      examples: [
        Command.Example("shotglass export bell.qasm --dialect openqasm2", "Write it as OpenQASM 2."),
        Command.Example("shotglass export ansatz.qasm --bind point.json -o bound.qasm", "Fix the inputs and save."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    throw Failure.bug("export has no code")
  }
}
