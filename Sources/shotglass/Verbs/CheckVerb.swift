import ArgumentParsing
import Circuits
import Formats
import OpenQASM

/// `check`: all errors of some programs.
enum CheckVerb {
  static let files = Argument.oneOrMore("FILE", help: "OpenQASM 3 or 2 programs; - is standard input.")
  static let syntaxOnly = Option.flag(
    "syntax-only", help: "Look at the grammar alone, not at names, types and values.")

  static let verb = Verb(
    command: Command(
      name: "check", summary: "Find the errors in OpenQASM programs.",
      description: "Every error is printed with its line, a caret below the place, and what to do about it.",
      arguments: [files.declaration], options: [syntaxOnly.declaration],
      examples: [
        Command.Example("shotglass check bell.qasm", "Check one program; the status is 1 if it has errors."),
        Command.Example("shotglass check --json qasm/*.qasm", "Check many, for a program to read."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    guard arguments[files].count(where: { $0 == "-" }) <= 1 else {
      throw Failure(.misuse, "standard input is named twice", help: "it can be read once: write one '-'")
    }
    var statuses: [ExitStatus] = []
    var documents: [JSON] = []
    for path in arguments[files] {
      let checked: CheckedFile
      do {
        checked = try CheckedFile(path, syntaxOnly: arguments[syntaxOnly], in: session)
      } catch let failure as Failure {
        session.report(failure)
        statuses.append(failure.status)
        continue
      }
      statuses.append(checked.status)
      if session.wantsJSON { documents.append(checked.json) } else { try session.print(checked.text(in: session)) }
    }
    if session.wantsJSON { try session.print(["files": .array(documents)]) }
    return ExitStatus.combined(statuses)
  }
}

/// What `check` found in one file.
private struct CheckedFile {
  let path: String
  let version: LanguageVersion
  let files: [SourceText]
  let diagnostics: [Diagnostic]
  /// What the program holds, where it is right.
  let content: String

  init(_ path: String, syntaxOnly: Bool, in session: Session) throws {
    self.path = path
    if syntaxOnly {
      let file = try session.read(path)
      let source = SourceText(path: file.displayName, bytes: file.bytes)
      (diagnostics, version) = Loader.checkSyntax(source)
      files = [source]
      content = "grammar"
    } else {
      let result = try session.load(path)
      (diagnostics, version, files) = (result.diagnostics, result.version, result.files)
      content = result.program.map { Self.summary($0) } ?? ""
    }
  }

  private static func summary(_ program: Circuits.Program) -> String {
    let circuit = program.circuit
    let sizes = "\(circuit.qubitCount) qubits, \(circuit.bitCount) bits"
    return program.staticCircuit == nil
      ? "\(sizes), control flow" : "\(sizes), \(circuit.operations.count) operations"
  }

  var status: ExitStatus {
    if diagnostics.contains(where: { $0.severity == .error }) { return .answerIsNo }
    return diagnostics.contains { $0.severity == .unsupported } ? .unsupported : .done
  }

  func text(in session: Session) -> String {
    let isColored = session.isOutputColoured
    let text = session.rendered(diagnostics, of: files, isColored: isColored)
    guard status == .done else { return text }
    return text + "\(files[0].path): ok (OpenQASM \(version.text), \(content))\n"
  }

  var json: JSON {
    var maps = files.map { LineMap(source: $0) }
    let list = diagnostics.map { diagnostic -> JSON in
      let (start, end) = maps[diagnostic.range.file].positions(of: diagnostic.range)
      var members: [String: JSON] = [
        "severity": .string(diagnostic.severity.rawValue), "code": .string(diagnostic.code.name),
        "message": .string(diagnostic.message), "line": .integer(start.line), "column": .integer(start.column),
        "endLine": .integer(end.line), "endColumn": .integer(end.column), "help": JSON(diagnostic.help),
      ]
      if diagnostic.range.file > 0 { members["file"] = .string(files[diagnostic.range.file].path) }
      return .object(members)
    }
    return ["path": .string(path), "version": .string(version.text), "diagnostics": .array(list)]
  }
}

extension LanguageVersion {
  /// As it is written: `3.0`.
  fileprivate var text: String { "\(major).\(minor)" }
}
