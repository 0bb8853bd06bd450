import Formats
import Testing

@Suite struct Base64Tests {
  @Test(
    "Texts are those of RFC 4648",
    arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")])
  func vectors(plain: String, encoded: String) {
    #expect(Base64.text(Array(plain.utf8)) == encoded)
    #expect(Base64.bytes(encoded) == Array(plain.utf8))
    let bare = encoded.filter { $0 != "=" }
    #expect(Base64.text(Array(plain.utf8), .url) == bare)
    #expect(Base64.bytes(bare, .url) == Array(plain.utf8))
  }

  @Test("Every byte survives in both alphabets")
  func roundTrip() {
    for count in 250...256 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151) }
      for alphabet in [Base64.Alphabet.standard, .url] {
        #expect(Base64.bytes(Base64.text(bytes, alphabet), alphabet) == bytes)
      }
    }
    #expect(Base64.text([0xFB, 0xFF]) == "+/8=")
    #expect(Base64.text([0xFB, 0xFF], .url) == "-_8")
  }

  @Test(
    "What is no such text is refused",
    arguments: ["Zg", "Zg=", "Zh==", "Zm9=", "Z", "=", "====", "Zm9v=", "Zm9v\n", "é==="])
  func refusals(text: String) {
    #expect(Base64.bytes(text) == nil)
  }
}
