import OpenQASM
import Testing

/// What holds for the layout of every program that parses.
@Suite struct FormatterPropertyTests {
  private static let programs =
    Resources.names(in: "programs").map { "programs/\($0)" }
    + Resources.names(in: "fuzz-seeds").map { "fuzz-seeds/\($0)" }

  /// The tokens that a layout must keep: all but commas before a closing bracket or the end of a list.
  private func kept(_ text: String) -> [String] {
    let all = tokens(of: text, isVersion2: text.contains("OPENQASM 2.0;"))
    return all.indices.compactMap { index in
      guard all[index].kind == .comma else { return all[index].text }
      switch index + 1 < all.count ? all[index + 1].kind : .endOfFile {
      case .rightParenthesis, .rightBracket, .rightBrace, .semicolon, .leftBrace, .arrow: return nil
      default: return ","
      }
    }
  }

  /// The comments of a program that holds no strings with slashes, each line without blanks at its end.
  private func comments(_ text: String) -> [String] {
    var comments: [String] = []
    var rest = Substring(text)
    while let slash = rest.firstIndex(of: "/") {
      rest = rest[slash...]
      let end: Substring.Index
      if rest.hasPrefix("//") {
        end = rest.firstIndex(where: \.isNewline) ?? rest.endIndex
      } else if rest.hasPrefix("/*"), let range = rest.dropFirst(2).firstRange(of: "*/") {
        end = range.upperBound
      } else {
        rest = rest.dropFirst()
        continue
      }
      var comment = rest[..<end]
      while comment.last == " " || comment.last == "\t" { comment.removeLast() }
      comments.append(String(comment))
      rest = rest[end...]
    }
    return comments
  }

  @Test("a layout is its own layout, and keeps tokens and comments", arguments: programs)
  func layout(_ name: String) throws {
    let text = try Resources.text(of: name)
    guard let formatted = Formatter.format(SourceText(path: name, text: text)).text else { return }
    #expect(Formatter.format(SourceText(path: name, text: formatted)).text == formatted)
    #expect(comments(formatted) == comments(text))
    #expect(kept(formatted) == kept(text))
    let hasRawText = ["cal", "defcal", "/*", "pragma", "@"].contains { text.contains($0) }
    if !hasRawText {
      let lines = formatted.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.allSatisfy { !$0.hasSuffix(" ") && !$0.contains("\t") })
      #expect(TreeText.of(formatted) == TreeText.of(text))
    }
  }

  @Test("most programs have a layout")
  func coverage() throws {
    let count = try Self.programs.count { name in
      Formatter.format(SourceText(path: name, bytes: try Resources.bytes(of: name))).text != nil
    }
    #expect(count >= 25)
  }

  @Test("tokens pressed together or pulled apart have the same layout", arguments: programs)
  func spacing(_ name: String) throws {
    let text = try Resources.text(of: name)
    let keepsLines =
      text.contains { $0 == "@" || $0 == "#" } || ["pragma", "cal", "//", "/*"].contains(where: text.contains)
    guard !keepsLines, let formatted = Formatter.format(SourceText(path: name, text: text)).text else { return }
    let apart = tokens(of: text, isVersion2: text.contains("OPENQASM 2.0;")).map(\.text).joined(separator: "\n")
    let again = Formatter.format(SourceText(path: name, text: apart)).text
    #expect(again == formatted.split(separator: "\n").joined(separator: "\n") + "\n")
  }
}
