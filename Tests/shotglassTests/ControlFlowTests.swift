import Testing

@testable import shotglass

@Suite("Programs with control flow on the command line") struct ControlFlowTests {
  private static let text = """
    OPENQASM 3.0;
    include "stdgates.inc";
    input int n;
    input bit[2] start;
    qubit[3] q;
    bit c;
    c = measure q[0];
    if (c) { x q[n]; }
    """

  @Test("they are drawn with their headings")
  func draw() async {
    let result = await Program.run(["draw", "-"], input: Self.text)
    #expect(result.status == .done)
    #expect(result.output.contains("if (c) {"))
  }

  @Test("export gives their inputs values")
  func binding() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.text, to: "program.qasm")
    let point = try folder.write("{\"n\": 2, \"start\": \"01\"}", to: "point.json")
    let result = await Program.run(["export", file, "--bind", point])
    #expect(result.status == .done)
    #expect(result.output.contains("const int n = 2;\nbit[2] start = \"01\";\n"))
    #expect(result.output.contains("if (c) {\n  x q[n];\n}\n"))
  }

  @Test("a dialect refuses what it cannot say, with a caret and status 3")
  func refusal() async {
    let result = await Program.run(["export", "-", "--dialect", "openqasm2"], input: Self.text)
    #expect(result.status == .unsupported)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("unsupported[Q812]: OpenQASM 2 has no inputs"))
    #expect(result.errors.contains("4 | input bit[2] start;\n  | ^~~"))
    #expect(result.errors.contains("help: "))
  }
}
