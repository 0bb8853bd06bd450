import ArgumentParsing
import Circuits
import OpenQASM

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
    guard arguments[device] == nil else {
      throw Failure(
        .unsupported, "--device is planned, and not in this version",
        help: "leave it out: qubit i of the program becomes qubit i of the device")
    }
    guard let language = OpenQASM.Dialect(rawValue: arguments[dialect].rawValue) else {
      throw Failure(
        .unsupported, "the dialect \(quoted(arguments[dialect].rawValue)) is planned, and not in this version",
        help: "dialects: \(OpenQASM.Dialect.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let program = try session.program(arguments[file])
    var binding: InputBinding?
    if let path = arguments[bindings] {
      var values = InputValues(for: program.program)
      try values.add(file: try session.read(path))
      let point = try values.complete { "add it to \(path): \"\($0)\": \($1)" }
      binding = InputBinding(parameters: point.parameters, inputs: point.inputs)
    }
    do {
      let text = String(
        decoding: try Exporter(dialect: language).text(of: program.result, binding: binding), as: UTF8.self)
      if let path = arguments[destination], path != "-" {
        try session.write(text, to: path)
      } else {
        try session.print(text)
      }
    } catch let error as ExportError {
      throw refusal(error, of: program, in: session)
    }
    return .done
  }

  /// The error at the statement that it is about, where there is one.
  private static func refusal(_ error: ExportError, of program: NamedProgram, in session: Session) -> Failure {
    guard let range = error.range ?? error.operation.flatMap({ program.result.origins.range(ofOperation: $0) }) else {
      return Failure(.unsupported, error.message, help: error.help)
    }
    try? session.errors.write(session.rendered([error.diagnostic(at: range)], of: program.result.files))
    return Failure(.unsupported, "\(quoted(program.path)) cannot be written in this dialect")
  }
}
