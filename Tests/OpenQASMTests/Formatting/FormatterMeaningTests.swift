import OpenQASM
import Testing

@Suite struct FormatterMeaningTests {
  @Test("A layout means what the text meant", arguments: Programs.all)
  func meaning(path: String) throws {
    let text = try Resources.text(of: path)
    guard let formatted = Formatter.format(SourceText(path: path, text: text)).text else { return }
    let before = Programs.load(text, path: path)
    let after = Programs.load(formatted, path: path)
    #expect(before.diagnostics.map(\.code) == after.diagnostics.map(\.code))
    Programs.expectSame(before.program, after.program, "\(path)", #_sourceLocation)
  }
}
