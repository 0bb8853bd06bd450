import Circuits
import OpenQASM

/// A program that a command line names, read and understood.
struct NamedProgram: Sendable {
  let path: String
  let result: LoadResult

  /// What the text means.
  let program: Circuits.Program
}

extension Session {
  /// What the text of a file says, with everything that is wrong about it.
  func load(_ path: String) throws(Failure) -> LoadResult {
    let file = try read(path)
    return Loader.load(
      SourceText(path: file.displayName, bytes: file.bytes), includes: .folder(file.folder))
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
