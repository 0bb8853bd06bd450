import Formats
import Foundation
import Testing

@Suite struct StoredFileTests {
  private static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("files-\(UUID().uuidString)").path
    try StoredFile.makeFolder("\(folder)/a/b", mode: 0o700)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body("\(folder)/a/b")
  }

  @Test("a file is replaced as a whole, with the permissions asked for, and leaves no draft behind")
  func replaces() throws {
    try Self.withFolder { folder in
      #expect(StoredFile.isFolder(folder) && StoredFile.othersPermissions(folder) == 0)
      let path = "\(folder)/x"
      for text in ["first", "second, longer"] {
        try StoredFile.replace(path, with: Array(text.utf8), mode: 0o600, syncingFolder: true)
        #expect(try StoredFile.read(path) == Array(text.utf8))
      }
      #expect(StoredFile.othersPermissions(path) == 0)
      #expect(StoredFile.names(in: folder) == ["x"])
      try FileManager.default.removeItem(atPath: path)
      try StoredFile.makeFolder(path)
      let error = #expect(throws: FileError.self) { try StoredFile.replace(path, with: []) }
      #expect(error?.path == path && error?.code == EISDIR)
      #expect(StoredFile.names(in: folder) == ["x"])
    }
  }

  @Test("what is appended is read back from any offset, and a new file must be new")
  func appends() throws {
    try Self.withFolder { folder in
      let file = try OpenFile("\(folder)/x", .append)
      try file.append(Array("one\n".utf8))
      try OpenFile("\(folder)/x", .append).append(Array("two\n".utf8))
      try file.sync()
      #expect(try file.size() == 8)
      #expect(try file.read(from: 0) == Array("one\ntwo\n".utf8))
      #expect(try file.read(from: 4) == Array("two\n".utf8))
      #expect(try file.read(from: 100).isEmpty)
      #expect(throws: FileError(.write, "\(folder)/x", EEXIST)) { try OpenFile("\(folder)/x", .create) }
      #expect(try file.mayGrow(by: 1))
    }
  }

  @Test("a lock keeps others out until it is given back or its file is let go, and closing another opening keeps it")
  func locks() throws {
    try Self.withFolder { folder in
      let first = try OpenFile("\(folder)/x", .append)
      var second: OpenFile? = try OpenFile("\(folder)/x", .append)
      #expect(try first.lock(waiting: .never))
      #expect(try second?.lock(waiting: .never) == false)
      _ = try OpenFile("\(folder)/x", .append)
      #expect(try second?.lock(waiting: .never) == false)
      first.unlock()
      #expect(try second?.lock(waiting: .forever) == true)
      #expect(try first.lock(waiting: .never) == false)
      second = nil
      #expect(try first.lock(waiting: .never))
    }
  }
}
