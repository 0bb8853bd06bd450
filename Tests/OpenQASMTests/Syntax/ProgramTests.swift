import OpenQASM
import Testing

/// The programs beside the tests: the first line of each states what parsing it must find.
@Suite struct ProgramTests {
  private static let names = Resources.names(in: "programs")

  /// `// parse: ok`, or the codes of the problems in the order of their places.
  private func expectation(_ text: String) -> [String]? {
    guard let line = text.split(whereSeparator: \.isNewline).first(where: { $0.hasPrefix("// parse: ") }) else {
      return nil
    }
    let words = line.dropFirst("// parse: ".count).split(separator: " ").map(String.init)
    return words == ["ok"] ? [] : words
  }

  @Test("each program parses as its header says", arguments: names)
  func program(_ name: String) throws {
    let text = try Resources.text(of: "programs/\(name)")
    let expected = try #require(expectation(text), "\(name) has no header such as '// parse: ok'")
    #expect(codes(of: text) == expected)
  }

  @Test("problems are shown as recorded", arguments: names)
  func rendering(_ name: String) throws {
    let source = SourceText(path: name, bytes: try Resources.bytes(of: "programs/\(name)"))
    var parser = Parser(source: source, file: 0)
    while parser.nextStatement() != nil {}
    guard !parser.diagnostics.isEmpty else { return }
    var renderer = DiagnosticRenderer(sources: [source])
    let shown = renderer.render(parser.diagnostics)
    let golden = "rendered/\(name.dropLast(5)).txt"
    if Resources.isRecording { return try Resources.write(shown, to: golden) }
    #expect(shown == (try Resources.text(of: golden)))
  }

  @Test("there are programs of both kinds")
  func coverage() throws {
    let expectations = try Self.names.compactMap { expectation(try Resources.text(of: "programs/\($0)")) }
    #expect(expectations.count { $0.isEmpty } >= 25)
    #expect(expectations.count { !$0.isEmpty } >= 12)
  }
}
