import OpenQASM
import Testing

@Suite struct SymbolTableTests {
  @Test("a name is stored once, whatever its length")
  func interning() {
    var table = SymbolTable()
    let names = ["a", "ab", "abcdefgh", "abcdefghi", "abcdefghj", String(repeating: "x", count: 1000), "π", ""]
    let symbols = names.map { table.intern($0) }
    #expect(Set(symbols).count == names.count)
    #expect(names.map { table.intern($0) } == symbols)
    #expect(symbols.map { table.name(of: $0) } == names)
  }

  @Test("keywords have fixed symbols")
  func keywords() {
    var table = SymbolTable()
    for keyword in TokenKind.keywords { #expect(table.intern(keyword.spelling).keyword == keyword) }
    #expect(table.intern("U") == .u)
    #expect(table.intern("CX") == .cx)
    #expect(table.intern("pi") == .pi)
    #expect(table.intern("name").keyword == nil)
  }

  @Test("a hundred thousand names stay apart")
  func manyNames() {
    var table = SymbolTable()
    let before = table.count
    let symbols = (0..<100_000).map { table.intern("name_\($0)") }
    #expect(table.count == before + 100_000)
    #expect((0..<100_000).allSatisfy { table.intern("name_\($0)") == symbols[$0] })
    #expect(table.name(of: symbols[77_777]) == "name_77777")
  }

  @Test("a symbol of no table has no name")
  func unknownSymbol() {
    #expect(SymbolTable().name(of: .none).isEmpty)
    #expect(SymbolTable().name(of: Symbol(index: 100_000)).isEmpty)
  }

  @Test("files that share a table share their symbols")
  func sharing() throws {
    var first = Parser(source: SourceText(path: "a.qasm", text: "gate shared q { }"), file: 0)
    let gate = first.nextStatement()
    let definition = try #require(gate)
    var second = Parser(source: SourceText(path: "b.qasm", text: "other r; shared q;"), file: 1, symbols: first.symbols)
    _ = second.nextStatement()
    let use = second.nextStatement()
    let call = try #require(use)
    #expect(first.tree[definition].symbol == second.tree[call].symbol)
  }

  @Test(
    "a typing error finds its keyword",
    arguments: [
      ("mesure", .measure), ("mesaure", .measure), ("qbit", .qubit), ("whlie", .while), ("fro", .for),
      ("retrun", .return), ("barier", .barrier), ("defcla", .defcal),
    ] as [(String, TokenKind)])
  func nearest(_ word: String, _ keyword: TokenKind) {
    #expect(TokenKind.nearestKeyword(to: word) == keyword)
  }

  @Test("a name that is like no keyword finds none", arguments: ["x", "hadamard", "theta", "measure", "", "zzzzzz"])
  func nearestNone(_ word: String) {
    #expect(TokenKind.nearestKeyword(to: word) == nil)
  }
}
