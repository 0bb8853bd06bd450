import Defences
import Models
import Testing

@Suite struct ForgetRequestTests {
  private static let labels = Labels.classes([0, 1, 2, 0, 1, 2, 0, 1], names: ["a", "b", "c", "d"])
  /// Which rows of 12 were trained on.
  private static let rows = [0, 1, 2, 4, 5, 6, 8, 9]

  private static func split(_ request: ForgetRequest, seed: UInt64 = 1) throws -> ForgetSplit {
    try ForgetSplit(request, labels: labels, rows: rows, dataRowCount: 12, seed: seed)
  }

  @Test("Requests are read from texts")
  func texts() throws {
    #expect(try ForgetRequest.reading("class:4") == .request(.classNamed("4")))
    #expect(try ForgetRequest.reading("class:a:b") == .request(.classNamed("a:b")))
    #expect(try ForgetRequest.reading("rows:some/file.json") == .file("some/file.json"))
    #expect(try ForgetRequest.reading("random:0.1") == .request(.random(share: 0.1)))
  }

  @Test(
    "Texts that are no requests are refused",
    arguments: [
      "", "class", "class:", "klass:4", "random:0", "random:1",
      "random:nan", "random:x", "rows:",
    ])
  func wrongTexts(text: String) {
    let error = #expect(throws: DefenceError.self) { try ForgetRequest.reading(text) }
    #expect(error?.help.isEmpty == false)
  }

  @Test("Row numbers are read from a JSON list or from lines")
  func files() throws {
    #expect(try ForgetRequest.rows(parsing: Array(" [3, 1]\n".utf8), file: "f") == .rows([3, 1]))
    #expect(try ForgetRequest.rows(parsing: Array("3\n\n 14 \n".utf8), file: "f") == .rows([3, 14]))
    for text in ["", "[]", "[1.5]", "[1", "3\nx\n", "99999999999999999999", "[true]"] {
      #expect(throws: DefenceError.self) { try ForgetRequest.rows(parsing: Array(text.utf8), file: "f") }
    }
  }

  @Test("A class, numbered rows and a random share part the training rows")
  func parts() throws {
    let ofClass = try Self.split(.classNamed("b"))
    #expect(ofClass == ForgetSplit(forgotten: [1, 4, 7], retained: [0, 2, 3, 5, 6], forgottenClass: 1))
    // Numbers are those of the data: row 4 is the fourth that was trained on.
    let ofRows = try Self.split(.rows([4, 9, 4]))
    #expect(ofRows == ForgetSplit(forgotten: [3, 7], retained: [0, 1, 2, 4, 5, 6]))
    let drawn = try Self.split(.random(share: 0.25))
    #expect(drawn.forgotten.count == 2)
    #expect((drawn.forgotten + drawn.retained).sorted() == Array(0..<8))
    #expect(try Self.split(.random(share: 0.25)) == drawn)
    #expect(try (2..<12).contains { try Self.split(.random(share: 0.25), seed: $0) != drawn })
  }

  @Test("What cannot be forgotten is refused, with what to type instead")
  func refusals() throws {
    let requests: [ForgetRequest] = [
      .classNamed("e"), .classNamed("d"), .rows([12]), .rows([-1]), .rows([3]), .rows(Self.rows),
      .random(share: 0.01),
    ]
    for request in requests {
      let error = #expect(throws: DefenceError.self) { try Self.split(request) }
      #expect(error?.message.isEmpty == false)
      #expect(error?.help.isEmpty == false)
    }
    #expect(throws: DefenceError.self) {
      try ForgetSplit(
        .classNamed("a"), labels: .targets([1, 2]), rows: [0, 1], dataRowCount: 2, seed: 0)
    }
  }
}
