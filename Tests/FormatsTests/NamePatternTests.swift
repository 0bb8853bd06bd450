import Formats
import Testing

@Suite struct NamePatternTests {
  @Test(
    "* stands for any characters and ? for one",
    arguments: [
      ("x*", "x_0", true), ("x*", "x", true), ("x*", "theta", false), ("*", "", true), ("?", "", false),
      ("?_1*", "x_12", true), ("*_*_2", "a_1_1_2", true), ("*ab", "aab", true), ("*ab", "aba", false), ("", "", true),
      ("", "x", false), ("a**b", "ab", true), ("?", "é", true), ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false),
      ("theta_[0]", "theta_[0]", true), ("*_?", "w_12_3", true), ("*_?", "w_12", false),
    ])
  func matching(pattern: String, name: String, isMatch: Bool) {
    #expect(NamePattern(pattern).matches(name) == isMatch)
  }
}
