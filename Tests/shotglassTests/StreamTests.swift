import Formats
import Foundation
import Testing

@testable import shotglass

@Suite struct StreamTests {
  @Test("a file is read as it is, and knows its folder")
  func readsFiles() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("é\r\n\0", to: "a.qasm")
    let file = try SourceFile.read(path, input: .text(""))
    #expect(file.bytes == Array("é\r\n\0".utf8))
    #expect(file.folder == folder.path)
    #expect(file.displayName == path)
    #expect(SourceFile(path: "a", bytes: []).folder == ".")
    #expect(SourceFile(path: "/a", bytes: []).folder == "/")
  }

  @Test("a dash reads standard input")
  func readsInput() throws {
    let file = try SourceFile.read("-", input: .text("x"))
    #expect(file.bytes == Array("x".utf8))
    #expect(file.folder == ".")
    #expect(file.displayName == "<stdin>")
  }

  @Test("what cannot be read is named with a remedy")
  func reportsUnreadable() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "bell.qasm")
    let missing = try #require(throws: Failure.self) {
      try SourceFile.read(folder.path + "/bel.qasm", input: .text(""))
    }
    #expect(missing.status == .misuse)
    #expect(missing.message == "there is no file '\(folder.path)/bel.qasm'")
    #expect(missing.help?.hasSuffix("bell.qasm'?") == true)
    let directory = try #require(throws: Failure.self) { try SourceFile.read("/tmp", input: .text("")) }
    #expect(directory.message == "'/tmp' is a folder, not a file")
    let nowhere = try #require(throws: Failure.self) { try SourceFile.read("/no/such/x", input: .text("")) }
    #expect(nowhere.help == "there is no folder '/no/such'")
    let large = try #require(throws: Failure.self) {
      try SourceFile.read("/dev/zero", input: .text(""), sizeLimit: 100_000)
    }
    #expect(large.message == "'/dev/zero' is too large: more than 100000 bytes")
    let nul = try #require(throws: Failure.self) { try SourceFile.read("a\0b", input: .text("")) }
    #expect(nul.message == #"there is no file 'a\u{0}b'"#)
    #expect(throws: Failure.self) { try SourceFile.read("", input: .text("")) }
  }

  @Test(
    "a file without permission is named as such",
    .enabled(if: geteuid() != 0, "root may read everything"))
  func reportsPermission() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("", to: "a", mode: 0)
    let failure = try #require(throws: Failure.self) { try SourceFile.read(path, input: .text("")) }
    #expect(failure.message.hasPrefix("no permission to read"))
    #expect(failure.status == .misuse)
  }

  @Test("a full disk ends with status 5 and a message")
  func reportsFullDisk() async throws {
    let full = open("/dev/full", O_WRONLY)
    try #require(full >= 0)
    defer { close(full) }
    let errors = OutputBuffer()
    let status = await Application.shotglass.run(
      arguments: ["help"], environment: [:], input: .text(""), output: .fileDescriptor(full, name: "standard output"),
      errors: .collecting(in: errors))
    #expect(status == .fault)
    #expect(errors.text.hasPrefix("error: cannot write to standard output: No space left on device\n"))
  }

  @Test("an output that is closed is told as such")
  func reportsClosedOutput() async throws {
    let errors = OutputBuffer()
    let closed = open("/dev/null", O_RDONLY)
    defer { close(closed) }
    let status = await Application.shotglass.run(
      arguments: ["help"], environment: [:], input: .text(""),
      output: .fileDescriptor(closed, name: "standard output"), errors: .collecting(in: errors))
    #expect(status == .fault && errors.text.hasPrefix("error: standard output is closed\nhelp: "))
  }

  @Test("a reader that goes away ends the command quietly")
  func toleratesClosedPipe() async throws {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    let errors = OutputBuffer()
    let status = await Application.shotglass.run(
      arguments: ["man"], environment: [:], input: .text(""), output: .fileDescriptor(ends[1], name: "standard output"),
      errors: .collecting(in: errors))
    #expect(status == .done)
    #expect(errors.text.isEmpty)
  }

  @Test("large texts pass through a pipe in full")
  func writesThroughPipe() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (readEnd, writeEnd) = (ends[0], ends[1])
    let text = String(repeating: "0123456789abcde\n", count: 100_000)
    // A thread of its own: a task would wait for this test's thread behind all other tests.
    Thread.detachNewThread {
      try? Output.fileDescriptor(writeEnd, name: "pipe").write(text)
      close(writeEnd)
    }
    let bytes = try FileDescriptor(readEnd).readAll(limit: .max)
    close(readEnd)
    #expect(bytes == Array(text.utf8))
  }

  @Test("results are written to files, and a dash is standard output")
  func writesFiles() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/out"
    let application = Program.application { session in
      try session.write("file", to: path)
      try session.write("dash", to: "-")
      try session.write("none", to: nil)
      return .done
    }
    #expect(await Program.run(["work"], application: application).output == "dashnone")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "file")
  }

  @Test(
    "files that cannot be written are named",
    arguments: [
      ("/no/such/folder/x", ExitStatus.misuse), ("/tmp", .misuse), ("", .misuse), ("a\0b", .misuse),
      ("/dev/full", .fault),
    ])
  func reportsUnwritable(path: String, status: ExitStatus) async {
    let application = Program.application { session in
      try session.write("x", to: path)
      return .done
    }
    let result = await Program.run(["work"], application: application)
    #expect(result.status == status)
    #expect(result.errors.hasPrefix("error: "))
  }
}
