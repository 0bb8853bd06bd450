import ArgumentParsing
import Circuits
import Formats
import Models
import OpenQASM

/// A program that a command line names, read and understood.
struct NamedProgram: Sendable {
  let path: String
  let result: LoadResult
  /// The model whose circuit the program is, where it was named as one.
  var model: ZooCircuit?

  /// What the text means.
  let program: Circuits.Program
}

extension SourceText {
  /// Whether a program speaks to Braket, by a pragma, and includes nothing: then it has Braket's gates by themselves.
  fileprivate var isForBraket: Bool {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { $0.trimmingPrefix { $0 == " " || $0 == "\t" } }
    return lines.contains { $0.hasPrefix("#pragma braket ") || $0.hasPrefix("pragma braket ") }
      && !lines.contains { $0.hasPrefix("include") }
  }
}

extension Session {
  /// What the text of a file says, with everything that is wrong about it.
  func load(_ path: String) throws(Failure) -> LoadResult {
    let file = try read(path)
    let source = SourceText(path: file.displayName, bytes: file.bytes)
    let result = Loader.load(source, includes: .folder(file.folder))
    guard result.program == nil, source.isForBraket else { return result }
    return Loader.load(source, libraries: .braket)
  }

  /// The circuit of a model, or the program of a file: what is called like a model and is no file is the model.
  func programOrModel(_ name: String) throws(Failure) -> NamedProgram {
    guard !name.contains("/"), !name.contains("."), name != "-", !SourceFile.exists(name) else {
      return try program(name)
    }
    guard let model = Zoo.model(named: name), Zoo.circuit(named: name) == nil else {
      guard let circuit = Zoo.circuit(named: name) else { throw unknownModel(name) }
      let text: String
      do { text = try circuit.text() } catch { throw Failure.bug("the model \(name) cannot be written") }
      let result = Loader.load(SourceText(path: name, bytes: Array(text.utf8)), includes: .none)
      guard let program = result.program else { throw Failure.bug("the model \(name) cannot be read") }
      return NamedProgram(path: name, result: result, model: circuit, program: program)
    }
    throw Failure(
      .unsupported, "the model \(quoted(model.name)) is not one circuit",
      help: "'shotglass models show \(model.name)' lists its layers")
  }

  private func unknownModel(_ name: String) -> Failure {
    let names = Zoo.all.map(\.name) + Zoo.kernels.map(\.name)
    return Failure(
      .misuse, "\(quoted(name)) is neither a file nor a model",
      help: NearestMatch.find(name, among: names).map { "did you mean the model '\($0)'?" }
        ?? "'shotglass models' lists the models")
  }

  /// A program to work with. Its problems go to standard error; with an error among them there is none.
  func program(_ path: String) throws(Failure) -> NamedProgram {
    let result = try load(path)
    let shown = result.diagnostics.filter { $0.severity != .warning || !isQuiet }
    try? errors.write(rendered(shown, of: result.files))
    if let program = result.program { return NamedProgram(path: path, result: result, program: program) }
    let count = result.diagnostics.filter { $0.severity == .error }.count
    guard count > 0 else {
      throw Failure(.unsupported, "\(quotedName(path)) uses what this version cannot run")
    }
    throw Failure(.misuse, "\(quotedName(path)) has \(count) error\(count == 1 ? "" : "s")")
  }

  /// Diagnostics as people read them, each with its line and a caret.
  func rendered(_ diagnostics: [Diagnostic], of files: [SourceText], isColored: Bool? = nil) -> String {
    var renderer = DiagnosticRenderer(sources: files, isColored: isColored ?? isErrorColoured)
    return diagnostics.map { renderer.render($0) + "\n" }.joined()
  }

  private func quotedName(_ path: String) -> String { path == "-" ? "standard input" : "'\(path)'" }
}
