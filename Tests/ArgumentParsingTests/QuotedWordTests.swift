import ArgumentParsing
import Testing

@Suite struct QuotedWordTests {
  @Test("words of users are quoted so that they fit a line")
  func quotesWords() {
    #expect(quoted("a b") == "'a b'")
    #expect(quoted("a\n\u{1B}[31m\u{202E}") == #"'a\u{a}\u{1b}[31m\u{202e}'"#)
    #expect(quoted(String(repeating: "é", count: 300)) == "'" + String(repeating: "é", count: 256) + "…'")
  }
}
