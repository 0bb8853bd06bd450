import ArgumentParsing
import Circuits
import Devices
import OpenQASM
import Transpilation

/// `export`: a program for another toolchain.
enum ExportVerb {
  /// The languages that programs are written in.
  enum Dialect: String, CaseIterable, Sendable { case openqasm3, openqasm2, ibm, braket, ionq, iqm }

  static let file = Argument.required(
    "MODEL|FILE", help: "An OpenQASM 3 or 2 program, - for standard input, or a model of 'shotglass models'.")
  static let dialect = Option<Dialect>.choice(
    "dialect", placeholder: "NAME", default: .openqasm3, help: "The language to write.")
  static let device = Option.text(
    "device", placeholder: "NAME",
    help: "Compile for this device of 'shotglass devices': its gates on its own qubits, with idle times where "
      + "the dialect has words for them.")
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
        Command.Example("shotglass export bell.qasm --device ibm_fez", "Compile it for a device."),
        Command.Example("shotglass export zz-efficient-4 --dialect braket", "A model's circuit, its inputs symbolic."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    guard let language = OpenQASM.Dialect(rawValue: arguments[dialect].rawValue) else {
      throw Failure(
        .unsupported, "the dialect \(quoted(arguments[dialect].rawValue)) is planned, and not in this version",
        help: "dialects: \(OpenQASM.Dialect.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let program = try session.programOrModel(arguments[file])
    var binding: InputBinding?
    if let path = arguments[bindings] {
      var values = InputValues(for: program.program)
      try values.add(file: try session.read(path))
      let point = try values.complete(addingTo: path)
      binding = InputBinding(parameters: point.parameters, inputs: point.inputs)
    }
    do {
      let exporter = Exporter(dialect: language)
      let bytes =
        if let name = arguments[device] {
          try compiled(program, binding, for: name, as: language, in: session)
        } else if let model = program.model, language == .openQASM3, binding == nil {
          Array(try model.text().utf8)
        } else {
          try exporter.text(of: program.result, binding: binding)
        }
      let text = String(decoding: bytes, as: UTF8.self)
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

  /// The text of the program on the qubits of a device; its inputs stay symbolic unless they are bound.
  private static func compiled(
    _ program: NamedProgram, _ binding: InputBinding?, for name: String, as language: OpenQASM.Dialect,
    in session: Session
  ) throws -> [UInt8] {
    let device: Device
    do { device = try session.devices.device(named: name).device } catch { throw Failure(error) }
    var circuit = program.program.staticCircuit
    if let binding,
      case .circuit(let bound, _) = program.program.specialized(parameters: binding.parameters, inputs: binding.inputs)
    {
      circuit = bound
    }
    guard let circuit else {
      throw Failure(
        .unsupported, "\(quoted(program.path)) decides while it runs what it does, and is not written for a device",
        help: "'shotglass run --backend noisy-\(name)' compiles and runs it; leave out --device to write it")
    }
    let compiled: Circuit
    var transpiler = Transpiler(device: device)
    // Waiting changes nothing of what a program means: only its own delays are refused where there is no word for them.
    transpiler.writesDelays = language.hasDelays
    do { compiled = try transpiler.compile(circuit).circuit } catch {
      throw Failure(.unsupported, error.message, help: error.help)
    }
    return try Exporter(dialect: language, native: Set(device.nativeGates)).text(of: compiled)
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
