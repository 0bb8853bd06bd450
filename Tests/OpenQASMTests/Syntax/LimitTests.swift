import Foundation
import OpenQASM
import Synchronization
import Testing

@Suite struct LimitTests {
  /// Runs on a thread with the small stack that secondary threads of macOS have.
  private func onSmallStack(_ body: @escaping @Sendable () -> Void) {
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      body()
      done.signal()
    }
    thread.stackSize = 512 * 1024
    thread.start()
    done.wait()
  }

  private static func nested(_ opening: String, _ middle: String, _ closing: String, _ count: Int) -> String {
    String(repeating: opening, count: count) + middle + String(repeating: closing, count: count)
  }

  /// A construct that nests, repeated as often as asked.
  private static let constructs: [(name: String, program: @Sendable (Int) -> String)] = [
    ("parentheses", { "x = \(nested("(", "1", ")", $0));" }),
    ("blocks", { nested("{", "", "}", $0) }),
    ("minus signs", { "x = \(nested("- ", "1", "", $0));" }),
    ("powers", { "x = 1\(nested("**1", "", "", $0));" }),
    ("calls", { "x = \(nested("f(", "1", ")", $0));" }),
    ("indices", { "x = \(nested("a[", "1", "]", $0));" }),
    ("index chains", { "x = a\(nested("[0]", "", "", $0));" }),
    ("sets", { "x = \(nested("a[{", "1", "}]", $0));" }),
    ("arrays", { "array[int, 1] a = \(nested("{", "1", "}", $0));" }),
    ("else-if chains", { nested("if (a) { } else ", "{ }", "", $0) }),
    ("loops", { nested("while (a) ", "x q;", "", $0) }),
    ("casts", { "x = \(nested("int(", "1", ")", $0));" }),
    ("complex types", { "\(nested("complex[", "float", "]", $0)) z;" }),
    ("durations", { "x = \(nested("durationof({ x[", "1ns", "] q; })", $0));" }),
    ("switches", { nested("switch (a) { case 1 { ", "", "} }", $0) }),
    ("arguments of gates", { "rz(\(nested("f(", "1", ")", $0))) q;" }),
  ]

  @Test("what nests is accepted to a depth and then reported, on a small stack too", arguments: constructs.indices)
  func nesting(_ index: Int) {
    let (name, program) = LimitTests.constructs[index]
    onSmallStack {
      #expect(!codes(of: program(60)).contains("Q190"), "\(name)")
      let deep = codes(of: program(2000))
      #expect(deep.contains("Q190"), "\(name)")
      #expect(deep.count <= 3, "\(name)")
    }
  }

  @Test("tens of thousands of anything takes linear time", .timeLimit(.minutes(1)), arguments: constructs.indices)
  func unboundedNesting(_ index: Int) {
    let (name, program) = LimitTests.constructs[index]
    #expect(!codes(of: program(30_000)).isEmpty, "\(name)")
  }

  @Test("a flat sum has no limit, and needs no stack")
  func flatSums() {
    onSmallStack {
      #expect(codes(of: "x = 1\(LimitTests.nested("+1", "", "", 30_000));").isEmpty)
    }
  }

  @Test("no tree is higher than the limit allows")
  func heightOfTrees() throws {
    for (name, program) in LimitTests.constructs {
      var parser = Parser(source: SourceText(path: "test.qasm", text: program(250)), file: 0)
      while let statement = parser.nextStatement() {
        #expect(height(of: statement, in: parser.tree) <= 3 * Parser.nestingLimit, "\(name)")
      }
    }
  }

  private func height(of node: NodeID, in tree: SyntaxTree) -> Int {
    1 + (tree.children(of: node).map { height(of: $0, in: tree) }.max() ?? 0)
  }

  @Test("a line of a megabyte is read and its problems are shown in part", .timeLimit(.minutes(1)))
  func longLine() {
    let line = String(repeating: "x q[0]; ", count: 50_000)
    #expect(diagnostics(of: line).isEmpty)
    let source = SourceText(path: "long.qasm", text: line + "x 1; y 2; " + line)
    var parser = Parser(source: source, file: 0)
    while parser.nextStatement() != nil { parser.tree.removeAll(keepingCapacity: true) }
    #expect(parser.diagnostics.count == 2)
    var renderer = DiagnosticRenderer(sources: [source])
    let text = renderer.render(parser.diagnostics)
    #expect(text.utf8.count < 1000)
    #expect(text.contains("long.qasm:1:400003"))
  }

  @Test("long runs of what is no program take linear time", .timeLimit(.minutes(1)))
  func longNonsense() {
    for piece in [
      "\0", "€", "\"", "/*", "//", "(", "}", ";", "1.", "0x", "@", "#", "a", "a ", "$0", "\u{FEFF}", "@a\n",
    ] {
      let problems = diagnostics(of: String(repeating: piece, count: 40_000))
      #expect(problems.count <= Parser.diagnosticLimit + 1, "\(piece)")
    }
    for byte: UInt8 in [0x80, 0xC3, 0xE2, 0xFF] {
      #expect(diagnostics(of: [UInt8](repeating: byte, count: 200_000)).map(\.code.name).first == "Q002")
    }
  }

  @Test("every prefix of a program parses without a trap, as does every single byte changed")
  func prefixesAndMutations() throws {
    for name in Resources.names(in: "programs").filter({ $0.hasSuffix(".qasm") }) {
      let bytes = try Resources.bytes(of: "programs/\(name)")
      for count in stride(from: 0, to: bytes.count, by: 7) { _ = diagnostics(of: Array(bytes.prefix(count))) }
      var generator = SystemRandomNumberGenerator()
      for _ in 0..<40 where !bytes.isEmpty {
        var changed = bytes
        changed[Int.random(in: changed.indices)] = UInt8.random(in: .min ... .max, using: &generator)
        _ = Formatter.format(SourceText(path: name, bytes: changed))
      }
    }
  }

  @Test("the tree can be emptied between statements")
  func streaming() throws {
    var parser = Parser(
      source: SourceText(path: "a.qasm", text: String(repeating: "cx q[0], q[1];\n", count: 100)), file: 3)
    var largest = 0
    while let statement = parser.nextStatement() {
      #expect(parser.tree.text(of: statement) == "cx q[0], q[1];")
      #expect(parser.tree.range(of: statement, file: 3).file == 3)
      largest = max(largest, parser.tree.nodes.count)
      parser.tree.removeAll(keepingCapacity: true)
    }
    #expect(largest == 9)
  }

  @Test("a node lies within its parent's range", arguments: Resources.names(in: "fuzz-seeds"))
  func ranges(_ name: String) throws {
    let source = SourceText(path: name, bytes: try Resources.bytes(of: "fuzz-seeds/\(name)"))
    var parser = Parser(source: source, file: 0)
    while parser.nextStatement() != nil {}
    for parent in parser.tree.nodes {
      var child = parent.firstChild
      while child != .none {
        let node = parser.tree[child]
        #expect(parent.start <= node.start && node.start <= node.end && node.end <= parent.end)
        child = node.nextSibling
      }
    }
  }

  @Test("a node takes 24 bytes")
  func nodeSize() {
    #expect(MemoryLayout<SyntaxNode>.stride == 24)
  }
}
