import Formats
import Testing

@Suite struct NamePatternTests {
  @Test(
    "* stands for any characters and ? for one",
    arguments: [
      ("x*", "x_0", true), ("x*", "x", true), ("x*", "theta", false), ("*", "", true), ("?", "", false),
      ("?_1*", "x_12", true), ("*_*_2", "a_1_1_2", true), ("*ab", "aab", true), ("*ab", "aba", false), ("", "", true),
      ("", "x", false), ("a**b", "ab", true),
    ])
  func matching(pattern: String, name: String, isMatch: Bool) {
    #expect(NamePattern(pattern).matches(name) == isMatch)
  }
}
