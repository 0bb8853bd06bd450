import Simulation
import Testing

@Suite struct InstructionLevelTests {
  @Test("Every level is found by its name")
  func names() {
    for level in InstructionLevel.allCases { #expect(InstructionLevel(name: level.name) == level) }
    #expect(InstructionLevel(name: "sse9") == nil)
  }

  @Test("The level in use is one that the machine runs")
  func current() {
    #expect(InstructionLevel.current <= InstructionLevel.best)
  }
}
