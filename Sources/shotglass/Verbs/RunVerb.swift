import ArgumentParsing

/// `run`: a program on a backend.
enum RunVerb {
  static let file = Argument.required("FILE", help: "An OpenQASM 3 or 2 program; - is standard input.")
  static let backend = Option.text("backend", placeholder: "NAME", default: "ideal", help: "Where to run it.")
  static let shots = Option.integer("shots", in: 1...1_000_000_000, default: 1024, help: "How often to run it.")
  static let inputs = Option.texts(
    "input", placeholder: "NAME=JSON",
    help: "The value of an input of the program: a number, true or false, or a text of bits; lists for arrays.")
  static let memory = Option.flag("memory", help: "Show the outcome of every shot too.")
  static let maximumSeconds = Option.seconds(
    "max-seconds", placeholder: "T", in: 0.001...31_536_000, default: 60,
    help: "Stop with status 1 after this time.")

  static let verb = Verb(
    command: Command(
      name: "run", summary: "Run a program and count its outcomes.",
      description: """
        Runs the program and prints how often each outcome came. 'shotglass help bit-order' says which bit is which.
        """,
      arguments: [file.declaration],
      options: [
        backend.declaration, shots.declaration, inputs.declaration, memory.declaration, maximumSeconds.declaration,
      ],
      examples: [
        Command.Example("shotglass run bell.qasm", "Run a program 1024 times without noise."),
        Command.Example(
          "shotglass run bell.qasm --shots 100 --seed 7 --json", "The same outcomes every time, as JSON."),
        Command.Example("shotglass run ansatz.qasm --input theta=0.5", "Give the program's input a value."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    throw Failure.bug("run has no code")
  }
}
