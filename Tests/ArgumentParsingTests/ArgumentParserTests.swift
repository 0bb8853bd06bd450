import ArgumentParsing
import Testing

@Suite struct ArgumentParserTests {
  @Test("what nobody gives has its default")
  func readsDefaults() throws {
    let arguments = try Coffee.parse(["brew", "x"])
    #expect(arguments.path == ["brew"])
    #expect(arguments[Coffee.beans] == "x")
    #expect(arguments[Coffee.water] == nil)
    #expect(arguments[Coffee.cups] == 2)
    #expect(arguments[Coffee.sugar] == nil)
    #expect(arguments[Coffee.seed] == nil)
    #expect(arguments[Coffee.patience] == 2.5)
    #expect(arguments[Coffee.ratio] == 0.25)
    #expect(arguments[Coffee.size] == .medium)
    #expect(arguments[Coffee.syrups].isEmpty)
    #expect(arguments[Coffee.note] == nil)
    #expect(arguments[Coffee.brand] == "house")
    #expect(arguments[Coffee.receipt] == nil)
    #expect(!arguments[Coffee.loud])
  }

  @Test(
    "both ways to give a value mean the same",
    arguments: [
      ["brew", "--cups", "3", "x"], ["brew", "--cups=3", "x"], ["brew", "-c", "3", "x"], ["brew", "-c3", "x"],
      ["brew", "-c=3", "x"], ["brew", "x", "--cups", "3"],
    ])
  func readsValues(_ words: [String]) throws {
    let arguments = try Coffee.parse(words)
    #expect(arguments[Coffee.cups] == 3)
    #expect(arguments[Coffee.beans] == "x")
    #expect(arguments.origin(of: Coffee.cups) == .commandLine)
  }

  @Test("all kinds of values are read")
  func readsKinds() throws {
    let arguments = try Coffee.parse([
      "brew", "b", "w", "--sugar=0", "--seed", "18446744073709551615", "--max-wait", "1e1", "--ratio", "-0.5", "--size",
      "large", "--syrup", "nut", "--syrup=", "--syrup", "--cups", "--note=a=b", "-o", "-", "--loud",
    ])
    #expect(arguments[Coffee.sugar] == 0)
    #expect(arguments[Coffee.seed] == .max)
    #expect(arguments[Coffee.patience] == 10)
    #expect(arguments[Coffee.ratio] == -0.5)
    #expect(arguments[Coffee.size] == .large)
    #expect(arguments[Coffee.syrups] == ["nut", "", "--cups"])
    #expect(arguments[Coffee.note] == "a=b")
    #expect(arguments[Coffee.receipt] == "-")
    #expect(arguments[Coffee.loud])
    #expect(arguments[Coffee.water] == "w")
  }

  @Test(
    "an option takes the next word whatever it begins with",
    arguments: ["-0.3*Z0", "--loud", "--", "-", "-h", "brew", ""])
  func takesAnyWord(_ word: String) throws {
    let arguments = try Coffee.parse(["brew", "--note", word, "x"])
    #expect(arguments[Coffee.note] == word)
    #expect(arguments[Coffee.beans] == "x")
    #expect(!arguments[Coffee.loud])
  }

  @Test("two dashes end the options, one dash is an argument")
  func endsOptions() throws {
    let arguments = try Coffee.parse(["brew", "-", "--", "--cups"])
    #expect(arguments[Coffee.beans] == "-")
    #expect(arguments[Coffee.water] == "--cups")
    #expect(try Coffee.parse(["brew", "--", "--", "-c"])[Coffee.beans] == "--")
  }

  @Test("options of the program stand before or after the verb")
  func readsProgramOptionsAnywhere() throws {
    #expect(try Coffee.parse(["--loud", "brew", "x"])[Coffee.loud])
    #expect(try Coffee.parse(["brew", "x", "--loud"])[Coffee.loud])
  }

  @Test("verbs lie within verbs, and pass their options on")
  func readsNestedVerbs() throws {
    let arguments = try Coffee.parse(["shop", "--brand", "a", "list", "--loud", "p", "q"])
    #expect(arguments.path == ["shop", "list"])
    #expect(arguments[Coffee.files] == ["p", "q"])
    #expect(arguments[Coffee.brand] == "a")
    #expect(try Coffee.parse(["shop", "cup", "large"])[Coffee.sizeArgument] == .large)
  }

  @Test("the environment stands in for the command line, and the default for both")
  func readsEnvironment() throws {
    let environment = [
      "COFFEE_CUPS": "5", "COFFEE_MAX_WAIT": "1", "COFFEE_LOUD": "yes", "COFFEE_OUTPUT": "x", "COFFEE_SYRUP": "y",
      "COFFEE_BRAND": "", "COFFEE_HELP": "1",
    ]
    let arguments = try Coffee.parse(["brew", "x", "--max-wait", "2"], environment: environment)
    #expect(arguments[Coffee.cups] == 5)
    #expect(arguments.origin(of: Coffee.cups) == .environment(variable: "COFFEE_CUPS"))
    #expect(arguments[Coffee.patience] == 2)
    #expect(arguments.origin(of: Coffee.patience) == .commandLine)
    #expect(arguments[Coffee.loud])
    #expect(arguments[Coffee.receipt] == nil)
    #expect(arguments[Coffee.syrups].isEmpty)
    #expect(arguments[Coffee.brand] == "house")
    #expect(arguments.origin(of: Coffee.brand) == .defaultValue)
    #expect(!arguments[Coffee.help])
    #expect(try !Coffee.parse(["brew", "x"], environment: ["COFFEE_LOUD": "0"])[Coffee.loud])
  }

  @Test("every option is listed with its words and their origin")
  func listsSettings() throws {
    let settings = try Coffee.parse(["brew", "x", "-c", "3"], environment: ["COFFEE_SUGAR": "1"]).settings
    #expect(
      settings.map { "\($0.option.name) \($0.words) \($0.origin)" } == [
        "cups [\"3\"] command line", "sugar [\"1\"] environment COFFEE_SUGAR", "seed [] default",
        "max-wait [\"2.5\"] default", "ratio [\"0.25\"] default", "size [\"medium\"] default", "syrup [] default",
        "note [] default", "brand [\"house\"] default", "output [] default", "loud [\"false\"] default",
        "help [\"false\"] default",
      ])
  }

  @Test(
    "asking for help makes missing verbs and arguments no error", arguments: [["-h"], ["brew", "-h"], ["shop", "-h"]])
  func waivesArguments(_ words: [String]) throws {
    #expect(try Coffee.parse(words)[Coffee.help])
  }

  @Test(
    "mistakes are named with their place and a remedy",
    arguments: [
      (["brwe"], "unknown verb 'brwe'", "word 1 of the command line: 'brwe'", "did you mean 'coffee brew'?"),
      (["tea"], "unknown verb 'tea'", "word 1 of the command line: 'tea'", "'coffee help' lists the verbs"),
      (
        ["shop", "lisst"], "unknown verb 'lisst'", "word 2 of the command line: 'lisst'",
        "did you mean 'coffee shop list'?"
      ),
      ([], "no verb is given after 'coffee'", nil, "'coffee help' lists the verbs"),
      (["shop"], "no verb is given after 'coffee shop'", nil, "'coffee help' lists the verbs"),
      (
        ["brew", "--cpus", "3"], "unknown option '--cpus'", "word 2 of the command line: '--cpus'",
        "did you mean '--cups'?"
      ),
      (
        ["brew", "--xyzzy=3"], "unknown option '--xyzzy'", "word 2 of the command line: '--xyzzy=3'",
        "'coffee brew -h' lists the options; after '--' every word is an argument"
      ),
      (
        ["--cups", "3", "brew"], "unknown option '--cups'", "word 1 of the command line: '--cups'",
        "write it after the verb: coffee brew --cups"
      ),
      (
        ["brew", "-x"], "unknown option '-x'", "word 2 of the command line: '-x'",
        "'coffee brew -h' lists the options; after '--' every word is an argument"
      ),
      (
        ["brew", "-hx"], "unknown option '-hx'", "word 2 of the command line: '-hx'",
        "'coffee brew -h' lists the options; after '--' every word is an argument"
      ),
      (
        ["brew", "x", "--cups"], "--cups needs a value", "word 3 of the command line: '--cups'",
        "write --cups N, where N is a whole number from 1 to 12"
      ),
      (
        ["brew", "x", "--loud=1"], "--loud takes no value", "word 3 of the command line: '--loud=1'",
        "write --loud alone"
      ),
      (
        ["brew", "--cups", "0", "x"], "--cups takes a whole number from 1 to 12, not '0'",
        "word 2 of the command line: '--cups'", "give --cups a whole number from 1 to 12"
      ),
      (
        ["brew", "--sugar", "-1", "x"], "--sugar takes a whole number of at least 0, not '-1'",
        "word 2 of the command line: '--sugar'", "give --sugar a whole number of at least 0"
      ),
      (
        ["brew", "--max-wait", "nan", "x"], "--max-wait takes a number of seconds from 0 to 100, not 'nan'",
        "word 2 of the command line: '--max-wait'", "give --max-wait a number of seconds from 0 to 100"
      ),
      (
        ["brew", "--size", "lagre", "x"], "--size takes one of small, medium, large, not 'lagre'",
        "word 2 of the command line: '--size'", "did you mean 'large'?"
      ),
      (
        ["shop", "cup", "hugee"], "SIZE takes one of small, medium, large, not 'hugee'",
        "word 3 of the command line: 'hugee'", "give SIZE one of small, medium, large"
      ),
      (
        ["brew", "-c", "1", "--cups=2", "x"], "--cups is given twice", "word 4 of the command line: '--cups=2'",
        "give --cups once"
      ),
      (
        ["--loud", "brew", "x", "--loud"], "--loud is given twice", "word 4 of the command line: '--loud'",
        "give --loud once"
      ),
      (["brew"], "'coffee brew' needs BEANS", nil, "usage: coffee brew [OPTIONS] BEANS [WATER]"),
      (["shop", "list"], "'coffee shop list' needs FILE", nil, "usage: coffee shop list [OPTIONS] FILE..."),
      (
        ["brew", "a", "b", "c\u{1B}"], "'c\\u{1b}' is one argument too many for 'coffee brew'",
        "word 4 of the command line: 'c\\u{1b}'", "usage: coffee brew [OPTIONS] BEANS [WATER]"
      ),
    ] as [([String], String, String?, String)])
  func reportsMistakes(_ words: [String], message: String, place: String?, help: String) throws {
    let error = try #require(throws: UsageError.self) { try Coffee.parse(words) }
    #expect(error.message == message)
    #expect(error.place == place)
    #expect(error.help == help)
  }

  @Test(
    "mistakes in the environment name the variable",
    arguments: [
      ("COFFEE_CUPS", "many", "COFFEE_CUPS takes a whole number from 1 to 12, not 'many'"),
      ("COFFEE_LOUD", "maybe", "COFFEE_LOUD takes 1 or 0, not 'maybe'"),
      ("COFFEE_SIZE", "huge", "COFFEE_SIZE takes one of small, medium, large, not 'huge'"),
    ])
  func reportsEnvironmentMistakes(variable: String, value: String, message: String) throws {
    let error = try #require(throws: UsageError.self) {
      try Coffee.parse(["brew", "x"], environment: [variable: value])
    }
    #expect(error.message == message)
    #expect(error.place == "environment variable \(variable)")
    _ = try Coffee.parse(["shop", "list", "x"], environment: ["COFFEE_CUPS": "many"])
  }

  @Test("numbers beyond every type are refused, not trapped on")
  func refusesHugeNumbers() throws {
    for word in ["99999999999999999999", "1e9", "", " 3", "3 ", "0x3", "٣"] {
      #expect(throws: UsageError.self) { try Coffee.parse(["brew", "x", "--cups", word]) }
    }
    for word in ["inf", "1e400", "0x1p3", "", "1,5"] {
      #expect(throws: UsageError.self) { try Coffee.parse(["brew", "x", "--ratio", word]) }
    }
    #expect(throws: UsageError.self) { try Coffee.parse(["brew", "x", "--seed", "18446744073709551616"]) }
  }
}
