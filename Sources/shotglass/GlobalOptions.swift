import ArgumentParsing

/// The options of every verb.
enum GlobalOptions {
  static let help = Option.flag(
    "help", short: "h", readsEnvironment: false, waivesArguments: true, help: "Print a short help and stop.")
  static let version = Option.flag(
    "version", readsEnvironment: false, waivesArguments: true, help: "Print the version and stop.")
  static let json = Option.flag("json", help: "Print the result as one JSON document.")
  static let seed = Option.unsigned("seed", help: "Fix every random choice; 0 unless given.")
  static let quiet = Option.flag("quiet", help: "Print nothing but the result and errors.")
  static let verbose = Option.flag("verbose", help: "Say more on standard error; secrets are never shown.")
  static let timings = Option.flag("timings", help: "Say how long it took.")
  static let colour = Option<ColourChoice>.choice(
    "color", placeholder: "WHEN", default: .auto,
    help: "Colour messages; auto colours terminals unless NO_COLOR is set.")
  static let showConfiguration = Option.flag(
    "show-config", readsEnvironment: false, waivesArguments: true,
    help: "Print the value of every option, where it came from, and stop.")

  static let declarations = [
    json.declaration, seed.declaration, quiet.declaration, verbose.declaration, timings.declaration,
    colour.declaration, showConfiguration.declaration, version.declaration, help.declaration,
  ]
}
