import ArgumentParsing
import Devices
import Formats

/// What a verb works with: its streams, the environment, and the options that every verb has.
struct Session: Sendable {
  let application: Application
  /// The command line without the program's name.
  let words: [String]
  let environment: [String: String]
  let input: Input
  private(set) var output: Output
  let errors: Output
  let wantsJSON: Bool
  /// The seed that the user fixed, if any.
  let seed: UInt64?
  let isQuiet: Bool
  let isVerbose: Bool
  let wantsTimings: Bool
  let isErrorColoured: Bool
  let isOutputColoured: Bool

  init(
    application: Application, words: [String], arguments: Arguments, environment: [String: String], input: Input,
    output: Output, errors: Output
  ) {
    self.application = application
    self.words = words
    self.environment = environment
    self.input = input
    self.output = output
    self.errors = errors
    wantsJSON = arguments[GlobalOptions.json]
    seed = arguments[GlobalOptions.seed]
    isQuiet = arguments[GlobalOptions.quiet]
    isVerbose = arguments[GlobalOptions.verbose]
    wantsTimings = arguments[GlobalOptions.timings]
    isOutputColoured = arguments[GlobalOptions.colour].isColoured(output, environment: environment)
    isErrorColoured = arguments[GlobalOptions.colour].isColoured(errors, environment: environment)
  }

  /// The devices that the user has.
  var devices: DeviceLibrary { DeviceLibrary(home: environment["SHOTGLASS_HOME"]) }

  /// Reads a file, or standard input when the path is `-`.
  func read(_ path: String) throws(Failure) -> SourceFile {
    try SourceFile.read(path, input: input)
  }

  /// Prints the result: the text as it is or, when JSON is wanted, as `{"schema": 1, "text": ...}`.
  func print(_ text: String) throws {
    if wantsJSON { try print(["text": .string(text)]) } else { try output.write(text) }
  }

  /// Prints the result as one line of canonical JSON with `"schema": 1`.
  func print(_ members: [String: JSON]) throws {
    let document = JSON.object(members.merging(["schema": 1]) { _, schema in schema })
    try output.write(try document.bytes() + [0x0A])
  }

  /// Writes the result to a file; to the output when the path is `-` or missing.
  func write(_ text: String, to path: String?) throws {
    guard let path, path != "-" else { return try output.write(text) }
    try DestinationFile(path, output: output).write(Array(text.utf8))
  }

  /// Where a result is to be written; found out before anything is done for it.
  func destination(_ path: String?) throws(Failure) -> DestinationFile? {
    guard let path else { return nil }
    return try DestinationFile(path, output: output)
  }

  /// The same with standard error to print to: what is said beside a result that takes standard output.
  var besideOutput: Session {
    var session = self
    session.output = errors
    return session
  }

  /// Says something on standard error, unless the user wants quiet.
  func note(_ text: String) {
    if !isQuiet { try? errors.write(text + "\n") }
  }

  /// Says something on standard error that only `--verbose` wants.
  func detail(_ text: String) {
    if isVerbose { try? errors.write(text + "\n") }
  }

  /// Prints an error in its three lines.
  func report(_ failure: Failure) {
    try? errors.write(failure.text(isColoured: isErrorColoured))
  }
}
