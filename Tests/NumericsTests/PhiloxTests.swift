import Numerics
import Testing

@Suite struct PhiloxTests {
  @Test("The published answers come out")
  func knownAnswers() {
    #expect(
      Philox.block(counter: .zero, key: .zero) == SIMD4(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8))
    #expect(
      Philox.block(counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max))
        == SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD))
    #expect(
      Philox.block(
        counter: SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344), key: SIMD2(0xA409_3822, 0x299F_31D0))
        == SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1))
  }

  @Test(
    "The hash of labels is FNV-1a",
    arguments: [("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8)]
      as [(String, UInt64)])
  func hash(text: String, value: UInt64) {
    var hash = StableHash()
    hash.combine(text)
    #expect(hash.value == value)
  }
}
