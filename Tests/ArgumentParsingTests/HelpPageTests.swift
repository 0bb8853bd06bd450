import ArgumentParsing
import Testing

@Suite struct HelpPageTests {
  @Test("pages look as they did", arguments: [[], ["brew"], ["shop"], ["shop", "list"]])
  func matchesGolden(_ path: [String]) throws {
    let page = try #require(HelpPage(of: path, in: Coffee.command, environmentPrefix: "COFFEE_"))
    let name = path.isEmpty ? "coffee" : path.joined(separator: "-")
    try Golden.expect(page.short, equals: "\(name).short.txt")
    try Golden.expect(page.long, equals: "\(name).long.txt")
  }

  @Test("an unknown command has no page")
  func findsNoPage() {
    #expect(HelpPage(of: ["tea"], in: Coffee.command, environmentPrefix: "") == nil)
  }

  @Test("no line is longer than a terminal of 80 columns")
  func fitsTerminals() throws {
    for path in [[], ["brew"], ["shop"], ["shop", "list"], ["shop", "cup"]] {
      let page = try #require(HelpPage(of: path, in: Coffee.command, environmentPrefix: "COFFEE_"))
      for line in (page.short + page.long).split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }
  }

  @Test("the table of verbs names every command that runs")
  func writesMarkdown() {
    #expect(
      Coffee.command.markdownTable == """
        | verb | what it does |
        |--|--|
        | `coffee brew BEANS [WATER]` | Brew it. |
        | `coffee shop list FILE...` | Read shopping lists. |
        | `coffee shop cup SIZE` | Buy a cup. |

        """)
  }
}
