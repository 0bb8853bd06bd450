import OpenQASM
import Testing

/// One file a part of the grammar: each case a program in one line, `\n` for its line breaks, and below it the tree of
/// each statement and the codes of the problems.
@Suite struct TreeTests {
  private func check(_ name: String, version: LanguageVersion = .version3) throws {
    let golden = try Resources.text(of: "trees/\(name).txt")
    var recorded = ""
    var cases = 0
    for block in golden.split(separator: "\n\n") {
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
      let source = String(lines[0])
      let program = source.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
      let tree = TreeText.of(program, version: version)
      let shown = tree.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
      recorded += "\(source)\n\(shown)\n\n"
      if !Resources.isRecording { #expect(shown == lines.dropFirst().joined(separator: "\n"), "\(source)") }
      cases += 1
    }
    #expect(cases > 4)
    if Resources.isRecording { try Resources.write(recorded, to: "trees/\(name).txt") }
  }

  @Test("version, include, pragma and annotations") func directives() throws { try check("directives") }
  @Test("declarations of all types") func declarations() throws { try check("declarations") }
  @Test("aliases") func aliases() throws { try check("aliases") }
  @Test("gate calls and their modifiers") func gates() throws { try check("gates") }
  @Test("measurement, reset, barrier, delay and box") func quantum() throws { try check("quantum") }
  @Test("assignments") func assignments() throws { try check("assignments") }
  @Test("control flow") func controlFlow() throws { try check("control-flow") }
  @Test("gates, subroutines and extern functions") func definitions() throws { try check("definitions") }
  @Test("calibrations") func calibration() throws { try check("calibration") }
  @Test("what else a statement can be, and cannot") func statements() throws { try check("statements") }
  @Test("expressions and literals") func expressions() throws { try check("expressions") }
  @Test("OpenQASM 2") func version2() throws { try check("version-2", version: .version2) }
  @Test("what OpenQASM 2 refuses") func version2Refused() throws {
    try check("version-2-refused", version: .version2)
  }
}
