import ArgumentParsing
import Formats
import Testing

@testable import shotglass

@Suite struct ApplicationTests {
  @Test(
    "mistakes give three lines on standard error, nothing on standard output, and status 2",
    arguments: [
      ([], "error: no verb is given after 'shotglass'\nhelp: 'shotglass help' lists the verbs\n"),
      (
        ["rnu"],
        "error: unknown verb 'rnu'\n --> word 1 of the command line: 'rnu'\nhelp: did you mean 'shotglass run'?\n"
      ),
      (
        ["run", "x", "--shtos", "3"],
        "error: unknown option '--shtos'\n --> word 3 of the command line: '--shtos'\nhelp: did you mean '--shots'?\n"
      ),
      (
        ["run", "--shots=-1", "x"],
        """
        error: --shots takes a whole number from 1 to 1000000000, not '-1'
         --> word 2 of the command line: '--shots=-1'
        help: give --shots a whole number from 1 to 1000000000

        """
      ),
      (["run"], "error: 'shotglass run' needs FILE\nhelp: usage: shotglass run [OPTIONS] FILE\n"),
      (
        ["draw", "a", "b"],
        """
        error: 'b' is one argument too many for 'shotglass draw'
         --> word 3 of the command line: 'b'
        help: usage: shotglass draw [OPTIONS] MODEL|FILE

        """
      ),
      (
        ["--json", "check", "--json", "x"],
        "error: --json is given twice\n --> word 3 of the command line: '--json'\nhelp: give --json once\n"
      ),
      (
        ["completions", "bsh"],
        """
        error: SHELL takes one of bash, zsh, fish, not 'bsh'
         --> word 2 of the command line: 'bsh'
        help: did you mean 'bash'?

        """
      ),
      (
        ["help", "bti-order"],
        "error: there is no help on 'bti-order'\nhelp: did you mean 'shotglass help bit-order'?\n"
      ),
      (["help", "xyzzy"], "error: there is no help on 'xyzzy'\nhelp: 'shotglass help' lists verbs and topics\n"),
      (
        ["export", "x", "-o"],
        """
        error: -o needs a value
         --> word 3 of the command line: '-o'
        help: write --output FILE, where FILE is a file

        """
      ),
    ])
  func reportsMistakes(_ words: [String], errors: String) async {
    let result = await Program.run(words)
    #expect(result.status == .misuse)
    #expect(result.errors == errors)
    #expect(result.output.isEmpty)
  }

  @Test("a verb that is planned says so, with status 3", arguments: PlannedVerb.names)
  func namesPlannedVerbs(_ name: String) async {
    for words in [[name], [name, "x", "--y"], ["help", name]] {
      let result = await Program.run(words)
      #expect(result.status == .unsupported)
      #expect(result.errors.hasPrefix("error: '\(name)' is planned, but not yet in this version (\(Version.text))\n"))
    }
  }

  @Test("no planned verb is in the tree")
  func plansOnlyWhatIsMissing() {
    let names = Application.shotglass.root.subcommands.map(\.name)
    #expect(names.filter(PlannedVerb.names.contains).isEmpty)
    #expect(Set(names).count == names.count)
  }

  @Test("the version is printed")
  func printsVersion() async {
    #expect(await Program.run(["--version"]).output == "shotglass \(Version.text)\n")
    #expect(await Program.run(["run", "--version"]).output == "shotglass \(Version.text)\n")
  }

  @Test("--show-config prints every value and its origin, without running anything")
  func showsConfiguration() async {
    let result = await Program.run(
      ["run", "--show-config", "--seed", "7", "--input", "a=1", "--input=b = 2"],
      environment: ["SHOTGLASS_SHOTS": "10", "SHOTGLASS_QUIET": "1", "SHOTGLASS_BACKEND": ""])
    #expect(result.status == .done)
    #expect(
      result.output == """
        backend = ideal          default
        shots = 10               environment SHOTGLASS_SHOTS
        input = a=1, 'b = 2'     command line
        memory = false           default
        amplitudes = false       default
        noise = (none)           default
        method = automatic       default
        precision = double       default
        threads = (none)         default
        max-seconds = 60         default
        max-steps = 100000000    default
        yes = false              default
        max-cost = (none)        default
        max-shots = (none)       default
        resubmit-absent = false  default
        session = batch          default
        verbatim = false         default
        json = false             default
        seed = 7                 command line
        quiet = true             environment SHOTGLASS_QUIET
        verbose = false          default
        timings = false          default
        color = auto             default

        """)
  }

  @Test("--show-config says where the device of a twin was found")
  func showsDevice() async {
    let result = await Program.run(["run", "--show-config", "--backend", "noisy-ibm_manila"])
    #expect(result.output.contains("device ibm_manila"))
    #expect(result.output.hasSuffix("backends/ibm_manila.json\n") || result.output.hasSuffix("compiled in\n"))
  }

  @Test("--show-config --json types its values")
  func showsConfigurationAsJSON() async throws {
    let result = await Program.run(["run", "--show-config", "--json", "--input", "a=1"])
    var object = try JSONReader(parsing: Array(result.output.utf8)).object()
    #expect(try object.required("verb").string() == "run")
    let values = try object.required("values").array().map { JSON($0.node) }
    #expect(values.contains(["name": "shots", "origin": "default", "value": 1024]))
    #expect(values.contains(["name": "seed", "origin": "default", "value": nil]))
    #expect(values.contains(["name": "json", "origin": "command line", "value": true]))
    #expect(values.contains(["name": "input", "origin": "command line", "value": ["a=1"]]))
  }

  @Test("a mistake in the environment names its variable")
  func reportsEnvironment() async {
    let result = await Program.run(["doctor"], environment: ["SHOTGLASS_SEED": "x"])
    #expect(result.status == .misuse)
    #expect(result.errors.contains(" --> environment variable SHOTGLASS_SEED\n"))
  }

  @Test("errors of verbs become messages and statuses")
  func mapsErrors() async {
    struct Strange: Error {}
    let cases: [(any Error, ExitStatus, String)] = [
      (
        Failure(.credentials, "no key", place: "here", help: "get one"), .credentials,
        "error: no key\n --> here\nhelp: get one\n"
      ),
      (
        WriteError(name: "'x'", code: 28), .fault,
        "error: cannot write to 'x': No space left on device\nhelp: make room on the disk and try again\n"
      ),
      (WriteError(name: "x", code: 32), .done, ""), (CancellationError(), .interrupted, ""),
      (
        Strange(), .bug,
        "error: internal error: Strange()\nhelp: this is a bug in shotglass \(Version.text): please report it\n"
      ),
    ]
    for (error, status, errors) in cases {
      let result = await Program.run(["work"], application: Program.application { _ in throw error })
      #expect(result.status == status)
      #expect(result.errors == errors)
    }
  }

  @Test("colours follow the option, then NO_COLOR, then the terminal")
  func coloursErrors() async {
    let failing = Program.application { _ in throw Failure(.misuse, "m", help: "h") }
    let cases: [(words: [String], environment: [String: String], isTerminal: Bool, isColoured: Bool)] = [
      ([], [:], false, false), ([], [:], true, true), ([], ["NO_COLOR": "1"], true, false),
      ([], ["NO_COLOR": ""], true, true),
      ([], ["TERM": "dumb"], true, false), (["--color", "always"], ["NO_COLOR": "1"], false, true),
      (["--color=never"], [:], true, false), ([], ["SHOTGLASS_COLOR": "always"], false, true),
    ]
    for (words, environment, isTerminal, isColoured) in cases {
      let result = await Program.run(
        ["work"] + words, environment: environment, application: failing, isTerminal: isTerminal)
      #expect(result.errors.contains("\u{1B}[1;31merror:\u{1B}[0m m\n") == isColoured)
    }
  }

  @Test("notes, details and times go to standard error as asked")
  func obeysVerbosity() async {
    let application = Program.application { session in
      session.note("note")
      session.detail("detail")
      return .done
    }
    #expect(await Program.run(["work"], application: application).errors == "note\n")
    #expect(await Program.run(["work", "--quiet"], application: application).errors.isEmpty)
    #expect(await Program.run(["work", "--verbose"], application: application).errors == "note\ndetail\n")
    #expect(await Program.run(["work", "--quiet", "--timings"], application: application).errors.hasPrefix("time: "))
  }

  @Test("the seed reaches the verb", arguments: [UInt64.min, 7, .max])
  func passesSeed(_ seed: UInt64) async {
    let application = Program.application { $0.seed == seed ? .done : .bug }
    #expect(await Program.run(["work", "--seed", "\(seed)"], application: application).status == .done)
  }

  @Test("over several files misuse comes first, then no, then unsupported")
  func combinesStatuses() {
    #expect(ExitStatus.combined([]) == .done)
    #expect(ExitStatus.combined([.done, .unsupported]) == .unsupported)
    #expect(ExitStatus.combined([.unsupported, .answerIsNo, .done]) == .answerIsNo)
    #expect(ExitStatus.combined([.answerIsNo, .misuse]) == .misuse)
    #expect(ExitStatus.combined([.misuse, .bug]) == .bug)
  }

  @Test("messages cannot command the terminal")
  func escapesControls() {
    let failure = Failure(.misuse, "a\u{1B}[2Jb", place: "x\u{9B}y.json:1:1", help: "c\nd\u{202E}")
    #expect(
      failure.text(isColoured: false)
        == "error: a\\u{1b}[2Jb\n --> x\\u{9b}y.json:1:1\nhelp: c\nd\\u{202e}\n")
  }

  @Test("errors of formats carry file, line and column")
  func convertsFormatErrors() throws {
    let error = try #require(throws: FormatError.self) { try JSONNode(parsing: "{\n \"a\": 01}") }
    let failure = Failure(error, file: "x.json")
    #expect(
      failure.text(isColoured: false) == """
        error: a: a number may not begin with a needless 0
         --> x.json:2:7
        help: remove the leading zeros

        """)
  }

  @Test("random command lines end with a status and a message, never a crash", arguments: 1...40)
  func survivesNonsense(_ seed: Int) async {
    let words = [
      "help", "doctor", "man", "completions", "--", "-", "--seed", "--json", "--json=1", "-h", "-o", "--x=", "", "=",
      "--=",
      "--color", "never", "bash", "\u{0}", "é\u{301}", "--seed=99999999999999999999", "-1", "---", "-é", "-\u{301}",
      "--\u{301}",
    ]
    var state = UInt64(truncatingIfNeeded: seed)
    for _ in 0..<50 {
      let line = (0..<6).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return words[Int(state >> 33) % words.count]
      }
      let result = await Program.run(line)
      #expect([.done, .answerIsNo, .misuse].contains(result.status), "\(line)")
      #expect(result.errors.hasPrefix("error: ") == (result.status == .misuse), "\(line)")
    }
  }
}
