import OpenQASM
import Testing

@Suite struct DiagnosticRendererTests {
  private static let code = DiagnosticCode("Q999", title: "A test", explanation: "For tests.")

  private func render(
    _ text: String, _ range: Range<Int>, _ message: String = "message", help: String? = nil,
    code: DiagnosticCode = code,
    isColored: Bool = false
  ) -> String {
    let source = SourceText(path: "a.qasm", text: text)
    let range = SourceRange(file: 0, start: range.lowerBound, end: range.upperBound)
    var renderer = DiagnosticRenderer(sources: [source], isColored: isColored)
    return renderer.render(Diagnostic(code, message, at: range, help: help))
  }

  @Test("a problem is shown with its line, underlined, and with help")
  func layout() {
    let text = String(repeating: "\n", count: 13) + "rz(theta[0], pi/2) q[3];\nx q;"
    let shown = render(text, 16..<31, "'rz' takes 1 angle, 2 given", help: "for three angles use U(θ, φ, λ)")
    #expect(
      shown == """
        error[Q999]: 'rz' takes 1 angle, 2 given
          --> a.qasm:14:4
           |
        14 | rz(theta[0], pi/2) q[3];
           |    ^~~~~~~~~~~~~~~
        help: for three angles use U(θ, φ, λ)

        """)
  }

  @Test("columns count characters, and tabs are kept under tabs")
  func tabsAndUnicode() {
    #expect(
      render("\tlet é = \tπ q;", 11..<13) == """
        error[Q999]: message
         --> a.qasm:1:11
          |
        1 | \tlet é = \tπ q;
          | \t        \t^

        """)
  }

  @Test("of a range over several lines the first is shown")
  func severalLines() {
    let shown = render("if (a) {\n  x q;\n}\n", 7..<17)
    #expect(shown.contains("1 | if (a) {\n  |        ^\n"))
  }

  @Test("a place without width has a caret, also at the end of the file and of a line")
  func emptyRanges() {
    #expect(render("x q", 3..<3).contains("1 | x q\n  |    ^\n"))
    #expect(render("", 0..<0).contains("a.qasm:1:1\n  |\n1 | \n  | ^\n"))
    #expect(render("x q\r\ny r\r\n", 3..<3).contains("1 | x q\n  |    ^\n"))
    #expect(render("x q\n", 4..<4).contains("a.qasm:2:1"))
  }

  @Test("a range that leaves the file is shown at its end", arguments: [5..<9, 2..<900])
  func rangeOutside(_ range: Range<Int>) {
    #expect(render("x q", range).contains("1 | x q"))
  }

  @Test("of a long line the part around the problem is shown")
  func longLines() {
    let text = String(repeating: "abcdefghi ", count: 30)
    let lines = render(text, 150..<159).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1] == " --> a.qasm:1:151")
    #expect(lines[3].hasPrefix("1 | ...") && lines[3].hasSuffix("...") && lines[3].count <= 112)
    let underline = lines[4]
    let column = underline.distance(from: underline.startIndex, to: underline.firstIndex(of: "^") ?? underline.endIndex)
    #expect(lines[3].dropFirst(column).hasPrefix("abcdefghi"))
    #expect(underline.hasSuffix("^~~~~~~~~"))
  }

  @Test("a problem that is longer than the window is cut")
  func longProblems() {
    let lines = render(String(repeating: "x", count: 1000), 10..<990).split(separator: "\n")
    #expect(lines[3].count < 120 && lines[3].hasSuffix("..."))
    #expect(lines[4].count < 120)
  }

  @Test("control characters cannot play tricks on a terminal")
  func controlCharacters() {
    let shown = render("x \u{1B}[31m\u{202E} q;", 2..<3, "a \u{7} b", help: "c\u{1B}")
    #expect(shown.contains("1 | x \\u{1B}[31m\\u{202E} q;"))
    #expect(shown.contains("error[Q999]: a \\u{7} b"))
    #expect(shown.contains("help: c\\u{1B}"))
    #expect(shown.contains("|   ^~~~~~"))
  }

  @Test("color marks the severity")
  func color() {
    let shown = render("x q;", 0..<1, isColored: true)
    #expect(shown.hasPrefix("\u{1B}[1;31merror[Q999]\u{1B}[0m: \u{1B}[1mmessage\u{1B}[0m\n"))
    let warning = DiagnosticCode("Q998", .warning, title: "A test", explanation: "For tests.")
    #expect(render("x q;", 0..<1, code: warning).hasPrefix("warning[Q998]: message\n"))
    #expect(render("x q;", 0..<1, code: warning, isColored: true).contains("\u{1B}[1;33m"))
  }

  @Test("several problems come in the order of their places")
  func severalProblems() {
    let source = SourceText(path: "a.qasm", text: "x q;\ny q;\n")
    let other = SourceText(path: "b.inc", text: "z q;\n")
    var renderer = DiagnosticRenderer(sources: [source, other])
    let places = [
      SourceRange(file: 1, start: 0, end: 1), .init(file: 0, start: 5, end: 6), .init(file: 0, start: 0, end: 1),
    ]
    let text = renderer.render(places.map { Diagnostic(Self.code, "message", at: $0) })
    let arrows = text.split(separator: "\n").filter { $0.contains("-->") }
    #expect(arrows == [" --> a.qasm:1:1", " --> a.qasm:2:1", " --> b.inc:1:1"])
  }

  @Test("a problem in no file is shown without a place")
  func noFile() {
    var renderer = DiagnosticRenderer(sources: [])
    let problem = Diagnostic(Self.code, "message", at: SourceRange(file: 0, start: 0, end: 0), help: "help")
    #expect(renderer.render(problem) == "error[Q999]: message\nhelp: help\n")
  }
}
