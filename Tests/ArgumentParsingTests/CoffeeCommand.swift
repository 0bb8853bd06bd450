import ArgumentParsing

/// A small program with everything that commands can have, for tests.
enum Coffee {
  enum Size: String, CaseIterable, Sendable { case small, medium, large }

  static let help = Option.flag(
    "help", short: "h", readsEnvironment: false, waivesArguments: true, help: "Print help.")
  static let loud = Option.flag("loud", help: "Say more: [much] more, even 'quotes' and \\ signs.")
  static let cups = Option.integer("cups", short: "c", in: 1...12, default: 2, help: "How many.")
  static let sugar = Option.integer("sugar", in: 0...Int.max, help: "Lumps of sugar.")
  static let seed = Option.unsigned("seed", help: "Fix all chance.")
  static let patience = Option.seconds(
    "max-wait", placeholder: "T", in: 0...100, default: 2.5, help: "How long to wait.")
  static let ratio = Option.number("ratio", in: -1...1, default: 0.25, help: "Milk to coffee.")
  static let size = Option<Size>.choice("size", placeholder: "SIZE", default: .medium, help: "The cup.")
  static let syrups = Option.texts("syrup", placeholder: "NAME", help: "What to add.")
  static let note = Option.text("note", placeholder: "TEXT", help: "What to write on the cup.")
  static let brand = Option.text("brand", placeholder: "NAME", default: "house", help: "The beans.")
  static let receipt = Option.file("output", short: "o", help: "Where the receipt goes.")
  static let beans = Argument.required("BEANS", help: "The beans, - for those on the counter.")
  static let water = Argument.optional("WATER", kind: .text, help: "The water.")
  static let files = Argument.oneOrMore("FILE", help: "Shopping lists.")
  static let sizeArgument = Argument<Size>.choice("SIZE", fallback: .small, help: "The cup.")

  static let command = Command(
    name: "coffee", summary: "Make coffee -- \"fresh\" coffee.",
    description: "Coffee is made here.\n\n.This begins with a point\n  and this stays as it is",
    options: [loud.declaration, help.declaration],
    examples: [Command.Example("coffee brew beans -c 3", "Three cups.")],
    exitCodes: [Command.ExitCode(0, "Coffee."), Command.ExitCode(2, "No coffee.")],
    subcommands: [
      Command(
        name: "brew", summary: "Brew it.", arguments: [beans.declaration, water.declaration],
        options: [
          cups.declaration, sugar.declaration, seed.declaration, patience.declaration, ratio.declaration,
          size.declaration, syrups.declaration, note.declaration, brand.declaration, receipt.declaration,
        ],
        examples: [Command.Example("coffee brew 'my beans'", "Brew my beans.")]),
      Command(
        name: "shop", summary: "Buy beans.", options: [brand.declaration],
        subcommands: [
          Command(name: "list", summary: "Read shopping lists.", arguments: [files.declaration]),
          Command(name: "cup", summary: "Buy a cup.", arguments: [sizeArgument.declaration]),
        ]),
    ])

  static func parse(_ words: [String], environment: [String: String] = [:]) throws(UsageError) -> Arguments {
    try ArgumentParser(command, environmentPrefix: "COFFEE_").parse(words, environment: environment)
  }
}
