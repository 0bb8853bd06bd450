import ArgumentParsing
import Testing

@Suite struct ManualPageTests {
  private var page: String {
    Coffee.command.manualPage(version: "1.2", environmentPrefix: "COFFEE_")
  }

  @Test("the page looks as it did")
  func matchesGolden() throws {
    try Golden.expect(page, equals: "coffee.1")
  }

  @Test("groff has nothing to complain about", .enabled(if: Shell.isInstalled("groff"), "groff is not installed"))
  func satisfiesGroff() throws {
    let result = try Shell.withFile(page) { try Shell.run("groff", ["-ww", "-man", "-z", $0]) }
    #expect(result.text.isEmpty)
    #expect(result.status == 0)
  }

  @Test(
    "signs of roff in texts are printed as they are", .enabled(if: Shell.isInstalled("groff"), "groff is not installed")
  )
  func escapesText() throws {
    let result = try Shell.withFile(page) { try Shell.run("groff", ["-man", "-Tascii", "-P-cbou", $0]) }
    #expect(result.text.contains(".This begins with a point"))
    #expect(result.text.contains("and \\ signs."))
    #expect(result.text.contains("--max-wait"))
    #expect(result.text.contains("COFFEE_MAX_WAIT"))
  }
}
