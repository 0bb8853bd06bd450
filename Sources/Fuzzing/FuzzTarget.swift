import OpenQASM

/// What libFuzzer calls with each input; nothing that an input holds may crash, trap, hang or break a promise.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  exercise(SourceText(path: "fuzz.qasm", bytes: Array(UnsafeBufferPointer(start: data, count: count))))
  return 0
}

/// libFuzzer's own main function, which looks for the options among the arguments.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The package manager links an executable's `main` to a symbol of this name.
@_cdecl("Fuzzing_main")
func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
  var count = count
  var arguments = arguments
  return runFuzzer(&count, &arguments, testOneInput)
}

/// Everything that is done with a program's text, one step after the other.
private func exercise(_ source: SourceText) {
  checkParsing(source)
  checkFormatting(source)
  checkMeaning(source)
  checkRequests(source.bytes)
  checkResults(source.bytes)
}

/// Parses, walks the tree, and prints the problems.
private func checkParsing(_ source: SourceText) {
  var parser = Parser(source: source, file: 0)
  while let statement = parser.nextStatement() {
    let height = height(of: statement, in: parser.tree)
    require(height <= 3 * Parser.nestingLimit, "a tree is higher than promised")
    parser.tree.removeAll(keepingCapacity: true)
  }
  require(parser.diagnostics.count <= Parser.diagnosticLimit + 1, "more problems than promised")
  for diagnostic in parser.diagnostics {
    let range = diagnostic.range
    require(range.start >= 0 && range.start <= range.end && range.end <= source.bytes.count, "a range leaves the file")
  }
  var renderer = DiagnosticRenderer(sources: [source])
  require(parser.diagnostics.isEmpty || !renderer.render(parser.diagnostics).isEmpty, "a problem prints nothing")
}

private func height(of node: NodeID, in tree: SyntaxTree) -> Int {
  let parent = tree[node]
  var highest = 0
  var last = node
  while tree[last].kind == .binaryExpression {
    last = tree[last].firstChild
    highest = max(highest, height(of: tree[last].nextSibling, in: tree))
  }
  for child in tree.children(of: last) {
    let range = tree[child]
    require(parent.start <= range.start && range.end <= parent.end, "a child leaves its parent's range")
    highest = max(highest, height(of: child, in: tree))
  }
  return highest + 1
}

/// A program that parses has a canonical text, which is its own canonical text.
private func checkFormatting(_ source: SourceText) {
  guard let text = Formatter.format(source).text else { return }
  let again = Formatter.format(SourceText(path: source.path, text: text)).text
  require(again != nil, "formatting made the program malformed")
  require(again == text, "formatting twice is not formatting once")
}

func require(_ isTrue: Bool, _ promise: StaticString) {
  precondition(isTrue, "\(promise)")
}
