import Formats
import Foundation
import Testing

@testable import shotglass

/// Where results are written.
@Suite struct DestinationTests {
  private static func write(_ text: String, to path: String) throws {
    try DestinationFile(path, output: .standardOutput).write(Array(text.utf8))
  }

  private static func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test("a file is replaced as a whole: whoever has the old one open keeps its bytes, and nothing else is left")
  func replaces() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("the old bytes", to: "a.json", mode: 0o640)
    let old = try #require(FileHandle(forReadingAtPath: path))
    let place = try DestinationFile(path, output: .standardOutput)
    #expect(place.isReplaced && !place.isStandardOutput)
    #expect(try Self.text(path) == "the old bytes")
    for text in ["new", "newer"] {
      try place.write(Array(text.utf8))
      #expect(try Self.text(path) == text)
    }
    #expect(try old.readToEnd() == Data("the old bytes".utf8))
    #expect(StoredFile.othersPermissions(path) == 0o040)
    #expect(StoredFile.names(in: folder.path) == ["a.json"])
  }

  @Test("a symbolic link stays one, whether what it leads to is there or not")
  func followsLinks() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "real/a")
    for (link, target) in [("first", "real/a"), ("second", "first"), ("third", "real/new")] {
      try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(link)", withDestinationPath: target)
      try Self.write(link, to: "\(folder.path)/\(link)")
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder.path)/\(link)") == target)
    }
    #expect(try Self.text("\(folder.path)/real/a") == "second")
    #expect(try Self.text("\(folder.path)/real/new") == "third")
    #expect(StoredFile.names(in: "\(folder.path)/real") == ["a", "new"])
  }

  @Test("what is no file is written as it stands, and stays what it is")
  func writesInPlace() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    // Open for both, so that nobody waits.
    let descriptor = open(path, O_RDWR)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let place = try DestinationFile(path, output: .standardOutput)
    #expect(!place.isReplaced)
    try place.write(Array("through".utf8))
    var bytes = [UInt8](repeating: 0, count: 16)
    #expect(read(descriptor, &bytes, 16) == 7 && bytes[..<7] == Array("through".utf8)[...])
    #expect(StoredFile.names(in: folder.path) == ["pipe"])
    try Self.write("x", to: "/dev/null")
    #expect(throws: WriteError(name: "'/dev/full'", code: ENOSPC)) { try Self.write("x", to: "/dev/full") }
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    try Self.write("y", to: "/dev/fd/\(ends[1])")
    #expect(read(ends[0], &bytes, 16) == 1 && bytes[0] == UInt8(ascii: "y"))
    for end in ends { close(end) }
  }

  @Test("a place that cannot be written is found out before anything is done")
  func checksFirst() throws {
    let folder = try TemporaryFolder()
    for (path, message, help) in [
      ("/no/such/folder/x", "No such file or directory", "there is no folder '/no/such/folder'"),
      (folder.path, "Is a directory", "another place"), (folder.path + "/new/", "Is a directory", "another place"),
    ] {
      let failure = #expect(throws: Failure.self) { try DestinationFile(path, output: .standardOutput) }
      #expect(failure?.status == .misuse && failure?.message.hasSuffix(message) == true, "\(failure?.message ?? "")")
      #expect(failure?.help?.contains(help) == true)
    }
    #expect(StoredFile.names(in: folder.path).isEmpty)
  }

  @Test("an interrupted command names the one that goes on, with every word as a shell takes it")
  func commandLines() {
    let words = ["train", "my model.qasm", "--data", "it's.csv", "--resume=old.json", "-o", "c 1.json", "--seed", "3"]
    #expect(
      Session.commandLine(words, resumingFrom: "c 1.json")
        == "shotglass train 'my model.qasm' --data 'it'\\''s.csv' -o 'c 1.json' --seed 3 --resume 'c 1.json'")
    #expect(
      Session.commandLine(["train", "--resume", "a", "--", "-x"], resumingFrom: "b")
        == "shotglass train --resume b -- -x")
  }
}
