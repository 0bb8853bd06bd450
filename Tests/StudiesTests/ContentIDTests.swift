import Formats
import Studies
import Testing

@Suite struct ContentIDTests {
  @Test("text and nothing have the digests that FIPS 180-4 gives")
  func knowsStandardDigests() {
    #expect(
      ContentID.of(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      ContentID.of([UInt8]()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test(
    "numbers are written for hashing as ECMAScript prints them",
    arguments: [
      (333_333_333.33333329, "333333333.3333333"), (1e30, "1e+30"), (4.50, "4.5"), (2e-3, "0.002"), (1e-27, "1e-27"),
      (0, "0"), (-0.0, "0"), (1e21, "1e+21"), (1e20, "100000000000000000000"), (123e18, "123000000000000000000"),
      (1e-6, "0.000001"), (1e-7, "1e-7"), (-1.5e-9, "-1.5e-9"), (0x1p-1074, "5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e+308"), (100, "100"), (0.1, "0.1"), (-12.75, "-12.75"),
      (9_007_199_254_740_992, "9007199254740992"), (295_147_905_179_352_825_856, "295147905179352830000"),
    ])
  func writesNumbers(_ number: Double, _ text: String) throws {
    #expect(String(decoding: try JSON.number(number).bytesForHashing(), as: UTF8.self) == text)
  }

  @Test("keys are sorted by their UTF-16 units, as RFC 8785 has it")
  func sortsKeys() throws {
    let value: JSON = ["\u{20AC}": 1, "\r": 2, "\u{FB33}": 3, "1": 4, "\u{1F600}": 5, "\u{80}": 6, "\u{F6}": 7]
    let text = String(decoding: try value.bytesForHashing(), as: UTF8.self)
    #expect(text == "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"\u{F6}\":7,\"\u{20AC}\":1,\"\u{1F600}\":5,\"\u{FB33}\":3}")
  }
}
