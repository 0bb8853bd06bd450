import Formats
import Testing

@Suite struct NearestMatchTests {
  @Test(
    "the word that was probably meant is found",
    arguments: [
      ("shtos", "shots"), ("SHOTS", "shots"), ("shot", "shots"), ("back", "backend"), ("bakend", "backend"),
      ("see", "seed"), ("max-second", "max-seconds"), ("xyzzy", nil), ("", nil), ("sh", nil), ("zzz", nil),
    ] as [(String, String?)])
  func finds(_ word: String, match: String?) {
    #expect(NearestMatch.find(word, among: ["shots", "seed", "backend", "max-seconds"]) == match)
  }

  @Test("endless words cost nothing and match nothing")
  func ignoresLongWords() {
    let word = String(repeating: "x", count: 1_000_000)
    #expect(NearestMatch.find(word, among: ["shots", word]) == nil)
  }
}
