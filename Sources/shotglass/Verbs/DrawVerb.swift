import ArgumentParsing
import Circuits

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `draw`: a program as a picture of text.
enum DrawVerb {
  static let file = Argument.required(
    "MODEL|FILE", help: "An OpenQASM 3 or 2 program, - for standard input, or a model of 'shotglass models'.")

  static let width = Option.integer(
    "width", in: 40...100_000,
    help: "Wrap lines at this width; by default the terminal's, or 80 where there is none.")
  static let ascii = Option.flag("ascii", help: "Draw with plain ASCII characters.")

  static let verb = Verb(
    command: Command(
      name: "draw", summary: "Draw a circuit as text.", arguments: [file.declaration],
      options: [width.declaration, ascii.declaration],
      examples: [Command.Example("shotglass draw bell.qasm", "Draw the circuit, one line a qubit.")]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    let program = try session.programOrModel(arguments[file])
    let drawing = ProgramDrawing(
      program.program, width: arguments[width] ?? terminalWidth(session), isUnicode: !arguments[ascii])
    try session.print(drawing.text)
    return .done
  }

  /// The terminal's columns, so that a drawing fits; the same bytes for everybody where there is no terminal.
  private static func terminalWidth(_ session: Session) -> Int {
    var size = winsize()
    guard session.output.isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return max(CircuitDrawing.leastWidth, Int(size.ws_col))
  }
}
