import Numerics
import OpenQASM
import Testing

@Suite("Rounding of literals")
struct LiteralRoundingTests {
  @Test("digits give the double that the standard library gives")
  func againstStandardLibrary() {
    var stream = RandomStream(seed: 7)
    for _ in 0..<20_000 {
      let digits = 1 + Int(stream.next() % 19)
      let point = Int(stream.next() % UInt64(digits + 1))
      var text = (0..<digits).map { _ in String(stream.next() % 10) }.joined()
      text.insert(".", at: text.index(text.startIndex, offsetBy: point))
      if text.hasPrefix(".") { text = "0" + text }
      if text.hasSuffix(".") { text += "0" }
      if stream.next() % 4 == 0 { text += "e\(Int(stream.next() % 40) - 20)" }
      #expect(LiteralValue.float(Array(text.utf8)[...]) == Double(text), "\(text)")
    }
  }

  @Test(
    "halfway cases round to even",
    arguments: ["9007199254740993", "9007199254740995", "4503599627370496.5", "4503599627370497.5"])
  func halfway(_ text: String) {
    #expect(LiteralValue.float(Array(text.utf8)[...]) == Double(text))
  }
}
