import ArgumentParsing
import Foundation
import Testing

@testable import shotglass

/// Ours; the testing library has a type of the same name.
typealias ExitStatus = shotglass.ExitStatus

/// Runs command lines within the test's process.
enum Program {
  struct Result {
    let status: ExitStatus
    let output: String
    let errors: String
  }

  /// An application whose verbs and topics are the shipped ones.
  static func run(
    _ words: [String], environment: [String: String] = [:], input: String = "",
    application: Application = .shotglass, isTerminal: Bool = false
  ) async -> Result {
    let output = OutputBuffer()
    let errors = OutputBuffer()
    let status = await application.run(
      arguments: words, environment: environment, input: .text(input), output: .collecting(in: output),
      errors: .collecting(in: errors, isTerminal: isTerminal))
    return Result(status: status, output: output.text, errors: errors.text)
  }

  /// An application with one verb, `work`, that does what the test says.
  static func application(
    work: @escaping @Sendable (Session) async throws -> ExitStatus = { _ in .done },
    selfTest: (@Sendable () async throws -> String)? = nil
  ) -> Application {
    let verb = Verb(command: Command(name: "work", summary: "Works.")) { _, session in try await work(session) }
    return Application(verbs: [verb, DoctorVerb.verb], topics: [], selfTest: selfTest)
  }
}

/// A folder that exists as long as a test needs it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("shotglass-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ text: String, to name: String, mode: Int = 0o644) throws -> String {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    return file.path
  }
}
